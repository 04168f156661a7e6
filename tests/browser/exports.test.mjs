// What goes out: results as files, charts as images, tables to the clipboard.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inflateRawSync } from "node:zlib";
import { axe, done, focusHas, PUBLISHED, turn, visit } from "./harness.mjs";

const CLERK = /clerk-[0-9a-f]+(_loader|_bg)?\.(js|wasm)/;

async function menu(page) {
  if ((await page.locator("#scenario-menu").getAttribute("aria-expanded")) === "false") await page.locator("#scenario-menu").click();
}
/** What a click has the browser save. */
async function saved(page, click) {
  const [download] = await Promise.all([page.waitForEvent("download", { timeout: 60_000 }), click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}
const today = () => new Intl.DateTimeFormat("en-CA").format(new Date());
/** The control of the panel with this heading, opened by the keyboard. */
async function control(page, heading) {
  const panel = page.locator(".panel, .card").filter({ has: page.getByRole("heading", { name: heading }) }).first();
  const summary = panel.locator(".save > summary");
  if ((await panel.locator(".save").getAttribute("open")) === null) {
    await summary.focus();
    await page.keyboard.press("Enter");
    await panel.locator(".save button, .save div > p:not([role])").first().waitFor();
  }
  return panel;
}
const button = (panel, name) => panel.locator(".save").getByRole("button", { name, exact: true });

/** The text of a file in a zip archive, found by way of its directory. */
function unzipped(archive, name) {
  let at = archive.readUInt32LE(archive.lastIndexOf("PK\x05\x06", undefined, "latin1") + 16);
  for (;;) {
    assert.equal(archive.readUInt32LE(at), 0x02014b50, `no ${name}`);
    const [packed, named, extra, comment] = [archive.readUInt32LE(at + 20), ...[28, 30, 32].map((place) => archive.readUInt16LE(at + place))];
    if (archive.toString("utf8", at + 46, at + 46 + named) === name) {
      const local = archive.readUInt32LE(at + 42);
      const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
      return inflateRawSync(archive.subarray(from, from + packed)).toString("utf8");
    }
    at += 46 + named + extra + comment;
  }
}

test("the report is taken away as a Word file that says what the screen says", async (t) => {
  const { page, troubles, foreign } = await visit(t, { hash: "#/report" });
  const word = page.getByRole("button", { name: "Word file", exact: true });
  await word.waitFor({ timeout: 60_000 });
  // Too early it does nothing; a paper is never half done.
  if ((await word.getAttribute("aria-disabled")) === "true") await word.dispatchEvent("click");
  await page.waitForFunction(() => document.querySelector(".report[aria-busy=false]"), null, { timeout: 120_000 });
  const file = await saved(page, () => word.click());
  assert.equal(file.name, `kent-baseline-report-${today()}.docx`);
  const document = unzipped(file.bytes, "word/document.xml");
  const plain = (text) => text.replace(/\u2060/g, "").replace(/\s+/g, " ").trim();
  const texts = [...document.matchAll(/<w:t xml:space="preserve">([^<]*)<\/w:t>/g)]
    .map(([, text]) => plain(text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&")))
    .filter(Boolean);
  const shown = await page.locator(".report :is(h1, h2, h3, p:not(.source), li, th, td)").evaluateAll((all) => all.map((part) => part.textContent));
  assert.deepEqual(texts, shown.map(plain).filter(Boolean), "each text, in order");
  assert.ok(document.includes('<w:pStyle w:val="Heading1"/>') && document.includes("<w:tblHeader/>"));
  assert.ok(unzipped(file.bytes, "word/footer1.xml").includes(PUBLISHED.digest), "the foot says what was run");
  assert.match(await page.locator("main [role=status]").first().innerText(), /^Saved as kent-baseline-report/);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(troubles, []);
  assert.deepEqual(foreign(), []);
});

test("results are saved as files, and the clerk is loaded no sooner", async (t) => {
  const { page, troubles, requests, foreign } = await visit(t);
  assert.equal(await done(page), PUBLISHED.digest);
  assert.deepEqual(requests.filter((url) => CLERK.test(url)), []);
  await menu(page);
  assert.deepEqual(await axe(page), []);

  const csv = await saved(page, () => page.getByRole("button", { name: "Results as CSV" }).click());
  assert.equal(csv.name, `kent-baseline-results-${today()}.csv`);
  const text = csv.bytes.toString("utf8");
  assert.match(text, /^\ufeffkind,period_is,period,district,need,part,measure,unit,statistic,value,note\r\n/);
  assert.ok(text.includes(PUBLISHED.digest), "the digest of the page's own futures");
  // The middle of the county in January 2030, as the table on the page says it.
  const middle = text.match(/^result,January,2030,All,All,All,placements,pupils,p50,(.*),$/m)[1];
  const shown = await page.locator("table.cells:not(.behind) tbody tr").last().locator("td b").last().textContent();
  assert.equal(Math.round(Number(middle)).toLocaleString("en-GB"), shown);
  assert.equal(requests.filter((url) => CLERK.test(url)).length, 3);
  await page.locator(".sheet [role=status]", { hasText: "Saved as kent-baseline-results" }).waitFor();

  for (const [label, what] of [["Excel workbook", "workbook"], ["For the DSG management plan", "dsg-plan"], ["For the SCAP return", "scap"], ["For the local SEND reform plan", "reform-plan"]]) {
    const file = await saved(page, () => page.getByRole("button", { name: label }).click());
    assert.equal(file.name, `kent-baseline-${what}-${today()}.xlsx`);
    assert.equal(file.bytes.subarray(0, 2).toString(), "PK");
    assert.ok(file.bytes.includes("xl/workbook.xml"));
    assert.equal(file.bytes.includes("xl/charts/chart3.xml"), what === "workbook");
  }
  assert.deepEqual(troubles, []);
  assert.deepEqual(foreign(), []);
});

test("a clerk that fails is said in words, and asked again", async (t) => {
  let broken = true;
  const prepare = (page) =>
    page.route(/clerk-.*_loader\.js/, (route) => (broken ? route.fulfill({ contentType: "text/javascript", body: "throw new Error('broken')" }) : route.continue()));
  const { page } = await visit(t, { prepare });
  await done(page);
  await menu(page);
  await page.getByRole("button", { name: "Results as CSV" }).click();
  await page.locator(".notices", { hasText: "The results were not saved." }).waitFor();
  assert.match(await page.locator(".notices").innerText(), /could not be loaded, or stopped with an error\. Nothing is lost: reload the page and try again\./);
  await page.locator(".sheet [role=status]", { hasText: "The file was not made." }).waitFor();
  assert.deepEqual(await axe(page), []);
  broken = false;
  const file = await saved(page, () => page.getByRole("button", { name: "For the SCAP return" }).click());
  assert.match(file.name, /scap/);
});

test("a chart is saved as an image with its title, seed and source", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  const panel = await control(page, /placements|Placements/);
  const heading = (await page.locator("#fan-title").innerText()).replace(/\s+/g, " ");
  const fan = page.locator("section[aria-labelledby=fan-title]");
  await control(page, heading);
  assert.deepEqual(await axe(page), []);
  const svg = await saved(page, () => button(fan, "Chart as SVG").click());
  assert.match(svg.name, new RegExp(`^kent-baseline(-[a-z0-9]+){1,3}-${today()}\\.svg$`), "a few words");
  const text = svg.bytes.toString("utf8");
  const told = await page.evaluate((source) => {
    const parsed = new DOMParser().parseFromString(source, "image/svg+xml");
    const svg = parsed.documentElement;
    return {
      error: parsed.querySelector("parsererror")?.textContent,
      title: svg.querySelector("title")?.textContent,
      words: [...svg.querySelectorAll("text")].map((line) => line.textContent).join(" "),
      classes: svg.querySelectorAll("[class],[style],script,foreignObject").length,
      bands: [...svg.querySelectorAll("path[fill='rgb(32, 115, 188)']")].length,
    };
  }, text);
  assert.equal(told.error, undefined);
  assert.equal(told.title.replace(/\s+/g, " "), heading);
  for (const part of ["Scenario “Kent baseline”", "seed 2026", "10,000 futures", PUBLISHED.digest, "History:", "Open Government Licence", String(new Date().getFullYear())]) {
    assert.ok(told.words.replace(/\s+/g, " ").includes(part), `${part}: ${told.words}`);
  }
  assert.ok(told.bands === 2, "the bands kept their colour without the page's style sheet");
  const png = await saved(page, () => button(fan, "Chart as PNG").click());
  assert.match(png.name, /\.png$/);
  const image = await page.evaluate(async (bytes) => {
    const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/png" }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d");
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const colours = new Set();
    for (let at = 0; at < data.length; at += 4) colours.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
    return { width: bitmap.width, height: bitmap.height, navy: colours.has(0x12436d), colours: colours.size };
  }, [...png.bytes]);
  const { width } = await fan.locator("svg[role=img]").boundingBox();
  assert.equal(image.width, 2 * Math.round(width + 48));
  assert.ok(image.navy && image.colours > 20, JSON.stringify(image));
  assert.ok(panel);
  assert.deepEqual(troubles, []);
});

/** What a panel shows of its charts, and what a saved chart holds. */
async function heldAndSeen(page, panel, svg) {
  const seen = await panel.evaluate((panel) => {
    const tidy = (text) => text.replace(/\u2060/g, "").replace(/\s+/g, " ").trim();
    const all = (what) => [...panel.querySelectorAll(what)].map((element) => tidy(element.textContent)).filter(Boolean);
    const chart = "svg[role=img], svg.county";
    const texts = [...panel.querySelectorAll(chart)].flatMap((svg) => [...svg.querySelectorAll("text")].filter((text) => !text.closest(".reading, .targets") && getComputedStyle(text).display !== "none"));
    return {
      title: all("h2, h3")[0],
      words: [...texts.map((text) => tidy(text.textContent)).filter(Boolean), ...all(":scope > .sub, .panel-head .sub, .key > span, .legend > li")],
      outlined: texts.filter((text) => getComputedStyle(text).paintOrder.startsWith("stroke")).map((text) => tidy(text.textContent)),
    };
  });
  const held = await page.evaluate((source) => {
    const tidy = (text) => text.replace(/\u2060/g, "").replace(/\s+/g, " ").trim();
    const svg = new DOMParser().parseFromString(source, "image/svg+xml").documentElement;
    const texts = [...svg.querySelectorAll("text")];
    return {
      error: svg.querySelector("parsererror")?.textContent,
      words: texts.map((text) => tidy(text.textContent)).join(" "),
      outlined: texts.filter((text) => text.getAttribute("paint-order")?.startsWith("stroke")).map((text) => tidy(text.textContent)),
    };
  }, svg.bytes.toString("utf8"));
  return { seen, held };
}

test("a saved chart holds every text, mark, legend and unit of the screen's", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  const check = async (panel) => {
    await panel.waitFor({ timeout: 60_000 });
    const save = panel.locator(".save");
    if ((await save.getAttribute("open")) === null) await save.locator("summary").click();
    const svg = await saved(page, () => button(panel, "Chart as SVG").click());
    const { seen, held } = await heldAndSeen(page, panel, svg);
    assert.equal(held.error, undefined);
    assert.ok(seen.words.length > 0, seen.title);
    for (const word of seen.words) assert.ok(held.words.includes(word), `${seen.title}: ${word} in ${held.words}`);
    assert.equal(held.words.split(seen.title).length, 2, `the title once: ${held.words}`);
    assert.deepEqual(held.outlined.filter((text) => seen.outlined.includes(text)), seen.outlined, "names that cross lines stay readable");
    assert.ok(svg.name.split("-").length <= 8, svg.name);
    return held.words;
  };
  for (const id of ["fan-title", "map-title"]) await check(page.locator(`section[aria-labelledby=${id}]`));
  await turn(page, "Spending");
  await check(page.locator("section[aria-labelledby=spending-title]"));
  await check(page.locator(".card").first());
  await page.goto(page.url().replace(/#.*$/, "") + "#/blocks");
  const curve = page.locator("section[aria-labelledby=curve-title]");
  await page.locator("section[aria-labelledby=curve-title][aria-busy=false] svg[role=img]").waitFor({ timeout: 60_000 });
  const block = await page.locator("#block-chosen option:checked").innerText();
  assert.ok((await check(curve)).includes(block), "the block's name");
  assert.deepEqual(troubles, []);
});

test("a chart is copied as an image, and a browser that cannot says so", async (t) => {
  const { page, context, troubles } = await visit(t);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await done(page);
  const heading = await page.locator("#fan-title").innerText();
  const panel = await control(page, heading);
  await button(panel, "Copy chart").click();
  await panel.locator(".save [role=status]", { hasText: "Copied" }).waitFor({ timeout: 30_000 });
  const size = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const bitmap = await createImageBitmap(await item.getType("image/png"));
    return [bitmap.width, bitmap.height];
  });
  assert.ok(size[0] > 1_000 && size[1] > 500, `${size}`);
  await page.keyboard.press("Escape");
  await page.evaluate(() => delete window.ClipboardItem);
  await panel.locator(".save > summary").click();
  await panel.getByRole("button", { name: /^This browser cannot copy charts/ }).waitFor();
  assert.equal(await button(panel, "Copy chart").count(), 0);
  assert.deepEqual(troubles, []);
});

test("the ladder of places is saved under true heads", async (t) => {
  const { page, troubles } = await visit(t, { hash: "#/blocks" });
  await done(page);
  const panel = page.locator("section[aria-labelledby=ladder-title][aria-busy=false]");
  await panel.locator("table.ladder").waitFor({ timeout: 120_000 });
  await panel.locator(".save > summary").click();
  const csv = (await saved(page, () => button(panel, "Table as CSV").click())).bytes.toString("utf8");
  const [heads, ...rows] = csv.replace("\ufeff", "").split("\r\n");
  assert.match(heads, /^District,ASD: places,ASD: saved a year \(£000\)/);
  const dartford = rows.find((row) => row.startsWith("Dartford,"));
  assert.ok(dartford && !/[£k;–…]/.test(dartford), dartford);
  assert.deepEqual(troubles, []);
});

test("a table is copied and saved with its numbers as numbers", async (t) => {
  const { page, context, troubles } = await visit(t);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await done(page);
  await turn(page, "Table");
  const panel = await control(page, /Placements by district and need/);
  await button(panel, "Copy as a table").click();
  await panel.locator(".save [role=status]", { hasText: "Copied" }).waitFor();
  const [text, html] = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return Promise.all(["text/plain", "text/html"].map(async (kind) => (await item.getType(kind)).text()));
  });
  const rows = text.replace(/\r/g, "").split("\n").map((line) => line.split("\t"));
  assert.deepEqual(rows[0].slice(0, 3), ["District", "District: note", "ASD"]);
  assert.deepEqual(rows[0].slice(3, 5), ["ASD: 8 in 10 futures: low", "ASD: 8 in 10 futures: high"]);
  const dartford = rows.find((row) => row[0] === "Dartford");
  assert.ok(dartford && dartford.slice(2).every((cell) => /^-?[\d.]+$/.test(cell)), `${dartford}`);
  const all = rows.find((row) => row[0] === "All districts");
  const shown = await page.locator("table.cells:not(.behind) tbody tr").last().locator("td b").last().textContent();
  assert.equal(Number(all.at(-3)), Number(shown.replace(",", "")));
  assert.ok(text.includes(PUBLISHED.digest), "where it comes from goes along");
  assert.match(html, /<table><tr><th>District<\/th>|<td>All districts<\/td>/);

  const csv = await saved(page, () => button(panel, "Table as CSV").click());
  assert.match(csv.name, /^kent-baseline-placements-district-need-\d{4}-\d\d-\d\d\.csv$/);
  assert.ok(csv.bytes.toString("utf8").startsWith("\ufeffDistrict,District: note,ASD,ASD: 8 in 10 futures: low,ASD: 8 in 10 futures: high,"));
  await page.keyboard.press("Escape");
  assert.equal(await panel.locator(".save").getAttribute("open"), null);
  await focusHas(page, (at) => at.textContent, "Save or copy");

  // Spending stands in full pounds, beside its chart.
  await turn(page, "Spending");
  const spending = page.locator("section[aria-labelledby=spending-title]");
  await spending.locator(".save > summary").click();
  const money = (await saved(page, () => button(spending, "Table as CSV").click())).bytes.toString("utf8");
  assert.match(money, /\(£\)/);
  assert.match(money, /^2027\/28,\d{8,9},/m);
  assert.deepEqual(troubles, []);
});

for (const hash of ["#/blocks", "#/breakeven", "#/take", "#/matters", "#/compare"]) {
  test(`panels of ${hash} can be saved`, async (t) => {
    const { page, troubles } = await visit(t, { hash });
    await done(page);
    await page.waitForFunction(() => document.querySelectorAll("main .panel .save").length > 1, null, { timeout: 60_000 });
    // A chart where there is one, and a table where there is one.
    const opened = page.locator("main .panel:has(table) .save").first();
    await opened.locator("summary").waitFor({ timeout: 60_000 });
    await opened.locator("summary").click();
    const csv = await saved(page, () => opened.getByRole("button", { name: "Table as CSV" }).click());
    assert.ok(csv.bytes.toString("utf8").includes("Kent baseline"));
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(troubles, []);
  });
}
