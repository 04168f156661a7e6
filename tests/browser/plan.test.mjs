// The Plan screen as a planner meets it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { axe, serve, visit } from "./harness.mjs";

const GOLDEN = JSON.parse(readFileSync(new URL("../golden.json", import.meta.url)));
const PUBLISHED = GOLDEN[0];
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
      return bar.includes(count) && bar.includes(`Seed ${seed}`) && document.querySelector("#digest");
    },
    [futures, seed],
    { timeout: 60_000 },
  );
  return page.locator("#digest").innerText();
}

const number = (text) => Number(text.replaceAll(",", ""));
const median = async (page) => number(await page.locator(".card .figure b").first().innerText());
const open = async (page, group) => {
  const details = page.locator("details", { has: page.locator("summary", { hasText: group }) });
  if (!(await details.evaluate((element) => element.open))) await details.locator("summary").click();
};

/** Runs an edit, and gives the digest of the run that follows it. */
async function rerun(page, edit, expected) {
  const before = await page.locator("#digest").innerText();
  await edit();
  await page.waitForFunction((old) => (document.querySelector("#digest")?.innerText ?? old) !== old, before, { timeout: 60_000 });
  return done(page, expected);
}

for (const viewport of SIZES) {
  test(`a first visit at ${viewport.width} shows a sound result and asks nothing of anyone else`, async (t) => {
    const { page, troubles, requests, foreign } = await visit(t, { viewport });
    assert.equal(await done(page), PUBLISHED.digest, "the browser computes what the terminal does");
    assert.match(await page.getByRole("heading", { level: 1 }).innerText(), /^Placements .* 1,784 .* futures$/);
    const [low, high] = (await page.locator(".card").first().innerText()).match(/between ([\d,]+) and ([\d,]+)/).slice(1).map(number);
    const middle = await median(page);
    assert.ok(low < middle && middle < high && low > 1_000 && high < 3_500, `${low}, ${middle}, ${high}`);
    assert.equal(await page.locator("table.cells tbody tr").count(), 13);
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
  await rerun(page, () => page.locator("#lever-growth").fill("4"));
  const more = await median(page);
  assert.ok(more > published + 40, `${published} to ${more}`);
  assert.match(await page.locator("summary", { hasText: "Demand" }).innerText(), /growth 4% a year/);
  const slider = page.getByRole("slider", { name: "Growth in the rate of joining" });
  assert.equal(await slider.inputValue(), "4");
  await slider.focus();
  await rerun(page, () => page.keyboard.press("Home"));
  assert.equal(await page.locator("#lever-growth").inputValue(), "−10");
  assert.ok((await median(page)) < published);
  const digest = await rerun(page, () => page.getByRole("button", { name: "Reset Growth in the rate of joining" }).click());
  assert.equal(digest, PUBLISHED.digest);
  assert.equal(await median(page), published);
  assert.deepEqual(troubles, []);
});

test("fewer joiners and no swing move the figures as they should", async (t) => {
  const { page } = await visit(t);
  await done(page);
  const published = await median(page);
  const spread = async () => {
    const [low, high] = (await page.locator(".card").first().innerText()).match(/between ([\d,]+) and ([\d,]+)/).slice(1).map(number);
    return high - low;
  };
  const wide = await spread();
  await rerun(page, () => page.locator("#lever-swing").fill("0"));
  assert.ok((await spread()) < wide);
  await rerun(page, () => page.locator("#lever-joiners").fill("300"));
  assert.ok((await median(page)) < published - 100);
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
    ["lots", /Growth in the rate of joining: “lots” is not a number\. Enter a number from −10.* to 10.*Until then 2 is used\./],
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
  assert.equal(await page.locator("#digest").innerText(), digest);
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
  await page.getByRole("button", { name: "Change range of Growth in the rate of joining" }).click();
  await rerun(page, () => page.getByLabel("Lowest").fill("0"));
  assert.match(await page.getByRole("group", { name: "Growth in the rate" }).innerText(), /Uncertain: 0 to 6/);
  await page.getByLabel("Highest").fill("1");
  assert.match(await page.locator(".range-editor .error").innerText(), /Highest is 1: enter 2, the value in use, or more\./);
  assert.match(await page.getByRole("group", { name: "Growth in the rate" }).innerText(), /Uncertain: 0 to 6/);
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
    [JSON.stringify('{"name": 3}'), /name: invalid type/],
    [JSON.stringify(JSON.stringify({ ...JSON.parse(readFileSync(new URL("../../examples/scenarios/kent.json", import.meta.url))), run: { futures: 0, seed: 1 } })), /run\.futures is 0.*Enter a number from 1/],
  ]) {
    const prepare = (page) => page.addInitScript(([key, kept]) => localStorage.setItem(key, kept), [key, kept]);
    const { page, troubles } = await visit(t, { prepare });
    assert.equal(await done(page), PUBLISHED.digest);
    assert.match(await page.locator(".notice").innerText(), reason);
    assert.equal(await page.evaluate((aside) => localStorage.getItem(aside), `${key}/aside`), kept);
    assert.deepEqual(troubles, []);
  }
});

test("the page works where nothing can be stored", async (t) => {
  const prepare = (page) => page.addInitScript(() => {
    Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
  });
  const { page, troubles } = await visit(t, { prepare });
  await done(page);
  await rerun(page, () => page.locator("#lever-growth").fill("4"));
  assert.deepEqual(troubles, []);
});

test("every chart has a table twin, by keyboard alone", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "results");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.innerText), "Show as table");
  await page.keyboard.press("Enter");
  const rows = page.locator("table.years tbody tr");
  assert.equal(await rows.count(), 16);
  assert.match(await rows.nth(6).innerText(), /2025\s+1,623\s+1,784/);
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".chart-frame svg").count(), 1);
  const twin = page.locator(".twin").first();
  await twin.locator("summary").press("Enter");
  const futures = (await twin.locator("p").innerText()).split("; ").map(number);
  assert.equal(futures.length, 50);
  assert.ok(futures.every((value, index) => index === 0 || value >= futures[index - 1]));
  const start = 1_784;
  assert.equal(await page.locator(".dots").first().locator(".beyond").count(), futures.filter((value) => value > start).length);
  assert.deepEqual(await axe(page), []);
  await page.locator("#table-january").selectOption("2034");
  assert.match(await page.locator("#table-title").innerText(), /January 2034/);
  const total = await page.locator("table.cells tbody tr:last-child td:last-child b").innerText();
  assert.equal(total, await page.locator(".card .figure b").nth(1).innerText());
  assert.deepEqual(troubles, []);
});

test("every group open, the page is still sound for assistive technology", async (t) => {
  const { page } = await visit(t);
  await done(page);
  for (const group of ["Starting point", "Demand", "Run"]) await open(page, group);
  await page.getByRole("button", { name: /Change range of Swing/ }).click();
  assert.deepEqual(await axe(page), []);
  assert.match(await page.locator(".run-bar [role=status]").innerText(), /10,000 futures done/);
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
  for (const group of ["Starting point", "Demand", "Run"]) await open(page, group);
  for (const control of await page.locator(".controls :is(input, select, button, summary)").all()) {
    await control.focus();
    const [box, bar] = [await control.boundingBox(), await page.locator(".run-bar").boundingBox()];
    assert.ok(box.y >= 0 && box.y + box.height <= bar.y + 1, `${await control.evaluate((e) => e.outerHTML.slice(0, 80))} at ${box.y}`);
  }
});

test("the focus stays where the planner is", async (t) => {
  const { page } = await visit(t);
  await done(page);
  await rerun(page, () => page.locator("#lever-growth").fill("4"));
  assert.match(await page.locator(".scenario-name").innerText(), /^Kent baseline, changed$/);
  await page.getByRole("button", { name: "Reset Growth in the rate of joining" }).press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "lever-growth");
  await page.locator("#lever-growth").fill("4");
  await page.getByRole("button", { name: "Reset all" }).press("Enter");
  assert.match(await page.evaluate(() => document.activeElement.innerText), /^Reset all/);
  await open(page, "Run");
  await page.locator("#futures").fill("100000");
  await page.getByRole("button", { name: "Stop" }).press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.innerText), "Run again");
  assert.match(await page.locator(".run-bar [role=status]").innerText(), /^Stopped at/);
});

test("every source tag opens its source", async (t) => {
  const { page } = await visit(t);
  await done(page);
  const tags = page.locator("button.tag");
  assert.equal(await tags.count(), 4);
  for (const tag of await tags.all()) {
    assert.match(await tag.innerText(), /(SEED|SEN2|ONS|ASSUMPTION)$/);
    await tag.click();
  }
  assert.equal(await page.locator(".source-note").count(), 4);
  assert.match(await page.locator(".source-note").nth(3).innerText(), /assessment backlog/);
  assert.deepEqual(await axe(page), []);
});

test("extreme scenarios keep their sentences true and their labels apart", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  const overlaps = () => page.evaluate(() => {
    const boxes = [...document.querySelectorAll(".chart-frame text")].map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
    return boxes.flatMap((a, i) => boxes.slice(i + 1)
      .filter((b) => a.box.left < b.box.right - 1 && b.box.left < a.box.right - 1 && a.box.top < b.box.bottom - 2 && b.box.top < a.box.bottom - 2)
      .map((b) => `${a.text} over ${b.text}`));
  });
  await rerun(page, () => page.locator("#lever-joiners").fill("0"));
  assert.match(await page.locator("h1").innerText(), /fall to 1,784 or fewer/);
  assert.deepEqual(await overlaps(), []);
  await page.getByRole("button", { name: "Reset all" }).click();
  for (const pupils of ["1", "20000"]) {
    await rerun(page, () => page.locator("#pupils").fill(pupils));
    assert.deepEqual(await overlaps(), [], `${pupils} pupils`);
    assert.doesNotMatch(await page.locator(".workspace").innerText(), /[^\d,.]1 (pupils|placements)\b|300,000,000/);
    assert.equal(/does not start at 0/.test(await page.locator("main").innerText()), false);
  }
  assert.deepEqual(troubles, []);
});
