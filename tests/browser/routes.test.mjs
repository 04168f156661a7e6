// The screens and their addresses.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, done, focusHas, go, visit } from "./harness.mjs";

const SCREENS = [
  ["#/plan", "Plan", /^Placements/],
  ["#/blocks", "Blocks", /./],
  ["#/breakeven", "Breakeven", /./],
  ["#/take", "What it takes", /^What would it take\?$/],
  ["#/matters", "What matters", /./],
  ["#/compare", "Compare", /./],
  ["#/evidence", "Evidence", /^Every figure/],
  ["#/data", "Your data", /^Your data$/],
  ["#/about", "About", /^About this model$/],
];

/** That a screen is shown: its title, its place in the navigation and its only main heading. */
async function shows(page, [fragment, name, heading]) {
  await page.waitForFunction((name) => document.title.startsWith(`${name} - Sufficiency Planner: Kent baseline`), name);
  assert.deepEqual(await page.locator("nav [aria-current=page]").allInnerTexts(), [name], fragment);
  const headings = await page.getByRole("heading", { level: 1 }).allInnerTexts();
  assert.equal(headings.length, 1, fragment);
  assert.match(headings[0], heading);
  assert.equal(await page.locator(".controls").isVisible(), name === "Plan");
}

for (const viewport of [{ width: 1366, height: 768 }, { width: 1920, height: 1080 }, { width: 390, height: 844 }]) {
  test(`every screen by click and by the back button, sound at ${viewport.width}`, async (t) => {
    const { page, troubles, foreign } = await visit(t, { viewport });
    await done(page);
    assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "H1", "a first visit begins at the top");
    for (const screen of [...SCREENS.slice(1), SCREENS[0]]) {
      await page.evaluate(() => { document.querySelector("main").scrollTop = 300; scrollTo(0, 300); });
      await go(page, screen[1]);
      await shows(page, screen);
      assert.equal(new URL(page.url()).hash, screen[0]);
      await focusHas(page, (at) => at.tagName, "H1");
      assert.equal(await page.evaluate(() => document.querySelector("main").scrollTop), 0);
      assert.deepEqual(await axe(page), [], screen[1]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(overflow, 0, "nothing hangs over the side");
      const [top, main] = [await page.locator(".top").boundingBox(), await page.locator("main").boundingBox()];
      assert.ok(top.y + top.height <= main.y + 1, "the navigation covers nothing");
    }
    for (const screen of SCREENS.toReversed().slice(0, SCREENS.length - 1)) {
      await page.goBack();
      await shows(page, screen);
    }
    assert.deepEqual(troubles, []);
    assert.deepEqual(foreign(), []);
  });
}

test("a phone folds the navigation until it is wanted", async (t) => {
  const { page, troubles } = await visit(t, { viewport: { width: 390, height: 844 } });
  await done(page);
  const nav = page.locator(".top nav");
  const turn = page.getByRole("button", { name: /^Screens/ });
  assert.equal(await nav.isVisible(), false);
  const top = (await page.locator(".top").boundingBox()).height;
  assert.ok(top < 110, `${top}`);
  await turn.click();
  assert.equal(await turn.getAttribute("aria-expanded"), "true");
  assert.deepEqual(await axe(page), []);
  await nav.getByRole("link", { name: "Breakeven" }).click();
  await focusHas(page, (at) => at.innerText, /2027\/28/);
  assert.equal(await nav.isVisible(), false, "it folds itself once it has led on");
  assert.deepEqual(troubles, []);
});

for (const viewport of [{ width: 1366, height: 768 }, { width: 390, height: 844 }]) {
  test(`back leads to where a screen was left, at ${viewport.width}`, async (t) => {
    const { page, troubles } = await visit(t, { viewport });
    await done(page);
    const place = () => page.evaluate(() => Math.max(scrollY, document.querySelector("main").scrollTop));
    const scroll = (to) => page.evaluate((to) => { document.querySelector("main").scrollTop = to; scrollTo(0, to); }, to);
    await scroll(400);
    // By a link where the planner stands: to the navigation of a phone one would scroll up.
    await page.evaluate(() => { location.hash = "#/breakeven"; });
    await focusHas(page, (at) => at.innerText, /2027\/28/);
    assert.equal(await place(), 0, "a new screen begins at its top");
    await scroll(250);
    await page.goBack();
    await page.waitForFunction(() => location.hash === "" || location.hash === "#/plan");
    await focusHas(page, (at) => at.innerText, /^Placements/);
    assert.equal(await place(), 400);
    await page.goForward();
    await focusHas(page, (at) => at.innerText, /2027\/28/);
    assert.equal(await place(), 250);
    assert.deepEqual(troubles, []);
  });
}

test("every screen by its address, and the Plan where the address names none", async (t) => {
  for (const screen of SCREENS) {
    const { page, troubles } = await visit(t, { hash: screen[0] });
    await done(page);
    await shows(page, screen);
    assert.deepEqual(troubles, []);
  }
  for (const hash of ["", "#", "#/nowhere", "#results"]) {
    const { page } = await visit(t, { hash });
    await done(page);
    await shows(page, SCREENS[0]);
  }
});

test("another screen neither loses nor runs anything", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  await page.locator("summary", { hasText: "Prices" }).click();
  await page.locator("#lever-growth").fill("lots");
  const state = await page.locator(".run-state").innerText();
  await page.evaluate(() => {
    globalThis.restarts = 0;
    new MutationObserver(() => { globalThis.restarts += 1; })
      .observe(document.querySelector(".run-bar"), { attributes: true, subtree: true, characterData: true });
  });
  for (const [, name] of [...SCREENS.slice(1), SCREENS[0]]) await go(page, name);
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => globalThis.restarts), 0);
  assert.equal(await page.locator(".run-state").innerText(), state);
  assert.equal(await page.locator("#lever-growth").inputValue(), "lots", "what is half typed stays");
  assert.ok(await page.locator("#lever-uplift").isVisible(), "what was open stays open");
  assert.deepEqual(troubles, []);
});

test("the skip link leads to the content of each screen, by keyboard", async (t) => {
  const { page } = await visit(t);
  await done(page);
  for (const [fragment] of SCREENS) {
    await page.goto(new URL(fragment, page.url()).href);
    await page.waitForFunction((fragment) => document.querySelector("nav [aria-current=page]").hash === fragment, fragment);
    await page.evaluate(() => { document.activeElement.blur(); document.querySelector(".skip").focus(); });
    await page.keyboard.press("Enter");
    await focusHas(page, (at) => at.tagName, "MAIN");
    assert.equal(new URL(page.url()).hash, fragment, "and the screen stays");
  }
});

test("About gives the fingerprint of the run", async (t) => {
  const { page } = await visit(t, { hash: "#/about" });
  const digest = await done(page);
  assert.equal(await page.locator(".about code").innerText(), digest);
  assert.match(await page.locator(".about").innerText(), /ranks no child[^]*Main assumptions[^]*10,000 futures from seed 2026/);
  assert.doesNotMatch(await page.locator(".about").innerText(), /does not yet simulate/);
});
