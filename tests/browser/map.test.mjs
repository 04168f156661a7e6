// The map of the county and the areas that its districts are grouped into.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, turn, visit } from "./harness.mjs";

/** Waits until the futures of the scenario as it stands have come. */
const done = (page) =>
  page.waitForFunction(() => {
    const bar = document.querySelector(".run-bar");
    return bar?.dataset.digest && bar.innerText.includes("futures in") && document.querySelector("main").ariaBusy === "false";
  }, null, { timeout: 60_000 });
const map = (page) => page.locator("section", { has: page.locator("#map-title") });
const tiles = (page) => page.getByRole("listbox").getByRole("option");
/** What a part is called: by what is written on it, and by its whole name where that is shortened. */
const called = (name) => new RegExp(`(^|: )${name}( [+\\u2212\\d]|:)`);
const label = (page, name) => page.getByRole("option", { name }).getAttribute("aria-label");
const focused = (page) => page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.id);
/** The rows of the map's table twin: name, middle future and so on. */
async function twin(page) {
  const details = map(page).locator("details.twin");
  if (!(await details.evaluate((element) => element.open))) await details.locator("summary").click();
  return details.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.innerText)));
}
const number = (text) => Number(text.replace("−", "-").replaceAll(/[+,£m]/g, ""));

const CODES = {
  Ashford: "E07000105", Canterbury: "E07000106", Dartford: "E07000107", Dover: "E07000108", Gravesham: "E07000109",
  Maidstone: "E07000110", Sevenoaks: "E07000111", "Folkestone and Hythe": "E07000112", Swale: "E07000113",
  Thanet: "E07000114", "Tonbridge and Malling": "E07000115", "Tunbridge Wells": "E07000116",
};
const MIDDLES = {
  Ashford: [0.875, 51.146], Canterbury: [1.08, 51.28], Dartford: [0.217, 51.446], Dover: [1.309, 51.129], Gravesham: [0.37, 51.442],
  Maidstone: [0.529, 51.272], Sevenoaks: [0.19, 51.272], "Folkestone and Hythe": [1.166, 51.081], Swale: [0.733, 51.341],
  Thanet: [1.4, 51.36], "Tonbridge and Malling": [0.39, 51.26], "Tunbridge Wells": [0.263, 51.132],
};

/** A made-up boundary file: a rough circle around the middle of each district, among many other shapes. */
function boundaryFile(edit = (features) => features, top = {}) {
  const circle = ([x, y], size) => {
    const points = Array.from({ length: 400 }, (_, index) => {
      const turn = (index / 400) * 2 * Math.PI;
      const reach = size * (1 + 0.1 * Math.sin(7 * turn) + 0.004 * Math.sin(90 * turn));
      return [x + 1.5 * reach * Math.cos(turn), y + reach * Math.sin(turn)];
    });
    return [[...points, points[0]]];
  };
  const feature = (code, name, place, size) => ({
    type: "Feature",
    properties: { FID: 1, LAD23CD: code, LAD23NM: name },
    geometry: { type: "Polygon", coordinates: circle(place, size) },
  });
  const ours = Object.entries(CODES).map(([name, code]) => feature(code, name, MIDDLES[name], 0.05));
  const others = Array.from({ length: 200 }, (_, index) => feature(`E0600${index}`, `Elsewhere ${index}`, [-2, 53], 0.1));
  return {
    name: "made-up.geojson",
    mimeType: "application/geo+json",
    buffer: Buffer.from(JSON.stringify({ type: "FeatureCollection", ...top, features: edit([...others, ...ours]) })),
  };
}
const choose = (page, file) => map(page).locator("input[type=file]").setInputFiles(file);

test("the map shows each district with its range, as a list and as a table", async (t) => {
  const { page, troubles, foreign } = await visit(t);
  await done(page);
  assert.equal(await tiles(page).count(), 12);
  assert.match(await page.locator("#map-title").innerText(), /^(Placements (rise|fall) most in .+: [+−]\d+ by January 2030 in the middle future|By January 2030, no district can be told apart from no change)$/);
  assert.match(await map(page).locator(".sub").first().innerText(), /of 12 districts (in at least 9 in 10 futures|may go either way)/);
  const rows = await twin(page);
  assert.equal(rows.length, 13);
  assert.equal(rows[12][0], "County");
  const mean = (row) => number(row[3]);
  const sum = rows.slice(0, 12).reduce((all, row) => all + mean(row), 0);
  assert.ok(Math.abs(sum - mean(rows[12])) <= 6, `means add up: ${sum} and ${mean(rows[12])}`);
  for (const [name, middle, range] of rows.slice(0, 12)) {
    const said = await label(page, called(name));
    assert.ok(said.includes(`: ${middle} in the middle future`), said);
    const [low, high] = range.replaceAll("\u2060", "").split(" to ");
    assert.ok(said.includes(`between ${low} and ${high}`), `${said} ${range}`);
  }
  const none = rows.filter((row) => row.at(-1) === "none").map((row) => row[0]);
  assert.deepEqual(none.sort(), ["Dartford", "Folkestone and Hythe", "Sevenoaks", "Tonbridge and Malling"]);
  assert.equal(await page.locator(".county rect.without").count(), 4);
  assert.match(await label(page, called("Dartford")), /; no DPS school$/);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(troubles, []);
  assert.deepEqual(foreign(), []);
});

test("another figure and another January are shown, in pupils or pounds", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  const changes = await twin(page);
  await page.locator("#map-measure").selectOption("Placements");
  assert.match(await page.locator("#map-title").innerText(), /^Placements, January 2030: most in .+, \d+ in the middle future$/);
  const placements = await twin(page);
  const table = await page.locator("table.cells:not(.behind) tbody tr", { hasText: "Thanet" }).locator("td").last().locator("b").textContent();
  assert.equal(placements.find((row) => row[0] === "Thanet")[1], table);
  await page.locator("#map-january").selectOption("2034");
  assert.notDeepEqual(await twin(page), placements);
  for (const [measure, title] of [
    ["Children waiting for a place", /^Children waiting for a place, January 2034: most in/],
    ["Joined in the year", /^Joined in the year, 2033\/34: most in/],
    ["Spending on placements", /^Spending on placements, 2033\/34: most in .+, £[\d.]+m/],
    ["Spending on transport", /^Spending on transport, 2033\/34: most in .+, £[\d.]+m/],
  ]) {
    await page.locator("#map-measure").selectOption(measure);
    await page.waitForFunction(() => !document.querySelector("#map-title").innerText.endsWith("undefined") && document.querySelectorAll(".county .part").length === 12 && document.querySelector("section:has(#map-title)").ariaBusy === "false", null, { timeout: 60_000 });
    assert.match(await page.locator("#map-title").innerText(), title);
    assert.deepEqual(await axe(page), [], measure);
    const rows = await twin(page);
    const sum = rows.slice(0, 12).reduce((all, row) => all + number(row[3]), 0);
    const county = number(rows[12][3]);
    assert.ok(county > 0 && Math.abs(sum - county) <= Math.max(6.5, 0.02 * county), `${measure}: ${sum} and ${county}`);
  }
  await page.locator("#map-measure").selectOption({ index: 0 });
  await page.locator("#map-january").selectOption("2030");
  assert.deepEqual(await twin(page), changes);
  assert.deepEqual(troubles, []);
});

test("arrow keys go from district to neighbouring district, and one tab stop is enough", async (t) => {
  const { page } = await visit(t);
  await done(page);
  assert.equal(await page.locator(".county [tabindex='0']").count(), 1);
  await page.getByRole("option", { name: called("Dartford") }).focus();
  for (const [key, name] of [
    ["ArrowRight", "Gravesham"], ["ArrowDown", "Tonbridge and Malling"], ["ArrowRight", "Maidstone"],
    ["ArrowUp", null], ["Home", "Ashford"], ["ArrowRight", "Folkestone and Hythe"], ["End", "Tunbridge Wells"],
  ]) {
    await page.keyboard.press(key);
    if (name) assert.match(await focused(page), called(name), key);
  }
  assert.ok((await page.locator(".readout p").first().innerText()).startsWith("Tunbridge Wells: "));
  assert.equal(await page.locator(".county [tabindex='0']").count(), 1);
  assert.equal(await page.locator(".county [aria-selected='true']").count(), 1);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.closest(".county")), null, "Tab leaves the map");
});

test("a boundary file is read, confirmed with its source, drawn, kept over a reload and forgotten", async (t) => {
  const { page, troubles, foreign } = await visit(t);
  await done(page);
  await choose(page, boundaryFile());
  const words = page.getByLabel("Words to show with the map");
  await words.waitFor({ timeout: 30_000 });
  assert.equal(await focused(page), "map-attribution");
  assert.match(await words.inputValue(), /^Source: Office for National Statistics licensed under the Open Government Licence v\.3\.0\. Contains OS data © Crown copyright and database right 2023\.$/);
  await words.fill("  ");
  await page.getByRole("button", { name: "Use these boundaries" }).click();
  assert.match(await page.locator("#map-missing").innerText(), /Enter the words that name the source/);
  await words.fill("Source: made up for a journey, 2023.");
  await page.getByRole("button", { name: "Use these boundaries" }).click();
  await page.locator(".county path.without").first().waitFor();
  assert.equal(await tiles(page).count(), 12);
  assert.equal(await page.locator(".county .part > path:not(.without)").count(), 12);
  assert.match(await map(page).innerText(), /Source: made up for a journey, 2023\./);
  await page.getByRole("option", { name: called("Canterbury") }).focus();
  await page.keyboard.press("ArrowRight");
  assert.match(await focused(page), called("(Thanet|Dover)"));
  assert.deepEqual(await axe(page), []);
  const kept = await page.evaluate(() => localStorage.getItem("sufficiency-planner/boundaries/1").length);
  assert.ok(kept > 1_000 && kept < 60_000, `${kept} characters`);
  await page.reload();
  await done(page);
  assert.equal(await page.locator(".county .part > path:not(.without)").count(), 12);
  assert.match(await map(page).innerText(), /Source: made up for a journey, 2023\./);
  await page.getByRole("button", { name: "Show as tiles" }).click();
  assert.equal(await page.locator(".county path").count(), 0);
  assert.doesNotMatch(await map(page).innerText(), /made up for a journey/);
  await page.getByRole("button", { name: "Forget the boundaries" }).click();
  assert.equal(await page.evaluate(() => localStorage.getItem("sufficiency-planner/boundaries/1")), null);
  assert.deepEqual(troubles, []);
  assert.deepEqual(foreign(), []);
});

test("a bad boundary file is refused with every reason, and the map stays as it was", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page);
  const refusal = async (file) => {
    await choose(page, file);
    const name = file.name;
    await map(page).getByRole("alert").filter({ hasText: `“${name}” was not used` }).waitFor({ timeout: 30_000 });
    return map(page).getByRole("alert").locator("li").allInnerTexts();
  };
  const missing = await refusal(boundaryFile((features) => features.filter(({ properties }) => !/Dover|Thanet/.test(properties.LAD23NM))));
  assert.deepEqual(missing.map((said) => said.match(/code (E\d+)/)?.[1]), ["E07000108", "E07000114"]);
  const irish = { name: "irish.geojson", crs: { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::29902" } } };
  assert.match((await refusal({ ...boundaryFile(undefined, irish), name: "irish.geojson" }))[0], /EPSG::29902.*WGS84/);
  assert.match((await refusal({ name: "note.txt", mimeType: "text/plain", buffer: Buffer.from("hello") }))[0], /cannot be read as GeoJSON/);
  assert.match((await refusal({ name: "deep.json", mimeType: "application/json", buffer: Buffer.from("[".repeat(100_000)) }))[0], /cannot be read as GeoJSON/);
  assert.equal(await tiles(page).count(), 12);
  assert.equal(await page.locator(".county path").count(), 0);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(troubles, []);
});

test("where nothing can be kept the boundaries are shown, and the planner is told", async (t) => {
  const prepare = (page) => page.addInitScript(() => {
    Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
  });
  const { page } = await visit(t, { prepare });
  await done(page);
  await choose(page, boundaryFile(undefined, { attribution: "Source: a file that says so, 2020." }));
  await page.getByRole("button", { name: "Use these boundaries" }).click({ timeout: 30_000 });
  assert.match(await map(page).locator(".import .notice").innerText(), /shown until this page is closed/);
  assert.match(await map(page).innerText(), /Source: a file that says so, 2020\./);
  assert.equal(await page.locator(".county .part > path:not(.without)").count(), 12);
});

/** Adds an area to the grouping shown. */
async function addArea(page, name, districts) {
  await page.getByRole("button", { name: "Add an area" }).click();
  assert.equal(await focused(page), "area-name");
  await page.locator("#area-name").fill(name);
  for (const district of districts) await page.locator(".area-form").getByLabel(district, { exact: true }).check();
  await page.getByRole("button", { name: "Add the area" }).click();
}
const areas = (page) => page.locator(".grouping li").evaluateAll((items) => items.map((item) => [item.querySelector("b").innerText, item.querySelector(".help").innerText.split(", ").length]));

for (const viewport of [{ width: 1366, height: 768 }, { width: 390, height: 844 }]) {
  test(`areas are defined, shown everywhere, changed, undone and kept at ${viewport.width}`, async (t) => {
    const { page, troubles } = await visit(t, { viewport });
    await done(page);
    await page.locator(".controls summary", { hasText: "Areas" }).click();
    await page.getByRole("button", { name: "New grouping" }).click();
    await done(page);
    assert.deepEqual(await areas(page), [["The rest", 12]]);
    await page.getByLabel("Name of this grouping").fill("Three unitaries");
    await page.getByLabel("Name of this grouping").blur();
    await page.getByRole("button", { name: "Add an area" }).click();
    await page.getByRole("button", { name: "Add the area" }).click();
    assert.match(await page.locator("#area-refusal").innerText(), /Enter a name of 1 to/);
    await page.locator("#area-name").fill("East Kent");
    await page.getByRole("button", { name: "Add the area" }).click();
    assert.match(await page.locator("#area-refusal").innerText(), /Tick at least one district/);
    assert.deepEqual(await axe(page), []);
    await page.getByRole("button", { name: "Cancel" }).click();
    await addArea(page, "East Kent", ["Dover", "Thanet", "Canterbury", "Folkestone and Hythe"]);
    await addArea(page, "North Kent", ["Dartford", "Gravesham", "Swale"]);
    assert.deepEqual(await areas(page), [["East Kent", 4], ["North Kent", 3], ["The rest", 5]]);
    await done(page);
    await page.waitForFunction(() => document.querySelectorAll(".county .part").length === 3);
    assert.deepEqual((await twin(page)).map((row) => row[0]), ["East Kent", "North Kent", "The rest", "County"]);
    assert.match(await page.locator("#table-title").textContent(), /^Placements by area and need/);
    const rows = page.locator("table.cells:not(.behind) tbody tr");
    await page.waitForFunction(() => document.querySelectorAll("table.cells:not(.behind) tbody tr").length === 4, null, { timeout: 60_000 });
    assert.deepEqual(await rows.locator("th").allTextContents(), ["East Kent", "North Kent", "The rest", "All districts"]);
    assert.deepEqual(await axe(page), []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
    await page.locator("#map-measure").selectOption("Children waiting for a place");
    await page.waitForFunction(() => document.querySelectorAll(".county .part").length === 3 && /^Children waiting/.test(document.querySelector("#map-title").innerText), null, { timeout: 60_000 });
    // One switch for every view.
    await page.locator("#map-by").selectOption("Districts");
    assert.match(await page.locator("#table-title").textContent(), /^Placements by district and need/);
    await turn(page, "Table");
    await page.locator("#table-by").selectOption("Three unitaries");
    await turn(page, "Map");
    await page.waitForFunction(() => document.querySelectorAll(".county .part").length === 3, null, { timeout: 60_000 });
    // An area takes a district from another, and undo gives it back.
    await page.locator(".grouping li", { hasText: "North Kent" }).getByRole("button", { name: "Change" }).click();
    await page.locator(".area-form").getByLabel("Thanet (now in East Kent)").check();
    await page.locator(".area-form").getByLabel("Swale").uncheck();
    await page.getByRole("button", { name: "Save the area" }).click();
    assert.deepEqual(await areas(page), [["East Kent", 3], ["North Kent", 3], ["The rest", 6]]);
    await page.getByRole("button", { name: /^Undo: Area North Kent/ }).click();
    assert.deepEqual(await areas(page), [["East Kent", 4], ["North Kent", 3], ["The rest", 5]]);
    await page.locator(".grouping li", { hasText: "North Kent" }).getByRole("button", { name: "Remove" }).click();
    assert.deepEqual(await areas(page), [["East Kent", 4], ["The rest", 8]]);
    await done(page);
    await page.reload();
    await done(page);
    const shown = () => page.locator("#map-by").evaluate((select) => select.selectedOptions[0].text);
    assert.equal(await shown(), "Three unitaries", "what was shown is shown again");
    await page.waitForFunction(() => document.querySelectorAll(".county .part").length === 2);
    await turn(page, "Table");
    await page.locator("#table-by").selectOption("Districts");
    await page.waitForFunction(() => localStorage.getItem("sufficiency-planner/grouping/1") === null);
    for (const said of [null, "7", "-1", "1e9", "<b>"]) {
      // What is kept may be anything by the time it is read.
      if (said) await page.evaluate((said) => localStorage.setItem("sufficiency-planner/grouping/1", said), said);
      await page.reload();
      await done(page);
      assert.equal(await shown(), "Districts", String(said));
    }
    assert.deepEqual(troubles, []);
  });
}

test("places are bought by area, and an area can be the catchment of a block", async (t) => {
  const { page } = await visit(t);
  await done(page);
  await page.locator(".controls summary", { hasText: "Areas" }).click();
  await page.getByRole("button", { name: "New grouping" }).click();
  await addArea(page, "East Kent", ["Dover", "Thanet"]);
  await done(page);
  await page.getByRole("link", { name: "Blocks" }).click();
  await page.getByRole("heading", { name: "The ladder of places by area and need" }).waitFor({ timeout: 120_000 });
  assert.deepEqual(await page.locator("table.ladder tbody th").allInnerTexts(), ["East Kent", "The rest", "All"]);
  await page.getByText("Terms and catchment").click();
  await page.getByRole("button", { name: "Take The rest" }).click();
  const ticked = await page.locator("[id^=block-0-district-]:checked").count();
  assert.equal(ticked, 10);
});
