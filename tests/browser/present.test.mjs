// Slides for a meeting and the report, as a presenter and a cabinet member meet them.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { axe, focusIs, launch, visit, watch } from "./harness.mjs";

const KEY = "sufficiency-planner/deck/1";
const SLIDES = ["question", "now", "pupils", "cost", "options", "really", "block", "breakeven", "matters", "ask"];
const WIDE = { width: 1920, height: 1080 };

const current = (page) => page.locator(".frame.now .slide").getAttribute("id");
const title = (page, slide) => page.locator(`#slide-${slide} h2`).innerText();
const order = (page) => page.locator(".slide").evaluateAll((slides) => slides.map((slide) => slide.id.replace("slide-", "")));
const stored = (page) => page.evaluate((key) => localStorage.getItem(key), KEY);

/** Waits until every slide says what all the futures say. */
async function settled(page) {
  await page.waitForFunction(
    () => document.querySelectorAll(".slide").length > 0 && document.querySelectorAll(".slide[aria-busy=true]").length === 0
      && document.querySelectorAll("#slide-options .option").length > 1 && document.querySelector("#slide-block .option")
      && document.querySelector("#slide-matters .whys"),
    null,
    { timeout: 120_000 },
  );
}

async function present(t, options = {}) {
  const visited = await visit(t, { hash: "#/present", viewport: WIDE, ...options });
  await settled(visited.page);
  return visited;
}

/** Sizes of the pages of a PDF, in points. */
function pages(pdf) {
  const text = pdf.toString("latin1");
  const boxes = [...text.matchAll(/\/Type\s*\/Page\b[\s\S]*?\/MediaBox\s*\[([^\]]+)\]/g)];
  return boxes.map((box) => box[1].trim().split(/\s+/).slice(2).map((number) => Math.round(Number(number))));
}

const A4_LANDSCAPE = [842, 595];
const A4 = [595, 842];
/** A page within a point of a size. */
const isOf = (page, size) => page.every((length, at) => Math.abs(length - size[at]) <= 1);

test("the keys lead through the deck, each slide sound and its sentence true of its figures", async (t) => {
  const { page, troubles, foreign } = await present(t);
  assert.equal(await page.locator(".deck-bar .walk b").innerText(), "1 of 10");
  for (const slide of SLIDES) {
    assert.equal(await current(page), `slide-${slide}`);
    assert.ok(await page.locator(`#slide-${slide}`).isVisible());
    assert.equal(await page.locator(".slide:visible").count(), 1, "one slide at a time");
    assert.deepEqual(await axe(page), [], slide);
    const said = await title(page, slide);
    assert.ok(said.length > 10 && !/\bwill\b/.test(said), said);
    const spills = await page.locator(`#slide-${slide} .slide-in`).evaluate((inside) =>
      [inside, ...inside.querySelectorAll(".slide-body, .option, h2, p")].filter((e) => e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2).map((e) => e.className || e.tagName));
    assert.deepEqual(spills, [], `${slide}: nothing is cut off`);
    await page.keyboard.press("ArrowRight");
  }
  assert.equal(await current(page), "slide-ask", "it stops at the end");
  await page.keyboard.press("Home");
  assert.equal(await current(page), "slide-question");
  await page.keyboard.press("PageDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await current(page), "slide-pupils");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await current(page), "slide-now");
  await page.keyboard.press("End");
  assert.equal(await current(page), "slide-ask");
  // A title counts the dots that are drawn.
  const cost = page.locator("#slide-cost");
  const [, counted] = (await cost.locator(".said b").textContent()).match(/(\d+) of 50/);
  assert.equal(await cost.locator("circle").count(), 50);
  assert.equal(await cost.locator("circle.beyond").count(), Number(counted));
  // On a card there are fewer, and its words count those.
  const options = page.locator("#slide-block .option", { has: page.locator("circle") });
  assert.ok((await options.count()) >= 1);
  for (const option of await options.all()) {
    assert.equal(await option.locator("circle").count(), 20);
    const hollow = await option.locator("circle:not(.beyond)").count();
    assert.equal(await option.locator(".said b").textContent(), hollow ? `${hollow} of 20` : "none of 20");
  }
  assert.match(await page.locator("#slide-block .slide-sub").textContent(), /Each dot is one of 20 equally likely futures/);
  // Breaking even is out of reach by arithmetic, and the slide says so.
  assert.match(await page.locator("#slide-breakeven .arguments").textContent(), /^This is arithmetic rather than chance\./);
  assert.deepEqual(troubles, []);
  assert.deepEqual(foreign(), []);
});

test("nothing on a slide is smaller than a fortieth of its height", async (t) => {
  const { page } = await present(t);
  for (const slide of SLIDES) {
    const small = await page.locator(`#slide-${slide}`).evaluate((slide) => {
      const least = slide.getBoundingClientRect().height / 40;
      const scale = (element) => {
        const svg = element.closest("svg");
        return svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
      };
      return [...slide.querySelectorAll("*")]
        .filter((e) => [...e.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) && e.getClientRects().length)
        .filter((e) => parseFloat(getComputedStyle(e).fontSize) * scale(e) < least - 0.3)
        .map((e) => `${e.textContent} ${parseFloat(getComputedStyle(e).fontSize) * scale(e)} < ${least}`);
    });
    assert.deepEqual(small, [], slide);
    await page.keyboard.press("ArrowRight");
  }
});

test("full screen is asked for with the stage alone, and Esc leaves it", async (t) => {
  const { page } = await present(t);
  await page.getByRole("button", { name: "Full screen" }).click();
  await page.waitForFunction(() => document.fullscreenElement?.classList.contains("stage"));
  assert.ok(!(await page.evaluate(() => document.fullscreenElement.contains(document.querySelector(".note-pane")))), "the note is not shown");
  await page.keyboard.press("ArrowRight");
  assert.equal(await current(page), "slide-now");
  const fits = await page.locator("#slide-now").evaluate((slide) => {
    const { width, height } = slide.getBoundingClientRect();
    return Math.abs(width / height - 16 / 9) < 0.01 && (Math.abs(width - innerWidth) < 2 || Math.abs(height - innerHeight) < 2);
  });
  assert.ok(fits, "as large as it fits");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !document.fullscreenElement);
  assert.equal(await current(page), "slide-now", "where it was");
});

test("slides are retitled, moved and hidden, undone, and are so after a reload", async (t) => {
  const { page, troubles } = await present(t);
  await page.getByRole("button", { name: "Edit slides" }).click();
  assert.deepEqual(await axe(page), []);
  const field = page.locator("#slide-question-title");
  const said = await field.inputValue();
  const own = "Can we afford <b>this</b>?";
  await field.fill(own);
  await page.locator("#slide-now-note").fill("Mind the census.");
  await page.locator("#slide-pupils-up").click();
  await page.locator("#slide-pupils-up").click();
  // The focus stays: it comes back once the slide stands where it goes.
  await focusIs(page, "slide-pupils-up", 5_000);
  await page.locator("#slide-cost-hide").click();
  await page.getByRole("button", { name: "Undo the last change" }).click();
  assert.equal(await page.locator(".left-out").count(), 0);
  await page.locator("#slide-cost-hide").click();
  await page.locator("#slide-ask-text").fill("First\n\nSecond");
  assert.equal(await page.locator("#slide-ask .asks li").count(), 2);
  await page.keyboard.press("Escape");
  const after = ["pupils", "question", "now", "options", "really", "block", "breakeven", "matters", "ask"];
  assert.deepEqual(await order(page), after);
  await page.reload();
  await settled(page);
  assert.deepEqual(await order(page), after);
  assert.equal(await page.locator(".deck-bar .walk b").innerText(), "2 of 9");
  assert.equal(await title(page, "question"), own, "text, and no markup");
  await page.keyboard.press("ArrowRight");
  assert.match(await page.locator(".note-pane").innerText(), /Mind the census\./);
  await page.getByRole("button", { name: "Edit slides" }).click();
  await page.getByRole("button", { name: "Say what the figures say (Title of “The question”)" }).click();
  assert.equal(await page.locator("#slide-question-title").inputValue(), said);
  await page.getByRole("button", { name: "Put all slides back" }).click();
  assert.equal(await stored(page), null, "what says nothing of its own is not kept");
  await page.getByRole("button", { name: "Undo the last change" }).click();
  assert.equal((await order(page))[0], "pupils");
  assert.deepEqual(troubles, []);
});

test("a hostile deck is refused in words and put aside", async (t) => {
  const hostile = JSON.stringify({ slides: [{ kind: "<img src=x onerror=alert(1)>", hidden: false, title: "", text: "", note: "" }], options: [] });
  const { page, troubles } = await present(t, {
    prepare: (page) => page.addInitScript(([key, text]) => localStorage.getItem("seen") || (localStorage.setItem("seen", "1"), localStorage.setItem(key, text)), [KEY, hostile]),
  });
  assert.deepEqual(await order(page), SLIDES);
  assert.match(await page.locator(".notices").innerText(), /slides kept in this browser could not be used and were put aside: slides\[0\]\.kind: expected one of question/);
  assert.equal(await page.evaluate((key) => localStorage.getItem(`${key}/aside`), KEY), hostile);
  assert.deepEqual(troubles, []);
});

test("a meeting tries a control on the slide, and the officers' scenario stays as it is", async (t) => {
  const { page, troubles } = await present(t);
  const scenario = await page.locator(".scenario-name .name").first().innerText();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press("ArrowRight");
  assert.equal(await current(page), "slide-options");
  const sliders = page.locator("#slide-options .live input[type=range]");
  assert.ok((await sliders.count()) >= 1 && (await sliders.count()) <= 4, "at most four controls");
  const names = () => page.locator("#slide-options .option h3").allInnerTexts();
  const figures = () => page.locator("#slide-options .option .large").allInnerTexts();
  const [before, named] = [await figures(), await names()];
  const slider = page.getByRole("slider", { name: "Localities Model: fewer joiners" }).first();
  const published = await slider.inputValue();
  const ready = () => page.waitForFunction(() => document.querySelector("#slide-options[aria-busy=false] .options:not(.old)"), null, { timeout: 60_000 });
  await slider.focus();
  await page.keyboard.press("End");
  assert.equal(await current(page), "slide-options", "the key is the slider’s");
  await page.waitForFunction((count) => document.querySelectorAll("#slide-options .option").length === count, named.length + 1, { timeout: 60_000 });
  await ready();
  assert.deepEqual(await names(), [...named, "Your setting"]);
  assert.deepEqual((await figures()).slice(0, named.length), before, "the options stay what they were");
  assert.doesNotMatch(await page.locator("#slide-options .slide-foot").innerText(), /changed/);
  assert.equal(await page.locator(".scenario-name .name").first().innerText(), scenario);
  assert.deepEqual(await axe(page), []);
  await page.locator("#slide-options").getByRole("button", { name: "Put back" }).click();
  await page.waitForFunction((count) => document.querySelectorAll("#slide-options .option").length === count, named.length, { timeout: 60_000 });
  assert.equal(await slider.inputValue(), published);
  // Leaving the slide puts it back too.
  await slider.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("PageDown");
  await page.keyboard.press("PageUp");
  assert.equal(await slider.inputValue(), published);
  // On the block's slide the officers' answer stands beside the one that is tried, and label and figure go together.
  for (let step = 0; step < 2; step += 1) await page.keyboard.press("PageDown");
  assert.equal(await current(page), "slide-block");
  const discount = page.getByRole("slider", { name: "Discount agreed" });
  await discount.focus();
  await page.keyboard.press("End");
  assert.ok(await page.locator("#slide-block .options.old").count() === 1 || await page.locator("#slide-block .ghost").count() === 1, "what is old is pale");
  await page.locator("#slide-block .ghost").waitFor({ timeout: 60_000 });
  await page.waitForFunction(() => document.querySelector("#slide-block[aria-busy=false] .options:not(.old)"), null, { timeout: 60_000 });
  assert.match(await page.locator("#slide-block .ghost").innerText(), /^The officers’ answer: /);
  assert.match(await page.locator("#slide-block .option .under").nth(1).innerText(), /^40% off/);
  await page.locator("#slide-block").getByRole("button", { name: "Keep as a scenario" }).click();
  await page.getByText("What you tried is among your scenarios").waitFor();
  assert.equal(await page.locator(".scenario-name .name").first().innerText(), scenario, "the officers' scenario stays open");
  assert.deepEqual(troubles, []);
});

test("another scenario stands beside the open one where the planner says so", async (t) => {
  const { page } = await present(t);
  await page.getByRole("button", { name: "Edit slides" }).click();
  await page.getByLabel("Third option").selectOption("No blocks");
  await page.getByLabel("Second option").selectOption("No Localities effect");
  await page.waitForFunction(() => document.querySelectorAll("#slide-options .option").length === 3
    && document.querySelector("#slide-options .options").textContent.includes("No Localities effect"), null, { timeout: 60_000 });
  assert.deepEqual(await page.locator("#slide-options .option h3").allTextContents(), ["Kent baseline", "No Localities effect", "No blocks"]);
  await page.getByLabel("Third option").selectOption("None");
  await page.waitForFunction(() => document.querySelectorAll("#slide-options .option").length === 2, null, { timeout: 60_000 });
});

test("futures follow each other when asked to, and stand still where less motion is wanted", async (t) => {
  const { page } = await present(t);
  await page.getByRole("button", { name: "Next" }).focus();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press("Enter");
  assert.equal(await current(page), "slide-really");
  assert.equal(await page.locator("#slide-really circle").count(), 24, "a dozen futures of two options");
  await page.getByRole("button", { name: "Play the futures" }).click();
  const tally = page.locator("#slide-really .moving text", { hasText: "So far" });
  const first = await tally.textContent();
  await page.waitForFunction((first) => document.querySelector("#slide-really .moving svg").textContent.match(/Future \d+/)[0] !== first.match(/Future \d+/)[0], first);
  await page.getByRole("button", { name: "Stop", exact: true }).first().click();
  assert.equal(await page.locator("#slide-really .moving").count(), 0);
  const calm = await present(t, { reducedMotion: "reduce" });
  assert.equal(await calm.page.getByRole("button", { name: "Play the futures" }).count(), 0);
  assert.equal(await calm.page.locator("#slide-really circle").count(), 24);
});

test("the handout is one file that opens by itself", async (t) => {
  const { page } = await present(t);
  const folder = mkdtempSync(join(tmpdir(), "handout-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download handout" }).click();
  const download = await coming;
  assert.equal(download.suggestedFilename(), "kent-baseline-slides.html");
  const file = join(folder, "handout.html");
  await download.saveAs(file);
  assert.ok(!/<script|<button|<input|https?:\/\/(?!www\.w3\.org)/.test(readFileSync(file, "utf8").replace(/<style>[\s\S]*<\/style>/, "")));
  const context = await (await launch()).newContext({ viewport: WIDE, offline: true });
  t.after(() => context.close());
  const { troubles, requests } = watch(context);
  const handout = await context.newPage();
  await handout.goto(pathToFileURL(file).href);
  assert.equal(await handout.title(), "Kent baseline");
  assert.deepEqual(await order(handout), SLIDES);
  assert.equal(await handout.locator(".slide:visible").count(), SLIDES.length);
  assert.equal(await handout.locator("#slide-cost circle").count(), 50);
  assert.deepEqual(await axe(handout), []);
  assert.deepEqual(requests.map((request) => new URL(request).protocol), ["file:"]);
  assert.deepEqual(troubles, []);
  const sheets = pages(await handout.pdf({ preferCSSPageSize: true }));
  assert.equal(sheets.length, SLIDES.length);
});

test("a handout asked for too early waits for every figure, and can be called off", async (t) => {
  const { page, troubles } = await visit(t, { hash: "#/present", viewport: WIDE });
  const handout = page.locator(".deck-bar button", { hasText: /Download handout|Preparing slides/ });
  await handout.last().click();
  await page.getByRole("button", { name: /Preparing slides: \d+ of 10/ }).click();
  await page.getByRole("button", { name: "Download handout" }).waitFor();
  const coming = page.waitForEvent("download", { timeout: 120_000 });
  await page.getByRole("button", { name: "Download handout" }).click();
  const file = readFileSync(await (await coming).path(), "utf8").replace(/<style>[\s\S]*<\/style>/, "");
  assert.ok(!/Running the futures|aria-busy="true"/.test(file), "no slide is unfinished");
  const asks = file.slice(file.indexOf('id="slide-ask"')).match(/<li/g);
  assert.equal(asks.length, 4, "every decision is there");
  await page.getByRole("button", { name: "Download handout" }).waitFor();
  assert.deepEqual(troubles, []);
});

test("a clicker moves the slides whatever was touched, and a finger does", async (t) => {
  const { page, troubles } = await present(t);
  for (let step = 0; step < 4; step++) await page.keyboard.press("PageDown");
  assert.equal(await current(page), "slide-options");
  const slider = page.locator("#slide-options input[type=range]").nth(1);
  const published = await slider.inputValue();
  const box = await slider.boundingBox();
  await page.mouse.click(box.x + box.width * 0.4, box.y + box.height / 2);
  const tried = await slider.inputValue();
  assert.notEqual(tried, published);
  await page.keyboard.press("PageDown");
  assert.equal(await current(page), "slide-really");
  assert.equal(await slider.inputValue(), published, "neither moved by the clicker nor kept");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await current(page), "slide-options");
  await slider.focus();
  await page.keyboard.press("PageDown");
  assert.equal(await current(page), "slide-really", "Page Down is the slides’ from a slider too");
  await page.keyboard.press("PageUp");
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await current(page), "slide-options", "who came to a slider by keys moves it by keys");
  const swipe = (from, to) => page.locator(".stage").evaluate((stage, [from, to]) => {
    const send = (kind, x) => stage.dispatchEvent(new PointerEvent(kind, { pointerType: "touch", clientX: x, clientY: 400, bubbles: true }));
    send("pointerdown", from);
    send("pointerup", to);
  }, [from, to]);
  await swipe(900, 500);
  assert.equal(await current(page), "slide-really");
  await swipe(500, 530);
  assert.equal(await current(page), "slide-really", "a tap is no swipe");
  await swipe(500, 900);
  assert.equal(await current(page), "slide-options");
  assert.deepEqual(troubles, []);
});

test("on paper there is one slide a page", async (t) => {
  const { page } = await present(t);
  await page.getByRole("button", { name: "Edit slides" }).click();
  await page.locator("#slide-now-hide").click();
  await page.getByRole("button", { name: "Done" }).click();
  const sheets = pages(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
  assert.equal(sheets.length, SLIDES.length - 1);
  assert.ok(sheets.every((sheet) => isOf(sheet, A4_LANDSCAPE)), JSON.stringify(sheets));
});

test("the report has four to eight pages of A4 and says where everything comes from", async (t) => {
  const { page, troubles } = await visit(t, { hash: "#/report", viewport: { width: 1366, height: 768 } });
  await page.waitForFunction(() => document.querySelector(".report[aria-busy=false]"), null, { timeout: 60_000 });
  assert.deepEqual(await axe(page), []);
  const text = await page.locator(".report").innerText();
  for (const part of ["from seed 2026", "Fingerprint of the run", "Sufficiency Planner 0.", "Growth in the rate of joining", "ASSUMPTION: ", "REPORT: Council report 25/00065", "Limits", "Summary", "Recommendation", "Agree to seek up to 196 more places in block contracts."]) {
    assert.ok(text.includes(part), part);
  }
  assert.match(text, /Date\s+\d{1,2} [A-Z][a-z]+ \d{4}/);
  assert.equal(await page.locator(".report .chart-frame svg").count(), 3);
  const sheets = pages(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
  assert.ok(sheets.length >= 4 && sheets.length <= 8, `${sheets.length} pages`);
  assert.ok(sheets.every((sheet) => isOf(sheet, A4)), JSON.stringify(sheets));
  assert.deepEqual(troubles, []);
});

for (const [screen, most] of [["plan", 8], ["blocks", 6], ["breakeven", 6], ["take", 6], ["matters", 6], ["future", 4], ["compare", 6], ["evidence", 20]]) {
  test(`${screen} prints without its controls, and no chart is cut off`, async (t) => {
    const { page } = await visit(t, { hash: `#/${screen}`, viewport: { width: 1366, height: 768 } });
    await page.waitForFunction(() => document.querySelector("main .panel") && !document.querySelector("main [aria-busy=true]"), null, { timeout: 120_000 });
    await page.emulateMedia({ media: "print" });
    // The width of A4 within its margins.
    await page.setViewportSize({ width: 695, height: 1000 });
    const controls = await page.locator("main :is(button:not(.term, td button), input, select, summary):visible").count();
    assert.equal(controls, 0);
    const gone = await page.locator("main .term").evaluateAll((terms) => terms.filter((term) => term.parentElement.checkVisibility() && !term.checkVisibility()).map((term) => term.parentElement.textContent));
    assert.deepEqual(gone, [], "no line loses a word that can be opened");
    const cut = await page.locator("main svg").evaluateAll((charts) => charts.filter((chart) => {
      const { left, right, width } = chart.getBoundingClientRect();
      return width > 0 && (left < -1 || right > document.documentElement.clientWidth + 1);
    }).length);
    assert.equal(cut, 0);
    const sheets = pages(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    assert.ok(sheets.length >= 1 && sheets.length <= most, `${sheets.length} pages`);
    // What was run stands at the head, or the last sheet might hold nothing else.
    const tops = await page.locator(".run-bar, .workspace").evaluateAll((parts) => parts.map((part) => [part.className.split(" ")[0], part.getBoundingClientRect().top]));
    const { "run-bar": bar, workspace } = Object.fromEntries(tops);
    assert.ok(bar < workspace, `${bar} ${workspace}`);
  });
}

test("on a phone the deck is one scroll", async (t) => {
  const { page } = await present(t, { viewport: { width: 390, height: 844 } });
  assert.equal(await page.locator(".slide:visible").count(), SLIDES.length);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(overflow, 0, "nothing hangs over the side");
  assert.equal(await page.locator("#slide-cost circle").count(), 20, "a small picture has fewer dots, and says so");
  assert.match(await page.locator("#slide-cost .said").textContent(), /one of 20 equally likely futures\. (\d+|none) of 20/);
  assert.deepEqual(await axe(page), []);
});

test("slides open ready after a quiet while, and a touch ends what is worked out for them", async (t) => {
  const { page, troubles } = await visit(t);
  await page.locator("#ahead").waitFor({ state: "attached", timeout: 60_000 });
  await page.keyboard.press("Shift");
  await page.locator("#ahead").waitFor({ state: "detached", timeout: 5_000 });
  await page.locator("#ahead[data-ready=true]").waitFor({ state: "attached", timeout: 90_000 });
  const started = Date.now();
  await page.getByRole("link", { name: "Present", exact: true }).click();
  // The handout waits for every slide: it comes at once.
  const handout = page.locator(".deck-bar button", { hasText: /Download handout/ });
  await Promise.all([page.waitForEvent("download", { timeout: 10_000 }), handout.click()]);
  assert.ok(Date.now() - started < 6_000, `${Date.now() - started} ms`);
  assert.deepEqual(troubles, []);
});
