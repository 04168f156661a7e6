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

/** What stands beside a fact of a panel. */
const fact = (page, panel, name) => page.locator(`section[aria-labelledby=${panel}] .lines div`, { has: page.getByText(name, { exact: true }) }).locator("dd");

test("the ladder of places answers for the whole county, and what it buys goes into the scenario and back", async (t) => {
  const { page, troubles, foreign } = await open(t, "#/blocks", /Best on average: \d+/);
  await settled(page);
  const title = page.getByRole("heading", { level: 1 });
  const bought = Number((await title.innerText()).match(/^Buy (\d+) places$/)[1]);
  assert.ok(bought > 50, `${bought}`);
  assert.match(await page.locator(".lede").first().innerText(), /^Every place filled in at least 80 of 100 futures\. Together they save £[\d,]+ a year on average, all futures counted; \d+ in 100 futures cost more than spot prices/);
  assert.deepEqual(await axe(page), []);
  // A row for each district and one for all; the columns add up to what is said.
  const rows = page.locator("table.ladder tbody tr");
  assert.equal(await rows.count(), 13);
  const places = async (row) => (await row.locator("td b").allInnerTexts()).map(Number);
  const all = await places(rows.nth(12));
  assert.equal(all.at(-1), bought);
  assert.equal(all.slice(0, -1).reduce((sum, n) => sum + n, 0), bought);
  assert.ok((await page.locator("table.ladder svg.rungs path").count()) > 48);
  const saving = await fact(page, "portfolio-title", "Saving a year, all futures counted").innerText();
  // A stricter rule buys fewer places, by the keyboard.
  const rule = page.getByRole("slider", { name: /Buy every place filled in at least/ });
  await rule.focus();
  for (let step = 0; step < 10; step++) await page.keyboard.press("ArrowRight");
  await page.locator("p.lede", { hasText: "Every place filled in at least 90 of 100 futures" }).waitFor();
  await settled(page);
  const fewer = Number((await title.innerText()).match(/^Buy (\d+) places?$/)[1]);
  assert.ok(fewer < bought, `${fewer} of ${bought}`);
  await rule.focus();
  for (let step = 0; step < 10; step++) await page.keyboard.press("ArrowLeft");
  await settled(page);
  assert.equal(await fact(page, "portfolio-title", "Saving a year, all futures counted").innerText(), saving, "the same rule, the same figure");
  await page.locator("section[aria-labelledby=ladder-title] summary", { hasText: "As a table" }).click();
  await page.getByRole("columnheader", { name: "Last place filled in, of 100 futures" }).waitFor();
  // Into the scenario, and back.
  await page.getByRole("button", { name: "Add these blocks to the scenario" }).click();
  await page.getByText("The blocks are in the scenario.").waitFor();
  await settled(page);
  const next = (await title.innerText()).match(/^Buy (\d+|none)/)[1];
  assert.ok(next === "none" || Number(next) < bought / 2, `${next} more after ${bought}`);
  await page.locator("p[role=status]", { hasText: "The blocks are in the scenario." }).getByRole("button", { name: "Undo" }).click();
  await page.getByRole("heading", { level: 1, name: `Buy ${bought} places` }).waitFor({ timeout: SLOW });
  assert.deepEqual(troubles, []);
  assert.deepEqual(foreign(), []);
});

test("offers are typed and the best set of them goes into the scenario", async (t) => {
  const { page, troubles } = await open(t, "#/blocks", /Best on average: \d+/);
  await settled(page);
  const panel = page.locator("section[aria-labelledby=tender-title]");
  await panel.getByLabel(/^Type offers/).fill("Provider,Districts,Needs,Places from,Places to,Discount (%)\nA,Narnia,ASD,3,9,10\n");
  await panel.getByRole("button", { name: "Weigh these offers" }).click();
  await panel.getByText(/Line 2, Districts: .*which is none of Ashford/).waitFor({ timeout: SLOW });
  const offers = ["Provider,Districts,Needs,Years,Places from,Places to,Discount (%),Near home", "Made-up A,Maidstone,ASD,4,6,14,14,yes", "Made-up B,Maidstone; Swale,ASD,4,8,20,12,yes", "Made-up C,Swale,SEMH,4,40,60,0,no"];
  await panel.getByLabel(/^Type offers/).fill(offers.join("\n"));
  await panel.getByRole("button", { name: "Weigh these offers" }).click();
  await panel.getByRole("heading", { name: /^Accept [12] of 3 offers, \d+ places: £[\d,]+ saved a year/ }).waitFor({ timeout: SLOW });
  const row = (name) => panel.locator("tbody tr", { has: page.getByRole("rowheader", { name }) }).first();
  assert.equal(await row("Made-up C").locator("td").nth(1).innerText(), "none", "far more places than pupils");
  assert.deepEqual(await axe(page), []);
  const blocks = () => page.locator("#block-chosen option").count();
  const before = await blocks();
  const accepted = Number((await panel.getByRole("heading").first().innerText()).match(/^Accept (\d)/)[1]);
  await panel.getByRole("button", { name: "Accept these into the scenario" }).click();
  await page.getByText("The blocks are in the scenario.").waitFor();
  assert.equal(await blocks(), before + accepted);
  // What is accepted is not weighed again, until it is undone.
  await panel.getByText(/^In the scenario already, so not weighed again: Made-up/).waitFor();
  await page.locator("p[role=status]", { hasText: "The blocks are in the scenario." }).getByRole("button", { name: "Undo" }).click();
  await panel.getByRole("heading", { name: /^Accept [12] of 3 offers/ }).waitFor({ timeout: SLOW });
  assert.deepEqual(troubles, []);
});

test("offers stay when the screen is left and over a reload, and hostile ones are put aside", async (t) => {
  const { page, troubles } = await open(t, "#/blocks", /Best on average: \d+/);
  await settled(page);
  const panel = page.locator("section[aria-labelledby=tender-title]");
  const lines = ["Provider,Districts,Needs,Places from,Places to,Discount (%)", "Made-up A,Maidstone,ASD,6,14,14", "Made-up B,Swale,ASD,4,8,12"];
  await panel.getByLabel(/^Type offers/).fill(lines.join("\n"));
  await panel.getByRole("button", { name: "Weigh these offers" }).click();
  const heading = panel.getByRole("heading", { name: /^Accept [12] of 2 offers/ });
  await heading.waitFor({ timeout: SLOW });
  await panel.getByLabel("Worst 1 in 20 futures, at most").selectOption("A loss of £100,000 a year");
  await heading.waitFor({ timeout: SLOW });
  const said = await heading.innerText();
  await panel.getByText("These offers are kept in this browser").waitFor();
  await page.getByRole("link", { name: "Plan", exact: true }).click();
  await page.getByRole("link", { name: "Blocks", exact: true }).click();
  await heading.waitFor({ timeout: SLOW });
  await page.reload();
  await heading.waitFor({ timeout: SLOW });
  assert.equal(await heading.innerText(), said);
  assert.equal(await panel.getByLabel(/^Type offers/).inputValue(), lines.join("\n"));
  assert.equal(await panel.getByLabel("Worst 1 in 20 futures, at most").locator("option:checked").innerText(), "A loss of £100,000 a year");
  await panel.getByRole("button", { name: "Remove the offers" }).click();
  await panel.getByText("The offers are removed.").waitFor();
  const key = "sufficiency-planner/offers/1";
  const stored = (at) => page.evaluate((at) => localStorage.getItem(at), at);
  assert.equal(await stored(key), null);
  await panel.getByRole("button", { name: "Put them back" }).click();
  await heading.waitFor({ timeout: SLOW });
  const good = await stored(key);
  const hostile = good.replace('"least":6', '"least":600');
  assert.notEqual(hostile, good);
  await page.evaluate(([key, hostile]) => localStorage.setItem(key, hostile), [key, hostile]);
  await page.reload();
  await panel.getByText(/The offers kept in this browser could not be used and were put aside/).waitFor({ timeout: SLOW });
  assert.equal(await stored(`${key}/aside`), hostile);
  assert.deepEqual(troubles, []);
});

test("one cell of the ladder is bought alone, and comes back", async (t) => {
  const { page, troubles } = await open(t, "#/blocks", /Best on average: \d+/);
  await settled(page);
  const blocks = () => page.locator("#block-chosen option").count();
  const before = await blocks();
  const buy = page.locator("table.ladder").getByRole("button", { name: /^Buy \d+ places?: / });
  const cells = await buy.count();
  const label = await buy.first().getAttribute("aria-label");
  const [, volume, name] = label.match(/^Buy (\d+) places?: (.*)$/);
  await buy.first().press("Enter");
  const said = page.locator("p[role=status]", { hasText: new RegExp(`^${volume} places? for ${name} (is|are) in the scenario\\.`) });
  await said.waitFor();
  await settled(page);
  assert.equal(await blocks(), before + 1);
  await said.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: label }).waitFor({ timeout: SLOW });
  await settled(page);
  assert.equal(await blocks(), before);
  assert.equal(await buy.count(), cells);
  // From nothing a cell cannot be bought by itself: blocks of the scenario would have some of its pupils.
  await page.getByLabel("Places", { exact: true }).selectOption("From nothing");
  await settled(page);
  assert.equal(await buy.count(), 0);
  assert.deepEqual(troubles, []);
});

test("a block with reviews is set against one with fixed places, in pounds a year", async (t) => {
  const { page, troubles } = await open(t, "#/blocks", /Best on average: \d+/);
  await settled(page);
  const best = Number((await page.getByText(/Best on average: \d+/).first().textContent()).match(/\d+/)[0]);
  await page.locator("summary", { hasText: "Fixed, or reviewed each September?" }).click();
  const panel = page.locator("section[aria-labelledby=bending-title]");
  await panel.getByRole("heading", { name: /^Reviewed each September, the block saves £[\d,]+ a year more on average$/ }).waitFor({ timeout: SLOW });
  const rows = panel.locator("tbody tr");
  assert.equal(Number(await rows.nth(0).locator("td").first().innerText()), best, "the fixed block is that of the curve");
  assert.match(await panel.locator("p", { hasText: "In 8 in 10 futures" }).innerText(), /could give up [\d.]+% of the price in discount/);
  assert.deepEqual(await axe(page), []);
  // Without room to move it is the fixed block.
  for (const [name, value] of [["Up to", "100"], ["Down to", "100"]]) {
    await panel.getByLabel(name, { exact: true }).fill(value);
    await panel.getByLabel(name, { exact: true }).press("Enter");
  }
  await panel.getByRole("heading", { name: "Reviews each September are worth about as much as fixed places" }).waitFor({ timeout: SLOW });
  assert.equal(await rows.nth(1).locator("td").first().innerText(), String(best));
  assert.deepEqual(troubles, []);
});

test("a block says how many places to buy, and the advice goes into the scenario", async (t) => {
  const { page, troubles, foreign } = await open(t, "#/blocks", /Best on average: \d+/);
  await settled(page);
  const best = Number((await page.getByText(/Best on average: \d+/).first().textContent()).match(/\d+/)[0]);
  assert.ok(best > 0 && best < 24, `${best}`);
  assert.match(await page.locator(".lede").nth(1).innerText(), new RegExp(`Buy ${best} places`));
  assert.deepEqual(await axe(page), []);
  // The other faces of the curve, from the same futures, and the tolerance that explains the steps.
  const chart = page.locator("section[aria-labelledby=curve-title] svg[role=img]").first();
  await page.getByLabel("Show", { exact: true }).selectOption("Risk");
  assert.match(await chart.getAttribute("aria-label"), new RegExp(`^${best} places: paid for while empty in .* in 100 futures, dearer than spot prices in `));
  assert.match(await page.locator("section", { has: page.locator("#curve-title") }).innerText(), /costs more than spot prices/);
  await page.getByLabel("Show", { exact: true }).selectOption("Places filled");
  assert.match(await chart.getAttribute("aria-label"), new RegExp(`^${best} places: \\d+(\\.\\d)?% filled on average`));
  // The negotiator's card: more is saved with more off, and fewer places need less.
  const rows = page.locator("table.deals tbody tr");
  const deals = await rows.nth(1).locator("td b").allInnerTexts();
  const saved = deals.map((text) => Number(text.replace("\u2212", "-").replace(",", "")));
  assert.equal(saved.length, 8);
  assert.ok(saved.every((value, at) => at === 0 || value > saved[at - 1]), `${saved}`);
  const lowest = (await rows.locator("td:last-child").allInnerTexts()).filter((text) => text !== "none").map((text) => parseFloat(text));
  assert.ok(lowest.length > 2 && lowest.every((value, at) => at === 0 || value >= lowest[at - 1]), `${lowest}`);
  assert.match(await page.locator("#deals-title").innerText(), /^Worth signing on average: 10 places (from [\d.]+% off|even without a discount)/);
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
  await page.locator("summary", { hasText: "Separate or together?" }).click();
  const rows = page.locator("table.offers").first().locator("tbody tr");
  await rows.first().waitFor({ timeout: SLOW });
  const demand = async (row) => Number(await rows.nth(row).locator("td").first().innerText());
  assert.equal(await rows.count(), 3);
  assert.ok((await demand(2)) > (await demand(0)) && (await demand(2)) > (await demand(1)));
});

test("Breakeven begins at £0, tells the deficit of each regime apart and moves the balance once", async (t) => {
  const { page, troubles } = await open(t, "#/breakeven", /How likely is balance/);
  await settled(page);
  assert.match(await page.getByRole("heading", { level: 1 }).innerText(), /breaks even/i);
  const savings = page.locator("section", { has: page.locator("#savings-title") });
  const label = await savings.locator("svg[role=img]").getAttribute("aria-label");
  assert.match(label, /^Other savings a year: at £0 the block breaks even in 2027\/28 in .*, at £150m in /);
  const axis = await savings.locator("svg[role=img] text").allTextContents();
  assert.ok(axis.some((text) => /^£0/.test(text)), "£0 stands on the axis");
  const [, needed] = (await page.locator(".answer").innerText()).match(/other savings of £(\d+)m a year/);
  assert.ok(axis.some((text) => text === `Even chance: £${needed}m`), axis.join(" | "));
  // Three regimes on one scale, the end of the override in each.
  const deficit = page.locator("section", { has: page.locator("#deficit-title") });
  assert.deepEqual((await deficit.locator("h3").allInnerTexts()).map((text) => text.replace(/: in .*/, "")), [
    "Under the Safety Valve agreement",
    "Stability grant approved",
    "Stability grant refused",
  ]);
  const charts = await deficit.locator("svg[role=img]").evaluateAll((all) => all.map((chart) => [...chart.querySelectorAll("text")].map((text) => text.textContent)));
  assert.equal(charts.length, 3);
  for (const texts of charts) {
    assert.ok(texts.some((text) => /^Override ends/.test(text)), texts.join(" | "));
    assert.ok(["2025", "2030"].every((year) => texts.includes(year)) || texts.includes("2030"), texts.join(" | "));
  }
  const tops = charts.map((texts) => texts.filter((text) => /^£\d+m$/.test(text)).map((text) => Number(text.slice(1, -1))));
  assert.ok(tops[0].length > 2);
  assert.match(await deficit.innerText(), /On 1 April 2028[^]*Where a stability grant is approved, as in \d+ of 100 futures, it is £\d+m \(£\d+m to £\d+m\)/);
  // One waterfall, whose steps are the balance.
  const amounts = (await page.locator(".waterfall tbody td:nth-of-type(1)").allInnerTexts()).map((text) => Number(text.replace("−", "-").replace(/[+£m]/g, "")));
  const total = amounts.pop();
  assert.ok(Math.abs(amounts.reduce((sum, amount) => sum + amount, 0) - total) <= 4, `${amounts} make ${total}`);
  // The map is there unasked.
  await page.locator("svg.map").waitFor({ timeout: SLOW });
  assert.deepEqual(await axe(page), []);
  await page.getByRole("link", { name: /^What would it take\?/ }).click();
  await page.waitForFunction(() => document.querySelector("#take-figure")?.selectedOptions[0].label === "the in-year balance");
  assert.deepEqual(troubles, []);
});

const needs = (page) => page.locator("table.takes").first().locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.innerText)));

test("what each lever would have to be stands there unasked, and what is found does as asked", async (t) => {
  const { page, troubles } = await open(t, "#/take?of=balance", /What would it take/);
  await page.getByText(/does it by itself\./).waitFor({ timeout: SLOW });
  await settled(page);
  assert.deepEqual(await axe(page), []);
  const rows = await needs(page);
  const savings = rows.find(([lever]) => lever.startsWith("Other savings"));
  const millions = Number(savings[2].match(/^£(\d+)m or more$/)[1]);
  assert.ok(millions > 60 && millions < 130, `${millions}`);
  // What is missed says what even the best leaves, and has no button that would set it.
  const srp = rows.find(([lever]) => /SRP places/.test(lever));
  assert.match(srp[2], /^Out of reach: even 2,000 places leaves £\d+m missing$/);
  assert.equal(await page.getByRole("button", { name: /Use it in the scenario: New SRP places/ }).count(), 0);
  await page.getByRole("button", { name: "Show New SRP places" }).click();
  const own = page.locator("section", { has: page.locator("#seek-title") });
  await own.getByText(/^Out of reach: even ‘New SRP places’ at 2,000 places leaves £\d+m missing\. With it/).waitFor();
  assert.equal(await own.getByRole("button", { name: "Use it in the scenario" }).count(), 0);
  // One sum wherever it is asked for.
  await page.getByRole("link", { name: "Breakeven", exact: true }).click();
  await page.getByText(`For an even chance to break even by 2027/28, other savings of £${millions}m a year`).waitFor({ timeout: SLOW });
  await page.goBack();
  await page.getByRole("button", { name: "Use it in the scenario: Other savings a year" }).click();
  await page.getByText("Last change of the scenario: Other savings a year.").waitFor();
  await page.getByText(/that is so as things are\./).or(page.getByText(/In 5 in 10/)).first().waitFor({ timeout: SLOW });
  await page.getByRole("link", { name: "Breakeven", exact: true }).click();
  await page.waitForFunction(() => /[456] in 10/.test(document.querySelector("h1").innerText), null, { timeout: SLOW });
  assert.deepEqual(troubles, []);
});

test("the sentence takes every figure, the council's own numbers, and a pair of levers", async (t) => {
  const { page, troubles } = await open(t, "#/take", /What would it take/);
  await page.getByText(/by itself\./).waitFor({ timeout: SLOW });
  const value = page.locator("#take-value");
  assert.equal(await value.inputValue(), "1,378");
  assert.match(await page.locator(".answer .lede").innerText(), /^For placements in January 2034 to be at most 1,378 in 5 in 10 futures: /);
  await page.getByRole("button", { name: /its own number, 905/ }).click();
  await page.getByText(/at most 905 in 5 in 10 futures: out of reach for every lever/).waitFor({ timeout: SLOW });
  await page.getByRole("button", { name: /the report’s value if numbers fall, £484m/ }).click();
  await page.getByText(/For the contract value over eight years to be at most £484m in 5 in 10 futures: out of reach for every lever/).waitFor({ timeout: SLOW });
  assert.deepEqual(await axe(page), []);
  for (const [figure, said] of [["spending on placements", /spending on placements in 2027\/28 to be at most £100m/], ["the deficit where a grant may come", /the accumulated deficit at 31 March 2028 where a stability grant may come to be at most/]]) {
    await page.getByLabel("To have").selectOption({ label: figure });
    await page.getByText(said).first().waitFor({ timeout: SLOW });
  }
  // As achieved, less is needed of a lever that may fail.
  await page.goto(`${page.url().split("#")[0]}#/take?of=contract`);
  await page.getByText(/to be at most £876m/).first().waitFor({ timeout: SLOW });
  await page.getByLabel(/Take a lever’s value as achieved/).check();
  await settled(page);
  await page.getByText(/to be at most £876m/).first().waitFor({ timeout: SLOW });
  await page.getByLabel("And", { exact: true }).selectOption({ label: "New SRP places" });
  await page.locator("section", { has: page.locator("#seek-title") }).getByText(/ and ‘New SRP places’ at /).first().waitFor({ timeout: SLOW });
  assert.deepEqual(troubles, []);
});

test("an outcome that is pulled says what would have to be true, and too far that it is too few", async (t) => {
  const { page, troubles } = await visit(t);
  await page.locator(".card").first().getByRole("link", { name: /What would have to be true\?/ }).click({ timeout: SLOW });
  const pull = page.locator("section", { has: page.locator("#pull-title") });
  await pull.getByText(/of 10,000 futures: in these placements in January 2034 are at most 1,378\./).waitFor({ timeout: SLOW });
  const first = await pull.locator("tbody tr").first().locator("th").innerText();
  assert.match(first, /^Rate of joining in/);
  // The slider is the outcome: further, fewer futures.
  const count = async () => Number((await pull.locator("#pulled").innerText()).match(/^([\d,]+) of/)[1].replace(",", ""));
  const before = await count();
  await pull.getByRole("slider").focus();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press("PageDown");
  await page.waitForFunction((before) => Number(document.querySelector("#pulled").innerText.match(/^([\d,]+|None) of/)?.[1].replace(",", "")) < before, before, { timeout: SLOW });
  assert.notEqual(await page.locator("#take-value").inputValue(), "1,378", "the sentence and the slider are one number");
  assert.deepEqual(await axe(page), []);
  await page.locator("#take-value").fill("200");
  await pull.getByText(/None of 10,000 futures.*too few to say what differs in them\. 200 futures reach [\d,]+\./).waitFor({ timeout: SLOW });
  assert.equal(await pull.locator("tbody tr").count(), 0);
  await page.locator("#take-value").fill("1,600");
  await pull.getByRole("button", { name: /^Assume this/ }).first().click();
  await page.getByText(/^Last change of the scenario: /).waitFor();
  assert.deepEqual(troubles, []);
});

test("a map sharpens as its futures come and stops when told to", async (t) => {
  const { page, troubles } = await open(t, "#/breakeven", /How likely is balance/);
  await settled(page);
  const numbers = () => page.locator("svg.map g text[text-anchor=middle]").filter({ hasText: /^\d+$/ }).allTextContents();
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
  await page.locator("section", { hasText: "Two levers together" }).getByRole("button", { name: "Stop" }).click();
  await page.getByText(/Stopped at \d+%/).waitFor({ timeout: SLOW });
  await page.getByLabel("Up", { exact: true }).selectOption({ label: await page.getByLabel("Across", { exact: true }).evaluate((s) => s.selectedOptions[0].label) });
  await page.getByText("Both are the same lever").waitFor();
  assert.deepEqual(troubles, []);
});
