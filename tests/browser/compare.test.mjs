// The Compare screen as a planner meets it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, focusHas, visit } from "./harness.mjs";

const SIZES = [{ width: 1366, height: 768 }, { width: 1920, height: 1080 }, { width: 390, height: 844 }];
const KENT = "Kent baseline";
const NO_EFFECT = "No Localities effect";
const NO_BLOCKS = "No blocks";

const status = (page) => page.locator(".compared [role=status]");
const box = (page, name) => page.getByRole("checkbox", { name, exact: true });
const radio = (page, name) => page.getByRole("radio", { name, exact: true });
const headline = (page) => page.getByRole("heading", { level: 1 }).innerText();
const panel = (page, name) => page.getByRole("region", { name }).first();

/** Waits until so many scenarios are compared and nothing is under way. */
async function compared(page, scenarios) {
  await page.waitForFunction(
    (scenarios) => {
      const said = document.querySelector(".compared [role=status]")?.textContent ?? "";
      const rows = document.querySelectorAll(".paired tbody tr").length;
      return said.startsWith(`${scenarios} scenarios on the same`) && rows === scenarios
        && !document.querySelector("main section[aria-busy=true]");
    },
    scenarios,
    { timeout: 90_000 },
  );
}

/** The rows of the paired table: by scenario its cells. */
async function paired(page) {
  const rows = await page.locator(".paired tbody tr").evaluateAll((rows) =>
    rows.map((row) => [row.querySelector("th").firstChild.textContent, [...row.querySelectorAll("td")].map((cell) => cell.innerText)]));
  return Object.fromEntries(rows);
}

/** A figure as a number: pounds in full, or pupils. */
function figure(text) {
  const plain = text.replaceAll("\u2060", "").replace("−", "-").replaceAll(",", "").replace("£", "");
  const value = Number(plain.replace("m", ""));
  assert.ok(Number.isFinite(value), text);
  return plain.endsWith("m") ? value * 1e6 : value;
}
const average = (cells) => figure(cells[0].split(" ± ")[0]);

async function measure(page, label) {
  await page.getByLabel("Compared by").selectOption({ label });
  await page.getByRole("heading", { name: `${label}: each less` }).waitFor();
}

/** Notes every message of the screen that futures are under way. */
async function watchRuns(page) {
  await page.evaluate(() => {
    globalThis.runs = 0;
    new MutationObserver(() => { if (/% of the futures/.test(document.querySelector("main").textContent)) globalThis.runs += 1; })
      .observe(document.querySelector("main"), { childList: true, subtree: true, characterData: true });
  });
}
const runs = (page) => page.evaluate(() => globalThis.runs);

async function only(page, names) {
  for (const name of names) await box(page, name).check();
  const ticked = await page.locator(".compared input:checked[type=checkbox]").evaluateAll((inputs) =>
    inputs.map((input) => input.labels[0].textContent));
  for (const other of ticked.filter((name) => !names.includes(name))) await box(page, other).uncheck();
  await compared(page, names.length);
}

for (const viewport of SIZES) {
  test(`four scenarios are compared at once, soundly at ${viewport.width}`, async (t) => {
    const { page, troubles, foreign } = await visit(t, { hash: "#/compare", viewport });
    await compared(page, 4);
    assert.match(await headline(page), /^‘Localities effect at its best, 30%’ spends less on placements in 2027\/28 than ‘Kent baseline’ in 9\d in 100 futures: £[\d.,]+m? less on average$/);
    assert.match(await page.locator(".lede").innerText(), /8 in 10 futures lie between .* ‘.+’ is the best choice in /);
    const rows = await paired(page);
    assert.deepEqual(Object.keys(rows).slice(0, 2), [KENT, NO_EFFECT]);
    assert.deepEqual(rows[KENT].slice(0, 5), ["£0", "£0", "none", "all", "none"]);
    assert.ok(average(rows[NO_EFFECT]) > 100_000, rows[NO_EFFECT][0]);
    assert.equal(await page.locator(".multiples .dots").count(), 3, "all but the reference");
    assert.equal(await page.locator(".multiples .dots").first().locator("circle").count(), 50);
    assert.equal(await page.locator(".multiples .chart-frame svg").count(), 4);
    const scales = await page.locator(".multiples .chart-frame svg").evaluateAll((charts) =>
      charts.map((chart) => [...chart.querySelectorAll(".axes text")].map((text) => text.textContent).join()));
    assert.equal(new Set(scales).size, 1, "one scale");
    const main = panel(page, "Main figures of each");
    assert.deepEqual(await main.locator("thead th").allInnerTexts(), [
      "Scenario", "Placements, January 2030", "Placements, January 2034", "Spending on placements, 2027/28",
      "In-year balance, 2027/28", "Contract value, eight years", "Saving through blocks, all years", "Breaks even, 2027/28",
    ]);
    assert.deepEqual(await axe(page), []);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(overflow, 0, "nothing hangs over the side");
    assert.deepEqual(troubles, []);
    assert.deepEqual(foreign(), []);
  });
}

test("the baseline's own figures are those of the Plan screen", async (t) => {
  const { page } = await visit(t, { hash: "#/compare" });
  await compared(page, 4);
  const cell = await panel(page, "Main figures of each").locator("tbody tr").first().locator("td").first().locator("b").innerText();
  await page.goto(new URL("#/plan", page.url()).href);
  assert.equal(await page.locator(".card .figure b").first().innerText(), cell);
});

test("scenarios are ticked and unticked, two to six of them", async (t) => {
  const { page, troubles } = await visit(t, { hash: "#/compare" });
  await compared(page, 4);
  await box(page, "Blocks at half volume").check();
  await box(page, "No growth in the rate of joining").check();
  await compared(page, 6);
  assert.equal(await page.getByRole("radio").count(), 6);
  assert.ok(await box(page, "Blocks at double volume").isDisabled(), "six are the most");
  assert.match(await page.locator(".compared .ticks legend").innerText(), /untick one/);
  assert.deepEqual(await axe(page), []);
  await only(page, [KENT, NO_BLOCKS]);
  assert.ok(await box(page, "Blocks at double volume").isEnabled());
  assert.deepEqual(Object.keys(await paired(page)), [KENT, NO_BLOCKS]);
  await box(page, NO_BLOCKS).uncheck();
  await page.getByText("Tick at least two scenarios.").waitFor();
  assert.equal(await page.locator(".paired").count(), 0);
  assert.deepEqual(await axe(page), []);
  await box(page, NO_EFFECT).check();
  await compared(page, 2);
  await box(page, KENT).uncheck();
  await page.getByText("Tick at least two scenarios.").waitFor();
  assert.ok(await radio(page, NO_EFFECT).isChecked(), "without the reference another one takes its place");
  assert.deepEqual(troubles, []);
});

test("another reference turns the signs and runs nothing", async (t) => {
  const { page } = await visit(t, { hash: "#/compare" });
  await compared(page, 4);
  await measure(page, "Placements, January 2030");
  const before = await paired(page);
  const said = await status(page).innerText();
  await watchRuns(page);
  await radio(page, NO_EFFECT).check();
  await page.getByRole("heading", { name: `each less ‘${NO_EFFECT}’` }).waitFor();
  const after = await paired(page);
  assert.ok(average(before[NO_EFFECT]) > 10, before[NO_EFFECT][0]);
  assert.equal(average(after[KENT]), -average(before[NO_EFFECT]));
  assert.deepEqual([after[KENT][2], after[KENT][3], after[KENT][4]], [before[NO_EFFECT][4], before[NO_EFFECT][3], before[NO_EFFECT][2]]);
  assert.equal(after[KENT][8], before[NO_EFFECT][8], "pairing is worth the same");
  assert.equal(after[KENT][5], before[KENT][5], "what a choice loses asks no reference");
  assert.deepEqual(after[NO_EFFECT].slice(0, 5), ["0", "0", "none", "all", "none"]);
  assert.equal(await status(page).innerText(), said);
  assert.equal(await runs(page), 0);
});

test("another measure runs nothing", async (t) => {
  const { page, troubles } = await visit(t, { hash: "#/compare" });
  await compared(page, 4);
  const said = await status(page).innerText();
  await watchRuns(page);
  const labels = await page.getByLabel("Compared by").locator("option").allInnerTexts();
  assert.equal(labels.length, 9);
  const headlines = new Set();
  for (const label of labels) {
    await measure(page, label);
    headlines.add(await headline(page));
    const rows = await paired(page);
    assert.equal(average(rows[KENT]), 0, label);
    if (label.startsWith("Placements")) {
      assert.match(await page.locator(".compared .help").innerText(), /Fewer placements are not good in themselves/);
    }
  }
  assert.ok(headlines.size >= 8, [...headlines].join("\n"));
  assert.equal(await status(page).innerText(), said);
  assert.equal(await runs(page), 0, "a choice of words asks for no futures");
  assert.deepEqual(troubles, []);
});

test("without a Localities effect no future has fewer placements", async (t) => {
  const { page } = await visit(t, { hash: "#/compare" });
  await compared(page, 4);
  // By 2034 places may run out; then those who wait are the more, and a place may go to another cell.
  for (const [january, better] of [["January 2030", /^none$/], ["January 2034", /^(none|fewer than 1 in 100)$/]]) {
    await measure(page, `Placements, ${january}`);
    const cells = (await paired(page))[NO_EFFECT];
    assert.match(cells[2], better, "better in");
    assert.match(cells[3], /^\d+ in 100?$/, "the same where there was no effect anyway");
    assert.ok(average(cells) > 0);
    const dots = page.locator(".multiples > div", { has: page.getByRole("heading", { name: NO_EFFECT }) }).locator(".dots svg");
    const label = await dots.getAttribute("aria-label");
    assert.match(label, /No Localities effect: 50 equally likely futures, (3|4)\d with more than ‘Kent baseline’/);
  }
});

test("two scenarios of the same content differ by exactly nothing", async (t) => {
  const { page, troubles } = await visit(t);
  await page.locator("#lever-effect").fill("0");
  await page.locator(".scenario-name", { hasText: "changed" }).waitFor();
  await page.goto(new URL("#/compare", page.url()).href);
  await only(page, ["Kent baseline, changed", NO_EFFECT, KENT]);
  await radio(page, "Kent baseline, changed").check();
  for (const label of await page.getByLabel("Compared by").locator("option").allInnerTexts()) {
    await measure(page, label);
    const cells = (await paired(page))[NO_EFFECT];
    assert.match(cells[0], /^£?0$/, label);
    assert.match(cells[1], /^£?0$/, label);
    assert.deepEqual(cells.slice(2, 5), ["none", "all", "none"], label);
    assert.equal(cells[8], "–", "nothing to be more precise about");
  }
  await measure(page, "Placements, January 2034");
  assert.match(await headline(page), /^‘Kent baseline’ has fewer placements in January 2034 than ‘Kent baseline, changed’ in .* futures/);
  await only(page, ["Kent baseline, changed", NO_EFFECT]);
  assert.equal(await headline(page), "‘Kent baseline, changed’ and ‘No Localities effect’ are the same in every future");
  assert.deepEqual(troubles, []);
});

test("long work shows how far it is and stops", async (t) => {
  const { page, troubles } = await visit(t);
  await page.locator("summary", { hasText: /^Run/ }).click();
  await page.locator("#futures").fill("100000");
  await page.getByRole("link", { name: "Compare", exact: true }).click();
  const stop = page.locator(".compared").getByRole("button", { name: "Stop" });
  await stop.waitFor();
  await page.locator(".run-bar").getByRole("button", { name: "Stop" }).click();
  await page.waitForFunction(() => /^[1-9]\d?% of the futures/.test(document.querySelector(".compared [role=status]")?.textContent), null, { timeout: 90_000 });
  await stop.click();
  await page.getByText(/Stopped at \d+%/).waitFor();
  const at = await status(page).innerText();
  await page.waitForTimeout(600);
  assert.equal(await status(page).innerText(), at);
  assert.match(await headline(page), /^(Compare scenarios|‘)/);
  assert.deepEqual(await axe(page), []);
  await page.locator(".compared").getByRole("button", { name: "Run again" }).click();
  await stop.click();
  await page.getByText(/Stopped at \d+%/).waitFor();
  assert.deepEqual(troubles, []);
});

test("everything is chosen by keyboard", async (t) => {
  const { page } = await visit(t, { hash: "#/compare" });
  await compared(page, 4);
  await box(page, "Localities effect at its best, 30%").focus();
  await page.keyboard.press("Space");
  await compared(page, 3);
  await focusHas(page, (at) => at.labels[0].textContent, "Localities effect at its best, 30%");
  await radio(page, KENT).focus();
  await page.keyboard.press("ArrowDown");
  await page.getByRole("heading", { name: `each less ‘${NO_EFFECT}’` }).waitFor();
  await focusHas(page, (at) => at.labels[0].textContent, NO_EFFECT);
  await page.getByLabel("Compared by").focus();
  await page.keyboard.press("ArrowDown");
  await page.getByRole("heading", { name: "In-year balance, 2027/28: each less" }).waitFor();
});
