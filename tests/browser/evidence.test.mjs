// Evidence: what stands behind each figure, found, read and led to, by pointer and by keyboard.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, focused, focusHas, focusIs, go, visit } from "./harness.mjs";

const SLOW = 90_000;
const VIEWPORTS = [{ width: 1366, height: 768 }, { width: 1920, height: 1080 }, { width: 390, height: 844 }];

/** The page of the Evidence screen that holds a part. */
const holding = (part) => `#/evidence?part=${part}`;

/** Opens a page of the Evidence screen, the one with all assumptions where no other is named. */
async function open(t, { part = "assumptions-title", ...options } = {}) {
  const visited = await visit(t, { hash: holding(part), ...options });
  await visited.page.locator(`#${part}`).waitFor({ timeout: SLOW });
  return visited;
}

const rows = (page) => page.locator(".assumptions tbody tr:not(.group-head)");

test("the table is searched as one types, keeps its groups and says how much it found", async (t) => {
  const { page, troubles, foreign } = await open(t);
  const all = await rows(page).count();
  assert.ok(all > 100, `${all}`);
  assert.equal(await page.locator("#found").innerText(), `All ${all} rows`);
  const find = page.getByRole("searchbox", { name: "Search the assumptions" });
  await find.focus();
  await page.keyboard.type("tribunal REPORT");
  assert.match(await page.locator("#found").innerText(), /^No row has|of \d+ rows ha/);
  await find.fill("5 October 2023");
  await page.waitForFunction(() => /2 of \d+ rows have/.test(document.querySelector("#found").textContent));
  assert.deepEqual(await page.locator(".assumptions .group-head").allInnerTexts().then((heads) => heads.map((head) => head.replace(/\s+/g, " "))), [`Prices 2 of ${await page.evaluate(() => document.querySelector(".group-head .unit").textContent.split(" ").at(-1))}`]);
  assert.equal(await rows(page).count(), 2);
  assert.equal(await page.locator('.assumptions a[href="https://democracy.kent.gov.uk/mgAi.aspx?ID=63777"]').count(), 2, "the minutes");
  await find.fill("zebra");
  await page.getByText("No row has “zebra”").waitFor();
  assert.equal(await rows(page).count(), 0);
  await find.fill("");
  assert.equal(await rows(page).count(), all);
  await page.getByLabel("Only what you changed").check();
  assert.equal(await rows(page).count(), 0);
  assert.deepEqual(troubles, []);
  assert.deepEqual(foreign(), []);
});

test("every control leads to its row and every row with a control back to it", async (t) => {
  const { page, troubles } = await visit(t);
  await page.locator("#lever-growth").waitFor({ timeout: SLOW });
  // From a control by keyboard.
  await page.locator("a.why", { hasText: "About Growth in the rate of joining" }).focus();
  await page.keyboard.press("Enter");
  await focusIs(page, "row-demand.growth");
  assert.equal(new URL(page.url()).hash, "#/evidence?row=demand.growth");
  assert.equal(await page.title().then((title) => title.split(" - ")[0]), "Evidence");
  const box = await page.locator("[id='row-demand.growth']").boundingBox();
  assert.ok(box.y > 60 && box.y < 700, "the row is in sight");
  // And back, into groups that are shut.
  for (const [path, id] of [
    ["demand.growth", "lever-growth"],
    ["prices.uplift_memory", "lever-upliftmemory"],
    ["opening.base", "base"],
    ["districts.localities_start", "start-0"],
    ["local_provision.srp_unlocked", "srp-unlocked"],
    ["local_provision.schools.1.opens", "school-1-opens"],
    ["framework.travel_allowed", "travel-allowed"],
    ["blocks.1.volume", "block-1"],
    ["blocks.1.void_share", "block-1-VoidShare"],
    ["run.seed", "seed"],
  ]) {
    await page.goto(new URL(`#/evidence?row=${path}`, page.url()).href);
    await focusIs(page, `row-${path}`);
    await page.keyboard.press("Tab");
    await focusHas(page, (at) => at.innerText, /^Change it/);
    await page.keyboard.press("Enter");
    await focusIs(page, id).catch(async () => assert.fail(`${path}: the focus is at ${await focused(page)}`));
    assert.ok(await page.locator(`#${id}`).isVisible(), path);
  }
  assert.deepEqual(troubles, []);
});

test("no two controls of a kind lack a way to their row", async (t) => {
  const { page } = await visit(t);
  await page.locator("#lever-growth").waitFor({ timeout: SLOW });
  // Open everything there is.
  for (let shut = 1; shut > 0;) {
    const summaries = page.locator(".controls details:not([open]) > summary");
    shut = await summaries.count();
    if (shut > 0) await summaries.first().click();
  }
  const hrefs = await page.locator(".controls a.why").evaluateAll((links) => links.map((link) => link.hash));
  const controls = await page.locator(".controls input.number[id^=lever-], .controls .block, .controls .term").count();
  assert.ok(hrefs.length >= controls, `${hrefs.length} links for ${controls} controls`);
  await page.goto(new URL(holding("assumptions-title"), page.url()).href);
  await rows(page).first().waitFor();
  const ids = new Set(await page.locator(".assumptions tbody th[id]").evaluateAll((heads) => heads.map((head) => head.id)));
  for (const hash of hrefs) assert.ok(ids.has(`row-${hash.split("row=")[1]}`), hash);
});

test("what was changed says so, with what was published, and takes the planner's reason", async (t) => {
  const { page, troubles } = await visit(t);
  await page.locator("#lever-growth").waitFor({ timeout: SLOW });
  await page.locator("#lever-growth").fill("4");
  await page.goto(new URL("#/evidence?row=demand.growth", page.url()).href);
  await focusIs(page, "row-demand.growth");
  const row = page.locator("tr", { has: page.locator("[id='row-demand.growth']") });
  assert.match(await row.innerText(), /changed by you[^]*4% a year[^]*published: 5% a year/i);
  await page.getByLabel("Only what you changed").check();
  assert.equal(await rows(page).count(), 1);
  await row.getByRole("button", { name: /^Add a reason/ }).click();
  await page.keyboard.type("Agreed with schools in June");
  await row.getByRole("button", { name: /^Close reason/ }).click();
  assert.match(await row.innerText(), /Reason: Agreed with schools in June/);
  await page.getByLabel("Only what you changed").uncheck();
  await page.getByRole("searchbox").fill("agreed with schools");
  assert.equal(await rows(page).count(), 1, "a reason is searched too");
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(troubles, []);
});

test("the audit tells the report's figures with the arithmetic open to view", async (t) => {
  const { page } = await open(t, { part: "audit-title" });
  const findings = page.locator(".finding");
  assert.equal(await findings.count(), 27);
  const ceiling = page.locator("#row-A17");
  assert.match(await ceiling.innerText(), /Does not reproduce[^]*£876m over eight years[^]*£915,673,916, £39,673,916 more than the £876m stated/);
  await ceiling.locator("summary").click();
  assert.match(await ceiling.locator("table").innerText(), /1,784 × £59,801 × 8.582969/);
  assert.match(await page.locator("#counts-title").innerText(), /^6 numbers of INMSS placements are in circulation/);
  assert.equal(await page.locator("table.counts tbody tr").count(), 6);
});

test("the back-test and the coverage are worked out and drawn", async (t) => {
  const { page, troubles } = await open(t, { part: "past-title" });
  await page.getByRole("heading", { name: /19 of the 21 later counts lie in it/ }).waitFor({ timeout: SLOW });
  await page.getByRole("heading", { name: /the band holds what it says/ }).waitFor({ timeout: SLOW });
  await page.locator("#past-title").scrollIntoViewIfNeeded();
  const past = page.locator("section", { has: page.locator("#past-title") });
  const charts = past.getByRole("img", { name: /^From January 20\d\d \(/ });
  assert.equal(await charts.count(), 6);
  assert.match(await charts.first().getAttribute("aria-label"), /From January 2019 \(891\): 4 of 6 counts lie in the band/);
  const table = past.locator("details.twin");
  await table.locator("summary").click();
  assert.match(await table.innerText(), /From January 2022 \(1,507\)\s+2023\s+1,559\s+1,420–1,855/);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(troubles, []);
});

test("whether the band keeps its promise is shown, and every council can be looked up", async (t) => {
  const { page, troubles } = await open(t, { part: "promise-title" });
  const promise = page.locator("section", { has: page.locator("#promise-title") });
  assert.match(await promise.innerText(), /Of 407 forecasts of councils and years that the fit did not use/);
  await promise.locator("details.twin").first().locator("summary").click();
  assert.match(await promise.innerText(), /Where what came lay among the futures/);
  const council = page.locator("section", { has: page.locator("#promise-council-title") });
  const said = council.getByText(/lay in the band/);
  await said.waitFor({ timeout: SLOW });
  assert.match(await said.innerText(), /^Kent: All three later counts lay in the band/);
  await page.locator("#promise-council").selectOption({ label: "Hampshire" });
  await council.getByText(/^Hampshire: /).waitFor({ timeout: SLOW });
  await page.locator("#promise-from").selectOption({ label: "2019" });
  await council.getByRole("img", { name: /From January 2019 \(383\)/ }).waitFor({ timeout: SLOW });
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(troubles, []);
});

test("a word says what it means where it stands, and leads to all words", async (t) => {
  const { page, troubles } = await visit(t);
  const word = page.getByRole("main").getByRole("button", { name: "INMSS", exact: true }).first();
  await word.waitFor({ timeout: SLOW });
  await word.focus();
  await page.keyboard.press("Enter");
  const meaning = page.locator("#meaning-inmss");
  await meaning.waitFor({ state: "visible" });
  assert.match(await meaning.innerText(), /independent and non-maintained special schools[^]*not run by the council/);
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("Escape");
  await meaning.waitFor({ state: "hidden" });
  await focusHas(page, (at) => at.innerText, "INMSS");
  await page.keyboard.press("Enter");
  await meaning.getByRole("link", { name: "All words" }).click();
  await focusIs(page, "term-inmss");
  assert.equal(await meaning.isVisible(), false);
  assert.deepEqual(troubles, []);
});

test("no state that a visitor reaches says will", async (t) => {
  const { page } = await visit(t);
  await page.locator("#lever-growth").waitFor({ timeout: SLOW });
  const check = async (place) => {
    const text = await page.evaluate(() => document.body.textContent);
    assert.doesNotMatch(text, /\b(will|shall)\b/i, place);
  };
  for (let shut = 1; shut > 0;) {
    const summaries = page.locator(".controls details:not([open]) > summary");
    shut = await summaries.count();
    if (shut > 0) await summaries.first().click();
  }
  await page.locator("#lever-growth").fill("lots");
  await check("every control open, one in error");
  for (const name of await page.locator("nav[aria-label=Screens] a").allInnerTexts()) {
    await go(page, name);
    await page.waitForFunction(() => document.querySelectorAll("main section[aria-busy=true]").length === 0, null, { timeout: SLOW });
    await check(name);
  }
});

for (const viewport of VIEWPORTS) {
  test(`nothing hangs over and every page is reached at ${viewport.width}`, async (t) => {
    const { page, troubles } = await visit(t, { hash: "#/evidence", viewport });
    const pages = page.getByRole("navigation", { name: "On this screen" });
    await pages.waitFor({ timeout: SLOW });
    const names = await pages.getByRole("link").allInnerTexts();
    assert.deepEqual(names, ["The council’s report, checked", "Does it keep its promise?", "Every assumption", "Dates and words"]);
    for (const name of names.toReversed()) {
      await pages.getByRole("link", { name, exact: true }).click();
      await focusHas(page, (at) => at.tagName, "H2");
      assert.deepEqual(await pages.locator("[aria-current]").allInnerTexts(), [name]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(overflow, 0, name);
      assert.equal(await page.getByRole("table", { name: "Every assumption" }).count(), Number(name === "Every assumption"), "a table for who cannot see it");
      assert.deepEqual(await axe(page), [], name);
    }
    assert.deepEqual(troubles, []);
  });
}
