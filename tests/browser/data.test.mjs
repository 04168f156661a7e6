// The council's own counts: a file, a drop or a paste, what is made of it, and one step back.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { axe, focusHas, focusIs, go, KENT, visit } from "./harness.mjs";

const HEADS = "District;Primary need;Year group;Channel;Placements;Annual cost (£)";
const ROWS = [
  'Ashford;ASD;Year 9;Lot A;310;"£15,500,000"',
  'Tonbridge & Malling;SEMH;Year 10;Lot B;220;"£12,100,000"',
  'Shepway;Autism;Reception;Off framework;450;"£27,000,000.00"',
];
const GOOD = ["Placements, January 2025;;;;;", "", HEADS, ...ROWS, "Grand total;;;;980;"].join("\r\n");

/** A text as Windows-1252, which is Latin-1 as far as these go. */
const windows = (text) => Buffer.from(text, "latin1");
const utf16 = (text) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);

const file = (name, buffer) => ({ name, mimeType: "text/csv", buffer: Buffer.from(buffer) });
const give = (page, name, buffer) => page.locator("#own-file").setInputFiles(file(name, buffer));
const status = (page) => page.locator(".own > .told").innerText();
const read = (page) => page.locator("#read-title").waitFor();
const settled = (page) => page.waitForFunction(() => {
  const panel = document.querySelector("#read-title")?.closest("section");
  return panel && panel.getAttribute("aria-busy") === "false" && /Nothing is changed yet/.test(document.querySelector(".own > .told").textContent);
});
const part = (page, name) => page.locator(".part").filter({ has: page.getByRole("checkbox", { name, exact: true }) });
const cells = async (page, name) => (await part(page, name).locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent))));
const stored = (page) => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
/** The only scenario, as the browser keeps it, once it has so many pupils at the start. */
async function kept(page, pupils) {
  const handle = await page.waitForFunction((pupils) => {
    const text = Object.values(localStorage).find((text) => text.includes('"opening_january"'));
    const scenario = text && JSON.parse(text);
    return scenario?.opening.pupils.amount === pupils && scenario;
  }, pupils);
  return handle.jsonValue();
}
const screen = (t, options) => visit(t, { hash: "#/data", ...options });

for (const viewport of [{ width: 1366, height: 768 }, { width: 390, height: 844 }]) {
  test(`a file from Excel is shown, used and undone at ${viewport.width}`, async (t) => {
    const { page, troubles, foreign } = await screen(t, { viewport });
    assert.deepEqual(await axe(page), []);
    await give(page, "own.csv", windows(GOOD));
    await read(page);
    await settled(page);
    await focusIs(page, "read-title");
    assert.equal(await status(page), "“own.csv” was read, with no problems. Nothing is changed yet.");
    const how = await page.locator("#read-title + .sub").innerText();
    assert.match(how, /^3 lines used; 1 line of totals, used as a check only\. Headings on line 3, 1 line above them passed over, columns separated by semicolons, text in Windows-1252\./);
    assert.deepEqual(await cells(page, "Pupils at the start"), [["All districts", "1,784", "980"]]);
    const districts = await cells(page, "Shares of the districts");
    assert.deepEqual(districts[0], ["Ashford", "8.7% (155)", "31.6% (310)"]);
    assert.deepEqual(districts[4].slice(2), ["45.9% (450)"]);
    const prices = await cells(page, "Prices by channel, a year");
    assert.deepEqual(prices.map((row) => row[2]), ["£50,977", "£51,956", "£50,000", "£55,000", "£60,000"]);
    assert.deepEqual(await axe(page), []);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(overflow, 0, "nothing hangs over the side");
    assert.equal(await page.locator("#undo").getAttribute("aria-disabled"), "true", "nothing is changed yet");
    await page.getByRole("button", { name: "Use these figures" }).click();
    assert.match(await status(page), /^The figures of “own\.csv” are in use in “Kent baseline/);
    await focusIs(page, "add-title");
    const own = await kept(page, 980);
    assert.equal(own.opening.pupils.basis.source, "COUNCIL");
    assert.match(own.opening.pupils.basis.reference, /^The council’s own counts: own\.csv, imported on \d+ [A-Z][a-z]+ 20\d\d$/);
    assert.equal(own.districts.counted, true);
    assert.equal(await page.locator("#undo").getAttribute("aria-label"), "Undo: Figures of own.csv");
    await page.locator("#undo").click();
    const back = await kept(page, 1784);
    assert.deepEqual([back.opening, back.districts, back.prices], [KENT.opening, KENT.districts, KENT.prices]);
    assert.deepEqual(troubles, []);
    assert.deepEqual(foreign(), []);
  });
}

test("a file is dropped, cells are pasted", async (t) => {
  const { page, troubles } = await screen(t);
  const drop = await page.evaluateHandle((bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], "dropped.txt", { type: "text/plain" }));
    return data;
  }, [...utf16(GOOD.replaceAll(";", "\t"))]);
  await page.locator("h1").dispatchEvent("drop", { dataTransfer: drop });
  await read(page);
  await settled(page);
  assert.match(await page.locator("#read-title + .sub").innerText(), /separated by tabs, text in UTF-16\.$/);
  await page.getByRole("button", { name: "Forget this file" }).click();
  assert.equal(await page.locator("#read-title").count(), 0);
  assert.equal(await status(page), "The file was let go of. Nothing is changed.");
  await page.locator("#own-text").fill([HEADS, ...ROWS].join("\n").replaceAll(";", "\t"));
  await page.getByRole("button", { name: "Read the pasted table" }).press("Enter");
  await read(page);
  await settled(page);
  assert.equal(await page.locator("#read-title").innerText(), "What was read in “Pasted table”");
  assert.equal(await page.locator("#own-text").inputValue(), "");
  assert.deepEqual(troubles, []);
});

test("problems are told with their lines, and put right on the screen by keyboard", async (t) => {
  const { page, troubles } = await screen(t);
  const text = "Where,Number of placements\nAshford,30\nMedway,20\nSevnoaks,10\nCantrbury,lots\nThanet,<6\n";
  await give(page, "odd.csv", text);
  await read(page);
  await settled(page);
  assert.match(await page.locator("#read-title ~ .notice").innerText(), /^Assumption: 1 suppressed counts? .* 3\)/);
  const where = page.getByLabel("Take the column Where as");
  assert.equal(await where.evaluate((select) => select.selectedOptions[0].text), "Not used");
  await where.focus();
  await page.keyboard.press("d");
  await settled(page);
  await focusHas(page, (at) => at.getAttribute("aria-label"), "Take the column Where as");
  const problems = page.locator("section", { has: page.locator("#problems-title") }).locator("tbody tr");
  const told = await problems.evaluateAll((rows) => rows.map((row) => [...row.children].slice(0, 3).map((cell) => cell.textContent)));
  assert.deepEqual(told, [["3", "Where", "Medway"], ["5", "Number of placements", "lots"]]);
  const guessed = page.getByLabel("Take “Sevnoaks” as");
  assert.equal(await guessed.first().evaluate((select) => select.selectedOptions[0].text), "Sevenoaks");
  await page.getByLabel("Take “Medway” as").selectOption("Maidstone");
  await settled(page);
  assert.equal(await page.getByRole("button", { name: "Use these figures" }).getAttribute("aria-disabled"), "true", "a cell is not read");
  const unread = page.getByLabel(/^1 cell or line could not be read/);
  await unread.selectOption("Leave them out: the rest is all there is");
  await settled(page);
  assert.deepEqual((await cells(page, "Shares of the districts"))[6], ["Maidstone", "10.8% (192)", "31.7% (20)"]);
  // The answer is the clerk's: until it comes the box stays as it was.
  const box = part(page, "Pupils at the start").getByRole("checkbox");
  await box.click();
  await settled(page);
  assert.equal(await box.isChecked(), false);
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Use these figures" }).press("Enter");
  await page.waitForFunction(() => Object.values(localStorage).some((text) => text.includes('"COUNCIL"')));
  const own = await kept(page, 1784);
  assert.equal(own.districts.list[6].weight, 20);
  assert.match(own.districts.weight_basis.note, /Assumption: 1 suppressed/);
  assert.deepEqual(troubles, []);
});

test("what is in hand is there after a look at another screen, until it is used or let go of", async (t) => {
  const { page, troubles } = await screen(t);
  await give(page, "odd.csv", "Where,Number of placements\nAshford,30\nMedway,20\n");
  await read(page);
  await settled(page);
  await page.getByLabel("Take the column Where as").selectOption("District");
  await settled(page);
  await page.getByLabel("Take “Medway” as").selectOption("Maidstone");
  await settled(page);
  await page.getByRole("link", { name: "Plan", exact: true }).click();
  await page.locator("#lever-growth").fill("8");
  await go(page, "Your data");
  await settled(page);
  await focusHas(page, (at) => at.tagName, "H1");
  assert.equal(await page.getByLabel("Take “Medway” as").evaluate((select) => select.selectedOptions[0].text), "Maidstone");
  assert.deepEqual((await cells(page, "Shares of the districts"))[6].slice(2), ["40.0% (20)"]);
  assert.ok(!(await stored(page)).includes("Medway"), "in memory alone");
  await page.getByRole("button", { name: "Use these figures" }).click();
  const own = await kept(page, 50);
  assert.equal(own.demand.growth.amount.pert.mode, 0.08, "an edit made meanwhile stays");
  for (const name of ["Plan", "Your data"]) await go(page, name);
  assert.equal(await page.locator("#read-title").count(), 0, "what is used is no longer in hand");
  assert.equal(await status(page), "");
  await page.locator("#own-text").fill("District,Placements");
  for (const name of ["Evidence", "Your data"]) await go(page, name);
  assert.equal(await page.locator("#own-text").inputValue(), "District,Placements");
  assert.deepEqual(troubles, []);
});

test("each table that is replaced is marked where it is shown, says why, and goes back by itself", async (t) => {
  const { page, troubles } = await screen(t);
  await give(page, "own.csv", windows(GOOD));
  await read(page);
  await settled(page);
  await page.getByRole("button", { name: "Use these figures" }).click();
  await kept(page, 980);
  await page.goto(`${page.url().split("#")[0]}#/plan?control=districts.weight_basis`);
  await page.waitForFunction(() => document.activeElement?.textContent === "Pupils by district");
  assert.match(await page.locator(".controls summary", { hasText: "Starting point" }).innerText(), /, 4 edited$/);
  const marked = () => page.locator(".counts:has(.edited) h3").allInnerTexts();
  assert.deepEqual(await marked(), ["Pupils by age", "Pupils by district", "Pupils and joiners by need"]);
  await page.getByRole("button", { name: "Add a reason for Pupils by district" }).click();
  await page.keyboard.type("Counted in January.");
  await page.getByRole("button", { name: "Reset Pupils by age" }).press("Enter");
  await focusHas(page, (at) => at.textContent, "Pupils by age");
  assert.deepEqual(await marked(), ["Pupils by district", "Pupils and joiners by need"]);
  assert.deepEqual(await axe(page), []);
  const own = await kept(page, 980);
  assert.deepEqual(own.opening.age_profile, KENT.opening.age_profile);
  assert.equal(own.districts.weight_basis.rationale, "Counted in January.");
  assert.equal(own.districts.list[0].weight, 310);
  await page.getByRole("button", { name: "Reset Pupils by district" }).click();
  await page.waitForFunction(() => Object.values(localStorage).some((text) => text.includes('"opening_january"') && !text.includes("Counted in January.")));
  assert.deepEqual((await kept(page, 980)).districts, KENT.districts);
  assert.deepEqual(troubles, []);
});

test("lists of pupils are refused and nothing of them is kept", async (t) => {
  const { page, troubles } = await screen(t);
  const text = "UPN,Surname,District,Need\nA123456789012,Zzyzx,Dover,ASD\n";
  for (const way of ["file", "paste"]) {
    if (way === "file") await give(page, "pupils.csv", text);
    else {
      await page.locator("#own-text").fill(text);
      await page.getByRole("button", { name: "Read the pasted table" }).click();
    }
    await page.locator("#refused").waitFor();
    assert.match(await page.locator("#refused").innerText(), /It is a list of pupils: the column “UPN” is about a person \(line 2\)\..*The file was not kept\./);
    await focusIs(page, "refused");
    assert.equal(await page.locator("#own-text").inputValue(), "");
    const everything = (await page.content()) + (await stored(page));
    for (const secret of ["Zzyzx", "A123456789012"]) assert.ok(!everything.includes(secret), secret);
    assert.deepEqual(await axe(page), []);
    await give(page, "own.csv", windows(GOOD));
    await read(page);
    assert.equal(await page.locator("#refused").count(), 0);
    await page.getByRole("button", { name: "Forget this file" }).click();
  }
  assert.deepEqual(troubles, []);
});

test("what is no table is refused in words, a large file neither freezes the page", async (t) => {
  const { page, troubles } = await screen(t);
  for (const [name, bytes, said] of [
    ["book.xlsx", Buffer.from("PK\x03\x04rest"), /Excel workbook/],
    ["empty.csv", Buffer.from("\r\n"), /There is nothing in it/],
    ["quotes.csv", Buffer.alloc(10_000_000, '"'), /quotation mark/],
  ]) {
    await give(page, name, bytes);
    await page.waitForFunction((name) => document.querySelector("#refused h2")?.textContent.includes(name), name);
    assert.match(await page.locator("#refused").innerText(), said);
  }
  const lines = Array.from({ length: 190_000 }, (_, at) => `Dover,ASD,Year ${(at % 12) + 1},Lot A,0,"${at}"`);
  lines.push("Dover,ASD,Year 7,Lot A,12,");
  await page.evaluate(() => {
    let last = performance.now();
    globalThis.longest = 0;
    const tick = () => {
      const now = performance.now();
      globalThis.longest = Math.max(globalThis.longest, now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    tick();
  });
  const start = Date.now();
  await give(page, "long.csv", [HEADS.replaceAll(";", ","), ...lines].join("\n"));
  await page.waitForFunction(() => document.querySelector("#read-title")?.textContent.includes("long.csv"), null, { timeout: 60_000 });
  t.diagnostic(`190,001 lines in ${Date.now() - start} ms; longest frame ${Math.round(await page.evaluate(() => globalThis.longest))} ms`);
  assert.match(await page.locator("#read-title + .sub").innerText(), /^190,001 lines used/);
  assert.ok((await page.evaluate(() => globalThis.longest)) < 1500, "the page goes on");
  assert.deepEqual(troubles, []);
});

test("templates are downloaded and come back as what they are", async (t) => {
  const { page, troubles } = await screen(t);
  for (const [name, head] of [
    ["placements.csv", "District code,District,Primary need,Year group,Channel,Placements,Annual cost (£)"],
    ["joiners-and-leavers.csv", "Academic year,Primary need,Year group,Placed in January,Joiners,Leavers"],
    ["population.csv", "District code,District,Phase,2025,2030"],
  ]) {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name }).click();
    const saved = await download;
    assert.equal(saved.suggestedFilename(), name);
    const text = readFileSync(await saved.path(), "utf8");
    assert.equal(text.split("\r\n")[0], `\ufeff${head}`);
    if (name !== "population.csv") continue;
    await give(page, name, text.replaceAll(",,\r\n", ",1000,1100\r\n"));
    await read(page);
    await settled(page);
    await page.getByRole("checkbox", { name: /migration and new housing already/ }).check();
    await settled(page);
    await page.locator(".part summary").click();
    const rows = await cells(page, "School-age population");
    assert.deepEqual(rows[1], ["Ashford, Primary", "\u22128.2%", "+10.0%"]);
    assert.deepEqual(rows.at(-1).slice(2), ["0%"]);
  }
  assert.deepEqual(troubles, []);
});

const question = (page, words) => page.getByLabel(words);
const isReady = async (page) => (await page.getByRole("button", { name: "Use these figures" }).getAttribute("aria-disabled")) === null;

test("a column that nobody knows is named, and a later January is asked about", async (t) => {
  const { page, troubles } = await screen(t);
  const text = "Area,Need type,Sept 2025 actual\nAshford,ASD,62\nCanterbury,ASD,88\nDover,SEMH,38\nThanet,SEMH,77\n";
  await give(page, "cyp.csv", text);
  await read(page);
  await settled(page);
  assert.equal(await isReady(page), false);
  const count = question(page, "Nothing says which column counts the placements. Is it “Sept 2025 actual”?");
  await count.focus();
  await count.selectOption("“Sept 2025 actual”");
  await settled(page);
  const start = question(page, /the scenario starts in January 2025\. How are the counts to be taken\?$/);
  assert.deepEqual(await start.locator("option").allInnerTexts(), ["Not decided", "The scenario is to start in January 2026", "As those of January 2025"]);
  assert.equal(await isReady(page), false);
  await start.selectOption("The scenario is to start in January 2026");
  await settled(page);
  assert.deepEqual(await cells(page, "First January"), [["The pupils at the start are those of", "January 2025", "January 2026"]]);
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Use these figures" }).click();
  const own = await kept(page, 265);
  assert.equal(own.horizon.opening_january, 2026);
  assert.equal(own.districts.list[0].weight, 62);
  await page.locator("#undo").click();
  assert.equal((await kept(page, 1784)).horizon.opening_january, 2025);
  assert.deepEqual(troubles, []);
});

test("only some lines of a long table are counted, and blank cells below merged ones are filled", async (t) => {
  const { page, troubles } = await screen(t, { viewport: { width: 390, height: 844 } });
  const text = "Year,District,Setting,Placements\n2023/24,Ashford,Special,50\n2023/24,,Mainstream,400\n2024/25,Ashford,Special,62\n2024/25,,Mainstream,410\n2024/25,Dover,Special,38\n2024/25,,Mainstream,300\n";
  await give(page, "long.csv", text);
  await read(page);
  await settled(page);
  await question(page, /^The table has lines of 2 years in “Year”/).selectOption("Only “2024/25”");
  await settled(page);
  await question(page, "Which lines are to be counted, by “Setting”?").selectOption("Only “Special”");
  await settled(page);
  assert.deepEqual(await cells(page, "Pupils at the start"), [["All districts", "1,784", "100"]]);
  await question(page, "Which lines are to be counted, by “Setting”?").selectOption("All lines");
  await settled(page);
  assert.equal(await isReady(page), false, "two districts are blank");
  await question(page, /cells of “District” are blank below filled ones/).selectOption("The same as above");
  await settled(page);
  assert.deepEqual((await cells(page, "Shares of the districts"))[0].slice(2), ["58.3% (472)"]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(overflow, 0, "nothing hangs over the side");
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(troubles, []);
});

test("two files at once are two previews, each with what was said of it", async (t) => {
  const { page, troubles } = await screen(t);
  const unclear = "Where,How many,Note\nAshford,30,x\nDover,20,y\n";
  await page.locator("#own-file").setInputFiles([file("one.csv", unclear), file("two.csv", "District,Placements\nThanet,70\n"), file("three.csv", "UPN,District\nA123456789012,Dover\n")]);
  const title = (name) => page.waitForFunction((name) => document.querySelector("#read-title")?.textContent.includes(name), name);
  await title("one.csv");
  await settled(page);
  await question(page, /^Nothing says which column counts/).selectOption("“How many”");
  await settled(page);
  await page.getByRole("button", { name: "Look at “two.csv”" }).click();
  await title("two.csv");
  await settled(page);
  await page.getByRole("button", { name: "Look at “one.csv”" }).click();
  await title("one.csv");
  await settled(page);
  assert.deepEqual(await cells(page, "Pupils at the start"), [["All districts", "1,784", "50"]], "what was answered is kept");
  await page.getByRole("button", { name: "Use these figures" }).click();
  await kept(page, 50);
  for (const name of ["two.csv", "three.csv"]) {
    if (await page.getByRole("button", { name: `Look at “${name}”` }).count()) await page.getByRole("button", { name: `Look at “${name}”` }).click();
  }
  await page.locator("#refused").waitFor();
  assert.match(await page.locator("#refused").innerText(), /“three\.csv” was not taken.*line 2/s);
  await title("two.csv");
  await settled(page);
  assert.deepEqual(await cells(page, "Pupils at the start"), [["All districts", "50", "70"]]);
  assert.deepEqual(troubles, []);
});

/** A zip of texts, stored as they are. */
function zip(files) {
  const table = Array.from({ length: 256 }, (_, n) => Array.from({ length: 8 }).reduce((c) => (c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1), n));
  const crc = (bytes) => (bytes.reduce((sum, byte) => table[(sum ^ byte) & 255] ^ (sum >>> 8), -1) ^ -1) >>> 0;
  const [parts, ends] = [[], []];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const [label, bytes] = [Buffer.from(name), Buffer.from(text)];
    const head = Buffer.alloc(26);
    [20, 0, 0, 0, 0x21].forEach((value, index) => head.writeUInt16LE(value, 2 * index));
    head.writeUInt32LE(crc(bytes), 10);
    head.writeUInt32LE(bytes.length, 14);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt16LE(label.length, 22);
    parts.push(Buffer.from("PK\x03\x04"), head, label, bytes);
    const tail = Buffer.alloc(16);
    tail.writeUInt32LE(at, 12);
    ends.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), head, tail.subarray(2), label]));
    at += 4 + 26 + label.length + bytes.length;
  }
  const list = Buffer.concat(ends);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(ends.length, 4);
  end.writeUInt16LE(ends.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, list, Buffer.from("PK\x05\x06"), end]);
}

test("the zip of the department is read whole: pick the council, see what is taken, one press", async (t) => {
  const { page, troubles } = await screen(t);
  const begin = "time_period,time_identifier,geographic_level,new_la_code,old_la_code,la_name,breakdown_topic,breakdown";
  const kent = (rest, year = "202425") => `${year},Academic year,Local authority,E10000016,886,Kent,${rest}`;
  const plans = [
    `\ufeff${begin},ehcplans,special_independent,special_non_maintained`,
    kent("All EHC plans,All EHC plans,900,80,10", "202324"),
    kent("All EHC plans,All EHC plans,950,90,15"),
    kent("Child or young persons age,age 7,100,40,5"),
    kent("Child or young persons age,age 11,100,50,10"),
    kent("All EHC plans,All EHC plans,800,60,6").replace("E10000016,886,Kent", "E10000030,936,Surrey"),
  ].join("\r\n");
  const needs = [
    `${begin},ehc_plans,number_asd,number_semh,number_slcn,number_need_unknown`,
    kent("Type of placement,Special - independent,90,50,30,9,1"),
    kent("Type of placement,Special - non-maintained,15,10,3,2,0"),
  ].join("\r\n");
  const bytes = zip({ "data/plans.csv": plans, "data/needs.csv": needs, "guidance.txt": "x" });
  await page.locator("#own-file").setInputFiles({ name: "release.zip", mimeType: "application/zip", buffer: bytes });
  await read(page);
  await settled(page);
  assert.match(await page.locator("#read-title + .sub").innerText(), /Kent, January 2025\. .*each January: 2024 90, 2025 105\./);
  assert.deepEqual(await cells(page, "Pupils at the start"), [["All districts", "1,784", "105"]]);
  assert.deepEqual((await cells(page, "Shares of the needs at the start"))[0].slice(2), ["57.7% (61)"]);
  await question(page, "Which council’s counts are to be taken?").selectOption("Surrey");
  const count = (text) => part(page, "Pupils at the start").locator("td", { hasText: text }).waitFor({ timeout: 30_000 });
  await count(/^66$/);
  assert.deepEqual(await cells(page, "Pupils at the start"), [["All districts", "1,784", "66"]]);
  await question(page, "Which council’s counts are to be taken?").selectOption("The scenario’s own: Kent");
  await count(/^105$/);
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Use these figures" }).click();
  const own = await kept(page, 105);
  assert.equal(own.opening.pupils.basis.source, "SEN2");
  assert.deepEqual(troubles, []);
});
