// The What matters screen as a planner meets it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, digestOf, focusHas, go, visit } from "./harness.mjs";

const number = (text) => Number(text.replaceAll(",", ""));
const heading = (page) => page.getByRole("heading", { level: 1 });
/** Waits until the answer is that to the result chosen. */
async function explained(page, said) {
  await page.waitForFunction((said) => {
    const busy = document.querySelector("main .beside")?.getAttribute("aria-busy");
    return busy === "false" && document.querySelector("h1").innerText.includes(said);
  }, said, { timeout: 90_000 });
  return heading(page).innerText();
}
const choose = async (page, label) => page.locator("#outcome").selectOption({ label });
const bars = (page) => page.locator(".swings .swing");
/** The shares of assumptions and of chance, in per cent. */
const split = async (page) => {
  const said = (await page.locator(".split text").allTextContents()).join(" ");
  return said.match(/Assumptions (\d+)% ± \d+ Chance (\d+)% ± \d+/).slice(1).map(Number);
};
/** Visits the screen and waits for its first answer; counts what is asked of the workers. */
async function arrive(t, options = {}) {
  const prepare = (page) => page.addInitScript(() => {
    globalThis.asked = 0;
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (...words) {
      globalThis.asked += 1;
      return post.apply(this, words);
    };
  });
  const visited = await visit(t, { hash: "#/matters", prepare, ...options });
  await explained(visited.page, "placements in January 2030");
  return visited;
}
const asked = (page) => page.evaluate(() => globalThis.asked);

for (const viewport of [{ width: 1366, height: 768 }, { width: 1920, height: 1080 }, { width: 390, height: 844 }]) {
  test(`what matters most is said, drawn and listed at ${viewport.width}`, async (t) => {
    const { page, troubles, foreign } = await arrive(t, { viewport });
    assert.match(await heading(page).innerText(), /^‘Rate of joining in 2027\/28 above its trend’ explains (\d+%|most) of the spread of placements in January 2030/);
    assert.equal(await bars(page).count(), 10);
    assert.match(await bars(page).first().innerText(), /Rate of joining in 2027\/28 above its trend\s+−\d+% to \d+%[^]*\d+% ± \d/);
    // The widest bar stands first, and its lower end at the left.
    const widths = await page.locator(".swings svg").evaluateAll((all) => all.map((svg) => {
      const boxes = [...svg.querySelectorAll("rect")].map((rect) => rect.getBoundingClientRect());
      return Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left));
    }));
    assert.ok(widths.every((width, place) => place === 0 || width <= widths[place - 1] + 1), `${widths}`);
    const [low, high] = (await bars(page).first().locator("svg text").allTextContents()).map(number);
    assert.ok(low > 600 && low + 500 < high && high < 5_000, `${low} to ${high}`);
    const drawn = await page.locator(".swings svg").first().evaluate((svg) => {
      const inside = svg.closest(".panel").getBoundingClientRect();
      return [...svg.querySelectorAll("text")].every((text) => {
        const box = text.getBoundingClientRect();
        return box.left >= inside.left && box.right <= inside.right;
      });
    });
    assert.ok(drawn, "the numbers stay within the panel");
    const twin = page.locator("main details.twin").first();
    await twin.locator("summary").click();
    assert.ok((await twin.locator("tbody tr").count()) > 50, "every uncertain assumption is listed");
    assert.deepEqual(await axe(page), []);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(overflow, 0, "nothing hangs over the side");
    assert.deepEqual(troubles, []);
    assert.deepEqual(foreign(), []);
  });
}

test("another result has another answer, from the futures there are", async (t) => {
  const { page, troubles } = await arrive(t);
  const before = await asked(page);
  assert.ok(before > 100, "the count of messages sees the workers");
  await choose(page, "The in-year balance of 2027/28");
  assert.match(await explained(page, "the in-year balance"), /^‘Rate of joining in 2027\/28 above its trend’ explains (\d+%|most) of the spread of the in-year balance of 2027\/28/);
  assert.match(await bars(page).first().innerText(), /^Rate of joining in 2027\/28 above its trend/);
  assert.match(await bars(page).first().locator("svg text").first().textContent(), /^−£\d+m$/);
  const swings = (await page.locator(".swings svg").first().getAttribute("aria-label"));
  assert.match(swings, /−£\d+m on average where it is about −?[\d.]+%, −£\d+m where it is about −?[\d.]+%/);
  await choose(page, "The contract value over eight years");
  await explained(page, "the contract value");
  assert.equal(await asked(page), before, "nothing was run again");
  assert.deepEqual(troubles, []);
});

test("the heading keeps the focus when the answer comes", async (t) => {
  const { page } = await visit(t);
  for (const name of ["What matters", "Blocks"]) {
    await go(page, name);
    await page.waitForFunction(() => document.activeElement.tagName === "H1");
    await page.locator(".beside[aria-busy=false] svg").first().waitFor({ timeout: 60_000 });
    await focusHas(page, (at) => at.tagName, "H1");
  }
});

test("assumptions outweigh chance in the county, and chance is more in a district", async (t) => {
  const { page } = await arrive(t);
  const [parameters, chance] = await split(page);
  assert.ok(parameters > chance && parameters + chance === 100, `${parameters} and ${chance}`);
  await choose(page, "Placements in Thanet, January 2030");
  assert.match(await explained(page, "Thanet"), /^‘Rate of joining in 2027\/28 above its trend’ explains (\d+%|most) of the spread/);
  const left = (await page.locator(".stack").innerText()).match(/‘Rate of joining in 2027\/28 above its trend’ were known exactly, (\d+)% of the variance left would be chance/);
  assert.ok(Number(left[1]) > chance, `${left[1]} against ${chance}: chance is more in a district`);
  assert.match(await page.locator(".stack").innerText(), /explains \d+% of placements in January 2030 in the whole county, and \d+ to \d+% in one district/);
});

test("the name of an assumption leads to its control, even one in a group that is shut", async (t) => {
  const { page, troubles } = await arrive(t);
  await choose(page, "The in-year balance of 2027/28");
  await explained(page, "the in-year balance");
  await page.locator(".swings").getByRole("link", { name: "Growth of the High Needs Block" }).press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "lever-budgetgrowth");
  assert.equal(new URL(page.url()).hash, "#/plan?control=high_needs.budget_growth");
  assert.ok(await page.locator("#lever-budgetgrowth").isVisible());
  assert.deepEqual(troubles, []);
});

test("a high count raises the level of joiners at once, and is handed to the controls", async (t) => {
  const { page, troubles } = await arrive(t);
  const before = await asked(page);
  assert.match(await page.locator("section", { has: page.locator("#count") }).innerText(), /Known and agreed at 30 June 2025/);
  const [middle, high] = (await page.locator("#count-help").innerText()).match(/have ([\d,]+) in the middle.* and ([\d,]+) in 8/).slice(1).map(number);
  assert.ok(middle > 1_600 && middle < high);
  await page.locator("#count").fill(String(high));
  const joiners = page.locator(".shifts > div").first();
  await joiners.waitFor();
  const [was, is] = (await joiners.innerText()).match(/raises ‘Starting level of joiners, against what was expected’ from (−?\d+)% to (\d+)%/).slice(1).map((text) => number(text.replace("−", "-")));
  assert.ok(is > was + 5, `${was} to ${is}`);
  assert.equal(await joiners.locator("svg .median").count(), 1, "before and after are drawn");
  const later = page.locator("table", { hasText: "Middle with the count" }).locator("tbody tr").first();
  const [first, , second] = (await later.locator("td").allInnerTexts()).map((text) => number(text.split("–")[0]));
  assert.ok(second > first + 10, `${first} to ${second}`);
  // Another tolerance keeps other futures, and nothing is run.
  const kept = async () => number((await page.locator("#agreement").innerText()).match(/^([\d,]+) of/)[1]);
  const few = await kept();
  await page.getByRole("slider", { name: /^Give or take/ }).press("End");
  assert.ok((await kept()) > 2 * few);
  assert.equal(await asked(page), before);
  assert.deepEqual(await axe(page), []);
  // To the controls.
  const digest = await digestOf(page);
  await page.locator("#count").fill(String(high));
  await page.getByRole("button", { name: "Use it" }).click();
  await page.waitForFunction((old) => (document.querySelector(".run-bar").dataset.digest ?? old) !== old, digest, { timeout: 60_000 });
  assert.match(await page.locator("section", { has: page.locator("#count") }).innerText(), /Passed to the controls: [^]*Growth in the rate of joining: [\d.]+% a year/);
  assert.equal(await page.locator("#count").inputValue(), "");
  await page.goto(new URL("#/plan", page.url()).href);
  assert.ok(Number(await page.locator("#lever-growth").inputValue()) > 5);
  assert.deepEqual(troubles, []);
});

test("an absurd count warns and nothing breaks", async (t) => {
  const { page, troubles } = await arrive(t);
  for (const absurd of ["9,000", "5"]) {
    await page.locator("#count").fill(absurd);
    assert.match(await page.locator("#agreement").innerText(), /^0 of 10,000 futures agree/);
    assert.match(await page.locator(".sure.warn").innerText(), /lie on one side of this count/);
    assert.equal(await page.getByRole("button", { name: "Use it" }).count(), 0);
  }
  // Just beyond what the futures have: a wider tolerance keeps enough of them.
  const [low] = (await page.locator("#count-help").innerText()).match(/between ([\d,]+)/).slice(1).map(number);
  await page.locator("#count").fill(String(low - 130));
  await page.getByRole("button", { name: /^Widen to/ }).press("Enter");
  assert.ok(number((await page.locator("#agreement").innerText()).match(/^([\d,]+) of/)[1]) >= 200);
  await page.locator("#count").fill("lots");
  assert.match(await page.locator("#count-help ~ .error").innerText(), /“lots” is not a count/);
  assert.deepEqual(await axe(page), []);
  await page.locator("#count").fill("");
  assert.equal(await page.locator(".shifts").count(), 0);
  assert.deepEqual(troubles, []);
});

test("knowing more before a block is bought is worth so many pounds", async (t) => {
  const { page, troubles } = await arrive(t);
  await page.getByRole("button", { name: "Work out what knowing more is worth" }).press("Enter");
  const panel = page.locator("section", { has: page.getByRole("heading", { name: "What is it worth to know more?" }) });
  await panel.getByText(/Knowing everything before deciding/).waitFor({ timeout: 90_000 });
  const said = await panel.innerText();
  const everything = number(said.match(/chance included, is worth £([\d,]+), give or take/)[1]);
  assert.ok(everything > 10_000, said);
  // No single assumption can be worth more than knowing everything.
  for (const cell of await panel.locator("tbody td:nth-child(2)").allInnerTexts()) {
    assert.ok(number(cell.replace("£", "")) < everything, cell);
  }
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(troubles, []);
});
