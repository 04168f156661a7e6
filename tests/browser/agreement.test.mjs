// The agreement of a scenario: its own name and year on every screen, and a plain word where it has none.

import assert from "node:assert/strict";
import { test } from "node:test";
import { done, KENT, visit } from "./harness.mjs";

const SCREENS = ["plan", "breakeven", "compare", "present", "report"];

/** What the screens say of a Kent with this agreement; the years of tables and axes by themselves are left out. */
async function said(t, agreement) {
  const { page, troubles } = await visit(t);
  await done(page);
  const file = JSON.stringify({ ...KENT, name: "Another agreement", agreement });
  await page.locator(".menu input[type=file]").setInputFiles({ name: "a.json", mimeType: "application/json", buffer: Buffer.from(file) });
  await page.waitForFunction(() => document.title.endsWith("Another agreement"));
  await done(page);
  const all = {};
  for (const screen of SCREENS) {
    await page.evaluate((screen) => { location.hash = `#/${screen}`; }, screen);
    await page.waitForFunction(() => document.querySelector("main h1, main h2"));
    await page.waitForTimeout(2_000);
    all[screen] = await page.locator("main").evaluate((main) =>
      [...main.querySelectorAll("h1, h2, h3, p, figcaption, caption")].map((it) => it.textContent).join("\n"));
  }
  assert.deepEqual(troubles, []);
  return all;
}

test("another agreement is called by its name and its year", async (t) => {
  const all = await said(t, { name: "Recovery plan", break_even_in: 2029 });
  for (const [screen, text] of Object.entries(all)) {
    assert.doesNotMatch(text, /Safety Valve agreement|break even by 2027\/28|ends, (31 )?March 2028/, screen);
  }
  assert.match(all.plan, /break even by 2029\/30/);
  assert.match(all.plan, /Under the Recovery plan/);
  assert.match(all.breakeven, /which the Recovery plan requires to break even by then/);
});

test("without an agreement the screens say so, and nothing else of a balance by a year", async (t) => {
  const all = await said(t, null);
  for (const [screen, text] of Object.entries(all)) {
    assert.doesNotMatch(text, /Safety Valve agreement|break even by|ends, (31 )?March 2028/, screen);
  }
  assert.match(all.breakeven, /This scenario has no agreement that names a year by which the High Needs Block must break even\./);
});
