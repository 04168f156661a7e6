// The Plan screen as a planner meets it.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { axe, digestOf, focusHas, focusIs, GOLDEN, PUBLISHED, serve, turn, unfold, visit } from "./harness.mjs";

const SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
  { width: 390, height: 844 },
];

/** Waits until everything asked for has been simulated; gives the run's digest. */
export async function done(page, { futures, seed = 2026 } = {}) {
  await page.waitForFunction(
    ([futures, seed]) => {
      const bar = document.querySelector(".run-bar")?.innerText ?? "";
      const count = futures ? `${futures.toLocaleString("en-GB")} futures in` : "futures in";
      return bar.includes(count) && bar.includes(`Seed ${seed}`) && document.querySelector(".run-bar").dataset.digest;
    },
    [futures, seed],
    { timeout: 60_000 },
  );
  return digestOf(page);
}

const number = (text) => Number(text.replaceAll(",", ""));
const median = async (page) => number(await page.locator(".card .figure b").first().innerText());
/** The middle future's figure of a card, in millions of pounds where it is money. */
const figure = async (page, title) => {
  await unfold(page);
  const card = page.locator(".card", { has: page.getByRole("heading", { name: title }) });
  const text = (await card.locator(".figure b").innerText()).replace("−", "-").replace("£", "");
  return Number(text.replace(/[,m]/g, ""));
};
const open = async (page, group) => {
  const summary = page.locator("details > summary", { hasText: group }).first();
  if (!(await summary.evaluate((element) => element.parentElement.open))) await summary.click();
};
const GROUPS = ["Localities Model", "Local provision", "Block contracts", "High Needs budget", "Starting point", "Demand", "Prices", "Areas", "Run"];
/** Opens every group of controls, and every group within one. */
async function openAll(page) {
  const shut = page.locator(".controls details:not([open]) > summary");
  while (await shut.count()) await shut.first().press("Enter");
}

/** Runs an edit, and gives the digest of the run that follows it. */
async function rerun(page, edit, expected) {
  const before = await digestOf(page);
  await edit();
  await page.waitForFunction((old) => (document.querySelector(".run-bar").dataset.digest ?? old) !== old, before, { timeout: 60_000 });
  return done(page, expected);
}

for (const viewport of SIZES) {
  test(`a first visit at ${viewport.width} shows a sound result and asks nothing of anyone else`, async (t) => {
    const { page, troubles, requests, foreign } = await visit(t, { viewport });
    assert.equal(await done(page), PUBLISHED.digest, "the browser computes what the terminal does");
    assert.match(await page.getByRole("heading", { level: 1 }).innerText(), /^Placements .* 1,784 /);
    assert.match(await page.locator(".subject").innerText(), /^Kent pupils in independent and non-maintained special schools, January 2025 to January 2034 \(INMSS\)$/);
    assert.match(await page.locator(".answers .card").nth(1).innerText(), /−£\d+m[^]*8 in 10 futures lie between .*\. Never breaks even in 10,000 futures\./);
    await page.locator(".answers .card[aria-busy=false]", { hasText: "Every place filled in at least 80 of 100 futures. Together they save £" }).waitFor({ timeout: 60_000 });
    assert.equal(await page.locator(".change").count(), 0, "the baseline does not differ from itself");
    assert.deepEqual(await page.locator(".card h2").allTextContents(), [
      "Placements, January 2030",
      "In-year balance, 2027/28",
      "Places safe to buy in blocks",
      "Placements, January 2034",
      "Spending on placements, 2027/28",
      "Contract value, eight years",
      "Blocks against spot prices",
    ]);
    assert.deepEqual(await page.locator(".group > summary h2").allInnerTexts(), GROUPS);
    const [low, high] = (await page.locator(".card").first().innerText()).match(/between ([\d,]+) and ([\d,]+)/).slice(1).map(number);
    const middle = await median(page);
    assert.ok(low < middle && middle < high && low > 1_000 && high < 3_500, `${low}, ${middle}, ${high}`);
    assert.equal(await page.locator("table.cells:not(.behind) tbody tr").count(), 13);
    assert.deepEqual(await axe(page), []);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(overflow, 0, "nothing hangs over the side");
    assert.deepEqual(troubles, []);
    assert.ok(requests.length > 4, "the harness sees the requests");
    assert.deepEqual(foreign(), []);
  });
}

test("more growth moves the middle future up, typed or slid, and reset moves it back", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  const published = await median(page);
  await rerun(page, () => page.locator("#lever-growth").fill("8"));
  const more = await median(page);
  assert.ok(more > published + 40, `${published} to ${more}`);
  // What differs from the baseline is said, and the baseline stands behind the fan.
  const change = page.locator(".answers .card").first().locator(".change");
  await change.waitFor({ timeout: 60_000 });
  const [, difference, before] = (await change.innerText()).match(/^([\d,]+) more than in the baseline, ([\d,]+)\.$/);
  assert.equal(number(before), published);
  assert.ok(Math.abs(number(difference) - (more - published)) <= 1, difference);
  assert.equal(await page.locator("section[aria-labelledby=fan-title] path.baseline").count(), 1);
  assert.match(await page.locator("summary", { hasText: "Demand" }).innerText(), /growth 8% a year/);
  const slider = page.getByRole("slider", { name: "Growth in the rate of joining" });
  assert.equal(await slider.inputValue(), "8");
  await slider.focus();
  await rerun(page, () => page.keyboard.press("Home"));
  assert.equal(await page.locator("#lever-growth").inputValue(), "−10");
  assert.ok((await median(page)) < published);
  const digest = await rerun(page, () => page.getByRole("button", { name: "Reset Growth in the rate of joining" }).click());
  assert.equal(digest, PUBLISHED.digest);
  assert.equal(await median(page), published);
  assert.equal(await page.locator(".change, path.baseline").count(), 0);
  assert.deepEqual(troubles, []);
});

test("fewer joiners and no wander move the figures as they should", async (t) => {
  const { page } = await visit(t);
  await done(page);
  const published = await median(page);
  const spread = async () => {
    const [low, high] = (await page.locator(".card").first().innerText()).match(/between ([\d,]+) and ([\d,]+)/).slice(1).map(number);
    return high - low;
  };
  const wide = await spread();
  await rerun(page, () => page.locator("#lever-wander").fill("0"));
  assert.ok((await spread()) < wide);
  await rerun(page, () => page.locator("#lever-joiners").fill("300"));
  assert.ok((await median(page)) < published - 50);
});

test("the base says what it counts, and another number is one's own count", async (t) => {
  const { page } = await visit(t);
  await done(page);
  await open(page, "Starting point");
  await rerun(page, () => page.locator("#base").selectOption({ index: 1 }));
  assert.equal(await page.locator("#pupils").inputValue(), "1,623");
  assert.match(await page.locator("#base-concept").innerText(), /census day/);
  await rerun(page, () => page.locator("#pupils").fill("1,500"));
  assert.match(await page.locator("#base-concept").innerText(), /^Your own count/);
  assert.match(await page.getByRole("heading", { level: 1 }).innerText(), /1,500/);
});

test("a bad entry is named, with its remedy, and nothing is lost", async (t) => {
  const { page, troubles } = await visit(t);
  const digest = await done(page);
  const box = page.locator("#lever-growth");
  for (const [typed, complaint] of [
    ["lots", /Growth in the rate of joining: “lots” is not a number\. Enter a number from −10.* to 10.*Until then 5 is used\./],
    ["99", /Growth in the rate of joining: 99 is out of range/],
    ["", /is empty/],
  ]) {
    await box.fill(typed);
    assert.match(await page.locator("#lever-growth-error").innerText(), complaint);
    await box.blur();
    assert.equal(await box.inputValue(), typed, "what was typed stays");
  }
  assert.equal(await box.getAttribute("aria-invalid"), "true");
  assert.deepEqual(await axe(page), []);
  assert.equal(await digestOf(page), digest);
  await box.fill("2");
  assert.equal(await page.locator("#lever-growth-error").count(), 0);
  await open(page, "Run");
  await page.locator("#futures").fill("12.5");
  assert.match(await page.locator("#futures-error").innerText(), /12\.5 is not a whole number/);
  assert.deepEqual(troubles, []);
});

test("a range can be changed, and refused in words", async (t) => {
  const { page } = await visit(t);
  await done(page);
  await page.locator("#lever-growth").focus();
  await page.getByRole("button", { name: "Change range of Growth in the rate of joining" }).click();
  await rerun(page, () => page.getByLabel("Lowest").fill("0"));
  assert.match(await page.getByRole("group", { name: "Growth in the rate" }).innerText(), /Uncertain: 0% to 11% a year/);
  await page.getByLabel("Highest").fill("1");
  assert.match(await page.locator(".range-editor .error").innerText(), /Highest is 1: enter 5, the value in use, or more\./);
  assert.match(await page.getByRole("group", { name: "Growth in the rate" }).innerText(), /Uncertain: 0% to 11% a year/);
});

test("a reload keeps the scenario and the seed's result", async (t) => {
  const { page } = await visit(t);
  await done(page);
  await open(page, "Run");
  await rerun(page, () => page.locator("#futures").fill(String(GOLDEN[1].futures)), { futures: GOLDEN[1].futures });
  const digest = await rerun(page, () => page.locator("#seed").fill(String(GOLDEN[1].seed)), GOLDEN[1]);
  assert.equal(digest, GOLDEN[1].digest);
  await page.reload();
  assert.equal(await done(page, GOLDEN[1]), digest);
  await page.getByRole("button", { name: "Reset all" }).click();
  assert.equal(await done(page, { futures: 10_000 }), PUBLISHED.digest);
});

test("rubbish in the browser's storage is put aside, not obeyed and not lost", async (t) => {
  const key = "sufficiency-planner/scenario/2";
  for (const [kept, reason] of [
    ["{", /could not be used/],
    [JSON.stringify('{"name": 3}'), /none of a scenario’s parts/],
    [JSON.stringify(JSON.stringify({ ...JSON.parse(readFileSync(new URL("../../examples/scenarios/kent.json", import.meta.url))), run: { futures: 0, seed: 1 } })), /run\.futures is 0.*Enter a number from 1/],
  ]) {
    const prepare = (page) => page.addInitScript(([key, kept]) => localStorage.setItem(key, kept), [key, kept]);
    const { page, troubles } = await visit(t, { prepare });
    assert.equal(await done(page), PUBLISHED.digest);
    assert.match(await page.locator(".notice").innerText(), reason);
    assert.equal(await page.evaluate((key) => localStorage.getItem(key), key), kept);
    assert.deepEqual(troubles, []);
  }
});

test("the page works where nothing can be stored", async (t) => {
  const prepare = (page) => page.addInitScript(() => {
    Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
  });
  const { page, troubles } = await visit(t, { prepare });
  await done(page);
  await rerun(page, () => page.locator("#lever-growth").fill("8"));
  assert.deepEqual(troubles, []);
});

test("every chart has a table twin, by keyboard alone", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  await page.keyboard.press("Tab");
  await focusHas(page, (at) => at.className, "skip");
  await page.keyboard.press("Enter");
  await focusIs(page, "results");
  // From the results on by the Tab key alone to each of the charts' buttons.
  const tab = async (name) => {
    for (let presses = 0; presses < 30; presses++) {
      await page.keyboard.press("Tab");
      if ((await page.evaluate(() => document.activeElement.innerText)) === name) return;
    }
    assert.fail(`no ${name} within 30 presses`);
  };
  for (const [title, rows, pattern] of [
    ["fan", 16, /2025\s+1,623\s+1,784/],
    ["spending", 9, /2027\/28\s+£\d+m\s+£\d+m to £\d+m\s+£\d+m to £\d+m\s+£\d+m/],
    ["balance", 9, /2027\/28\s+−£\d+m\s+−£\d+m to −£\d+m/],
  ]) {
    await turn(page, { fan: "Placements", spending: "Spending", balance: "Balance" }[title]);
    await tab("Show as table");
    await page.keyboard.press("Enter");
    const table = page.locator("table.years:visible");
    assert.equal(await table.locator("tbody tr").count(), rows, title);
    assert.match(await table.innerText(), pattern);
    assert.deepEqual(await axe(page), []);
    await page.keyboard.press("Enter");
    assert.equal(await page.locator(".fans .chart-frame svg").count(), 1);
  }
  const twin = page.locator(".twin").first();
  await twin.locator("summary").press("Enter");
  const futures = (await twin.locator("p").innerText()).split("; ").map(number);
  assert.equal(futures.length, 50);
  assert.ok(futures.every((value, index) => index === 0 || value >= futures[index - 1]));
  const start = 1_784;
  assert.equal(await page.locator(".dots").first().locator(".beyond").count(), futures.filter((value) => value > start).length);
  assert.deepEqual(await axe(page), []);
  await turn(page, "Table");
  await page.locator("#table-january").selectOption("2034");
  assert.match(await page.locator("#table-title").innerText(), /January 2034/);
  const total = await page.locator("table.cells:not(.behind) tbody tr:last-child td:last-child b").innerText();
  assert.equal(number(total), await figure(page, "Placements, January 2034"));
  assert.deepEqual(troubles, []);
});

const TABLE = new URL("../../src/scenario/table/", import.meta.url);
const ROWS = readdirSync(TABLE).map((file) => readFileSync(new URL(file, TABLE), "utf8")).join("");
const LEVERS = ROWS.match(/lever: Lever::/g).length;
for (const viewport of SIZES) test(`every group open, the page is still sound for assistive technology at ${viewport.width}`, async (t) => {
  const { page, troubles } = await visit(t, { viewport });
  await done(page);
  assert.ok((await page.locator("input[type=range]").count()) < 10, "a closed group draws nothing");
  await openAll(page);
  assert.equal(await page.locator("input[type=range]").count(), LEVERS + 3, "every lever, two blocks, the futures");
  await page.locator("#lever-swing").focus();
  await page.getByRole("button", { name: /Change range of Swing/ }).click();
  await page.locator(".twin summary").first().click();
  // Further down, the button to the controls of a phone stands over what is beneath it.
  await page.evaluate(() => scrollTo(0, 0));
  assert.deepEqual(await axe(page), []);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(overflow, 0, "nothing hangs over the side");
  assert.match(await page.locator(".run-bar [role=status]").innerText(), /10,000 futures done.*breaks even in 10,000 futures/);
  assert.deepEqual(troubles, []);
});

test("any folder of a web server can hold the files", async (t) => {
  const url = await serve("/some/sub/path/");
  const { page, troubles, foreign } = await visit(t, { url });
  assert.equal(await done(page), PUBLISHED.digest);
  assert.deepEqual(troubles, []);
  assert.deepEqual(foreign(), []);
});

test("no control hides behind the run bar when it has the focus", async (t) => {
  const { page } = await visit(t, { viewport: SIZES[0] });
  await done(page);
  for (const group of GROUPS) await open(page, group);
  for (const control of await page.locator(".controls :is(input, select, button, summary)").all()) {
    await control.focus();
    const [box, bar] = [await control.boundingBox(), await page.locator(".run-bar").boundingBox()];
    assert.ok(box.y >= 0 && box.y + box.height <= bar.y + 1, `${await control.evaluate((e) => e.outerHTML.slice(0, 80))} at ${box.y}`);
  }
});

test("the focus stays where the planner is", async (t) => {
  const { page } = await visit(t);
  await done(page);
  await rerun(page, () => page.locator("#lever-growth").fill("8"));
  assert.equal(await page.locator(".scenario-name .name").innerText(), "Kent baseline, changed");
  await page.getByRole("button", { name: "Reset Growth in the rate of joining" }).press("Enter");
  await focusIs(page, "lever-growth");
  await page.locator("#lever-growth").fill("8");
  await page.getByRole("button", { name: "Reset all" }).press("Enter");
  await focusHas(page, (at) => at.innerText, /^Reset all/);
  await open(page, "Run");
  await page.locator("#futures").fill("100000");
  await page.getByRole("button", { name: "Stop" }).press("Enter");
  await focusHas(page, (at) => at.innerText, "Run again");
  assert.match(await page.locator(".run-bar [role=status]").innerText(), /^Stopped at/);
});

test("every source tag opens its source", async (t) => {
  const { page } = await visit(t);
  await done(page);
  await open(page, "Starting point");
  const tags = page.locator("button.tag");
  assert.equal(await tags.count(), 8);
  for (const tag of await tags.all()) {
    assert.match(await tag.innerText(), /(REPORT|SEN2|ONS|ASSUMPTION)$/);
    await tag.click();
  }
  assert.equal(await page.locator(".source-note").count(), 8);
  assert.equal(await page.locator(".source-note", { hasText: "Recording errors" }).count(), 1);
  assert.deepEqual(await axe(page), []);
});

test("extreme scenarios keep their sentences true and their labels apart", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  const overlaps = () => page.evaluate(() => {
    return [...document.querySelectorAll(".chart-frame")].flatMap((frame) => {
      const boxes = [...frame.querySelectorAll("text")].map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
      return boxes.flatMap((a, i) => boxes.slice(i + 1)
      .filter((b) => a.box.left < b.box.right - 1 && b.box.left < a.box.right - 1 && a.box.top < b.box.bottom - 2 && b.box.top < a.box.bottom - 2)
      .map((b) => `${a.text} over ${b.text}`));
    });
  });
  await rerun(page, () => page.getByRole("button", { name: "Council’s own rates" }).click());
  await rerun(page, () => page.locator("#lever-joiners").fill("0"));
  assert.match(await page.locator("h1").innerText(), /fall to 1,784 or fewer/);
  assert.deepEqual(await overlaps(), []);
  await page.getByRole("button", { name: "Reset all" }).click();
  await open(page, "Starting point");
  for (const pupils of ["1", "20000"]) {
    await rerun(page, () => page.locator("#pupils").fill(pupils));
    assert.deepEqual(await overlaps(), [], `${pupils} pupils`);
    assert.doesNotMatch(await page.locator(".workspace").innerText(), /(?<!between 0 and |[\d,.])1 (pupils|placements|years)\b|300,000,000/);
    assert.equal(/does not start at 0/.test(await page.locator(".fans .panel").first().innerText()), false);
  }
  assert.deepEqual(troubles, []);
});

test("a stronger Localities Model means fewer placements and a better balance", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  await open(page, "Localities Model");
  assert.match(await page.getByRole("group", { name: "Fewer joiners once fully adopted" }).innerText(), /Uncertain: 2% to 30%, and 1 chance in 5 of no effect/);
  assert.match(await page.getByRole("group", { name: "Half-way there by" }).innerText(), /January 2028[^]*Uncertain: January 2027 to mid-2030/);
  const [placements, balance] = [await figure(page, "Placements, January 2034"), await figure(page, "In-year balance")];
  const later = number(await page.locator("table.behind tbody tr:last-child td").nth(4).locator("b").innerText());
  await rerun(page, () => page.locator("#lever-effect").fill("45"));
  assert.match(await page.locator("summary", { hasText: "Localities Model" }).innerText(), /effect 45%/);
  assert.ok((await figure(page, "Placements, January 2034")) < placements - 100);
  assert.ok((await figure(page, "In-year balance")) >= balance);
  const diverted = page.locator("table.behind tbody tr:last-child td").nth(4).locator("b");
  assert.ok(number(await diverted.innerText()) > 2 * later, "what stands behind the fall is shown");
  await open(page, "Start dates for each district");
  const selects = page.locator(".starts select");
  assert.equal(await selects.count(), 12);
  assert.equal(await selects.first().evaluate((select) => select.selectedOptions[0].text), "September 2025");
  const early = await figure(page, "Placements, January 2034");
  for (const select of await selects.all()) await select.selectOption("September 2033");
  await page.waitForFunction(() => document.querySelector(".run-bar").dataset.digest);
  await rerun(page, () => page.locator("#lever-effect").fill("46"));
  assert.ok((await figure(page, "Placements, January 2034")) > early + 50, "a late start has less effect");
  assert.deepEqual(troubles, []);
});

test("admitting SEMH to SRPs names the decision that it departs from", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  await open(page, "Local provision");
  const srp = async () => number(await page.locator("table.behind tbody tr").nth(8).locator("td b").nth(5).textContent());
  const shut = await srp();
  assert.match(await page.locator(".policy").innerText(), /^Off, .*25\/00085 of 4 December 2025 excludes SEMH.*Years 7 to 11 only/);
  await rerun(page, () => page.getByLabel("Admit SEMH to SRPs").check());
  assert.match(await page.locator(".policy").innerText(), /^On\. This departs from Kent’s decision 25\/00085/);
  assert.ok((await srp()) >= shut);
  await rerun(page, () => page.locator("#school-0").fill("2000"));
  assert.match(await page.getByRole("group", { name: "Swanley special school" }).innerText(), /Uncertain: September 2028 to September 2030/);
  await rerun(page, () => page.locator("#school-0-opens").selectOption("September 2026"));
  assert.match(await page.getByRole("group", { name: "Swanley special school" }).innerText(), /Uncertain: September 2026 to September 2028/);
  assert.deepEqual(troubles, []);
});

test("the framework's terms and the travel of pupils are the planner's", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  await open(page, "Prices");
  assert.match(await page.locator(".controls").innerText(), /4 districts had no such school in 2025: Dartford, Folkestone and Hythe, Sevenoaks, Tonbridge and Malling/);
  await rerun(page, () => page.locator("#extensions").selectOption("0"));
  assert.match(await page.locator(".controls").innerText(), /no new placement is made through it from September 2030/);
  await rerun(page, () => page.locator("#break-after").selectOption("After 2 years"));
  assert.match(await page.locator(".controls").innerText(), /from September 2028/);
  await rerun(page, () => page.getByLabel("Pupils may travel").uncheck());
  const spending = await figure(page, "Spending on placements");
  await rerun(page, () => page.locator("#lever-uplift").fill("10"));
  assert.ok((await figure(page, "Spending on placements")) > spending + 5);
  assert.deepEqual(troubles, []);
});

test("a block is added, sized, renamed, kept over a reload, and removed", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  await open(page, "Block contracts");
  const outcomes = page.locator(".outcome");
  assert.equal(await outcomes.count(), 2);
  for (const text of await outcomes.allInnerTexts()) {
    assert.match(text, /^Awarded in .* futures\. Then \d+ in 100 places are filled; it pays for empty places in .*, £[\d,]+ a year on average, and (saves|costs) £[\d,]+ a year in all\.(\s+Why\?[^]*)?$/);
  }
  await rerun(page, () => page.getByRole("button", { name: "Add a block" }).click());
  assert.match(await page.locator("summary", { hasText: "Block contracts" }).innerText(), /3 blocks/);
  const last = page.getByRole("group", { name: "New block" });
  const filled = async () => Number((await last.locator(".outcome").innerText()).match(/(\d+) in 100 places/)[1]);
  const small = await filled();
  await rerun(page, () => last.locator(".number").first().fill("2,000"));
  assert.ok((await filled()) < small - 20, "a block too large stands empty");
  await last.locator("summary").click();
  await last.getByLabel("Name").fill("Coast");
  await last.getByLabel("Name").press("Enter");
  const coast = page.getByRole("group", { name: "Coast" });
  await rerun(page, () => coast.getByLabel("Thanet").check());
  await rerun(page, () => coast.getByLabel("Discount on the Lot A price").fill("16"));
  assert.match(await coast.innerText(), /Uncertain: 6% to 40%/);
  // A range of its own, as every control has one.
  await coast.getByRole("button", { name: "Change range of Discount on the Lot A price" }).click();
  await coast.getByLabel("Highest").fill("10");
  await coast.getByLabel("Highest").press("Enter");
  assert.match(await coast.locator(".range-editor .error").innerText(), /^Highest is 10: enter 16, the value in use, or more\.$/);
  await rerun(page, async () => {
    await coast.getByLabel("Highest").fill("20");
    await coast.getByLabel("Highest").press("Enter");
  });
  assert.match(await coast.innerText(), /Uncertain: 6% to 20%/);
  await rerun(page, () => coast.getByLabel("Assume signed").check());
  assert.match(await coast.locator(".outcome").innerText(), /^Signed\. /);
  assert.match(await coast.innerText(), /As signed: the same in every future/);
  await rerun(page, () => coast.getByLabel("What it buys").selectOption({ index: 1 }));
  assert.match(await coast.innerText(), /A conversion takes pupils of every phase/);
  assert.deepEqual(await axe(page), []);
  const digest = await digestOf(page);
  await page.reload();
  assert.equal(await done(page), digest, "a reload keeps it");
  await open(page, "Block contracts");
  assert.equal(await page.getByRole("group", { name: "Coast" }).locator(".number").first().inputValue(), "2,000");
  await coast.locator("summary").click();
  await coast.getByLabel("Name").fill("");
  await coast.getByLabel("Name").press("Enter");
  assert.match(await page.locator(".problems").innerText(), /cannot be run as it stands[^]*blocks\[2\]\.name/);
  const nameless = page.locator(".block").nth(2);
  await rerun(page, () => nameless.getByRole("button", { name: "Remove" }).click());
  await focusIs(page, "add-block");
  assert.equal(await page.locator(".problems").count(), 0);
  assert.equal(await digestOf(page), PUBLISHED.digest, "nothing of it stays");
  assert.deepEqual(troubles, []);
});

test("where breakeven is out of reach the screen says so by arithmetic, and not otherwise", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  await unfold(page);
  const panel = page.locator("#breakeven");
  assert.match(await panel.locator("h2").innerText(), /2027\/28\? Never breaks even in 10,000 futures/);
  assert.match(
    await panel.innerText(),
    /arithmetic rather than chance[^]*£56,083[^]*£24,252[^]*saves £31,831[^]*£60m would need 1,885 such moves, more than the 1,784 placements[^]*cannot close it[^]*For an even chance to break even by 2027\/28, other savings of £\d+m a year would have to be planned\. About £\d+m of it comes too late on average; were nothing late, about £\d+m would do\./,
  );
  assert.match(await panel.innerText(), /until 31 March 2028\. On 1 April 2028 what has accumulated falls on the council\. Under the Safety Valve agreement that is £\d+m in the middle future \(8 in 10: [^]*Where a stability grant is approved, as in \d+ of 100 futures, it is £\d+m \(.*\)\. Where a stability grant is refused, as in /);
  await open(page, "High Needs budget");
  await rerun(page, () => page.locator("#lever-gap").fill("30"));
  assert.match(await panel.innerText(), /£30m would need 943 such moves out of 1,784/);
  await rerun(page, () => page.locator("#lever-othersavings").fill("80"));
  assert.match(await panel.innerText(), /Chance decides/);
  assert.doesNotMatch(await panel.innerText(), /such moves/);
  const words = await panel.locator("h2").innerText();
  assert.match(words, /Breaks even in (\d in 10|\d\d in 100) futures$/, "two figures at most");
  assert.deepEqual(troubles, []);
});

test("what stands behind a fall is beside it, and transport apart from the High Needs Block", async (t) => {
  const { page } = await visit(t);
  await done(page);
  const facts = await page.locator(".facts").innerText();
  assert.match(facts, /Children waiting for a place[^]*Localities Model[^]*tribunal[^]*Transport that year, from the General Fund\s+£\d+m/);
  await turn(page, "Spending");
  assert.match(await page.locator(".fans").innerText(), /Transport is not included: the General Fund pays for it/);
  assert.equal(await page.locator("table.behind tbody tr").count(), 9);
});

test("whose rates of joining, by name: each preset moves the fan, and its button says so", async (t) => {
  const { page, troubles } = await visit(t);
  const digest = await done(page);
  const preset = (name) => page.getByRole("button", { name });
  assert.equal(await preset("Pooled").getAttribute("aria-pressed"), "true");
  const pooled = await median(page);
  await rerun(page, () => preset("Council’s own rates").click());
  const own = await median(page);
  assert.equal(await preset("Council’s own rates").getAttribute("aria-pressed"), "true");
  await rerun(page, () => preset("England’s rates").click());
  const england = await median(page);
  assert.ok(own < pooled - 50 && pooled < england - 20, `${own}, ${pooled}, ${england}`);
  assert.equal(await rerun(page, () => preset("Pooled").click()), digest);
  assert.deepEqual(troubles, []);
});

test("the outside view and the council’s plan stand beside the fan when asked for, in words too", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  const panel = page.locator("section[aria-labelledby='fan-title']");
  assert.match(await panel.innerText(), /beyond six years: not checked/);
  assert.equal(await panel.locator("rect.outside").count(), 0);
  await page.getByLabel("Show what happened to comparable councils").check();
  assert.equal(await panel.locator("rect.outside").count(), 6);
  assert.match(await panel.innerText(), /Of \d{3} three-year stretches in councils with 100 or more placements, 8 in 10 ended between \d+% fewer and \d+% more/);
  await page.getByLabel("Show the council’s own plan").check();
  assert.equal(await panel.locator("path.plan").count(), 1);
  assert.match(await panel.innerText(), /plan falls from 1,172 in January 2026 to about 905 in January 2034: .*futures have as few/);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(troubles, []);
});

test("children who wait are no saving: the balance says what it owes to them wherever it stands", async (t) => {
  const { page } = await visit(t);
  await done(page);
  const said = /Children who wait for a place that the council owes them .*section 42.* make the balance of 2027\/28 £[\d.]+m better on average: that is no saving/;
  assert.match(await page.locator(".answers + .sure").innerText(), said);
  await turn(page, "Balance");
  assert.match(await page.locator("section[aria-labelledby='balance-title']").innerText(), said);
  await page.goto((await page.url()).split("#")[0] + "#/breakeven");
  await page.locator("#savings-title").waitFor();
  assert.match(await page.locator("section[aria-labelledby='savings-title']").innerText(), said);
});

test("a control is one line until it is touched, and stays unfolded then", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  const lever = page.locator(".lever", { has: page.locator("#lever-effect") });
  const tall = async () => Math.round((await lever.boundingBox()).height);
  const range = lever.getByRole("button", { name: /^Change range/ });
  const before = await tall();
  assert.ok(before < 90, `${before}`);
  // The help speaks to who cannot see it all the same.
  assert.match(await page.locator("#lever-effect-help").textContent(), /\w{4}/);
  await page.locator("#lever-effect").focus();
  const open = await tall();
  const below = await lever.evaluate((lever) => lever.querySelector(".help").getBoundingClientRect().top - lever.querySelector(".lever-body").getBoundingClientRect().bottom);
  assert.ok(below >= 0, "what unfolds stands below what is touched");
  assert.ok(open > before + 40, `${before} and ${open}`);
  await page.locator("#lever-midpoint").focus();
  assert.equal(await tall(), open, "what stands below it does not move again");
  await range.click();
  await lever.locator(".range-editor").waitFor();
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(troubles, []);
});
