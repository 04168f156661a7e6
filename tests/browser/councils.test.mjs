// The baselines of other councils: chosen in the menu or by the address, and nothing of the first one's left in them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, done, notices, PUBLISHED, title, visit } from "./harness.mjs";
import { screens } from "./screens.mjs";

/** Three councils: one that publishes all, one that publishes no needs, and a city; pupils in January 2025 (SEN2). */
const COUNCILS = [["E10000012", "Essex", 502], ["E10000030", "Surrey", 1927], ["E08000025", "Birmingham", 232]];
/** What belongs to the council that the planner opens with; a list of futures may hold a sum like its limit. */
const THEIRS = /Kent|25\/000|Safety Valve|£876m(?!;)|1,784|Thanet|Swanley|Commissioning Plan/;

const menu = (page) => page.locator("#scenario-menu");

/** Waits for a council's baseline and its futures. */
async function opens(page, name) {
  // The digest of the council that was open stands until the new run is done.
  await page.waitForFunction(([name, old]) => {
    const [menu, bar] = ["#scenario-menu .name", ".run-bar"].map((part) => document.querySelector(part));
    return menu?.innerText === `${name} baseline` && ![undefined, old].includes(bar?.dataset.digest);
  }, [name, PUBLISHED.digest], { timeout: 120_000 });
  await done(page, 120_000);
  await page.waitForFunction(() => document.querySelector("main").getAttribute("aria-busy") === "false");
}

/** Every line of the page that speaks of the other council. */
const theirs = (page) => page.evaluate((source) => {
  const pattern = new RegExp(source);
  for (const fold of document.querySelectorAll("main details:not([open]), .panel details:not([open])")) fold.open = true;
  // The glossary explains words of every council's, and a forecast of any council can be asked for.
  for (const ofAll of document.querySelectorAll(".glossary, main select")) ofAll.remove();
  return document.body.innerText.split("\n").filter((line) => pattern.test(line));
}, THEIRS.source);

test("a council is found by a part of its name, and its first forecast needs nothing else", async (t) => {
  const [[, name, pupils]] = COUNCILS;
  const { page, troubles, foreign } = await visit(t);
  await done(page);
  await menu(page).click();
  await page.getByRole("button", { name: "Your council" }).click();
  await page.getByRole("textbox", { name: "Your council" }).fill("esse");
  await page.getByText("1 council", { exact: true }).waitFor();
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name, exact: true }).click();
  await opens(page, name);
  assert.match(await notices(page), /Essex as the Department for Education’s record has it/);
  assert.match(await page.locator("main").innerText(), new RegExp(`start: ${pupils}`));
  assert.match(await page.locator("main").innerText(), /This council’s High Needs Block is not published here/);
  // Put back, a lever goes to this council's own baseline, and the first one is still there.
  await page.locator("#undo").click();
  await page.waitForFunction(() => document.querySelector("#scenario-menu .name").innerText === "Kent baseline");
  await page.locator("#redo").click();
  await opens(page, name);
  await page.reload();
  await opens(page, name);
  assert.deepEqual(troubles, []);
  assert.deepEqual(foreign(), []);
});

test("a first visit says whose example it is, leads to another council, and can be put away", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  const line = page.locator(".first-visit");
  assert.match(await line.innerText(), /This is Kent’s example\. Choose your council/);
  assert.deepEqual(await axe(page), []);
  assert.equal(await page.locator("#first-council").inputValue(), "", "nothing is chosen yet");
  await page.locator("#first-council").selectOption({ label: "Surrey" });
  await line.getByRole("button", { name: "Open its baseline" }).click();
  await opens(page, "Surrey");
  assert.equal(await line.count(), 0);
  await page.locator("#undo").click();
  await page.waitForFunction(() => document.querySelector("#scenario-menu .name").innerText === "Kent baseline");
  await page.reload();
  await done(page);
  assert.equal(await line.count(), 0, "it is told once");
  assert.deepEqual(troubles, []);
});

test("districts are named and shared out on Your data, in one step that can be undone", async (t) => {
  const { page, troubles } = await visit(t, { hash: "#/data" });
  await page.getByText("Name, add or remove needs").click();
  const shares = page.locator("details[open] .roster .share");
  const before = await shares.count();
  await page.getByRole("button", { name: "Add a need" }).click();
  await page.getByRole("textbox", { name: `Name of need ${before + 1}` }).fill("Physical disability");
  await page.getByRole("textbox", { name: `Share of need ${before + 1} in per cent` }).fill("1");
  await page.locator("details[open]").getByRole("button", { name: "Use this list" }).click();
  await page.getByText("The shares come to 101.0% in all").waitFor();
  const last = Number(await shares.nth(before - 1).inputValue());
  await shares.nth(before - 1).fill(String(last - 1));
  await page.locator("details[open]").getByRole("button", { name: "Use this list" }).click();
  await page.getByText("The list of needs is in use.").waitFor();
  assert.deepEqual(await axe(page), []);
  await page.locator("#undo").click();
  await page.waitForFunction((count) => document.querySelectorAll("details[open] .roster li").length === count, before);
  assert.deepEqual(troubles, []);
});

for (const [code, name] of COUNCILS) {
  test(`nothing on any screen of ${name}’s speaks of another council`, async (t) => {
    const { page, troubles } = await visit(t);
    await done(page);
    await page.goto(new URL(`?council=${code}`, page.url()).href);
    await opens(page, name);
    const wrong = [];
    // The slides prepare themselves one after the other, and the glossary goes last.
    const all = (await screens(page)).map(([fragment]) => fragment);
    assert.ok(all.length > 12, all.join(" "));
    const isEvidence = (fragment) => fragment.startsWith("#/evidence");
    for (const fragment of [...all.filter((to) => !isEvidence(to)), ...all.filter(isEvidence)]) {
      await page.goto(new URL(`?council=${code}${fragment}`, page.url()).href.replace(/#.*#/, "#"));
      await opens(page, name);
      await page.waitForFunction(() => !document.querySelector("main [aria-busy=true]"), null, { timeout: 180_000 });
      wrong.push(...(await theirs(page)).map((line) => `${fragment}: ${line}`));
    }
    assert.equal(wrong.join("\n"), "");
    assert.equal(await title(page), `${name} baseline`);
    assert.deepEqual(troubles, []);
  });
}

test("an address that asks for no council in England says so and changes nothing", async (t) => {
  const { page } = await visit(t);
  await done(page);
  await page.goto(new URL("?council=E99", page.url()).href);
  await done(page);
  assert.match(await notices(page), /“E99”/);
  assert.equal(await title(page), "Kent baseline");
});
