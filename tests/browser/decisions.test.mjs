// Blocks and Breakeven: what a planner asks, and what comes back to the scenario.

import { test } from "node:test";
import assert from "node:assert/strict";
import { axe, visit } from "./harness.mjs";

const SLOW = 60_000;

/** A screen whose first answers have come. */
async function open(t, hash, ready) {
  const visited = await visit(t, { hash });
  await visited.page.getByText(ready).first().waitFor({ timeout: SLOW });
  return visited;
}

const settled = (page) => page.waitForFunction(() => document.querySelectorAll("main section[aria-busy=true]").length === 0, null, { timeout: SLOW });

test("a block says how many places to buy, and the advice goes into the scenario", async (t) => {
  const { page, troubles, foreign } = await open(t, "#/blocks", /Best on average: \d+/);
  await settled(page);
  const best = Number((await page.getByText(/Best on average: \d+/).first().textContent()).match(/\d+/)[0]);
  assert.ok(best > 0 && best < 24, `${best}`);
  assert.match(await page.locator(".lede").innerText(), new RegExp(`Buy ${best} places`));
  assert.deepEqual(await axe(page), []);
  // The other faces of the curve, from the same futures, and the tolerance that explains the steps.
  const chart = page.locator("svg[role=img]").first();
  await page.getByLabel("Show", { exact: true }).selectOption("Risk");
  assert.match(await chart.getAttribute("aria-label"), new RegExp(`^${best} places: paid for while empty in .*, dearer than spot prices in `));
  assert.match(await page.locator("section", { has: page.locator("#curve-title") }).innerText(), /costs more than spot prices/);
  await page.getByLabel("Show", { exact: true }).selectOption("Places filled");
  assert.match(await chart.getAttribute("aria-label"), new RegExp(`^${best} places: \\d+(\\.\\d)?% filled on average`));
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: `Use ${best} places` }).click();
  await page.getByText("This is the best volume, and it is in the scenario.").waitFor({ timeout: SLOW });
  assert.equal(await page.getByLabel("Your volume").inputValue(), String(best));
  await page.getByRole("link", { name: "Plan", exact: true }).click();
  await page.locator("summary", { hasText: "Block contracts" }).click();
  assert.equal(await page.locator("#block-0").inputValue(), String(best));
  assert.deepEqual(troubles, []);
  assert.deepEqual(foreign(), []);
});

test("caution buys fewer places and districts joined are more than each apart", async (t) => {
  const { page } = await open(t, "#/blocks", /Best on average: \d+/);
  await settled(page);
  const number = async (text) => Number((await page.getByText(text).first().textContent()).match(/: (\d+)/)[1]);
  const best = await number(/Best on average: \d+/);
  await page.getByRole("slider", { name: /Caution/ }).focus();
  await page.keyboard.press("End");
  await page.getByText(/Best with this caution: \d+/).waitFor({ timeout: SLOW });
  assert.ok((await number(/Best with this caution: \d+/)) < best);
  const rows = page.locator("table.offers").first().locator("tbody tr");
  const demand = async (row) => Number(await rows.nth(row).locator("td").first().innerText());
  assert.equal(await rows.count(), 3);
  assert.ok((await demand(2)) > (await demand(0)) && (await demand(2)) > (await demand(1)));
  assert.equal(await page.locator("table.volumes tbody tr").count(), 14);
});

test("a goal within reach is found and used, one out of reach says what is left", async (t) => {
  const { page, troubles } = await open(t, "#/breakeven", /How large may the shortfall/);
  await settled(page);
  assert.match(await page.getByRole("heading", { level: 1 }).innerText(), /breaks even/i);
  assert.deepEqual(await axe(page), []);
  const said = await page.locator(".answer").innerText();
  await page.getByRole("button", { name: "Find it" }).click();
  const answer = page.locator("p.lede[role=status]");
  await answer.waitFor({ timeout: SLOW });
  const millions = Number((await answer.innerText()).match(/at £(\d+)m/)[1]);
  assert.match(said, new RegExp(`For an even chance to break even by 2027/28, other savings of £${millions}m a year`), "one sum wherever it is asked for");
  assert.ok(millions > 60 && millions < 130, `${millions}`);
  await page.getByRole("button", { name: "Use it in the scenario" }).click();
  await page.getByText("The scenario has changed since").waitFor({ timeout: SLOW });
  // The middle future is now about in balance: near 5 in 10 break even.
  await page.waitForFunction(() => /[456] in 10/.test(document.querySelector("h1").innerText), null, { timeout: SLOW });
  // No fewer placements that anybody believes in will close the rest with certainty.
  await page.getByLabel("By moving").selectOption({ label: (await page.getByLabel("By moving").locator("option").allInnerTexts()).find((name) => /SRP places/i.test(name)) });
  await page.getByLabel("Break even in at least").first().fill("99");
  await page.getByLabel("Break even in at least").first().press("Enter");
  await page.getByRole("button", { name: "Find it" }).click();
  await page.getByText("No value within your bounds reaches").waitFor({ timeout: SLOW });
  assert.match(await answer.innerText(), /£[\d.]+m a year more would still be missing/);
  assert.deepEqual(troubles, []);
});

test("a map sharpens as its futures come and stops when told to", async (t) => {
  const { page, troubles } = await open(t, "#/breakeven", /How large may the shortfall/);
  await settled(page);
  const numbers = () => page.locator("svg.map g text[text-anchor=middle]").filter({ hasText: /^\d+$/ }).allTextContents();
  // What moves money alone is drawn at once: here, to the end.
  await page.getByRole("button", { name: "Draw the map" }).click();
  await page.locator("svg.map").waitFor({ timeout: SLOW });
  await settled(page);
  const all = (await numbers()).map(Number);
  assert.equal(all.length, 225);
  const rows = Array.from({ length: 15 }, (_, row) => all.slice(15 * row, 15 * row + 15));
  assert.ok(rows.every((row) => row.every((chance, at) => at === 0 || chance >= row[at - 1])), "more savings, more often");
  assert.ok(rows[14][14] > rows[0][0]);
  // What moves pupils takes its time, and shows every cell from the first futures on.
  for (const [place, lever] of [["Across", "Fewer joiners once fully adopted"], ["Up", "Growth in the rate of joining"]]) {
    await page.getByLabel(place, { exact: true }).selectOption({ label: lever });
  }
  await page.getByRole("button", { name: "Draw the map" }).click();
  await page.locator("section", { hasText: "Two levers together" }).getByRole("button", { name: "Stop" }).click();
  await page.getByText(/Stopped at \d+%/).waitFor({ timeout: SLOW });
  await page.getByLabel("Up", { exact: true }).selectOption({ label: await page.getByLabel("Across", { exact: true }).evaluate((s) => s.selectedOptions[0].label) });
  await page.getByText("Both are the same lever").waitFor();
  assert.deepEqual(troubles, []);
});

test("a number of placements is a goal too, with the council's plan and today's number to fill in", async (t) => {
  const { page, troubles } = await open(t, "#/breakeven", /How large may the shortfall/);
  await settled(page);
  await page.getByLabel("What must hold?").selectOption({ label: "Placements stay at or below a number" });
  const number = page.locator("#goal-placements");
  const today = Number((await number.inputValue()).replace(",", ""));
  await page.getByLabel("Counted in").selectOption({ label: "January 2034" });
  await page.getByRole("button", { name: "The council's plan" }).click();
  const plan = Number((await number.inputValue()).replace(",", ""));
  assert.ok(plan < 0.7 * today, `${plan} of ${today}`);
  assert.deepEqual(await axe(page), []);
  const moving = page.getByLabel("By moving");
  const effect = (await moving.locator("option").allInnerTexts()).find((name) => /Localities/i.test(name));
  await moving.selectOption({ label: effect });
  await page.getByRole("button", { name: "Find it" }).click();
  const answer = page.locator("p.lede[role=status]");
  await answer.waitFor({ timeout: SLOW });
  assert.match(await answer.innerText(), /^No value within your bounds reaches 5 in 10 futures\. .* too many would still be placed\./);
  // Where every lever may move growth down, it is within reach, and using it brings about half of the futures.
  await page.getByRole("button", { name: "Today's number" }).click();
  assert.equal(Number((await number.inputValue()).replace(",", "")), today);
  await page.getByRole("button", { name: "Find it" }).click();
  await page.waitForFunction(() => /^(In 5 in 10|No value)/.test(document.querySelector("p.lede[role=status]")?.innerText ?? ""), null, { timeout: SLOW });
  assert.deepEqual(troubles, []);
});
