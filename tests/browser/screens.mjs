// Every screen there is, read off the navigation, so that a new one is walked as soon as it is there.

import { done } from "./harness.mjs";

/** Opens a screen by its address, and waits until a tab, or else an entry of the navigation, says so. */
async function open(page, fragment) {
  await page.goto(new URL(fragment, page.url()).href);
  const isHere = (to) => (document.querySelector("nav [aria-current=page]") ?? document.querySelector(".top nav [aria-current]"))?.hash === to;
  await page.waitForFunction(isHere, fragment.split("?")[0]);
}

/**
 * Every screen: its address and the name of the link to it, by the entries of the navigation, the tabs under each, the
 * pages of a screen, and the links on the screens themselves, as from the slides to the report.
 */
export async function screens(page) {
  const links = (within, query = "") => page.locator(`${within} a[href^="#/"]${query}`)
    .evaluateAll((all) => all.map((link) => [link.getAttribute("href"), link.innerText.trim()]));
  const found = new Map(await links(".top nav"));
  for (const [fragment] of found) {
    if (fragment.includes("?")) continue;
    await open(page, fragment);
    for (const [other, name] of await links("nav.tabs")) found.set(other, name);
    const more = [...await links(".parts", '[href*="?"]:not([aria-current])'), ...await links("main", ':not([href*="?"])')];
    // A future by its number is no screen of its own.
    for (const [other, name] of more) if (!found.has(other) && other.split("/").length === 2) found.set(other, name);
  }
  return [...found];
}

/** Waits until nothing on the screen is being worked out. */
export async function settled(page) {
  await done(page, 180_000);
  await page.waitForFunction(() => !document.querySelector("main [aria-busy=true], main[aria-busy=true]"), null, { timeout: 180_000 });
  await page.waitForTimeout(150);
}

/** Opens a screen and waits until nothing on it is being worked out. */
export async function go(page, fragment) {
  await open(page, fragment);
  await settled(page);
}

/** Opens whatever is folded, touches every control, and shows whatever can be shown as a table. */
export async function unfold(page) {
  await page.evaluate(async () => {
    for (let round = 0; round < 3; round += 1) {
      for (const fold of document.querySelectorAll("details:not([open]) > summary")) fold.click();
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    for (const lever of document.querySelectorAll(".lever.brief")) lever.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
    for (const button of document.querySelectorAll("main button")) if (button.innerText === "Show as table") button.click();
  });
  await page.waitForTimeout(150);
}
