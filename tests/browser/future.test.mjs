// One future of many: reached by its number, by name and by its neighbours, and the same on every machine.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, done, go, visit } from "./harness.mjs";

const SLOW = 90_000;
const heading = (page) => page.getByRole("heading", { level: 1 });
const ways = (page) => page.getByRole("navigation", { name: "Other futures" });
const called = (page, text) => page.getByRole("heading", { level: 1, name: text }).waitFor({ timeout: SLOW });
const number = async (page) => Number((await heading(page).innerText()).match(/^Future ([\d,]+):/)[1].replace(",", ""));

for (const viewport of [{ width: 1366, height: 768 }, { width: 1920, height: 1080 }, { width: 390, height: 844 }]) {
  test(`one future is told year by year at ${viewport.width}`, async (t) => {
    const { page, troubles, foreign } = await visit(t, { viewport });
    await done(page);
    await page.getByRole("link", { name: "Read one future, year by year" }).click();
    await called(page, /^Future [\d,]+: [\d,]+ placements in January 2030, as in the middle of all futures$/);
    const middle = await number(page);
    const story = page.locator(".story li");
    assert.equal(await story.count(), 10, "the opening January and nine more");
    assert.equal(await story.first().innerText(), "It begins in January 2025 with 1,784 placements.");
    const told = Number((await story.nth(5).innerText()).match(/^In January 2030 there are ([\d,]+) placements/)[1].replace(",", ""));
    assert.match(await heading(page).innerText(), new RegExp(`: ${told.toLocaleString("en-GB")} placements`), "heading and story agree");
    const row = page.locator("section", { has: page.locator("#counted-title") }).locator("tbody tr").nth(4);
    assert.match(await row.innerText(), new RegExp(`^2030\\s+${told.toLocaleString("en-GB")}\\s`));
    const districts = page.locator("section", { has: page.locator("#places-title") }).locator("tbody tr td:nth-child(3)");
    const sum = (await districts.allInnerTexts()).reduce((all, text) => all + Number(text.replace(",", "")), 0);
    assert.equal(sum, told, "its districts add up to it");
    assert.deepEqual(await axe(page), []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
    // Its neighbours and the worst 1 in 20, and back.
    await ways(page).getByRole("link", { name: "Next future" }).click();
    await called(page, new RegExp(`^Future ${(middle + 1).toLocaleString("en-GB")}:`));
    await ways(page).getByRole("link", { name: "Previous future" }).click();
    await called(page, new RegExp(`^Future ${middle.toLocaleString("en-GB")}:`));
    await ways(page).getByRole("link", { name: "Worst 1 in 20" }).click();
    await called(page, /more than in 9[45] in 100 futures$/);
    await page.goBack();
    await called(page, new RegExp(`^Future ${middle.toLocaleString("en-GB")}:`));
    assert.deepEqual(troubles, []);
    assert.deepEqual(foreign(), []);
  });
}

test("a future is the same after a reload and in another window", async (t) => {
  const { page, context } = await visit(t, { hash: "#/future/1234" });
  await called(page, /^Future 1,234: [\d,]+ placements in January 2030, (more|fewer) than in \d+ in 100 futures$/);
  const told = await page.locator("main").innerText();
  await page.reload();
  await called(page, /^Future 1,234: .*futures$/);
  assert.equal(await page.locator("main").innerText(), told);
  const other = await context.newPage();
  await other.goto(page.url());
  await called(other, /^Future 1,234: .*futures$/);
  assert.equal(await other.locator("main").innerText(), told);
});

test("a number that the run does not have is refused in words", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  for (const wrong of ["0", "abc", "10001", "-1", "1.5", "%20", ""]) {
    await page.goto(new URL(`#/future/${wrong}`, page.url()).href);
    await called(page, "No such future");
    assert.match(await page.locator("main").innerText(), /Their numbers go from 1 to 10,000\./);
  }
  assert.deepEqual(await axe(page), []);
  await ways(page).getByRole("link", { name: "Middle future" }).click();
  await called(page, /^Future [\d,]+: .*middle of all futures$/);
  assert.deepEqual(troubles, []);
});

test("a council without budget, framework and districts has futures too", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  await page.goto(new URL("?council=E10000030", page.url()).href);
  await page.waitForFunction(() => document.querySelector("#scenario-menu .name")?.innerText === "Surrey baseline", null, { timeout: SLOW });
  await done(page, SLOW);
  await go(page, "One future");
  await called(page, /^Future [\d,]+: [\d,]+ placements in January 2030, as in the middle of all futures$/);
  const text = await page.locator("main").innerText();
  assert.doesNotMatch(text, /Kent|Safety Valve|NaN|[Bb]alance|Its blocks|Where its pupils live/);
  assert.deepEqual(troubles, []);
});

test("a link to a future carries its scenario", async (t) => {
  const { page, context, troubles } = await visit(t);
  const before = await done(page);
  await page.locator("#lever-growth").fill("9");
  await page.waitForFunction((before) => ![undefined, before].includes(document.querySelector(".run-bar").dataset.digest), before, { timeout: SLOW });
  await page.evaluate(() => { location.hash = "#/future/77"; });
  await called(page, /^Future 77: .*futures$/);
  const told = await heading(page).innerText();
  await page.locator("#scenario-menu").click();
  await page.locator(".sheet").getByRole("button", { name: "Copy link", exact: true }).click();
  await page.locator(".sheet").getByText(/^The (link|browser)/).waitFor();
  const link = await page.locator("#scenario-text").inputValue();
  assert.match(link, /#\/future\/77\?s=/);
  const other = await (await context.browser().newContext({ locale: "en-GB" })).newPage();
  await other.goto(link);
  await called(other, /^Future 77: .*futures$/);
  await other.waitForFunction((told) => document.querySelector("h1")?.innerText === told, told, { timeout: SLOW });
  assert.equal(new URL(other.url()).hash, "#/future/77");
  await other.context().close();
  assert.deepEqual(troubles, []);
});
