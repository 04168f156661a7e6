// The pool: the same result from any number of workers, and from workers that fail.

import assert from "node:assert/strict";
import { test } from "node:test";
import { address, digestOf, PUBLISHED, visit } from "./harness.mjs";

const LOADER = /worker-[0-9a-f]+_loader\.js/;

async function digest(page) {
  await page.waitForFunction(() => document.querySelector(".run-state")?.innerText.includes("10,000 futures in"), null, { timeout: 60_000 });
  return digestOf(page);
}

const withWorkers = async (count) => new URL(`?workers=${count}`, await address()).href;
const notices = (page) => page.locator("main .notice").allInnerTexts();

for (const workers of [0, 1, 2, 8]) {
  test(`${workers} workers come to the same result`, async (t) => {
    const { page, troubles } = await visit(t, { url: await withWorkers(workers) });
    assert.equal(await digest(page), PUBLISHED.digest);
    assert.deepEqual(await notices(page), []);
    assert.deepEqual(troubles, []);
  });
}

/** Serves each loader through `change`, which sees its text and how many came before. */
const loaders = (change) => (page) => {
  let count = 0;
  return page.route(LOADER, async (route) => {
    const before = count;
    count += 1;
    try {
      const response = await route.fetch();
      await route.fulfill({ response, body: change(await response.text(), before) });
    } catch (error) {
      // A worker asked for as the page closes is served by nobody; that is not what is tested.
      if (!page.isClosed()) throw error;
    }
  });
};

test("workers that do not load are said and done without", async (t) => {
  const prepare = (page) => page.route(LOADER, (route) => route.abort());
  const { page } = await visit(t, { url: await withWorkers(2), prepare });
  assert.equal(await digest(page), PUBLISHED.digest);
  assert.match((await notices(page)).join(" "), /now runs in the page itself, which is slower\. No result was lost\./);
  assert.doesNotMatch((await notices(page)).join(" "), /continue|replaced/, "what is no longer true is no longer said");
});

test("a worker that dies is replaced, and no result is lost or counted twice", async (t) => {
  // The first worker dies after a few answers, with orders in hand.
  const dying = `let answers = 0; const post = self.postMessage.bind(self);
    self.postMessage = (...message) => { if (++answers > 4) throw new Error("dead"); post(...message); };\n`;
  const prepare = loaders((text, before) => (before === 0 ? dying + text : text));
  const { page } = await visit(t, { url: await withWorkers(2), prepare });
  assert.equal(await digest(page), PUBLISHED.digest);
  assert.match((await notices(page)).join(" "), /was replaced\. No result was lost\./);
});

test("a worker that falls silent is noticed, and its work done by others", async (t) => {
  const silent = `let answers = 0; const post = self.postMessage.bind(self);
    self.postMessage = (...message) => { if (++answers <= 3) post(...message); };\n`;
  const prepare = loaders((text, before) => (before === 0 ? silent + text : text));
  const { page } = await visit(t, { url: await withWorkers(1), prepare });
  assert.equal(await digest(page), PUBLISHED.digest);
  assert.match((await notices(page)).join(" "), /went silent and was replaced/);
});

test("a worker that talks rubbish is done without", async (t) => {
  const prepare = loaders(() => `setInterval(() => postMessage([new Uint8Array([255, 1, 2])]), 20);`);
  const { page } = await visit(t, { url: await withWorkers(2), prepare });
  assert.equal(await digest(page), PUBLISHED.digest);
  assert.match((await notices(page)).join(" "), /sent something unreadable/);
});

test("stopping keeps what has come, and running again finishes it", async (t) => {
  const { page, troubles } = await visit(t);
  await digest(page);
  await page.locator("summary", { hasText: "Run" }).click();
  await page.locator("#futures").fill("100,000");
  await page.getByRole("button", { name: "Stop" }).click();
  const stopped = await page.locator(".run-state").innerText();
  assert.match(stopped, /^Stopped at [\d,]+ of 100,000 futures$/);
  assert.equal(await page.getByRole("button", { name: "Stop" }).count(), 0);
  assert.equal(await digestOf(page), null, "half a run has no fingerprint");
  assert.equal(await page.locator("main").getAttribute("aria-busy"), "false");
  await page.waitForTimeout(400);
  assert.equal(await page.locator(".run-state").innerText(), stopped, "nothing more is counted");
  await page.locator("#futures").fill("10,000");
  assert.equal(await digest(page), PUBLISHED.digest);
  assert.deepEqual(troubles, []);
});

test("the last of many edits wins, and the page answers while it computes", async (t) => {
  const { page, troubles } = await visit(t);
  await digest(page);
  await page.locator("summary", { hasText: "Run" }).click();
  await page.locator("#futures").fill("100,000");
  await page.waitForFunction(() => document.querySelector(".run-state").innerText.includes("of 100,000"));
  assert.equal(await page.locator("main").getAttribute("aria-busy"), "true");
  await page.getByRole("button", { name: "Show as table" }).first().click();
  assert.equal(await page.locator("table.years:visible").count(), 1);
  assert.match(await page.locator(".run-state").innerText(), /of 100,000/, "still under way");
  await page.locator("#futures").fill("10,000");
  const slider = page.getByRole("slider", { name: "Growth in the rate of joining" });
  await slider.focus();
  for (const key of ["ArrowRight", "ArrowRight", "ArrowLeft", "ArrowRight", "ArrowLeft", "ArrowLeft"]) await page.keyboard.press(key);
  assert.equal(await slider.inputValue(), "5");
  await page.waitForFunction((wanted) => document.querySelector(".run-bar").dataset.digest === wanted, PUBLISHED.digest, { timeout: 60_000 });
  assert.deepEqual(troubles, []);
});
