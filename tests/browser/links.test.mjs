// Links that carry a scenario, and what a planner says of it: marks, resets, reasons, files by a key.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { axe, done, focused, focusIs, growth, KENT, names, notices, pick, title, visit } from "./harness.mjs";

const V1 = new URL("../scenarios/v1/kent.json", import.meta.url);

const hash = (page) => page.evaluate(() => location.hash);
/** The link to the open scenario, as the field of the menu shows it. */
async function linkOf(page) {
  await pick(page, "Copy link");
  const link = await page.locator("#scenario-text").inputValue();
  await page.keyboard.press("Escape");
  return link;
}
/** A link with a lever moved, made on a page of its own. */
async function made(t, prepare = async () => {}) {
  const { page, context } = await visit(t);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await done(page);
  await pick(page, "Duplicate");
  await page.locator("#scenario-text").fill("From Ann");
  await page.keyboard.press("Enter");
  await page.locator("#lever-growth").fill("3.5");
  await prepare(page);
  return { link: await linkOf(page), page };
}

test("a link is copied, opens elsewhere as one more scenario, and is undone", async (t) => {
  const { link, page: sender } = await made(t);
  assert.match(link, /#\/plan\?s=[\w-]+$/);
  assert.ok(link.length < 150, `${link.length} letters`);
  assert.equal(await sender.evaluate(() => navigator.clipboard.readText()), link);
  await pick(sender, "Copy link");
  await sender.locator(".sheet [role=status]").getByText("The link is copied.").waitFor();
  assert.equal(await focused(sender), "scenario-text");
  assert.deepEqual(await axe(sender), []);

  const { page, troubles, foreign } = await visit(t);
  await done(page);
  await page.locator("#lever-wander").fill("9");
  await page.goto(link);
  await page.getByText("added to yours as “From Ann”").waitFor();
  assert.equal(await title(page), "From Ann");
  assert.equal(await growth(page), "3.5");
  assert.equal(await hash(page), "#/plan", "what is edited from here on is not the link");
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(await names(page), ["Kent baseline", "From Ann"]);
  await page.locator("#lever-growth").fill("1");
  await page.locator("#lever-growth").blur();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  assert.equal(await notices(page), "", "it is told no more");
  assert.deepEqual(await names(page), ["Kent baseline"]);
  assert.equal(await page.locator("#lever-wander").inputValue(), "9", "work that was under way stays");

  // Twice is once, whether it is open or not.
  await page.goto(link);
  await page.getByText("added to yours").waitFor();
  await pick(page, "Kent baseline reference");
  await page.goto(link);
  await page.getByText("among yours already, as “From Ann”").waitFor();
  assert.equal(await title(page), "From Ann");
  await page.reload();
  await done(page);
  assert.deepEqual(await names(page), ["Kent baseline", "From Ann"]);
  assert.equal(await notices(page), "");
  // And the screens go back and forth as ever.
  await page.getByRole("link", { name: "Compare" }).click();
  await page.goBack();
  assert.equal(await hash(page), "#/plan");
  assert.deepEqual(await names(page), ["Kent baseline", "From Ann"]);
  assert.deepEqual(troubles, []);
  assert.deepEqual(foreign(), []);
});

test("a first visit by a link shows its scenario", async (t) => {
  const { link } = await made(t);
  const { page, troubles } = await visit(t, { hash: link.slice(link.indexOf("#")) });
  await done(page);
  assert.equal(await title(page), "From Ann");
  assert.equal(await growth(page), "3.5");
  assert.deepEqual(troubles, []);
});

test("a link that was changed or cut short is refused, and nothing is touched", async (t) => {
  const { link } = await made(t);
  const { page, troubles } = await visit(t);
  await done(page);
  await page.locator("#lever-growth").fill("1");
  const place = link.length - 20;
  for (const bad of [`${link.slice(0, place)}${link[place] === "A" ? "B" : "A"}${link.slice(place + 1)}`, link.slice(0, -9), `${link}=`, link.replace(/s=.*/, "s=")]) {
    await page.goto(bad);
    await page.getByText("cut short, or was changed on its way").waitFor();
    assert.match(await notices(page), /The link was not opened, and nothing has changed\./);
    assert.equal(await hash(page), "#/plan");
    assert.equal(await growth(page), "1");
    await page.getByRole("button", { name: "Dismiss" }).click();
  }
  assert.deepEqual(await names(page), ["Kent baseline"]);
  assert.deepEqual(troubles, []);
});

test("where the browser does not copy, the link is there to be copied", async (t) => {
  const prepare = (page) => page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("no")) } });
  });
  const { page, troubles } = await visit(t, { prepare });
  await done(page);
  await pick(page, "Copy link");
  await page.getByText("The browser does not let this page copy.").waitFor();
  const marked = await page.locator("#scenario-text").evaluate((field) => field.value.slice(field.selectionStart, field.selectionEnd));
  assert.match(marked, /^http.*#\/plan\?s=/);
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Close" }).click();
  await focusIs(page, "scenario-menu");
  assert.deepEqual(troubles, []);
});

test("a scenario that is too much for a link is sent as a file", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  const long = structuredClone(KENT);
  long.note = Array.from({ length: 380 }, (_, index) => `w${index * 7919}`).join(" ").slice(0, 1_990);
  await page.locator(".menu input[type=file]").setInputFiles({ name: "a.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(long)) });
  await page.waitForFunction(() => document.querySelector("#scenario-menu .name").innerText.includes("(2)"));
  await pick(page, "Copy link");
  await page.getByText(/A link would have 2,\d\d\d letters.*Send the scenario file instead/).waitFor();
  assert.deepEqual(await axe(page), []);
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download file" }).click();
  assert.equal((await coming).suggestedFilename(), "kent-baseline-2.json");
  assert.deepEqual(troubles, []);
});

test("Ctrl+S saves the scenario file from any screen and field", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  await page.locator("#lever-growth").fill("4");
  for (const go of [async () => {}, () => page.getByRole("link", { name: "Breakeven" }).click()]) {
    await go();
    const coming = page.waitForEvent("download");
    await page.keyboard.press("Control+s");
    const file = JSON.parse(readFileSync(await (await coming).path(), "utf8"));
    assert.equal(file.version, KENT.version);
    assert.deepEqual(file.demand.growth.amount.pert.mode, 0.04);
  }
  assert.deepEqual(troubles, []);
});

test("every control says that it is edited, goes back alone, and takes a reason", async (t) => {
  const { page, troubles } = await visit(t, { viewport: { width: 1366, height: 768 } });
  await done(page);
  const group = (name) => page.locator("details.group", { has: page.getByRole("heading", { name }) });
  const value = (name) => group(name).locator("> summary .value").innerText();
  const open = async (name) => {
    if ((await group(name).getAttribute("open")) === null) await group(name).locator("> summary").click();
  };
  await open("Prices");
  await page.locator("#extensions").selectOption("2");
  await page.locator("#break-after").selectOption({ label: "After 3 years" });
  await page.getByLabel("Pupils may travel").uncheck();
  assert.match(await value("Prices"), /, 3 edited$/);
  await page.getByRole("button", { name: "Reset Extensions of the framework" }).click();
  await focusIs(page, "extensions");
  assert.equal(await page.locator("#extensions").inputValue(), String(KENT.framework.extensions));
  assert.match(await value("Prices"), /, 2 edited$/);
  await open("Block contracts");
  await page.locator("#block-0").fill("40");
  await page.locator(".block").first().getByText("Edit", { exact: true }).click();
  await page.locator("#block-0-term").fill("6");
  await page.locator("#block-0-Discount").fill("12");
  assert.match(await value("Block contracts"), /, 3 edited$/);
  await page.getByRole("button", { name: /^Reset Discount on the Lot A price of/ }).click();
  assert.match(await value("Block contracts"), /, 2 edited$/);
  await open("Run");
  await page.locator("#seed").fill("7");
  await page.getByRole("button", { name: "Reset Seed" }).click();
  assert.equal(await page.locator("#seed").inputValue(), "2026");
  await open("Starting point");
  await page.locator("#pupils").fill("1700");
  await page.getByRole("button", { name: "Reset Starting point" }).click();
  assert.equal(await page.locator("#pupils").inputValue(), "1,784");
  await open("Local provision");
  await page.getByLabel("Admit SEMH to SRPs").check();
  await page.getByRole("button", { name: "Reset Whom SRPs admit" }).click();
  assert.equal(await page.getByLabel("Admit SEMH to SRPs").isChecked(), false);

  await page.locator(".run-state").getByText(/futures in/).waitFor({ timeout: 60_000 });
  const state = await page.locator(".run-state").innerText();
  await page.locator("#lever-growth").focus();
  await page.getByRole("button", { name: "Add a reason for Growth in the rate of joining" }).click();
  await page.waitForFunction(() => document.activeElement.id === "lever-growth-reason");
  await page.keyboard.type("Slower since the new panel began.");
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Close reason for Growth in the rate of joining" }).click();
  await page.getByText("Slower since the new panel began.").waitFor();
  assert.equal(await page.locator("#undo").getAttribute("aria-label"), "Undo: Reason for Growth in the rate of joining");
  await page.waitForTimeout(300);
  assert.equal(await page.locator(".run-state").innerText(), state, "a reason runs nothing again");
  assert.deepEqual(await axe(page), []);
  await page.reload();
  await done(page);
  await page.getByText("Slower since the new panel began.").waitFor();
  const coming = page.waitForEvent("download");
  await page.keyboard.press("Control+s");
  const file = JSON.parse(readFileSync(await (await coming).path(), "utf8"));
  assert.equal(file.demand.growth.basis.rationale, "Slower since the new panel began.");
  assert.deepEqual(troubles, []);
});

test("a file of the first version opens and says what became of it; one of a later version does not", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  const put = (text) => page.locator(".menu input[type=file]").setInputFiles({ name: "a.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await put(readFileSync(V1));
  await page.getByText("The file is of version 1, which knew placements alone.").waitFor();
  assert.equal(await title(page), "Kent baseline (2)");
  const newer = KENT.version + 1;
  await put(JSON.stringify({ ...KENT, version: newer }));
  await page.getByText(`this file is of version ${newer}, and this planner reads versions 1 to ${KENT.version}`).waitFor();
  const wrong = structuredClone(KENT);
  wrong.districts.list[2].weight = "lots";
  wrong.colour = "red";
  await put(JSON.stringify(wrong));
  await page.getByText("District 3, weight: districts.list[2].weight: expected a number").waitFor();
  await page.getByText("Colour: colour: unknown field").waitFor();
  assert.deepEqual(await names(page), ["Kent baseline", "Kent baseline (2)"]);
  assert.deepEqual(troubles, []);
});
