// Edits, screens and runs for some minutes, and what they leave in memory: `cargo xtask soak [MINUTES]`.
//
// Once a minute, on the same screen and after the garbage is collected: what JavaScript holds, how many nodes and
// listeners there are, and the memory of the page's and the workers' WebAssembly, which never shrinks. Fails where the
// second half of the time holds on to much more than the first.

import { fileURLToPath } from "node:url";
import { close, done, visit } from "./harness.mjs";

const MEGABYTE = 1024 * 1024;
/** What is held, and how much more of it (MB or numbers) may be left to chance. */
const ROOM = { script: 4, page: 8, workers: 8, nodes: 1_000, listeners: 40 };

/** Of what the second half of the readings has much more than the first. */
export function grown(readings) {
  // The first reading is before anything has been done.
  const [, ...counted] = readings;
  const half = Math.floor(counted.length / 2);
  const [early, late] = [counted.slice(0, half), counted.slice(half)];
  const most = (list, what) => Math.max(...list.map((reading) => reading[what]));
  return half ? Object.keys(ROOM).filter((what) => most(late, what) > 1.15 * most(early, what) + ROOM[what]) : [];
}

/** What is held now, in MB and in numbers. */
export async function held(page, devtools) {
  await devtools.send("HeapProfiler.collectGarbage");
  const { metrics } = await devtools.send("Performance.getMetrics");
  const of = (name) => metrics.find((metric) => metric.name === name)?.value ?? 0;
  const own = await page.evaluate(async () => {
    const script = document.querySelector("script[data-script]").dataset.script;
    const module = await import(new URL(script, document.baseURI).href);
    return (await module.default()).memory.buffer.byteLength;
  });
  // Once it is there, wasm_bindgen gives what it gave at first.
  const theirs = await Promise.all(page.workers().map((worker) => worker.evaluate("wasm_bindgen().then(({ memory }) => memory.buffer.byteLength)")));
  return {
    script: of("JSHeapUsedSize") / MEGABYTE,
    page: own / MEGABYTE,
    workers: theirs.reduce((sum, bytes) => sum + bytes, 0) / MEGABYTE,
    nodes: of("Nodes"),
    listeners: of("JSEventListeners"),
  };
}

async function soak(minutes) {
  const endings = [];
  const { page, context, troubles } = await visit({ after: (end) => endings.push(end) }, { viewport: { width: 1366, height: 768 } });
  const devtools = await context.newCDPSession(page);
  await devtools.send("Performance.enable");
  page.on("dialog", (dialog) => dialog.accept());
  await done(page, 120_000);
  const screens = await page.locator("nav[aria-label=Screens] a").evaluateAll((links) => links.map((link) => link.hash));
  const show = (screen) => page.evaluate((hash) => { location.hash = hash; }, screen);

  // A linear congruential generator (Numerical Recipes), so that a soak can be told again.
  let state = 2026;
  const random = (below) => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state % below; };

  let edits = 0;
  /** A few edits of the plan by key, an undo, another screen. */
  async function round() {
    await show("#/plan");
    const sliders = page.locator(".controls .slider input:visible");
    for (let edit = 0; edit < 4; edit += 1) {
      await sliders.nth(random(await sliders.count())).press(["ArrowRight", "ArrowLeft", "PageUp", "PageDown"][random(4)]);
      edits += 1;
    }
    await page.keyboard.press("Control+z");
    await done(page, 120_000);
    await show(screens[random(screens.length)]);
    await page.waitForTimeout(400);
    if (random(6) === 0) await page.evaluate(() => [...document.querySelectorAll(".run-bar button")].find((button) => button.innerText === "Run again")?.click());
  }

  const readings = [];
  const began = Date.now();
  for (let minute = 0; minute <= minutes; minute += 1) {
    while (Date.now() - began < minute * 60_000) await round();
    await show("#/plan");
    await done(page, 120_000);
    const reading = await held(page, devtools);
    readings.push(reading);
    const { script, page: own, workers, nodes, listeners } = reading;
    console.log(`${String(minute).padStart(3)} min, ${edits} edits: JavaScript ${script.toFixed(1)} MB, page ${own.toFixed(1)} MB, workers ${workers.toFixed(1)} MB, ${nodes} nodes, ${listeners} listeners`);
  }
  for (const end of endings) await end();
  await close();
  const more = grown(readings);
  for (const trouble of troubles) console.log(trouble);
  for (const what of more) console.log(`${what}: the second half held more than the first`);
  process.exitCode = more.length || troubles.length ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await soak(Number(process.argv[2] ?? 60));
