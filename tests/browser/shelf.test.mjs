// The scenarios that a planner keeps: named, undone, stored, shared between tabs, opened from files.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { axe, digestOf, done, focusIs, growth, KENT, names, notices, pick, PUBLISHED, title, visit } from "./harness.mjs";

const INDEX = "sufficiency-planner/shelf/1";
const BEFORE = "sufficiency-planner/scenario/2";

const ready = (page) => page.locator("#scenario-menu").waitFor();
const saved = (page) => page.locator(".saved").innerText();
const stored = (page) => page.evaluate(() => ({ ...localStorage }));
async function duplicate(page, name) {
  await pick(page, "Duplicate");
  await page.locator("#scenario-text").fill(name);
  await page.keyboard.press("Enter");
}

for (const viewport of [{ width: 1366, height: 768 }, { width: 390, height: 844 }]) {
  test(`scenarios are added, named, described and kept over a reload at ${viewport.width}`, async (t) => {
    const { page, troubles } = await visit(t, { viewport });
    await done(page);
    assert.equal(await saved(page), "Saved on this computer");
    await pick(page, "Duplicate");
    assert.equal(await page.locator("#scenario-text").inputValue(), "Kent baseline (2)", "a name of its own at once");
    for (const [bad, reason] of [["", /Enter a name of 1 to 80/], ["kent BASELINE", /Another scenario has this name/]]) {
      await page.locator("#scenario-text").fill(bad);
      await page.getByRole("button", { name: "Save" }).click();
      assert.match(await page.locator("#scenario-refusal").innerText(), reason);
      await focusIs(page, "scenario-text");
    }
    assert.deepEqual(await axe(page), []);
    await page.locator("#scenario-text").fill("Slow start");
    await page.keyboard.press("Enter");
    await focusIs(page, "scenario-menu");
    assert.equal(await title(page), "Slow start");
    assert.match(await page.title(), /^Plan - Sufficiency Planner: Slow start$/);
    await pick(page, "Describe");
    await page.locator("#scenario-text").fill("A year late, as recruitment is slow.");
    await page.getByRole("button", { name: "Save" }).click();
    await pick(page, "New from the baseline");
    await page.keyboard.press("Escape");
    assert.deepEqual(await names(page), ["Kent baseline", "Slow start", "Kent baseline (2)"]);
    await pick(page, "Slow start A year late, as recruitment is slow.");
    await pick(page, "Use as the reference");
    assert.match(await page.locator(".sheet [aria-current]").innerText(), /^Slow start reference\s+A year late/);
    assert.deepEqual(await axe(page), []);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(overflow, 0, "nothing hangs over the side");
    await page.locator(".backdrop").click({ position: { x: viewport.width - 5, y: viewport.height - 5 } });
    assert.equal(await page.locator(".sheet").count(), 0);
    await page.reload();
    assert.equal(await done(page), PUBLISHED.digest);
    assert.equal(await title(page), "Slow start");
    assert.deepEqual(await names(page), ["Kent baseline", "Slow start", "Kent baseline (2)"]);
    assert.deepEqual(troubles, []);
  });
}

test("another name runs nothing again, another scenario does", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  const state = await page.locator(".run-state").innerText();
  await duplicate(page, "Growth");
  await page.waitForTimeout(300);
  assert.equal(await page.locator(".run-state").innerText(), state);
  await page.locator("#lever-growth").fill("6");
  await page.waitForFunction((old) => ![undefined, old].includes(document.querySelector(".run-bar").dataset.digest), PUBLISHED.digest);
  await pick(page, "Kent baseline reference");
  assert.equal(await growth(page), "5");
  await page.waitForFunction((wanted) => document.querySelector(".run-bar").dataset.digest === wanted, PUBLISHED.digest);
  await pick(page, "Growth");
  assert.equal(await growth(page), "6");
  assert.deepEqual(troubles, []);
});

test("what is deleted comes back, from the notice or by a key", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  await page.locator("#scenario-menu").click();
  assert.equal(await page.getByRole("button", { name: "Delete" }).count(), 0, "the only one stays");
  await page.keyboard.press("Escape");
  await duplicate(page, "Spare");
  await pick(page, "Delete");
  assert.equal(await title(page), "Kent baseline");
  assert.match(await notices(page), /“Spare” is deleted\./);
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Undo the deletion" }).press("Enter");
  await focusIs(page, "undo");
  assert.equal(await title(page), "Spare");
  await pick(page, "Delete");
  await page.locator("#lever-growth").fill("3");
  assert.doesNotMatch(await notices(page), /deleted/);
  await page.locator("#lever-growth").blur();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  assert.equal(await title(page), "Spare");
  await page.reload();
  await ready(page);
  assert.deepEqual(await names(page), ["Kent baseline", "Spare"]);
  assert.deepEqual(troubles, []);
});

test("every edit is undone and done again, a drag in one step", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  const [undo, redo] = [page.locator("#undo"), page.locator("#redo")];
  assert.equal(await undo.getAttribute("aria-disabled"), "true");
  const slider = page.getByRole("slider", { name: "Growth in the rate of joining" });
  await slider.focus();
  for (let presses = 0; presses < 6; presses += 1) await page.keyboard.press("ArrowRight");
  const moved = await growth(page);
  await page.getByRole("slider", { name: "How far the rate strays in a year" }).press("End");
  assert.equal(await undo.getAttribute("aria-label"), "Undo: How far the rate strays in a year");
  await page.keyboard.press("Control+z");
  assert.equal(await undo.getAttribute("aria-label"), "Undo: Growth in the rate of joining");
  await undo.press("Enter");
  assert.equal(await growth(page), "5");
  await focusIs(page, "undo");
  assert.equal(await undo.getAttribute("aria-disabled"), "true");
  await page.keyboard.press("Control+Shift+Z");
  assert.equal(await growth(page), moved);
  await page.keyboard.press("Control+y");
  assert.equal(await redo.getAttribute("aria-disabled"), "true");
  await page.getByRole("button", { name: "Reset all" }).click();
  assert.equal(await growth(page), "5");
  await undo.click();
  assert.equal(await growth(page), moved);
  assert.deepEqual(troubles, []);
});

test("in a text field Ctrl+Z takes back what was typed there, and then the planner's last step", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  await page.getByRole("slider", { name: "How far the rate strays in a year" }).press("End");
  const box = page.locator("#lever-growth");
  await box.click();
  await page.keyboard.press("End");
  await page.keyboard.type("5");
  assert.equal(await box.inputValue(), "55");
  await page.keyboard.press("Backspace");
  await page.keyboard.type(".5");
  for (let presses = 0; presses < 9 && (await box.inputValue()) !== "5"; presses += 1) await page.keyboard.press("Control+z");
  assert.equal(await box.inputValue(), "5");
  assert.equal(await page.locator("#undo").getAttribute("aria-label"), "Undo: How far the rate strays in a year", "what is taken back by hand is no step");
  await page.keyboard.press("Control+z");
  assert.equal(await page.locator("#undo").getAttribute("aria-disabled"), "true");
  assert.equal(await box.inputValue(), "5");
  assert.deepEqual(troubles, []);
});

test("of two tabs neither overwrites the other silently", async (t) => {
  const { page, context, troubles } = await visit(t);
  await done(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await ready(other);
  await duplicate(other, "Theirs");
  await pick(other, "Kent baseline reference");
  await other.locator("#lever-growth").fill("6");
  await page.getByText("changed in another tab").waitFor();
  assert.equal(await saved(page), "Not saved");
  assert.deepEqual(await axe(page), []);
  const before = await stored(page);
  await page.locator("#lever-growth").fill("4");
  await page.waitForTimeout(200);
  assert.deepEqual(await stored(page), before, "nothing is written while it is undecided");
  await page.getByRole("button", { name: "Load theirs" }).click();
  assert.equal(await saved(page), "Saved on this computer");
  assert.equal(await growth(page), "6");
  await page.locator("#undo").click();
  assert.equal(await growth(page), "4", "mine can be had back");
  await other.getByText("changed in another tab").waitFor();
  await other.getByRole("button", { name: "Keep mine" }).click();
  assert.equal(await saved(other), "Saved on this computer");
  await page.getByText("changed in another tab").waitFor();
  await page.reload();
  await ready(page);
  assert.deepEqual(await names(page), ["Kent baseline", "Theirs"]);
  assert.equal(await growth(page), "6");
  // Which scenario is open is each tab's own.
  await pick(other, "Theirs");
  await page.waitForTimeout(200);
  assert.equal(await notices(page), "");
  await page.locator("#lever-growth").fill("3");
  assert.equal(await saved(page), "Saved on this computer");
  assert.deepEqual(troubles, []);
});

test("what another tab does beside this one's work is taken over, unasked and for good", async (t) => {
  const { page, context, troubles } = await visit(t);
  await done(page);
  await page.locator("#lever-growth").fill("4");
  await pick(page, "Copy link");
  await page.locator(".sheet").getByText(/^The (link|browser)/).waitFor();
  const link = await page.locator("#scenario-text").inputValue();
  await page.keyboard.press("Escape");
  const wander = page.getByRole("slider", { name: "How far the rate strays in a year" });
  const before = await wander.inputValue();
  await wander.press("End");
  const other = await context.newPage();
  await other.goto(link);
  await ready(other);
  await other.getByText("The link’s scenario is added to yours").waitFor();
  const seen = async (wanted) => {
    await page.waitForFunction((count) => JSON.parse(localStorage.getItem("sufficiency-planner/shelf/1")).entries.length === count, wanted.length);
    assert.deepEqual(await names(page), wanted);
    assert.equal(await notices(page), "");
    assert.equal(await saved(page), "Saved on this computer");
  };
  await seen(["Kent baseline", "Kent baseline (2)"]);
  // Each goes on with its own.
  await other.locator("#lever-growth").fill("7");
  await page.locator("#undo").click();
  // A tab behind another takes its time.
  const [wanted, box] = [before, await wander.elementHandle()];
  await page.waitForFunction(([box, wanted]) => box.value === wanted, [box, wanted]);
  assert.equal(await growth(page), "4");
  await seen(["Kent baseline", "Kent baseline (2)"]);
  assert.doesNotMatch(await notices(other), /changed in another tab/);
  await page.reload();
  await ready(page);
  await pick(page, "Kent baseline (2)");
  assert.equal(await growth(page), "7", "what the other tab did is there, and was not undone");
  await pick(other, "Delete");
  await page.getByText("changed in another tab").waitFor();
  assert.equal(await growth(page), "7", "it is open here, so the planner is asked");
  assert.deepEqual(troubles, []);
});

test("a full browser is said and loses nothing that was saved", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  await page.locator("#lever-growth").fill("3");
  const before = await stored(page);
  await page.evaluate(() => {
    const store = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (globalThis.full ?? true) throw new DOMException("full", "QuotaExceededError");
      store.call(this, key, value);
    };
  });
  await page.locator("#lever-growth").fill("4");
  // It is stored once it has been drawn.
  await page.locator(".notices", { hasText: "Not saved" }).waitFor();
  assert.match(await notices(page), /^Not saved: the browser has no room.*keep a scenario file/);
  assert.equal(await saved(page), "Not saved");
  assert.deepEqual(await axe(page), []);
  await page.getByRole("link", { name: "Compare" }).click();
  assert.match(await notices(page), /^Not saved/, "on every screen");
  assert.deepEqual(await stored(page), before);
  await page.goBack();
  await page.evaluate(() => { globalThis.full = false; });
  await page.locator("#lever-growth").fill("8");
  await page.locator(".saved", { hasText: "Saved on this computer" }).waitFor();
  assert.equal(await notices(page), "");
  assert.equal(await saved(page), "Saved on this computer");
  await page.reload();
  await ready(page);
  assert.equal(await growth(page), "8");
  assert.deepEqual(troubles, []);
});

test("a browser that forbids storing is said, and the page works", async (t) => {
  const prepare = (page) => page.addInitScript(() => {
    Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } });
  });
  const { page, troubles } = await visit(t, { prepare });
  assert.equal(await done(page), PUBLISHED.digest);
  assert.match(await notices(page), /^Not saved/);
  await duplicate(page, "Mine");
  assert.equal(await title(page), "Mine");
  assert.deepEqual(troubles, []);
});

test("a crash in the middle of a save leaves the scenario as last saved", async (t) => {
  const { page } = await visit(t);
  await done(page);
  await page.locator("#lever-growth").fill("3");
  // The text is written, and then the browser goes before the index is.
  await page.evaluate((index) => {
    const store = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (key === index) throw new Error("gone");
      store.call(this, key, value);
    };
  }, INDEX);
  await page.locator("#lever-growth").fill("4");
  await page.reload();
  await ready(page);
  assert.equal(await growth(page), "3");
  assert.equal(await notices(page), "");
  const before = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  await page.locator("#lever-growth").fill("6");
  await page.waitForFunction((before) => JSON.stringify({ ...localStorage }) !== before, before);
  await page.reload();
  await ready(page);
  assert.equal(await growth(page), "6");
  assert.equal(Object.keys(await stored(page)).length, 2, "and no litter");
});

test("a garbled scenario is put aside and the others are there", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  await duplicate(page, "Good");
  await pick(page, "Kent baseline reference");
  const key = Object.keys(await stored(page)).find((key) => key.startsWith(`${INDEX}/1/`));
  await page.evaluate((key) => localStorage.setItem(key, localStorage.getItem(key).slice(0, 900)), key);
  const garbled = (await stored(page))[key];
  await page.reload();
  await ready(page);
  assert.equal(await title(page), "Good");
  assert.match(await notices(page), /could not be used.*not deleted[^]*Scenario 1: /);
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Dismiss" }).click();
  await page.locator("#lever-growth").fill("6");
  await page.reload();
  await ready(page);
  assert.equal(await notices(page), "");
  assert.equal((await stored(page))[key], garbled);
  assert.deepEqual(troubles, []);
});

test("the one scenario of before is taken over, and stays where it was", async (t) => {
  const kept = readFileSync(new URL("../fixtures/storage-scenario-2.txt", import.meta.url), "utf8");
  const prepare = (page) => page.addInitScript(([key, kept]) => localStorage.setItem(key, kept), [BEFORE, kept]);
  const { page, troubles } = await visit(t, { prepare });
  await done(page);
  assert.equal(await growth(page), "3");
  assert.equal(await title(page), "Kent baseline, changed");
  assert.equal(await notices(page), "");
  await page.locator("#lever-growth").fill("4");
  await page.reload();
  await ready(page);
  assert.equal(await growth(page), "4");
  assert.equal((await stored(page))[BEFORE], kept);
  assert.deepEqual(troubles, []);
});

test("a downloaded file opens as another scenario, the same to the last bit", async (t) => {
  const { page, troubles, foreign } = await visit(t);
  await done(page);
  await duplicate(page, "Growth, 7.3%");
  await page.locator("#lever-growth").fill("7.3");
  await page.waitForFunction((old) => ![undefined, old].includes(document.querySelector(".run-bar").dataset.digest), PUBLISHED.digest);
  const digest = await digestOf(page);
  const coming = page.waitForEvent("download");
  await pick(page, "Download file");
  const file = await coming;
  assert.equal(file.suggestedFilename(), "growth-7-3.json");
  const text = readFileSync(await file.path(), "utf8");
  assert.equal(JSON.parse(text).name, "Growth, 7.3%");
  await pick(page, "Kent baseline reference");
  const chooser = page.waitForEvent("filechooser");
  await pick(page, "Open file");
  await (await chooser).setFiles(await file.path());
  await page.waitForFunction((wanted) => document.querySelector(".run-bar").dataset.digest === wanted, digest);
  assert.equal(await title(page), "Growth, 7.3% (2)");
  assert.deepEqual(await names(page), ["Kent baseline", "Growth, 7.3%", "Growth, 7.3% (2)"]);
  assert.deepEqual(troubles, []);
  assert.deepEqual(foreign(), []);
});

test("a file that will not do is refused in words, and nothing is touched", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  const wrong = structuredClone(KENT);
  wrong.run.futures = 0;
  wrong.high_needs.budget_growth.amount = 9;
  for (const [buffer, said] of [
    [Buffer.from(JSON.stringify(wrong)), /“a\.json” was not opened[^]*Growth of the High Needs Block: high_needs\.budget_growth\.amount is 9[^]*Futures to simulate: run\.futures is 0/],
    [Buffer.from("{}"), /none of a scenario’s parts/],
    [Buffer.from([0xff, 0xfe, 0x7b, 0x00]), /not a text file in UTF-8/],
    [Buffer.from("[".repeat(1_000_000)), /recursion limit exceeded/],
    [Buffer.alloc(5_000_001, "1"), /larger than 5 MB/],
    [Buffer.alloc(0), /the file is empty/],
  ]) {
    await page.locator(".menu input[type=file]").setInputFiles({ name: "a.json", mimeType: "application/json", buffer });
    await page.waitForFunction((said) => new RegExp(said).test(document.querySelector(".notices").innerText), said.source);
    assert.deepEqual(await names(page), ["Kent baseline"]);
  }
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Dismiss" }).click();
  assert.equal(await notices(page), "");
  assert.equal(await digestOf(page), PUBLISHED.digest);
  assert.deepEqual(troubles, []);
});

test("the menu by keyboard alone", async (t) => {
  const { page } = await visit(t);
  await done(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await focusIs(page, "scenario-menu");
  await page.keyboard.press("Enter");
  const tab = async (name) => {
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press("Tab");
      if ((await page.evaluate(() => document.activeElement.innerText.trim())) === name) return;
    }
    assert.fail(`no ${name}`);
  };
  await tab("Duplicate");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("By keys");
  await page.keyboard.press("Enter");
  assert.equal(await title(page), "By keys");
  await focusIs(page, "scenario-menu");
  await page.keyboard.press("Enter");
  await tab("Kent baseline reference");
  await page.keyboard.press("Enter");
  assert.equal(await title(page), "Kent baseline");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await focusIs(page, "scenario-menu");
  assert.equal(await page.locator(".sheet").count(), 0);
});
