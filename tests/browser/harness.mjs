// What every browser journey needs: the served planner, a browser, and what went wrong in it.
//
//   import { test } from "node:test";
//   import assert from "node:assert/strict";
//   import { axe, visit } from "./harness.mjs";
//
//   test("a first visit shows a result", async (t) => {
//     const { page, troubles, foreign } = await visit(t);
//     await page.getByRole("heading", { level: 1 }).waitFor();
//     assert.deepEqual(await axe(page), []);
//     assert.deepEqual(troubles, []);
//     assert.deepEqual(foreign(), []);
//   });
//
// `cargo xtask test` and `cargo xtask browser [WORD]...` serve dist/ and say where in PLANNER_URL;
// a journey started by hand (`node --test tests/browser/x.test.mjs`) has it served by the harness.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const QUIET = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

const json = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url)));

/** The published baseline's scenario file. */
export const KENT = json("../../examples/scenarios/kent.json");
/** The runs of the published baseline with their digests, the page's own first. */
export const GOLDEN = json("../golden.json");
/** The run of the published baseline that a visitor sees first. */
export const [PUBLISHED] = GOLDEN;

let browser;
let home;
const servers = [];

/** The one browser of this test file, launched at first need. */
export function launch() {
  const root = process.getuid?.() === 0;
  const usual = ["/usr/bin/chromium", "/usr/bin/google-chrome"].find(existsSync);
  browser ??= chromium.launch({
    executablePath: process.env.CHROMIUM ?? usual,
    args: root ? [...QUIET, "--no-sandbox"] : QUIET,
  });
  return browser;
}

/** Serves dist/ on a free port, under a folder of the address, and resolves to the address. */
export function serve(under = "/") {
  const flags = ["serve", "--no-build", "--no-open", "--port", "0", "--under", under];
  const [program, ...first] = process.env.XTASK ? [process.env.XTASK] : ["cargo", "xtask"];
  const server = spawn(program, [...first, ...flags], { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  servers.push(server);
  return new Promise((resolve, reject) => {
    let said = "";
    server.stdout.on("data", (text) => {
      said += text;
      const address = said.match(/http:\/\/\S+/)?.[0];
      if (address) resolve(address);
    });
    server.on("error", reject);
    server.on("exit", (code) => reject(new Error(`the server stopped with code ${code}`)));
  });
}

/** The planner's address. */
export function address() {
  home ??= process.env.PLANNER_URL ? Promise.resolve(process.env.PLANNER_URL) : serve();
  return home;
}

/**
 * Opens the planner as a new visitor, with nothing stored. `t` is the test, which closes it.
 *
 * Options: `url`, `hash` (put behind the address), `prepare` (called with the page before it
 * loads: routes, init scripts), and all of Playwright's newContext (viewport, reducedMotion, ...).
 * With `offline`, the planner puts itself aside for use without the network; else it is not allowed to, since
 * Playwright's routes do not reach behind a service worker.
 *
 * Gives `page`, `context`, and as they go on: `troubles` (errors and warnings of the console, of the
 * page or a worker, uncaught exceptions, failed requests and answers from 400 up, each a line of
 * text), `requests` (every URL asked for, workers' included) and `foreign()` (those that are not
 * the page's own files).
 */
export async function visit(t, { url, hash = "", prepare, offline = false, ...options } = {}) {
  const target = new URL(hash, url ?? (await address())).href;
  const context = await (await launch()).newContext({ locale: "en-GB", ...options });
  t.after(() => context.close());
  if (!offline) await context.addInitScript(() => delete Navigator.prototype.serviceWorker);
  const page = await context.newPage();
  settleAfterDeeds(page);
  const { troubles, requests } = watch(context);
  await prepare?.(page);
  await page.goto(target, { waitUntil: "load" });
  const folder = new URL(".", target).href;
  const foreign = () => requests.filter((request) => !request.startsWith(folder) && !/^(data|blob):/.test(request));
  return { page, context, troubles, requests, foreign };
}

let isSettling = false;

/**
 * Lets the page finish with each click, key or entry of a locator before the journey goes on. The page draws a change in
 * steps between which it takes other events; no person is as quick as that, a journey is. `page.keyboard` stays as quick as
 * it is: what comes early on purpose is pressed there.
 */
function settleAfterDeeds(page) {
  if (isSettling) return;
  isSettling = true;
  const kind = Object.getPrototypeOf(page.locator("html"));
  const steps = () => new Promise((resolve) => {
    let left = 4;
    const step = () => (left-- > 0 ? setTimeout(step) : resolve());
    step();
  });
  for (const name of ["check", "click", "fill", "press", "selectOption", "setInputFiles", "uncheck"]) {
    const deed = kind[name];
    kind[name] = async function (...args) {
      const result = await deed.apply(this, args);
      // A deed that leads to another page leaves nothing to wait for.
      await this.page().evaluate(steps).catch(() => {});
      return result;
    };
  }
}

/** Notes what a browser context asks for and complains of. */
export function watch(context) {
  const troubles = [];
  const requests = [];
  context.on("request", (request) => requests.push(request.url()));
  context.on("requestfailed", (request) => {
    const why = request.failure()?.errorText;
    // A browser drops its own request for the icon when the address changes under it.
    if (/icon-\w+\.svg$/.test(request.url()) && why === "net::ERR_ABORTED") return;
    troubles.push(`failed: ${request.url()} ${why}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400) troubles.push(`answered ${response.status()}: ${response.url()}`);
  });
  context.on("console", (message) => {
    if (["error", "warning", "assert"].includes(message.type())) {
      troubles.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  context.on("weberror", (error) => troubles.push(`uncaught: ${error.error().message}`));
  return { troubles, requests };
}

/** What axe finds against WCAG 2.2 AA, a line for each element. */
export async function axe(page, tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]) {
  const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(source);
  const { violations } = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: values }), tags);
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}`));
}

/** Presses one of the buttons by which a part of the Plan is switched: "Table", "Spending". */
export const turn = (page, name) => page.locator(".switch").getByRole("button", { name, exact: true }).press("Enter");

/** Unfolds the further figures of the Plan. */
export const unfold = (page) => page.locator("#more").evaluate((fold) => { fold.open = true; });

/** Screens that stand as tabs under an entry of the navigation. */
const ENTRY = {
  "What it takes": "What it takes", "What matters": "What it takes", "One future": "What it takes",
  Evidence: "Data and evidence", "Your data": "Data and evidence", About: "Data and evidence",
  Report: "Present",
};

/** Goes to a screen by the navigation, and by the tab under its entry where it has one. */
export async function go(page, name) {
  const tab = page.locator("nav.tabs").getByRole("link", { name, exact: true });
  const isThere = (await tab.count()) > 0;
  // A phone folds the navigation.
  const folded = page.locator(".screens[aria-expanded=false]");
  if (!isThere && await folded.isVisible()) await folded.click();
  if (!isThere) await page.locator(".top nav").getByRole("link", { name: ENTRY[name] ?? name, exact: true }).click();
  if ((isThere || name in ENTRY) && (await tab.getAttribute("aria-current")) !== "page") await tab.click();
}

/** The digest of the whole run, which the run bar carries on every screen; null before it is complete. */
export const digestOf = (page) => page.locator(".run-bar").getAttribute("data-digest");

/** Ends the browser and the servers; test files need not call it. */
export async function close() {
  for (const server of servers) server.kill();
  await (await browser)?.close();
}

// Elsewhere, as in a benchmark, `after` would turn the script into a test.
if (process.argv[1]?.endsWith(".test.mjs")) after(close);

/** Waits until what has an id has the focus. */
export const focusIs = (page, id) => focusHas(page, (at) => at.id, id);

/**
 * Waits until what has the focus has a property that equals a text or matches a pattern. The page draws first and moves
 * the focus after that, so that a journey that looks at once may look too early.
 */
export async function focusHas(page, read, wanted) {
  const isWanted = (found) => (wanted instanceof RegExp ? wanted.test(found) : found === wanted);
  const until = Date.now() + 10_000;
  for (;;) {
    const at = await page.evaluateHandle(() => document.activeElement);
    const found = await at.evaluate(read).catch(() => null);
    if (isWanted(found)) return;
    if (Date.now() > until) assert.fail(`what has the focus has ${JSON.stringify(found)}, not ${wanted}`);
    await page.waitForTimeout(20);
  }
}

/** Waits for the whole run, and resolves to its digest. */
export async function done(page, timeout = 60_000) {
  await page.waitForFunction(() => document.querySelector(".run-bar")?.dataset.digest, null, { timeout });
  return digestOf(page);
}

/** The text of the notices above every screen. */
export const notices = (page) => page.locator(".notices").innerText();

/** The id of what has the focus. */
export const focused = (page) => page.evaluate(() => document.activeElement.id);

/** The name of the open scenario, as the header shows it. */
export const title = (page) => page.locator("#scenario-menu .name").innerText();

/** The growth in the rate of joining, as its number box shows it. */
export const growth = (page) => page.locator("#lever-growth").inputValue();

/** Picks something from the menu of scenarios. */
export async function pick(page, name) {
  if ((await page.locator("#scenario-menu").getAttribute("aria-expanded")) === "false") await page.locator("#scenario-menu").click();
  await page.locator(".sheet").getByRole("button", { name, exact: true }).click();
}

/** The names of all scenarios, as the menu lists them. */
export async function names(page) {
  await page.locator("#scenario-menu").click();
  const all = await page.locator(".sheet li b").allInnerTexts();
  await page.keyboard.press("Escape");
  return all;
}
