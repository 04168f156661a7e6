// Futures a second in a real browser, for 1 and 2 workers, cold and warm: `cargo xtask bench`.
//
// Cold is a new visitor's first run, from the click on the address to nothing left to simulate, as
// the page itself reports it. Warm is the median of the runs that follow, each with another seed.

import { cpus } from "node:os";
import { address, close, visit } from "./harness.mjs";
import { held } from "./soak.mjs";

const WARM_RUNS = 7;
const endings = [];
const t = { after: (end) => endings.push(end) };

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** The run that the page has just finished. */
async function finished(page, seed) {
  await page.waitForFunction(
    (wanted) => document.querySelector(".run-bar")?.innerText.includes(`Seed ${wanted}`) && document.querySelector(".run-bar").dataset.digest,
    seed,
    { polling: 20, timeout: 120_000 },
  );
  const text = await page.locator(".run-state").innerText();
  const [, futures, seconds] = text.match(/([\d,]+) futures in ([\d.]+) s/);
  const first = Number(await page.locator(".run-bar").getAttribute("data-first-picture"));
  return { futures: Number(futures.replaceAll(",", "")), seconds: Number(seconds), first };
}

async function measure(workers, futures) {
  const url = new URL(`?workers=${workers}`, await address()).href;
  const { page } = await visit(t, { url, viewport: { width: 1366, height: 768 } });
  let seed = 2026;
  const cold = await finished(page, seed);
  await page.locator("summary", { hasText: "Run" }).click();
  if (futures !== cold.futures) {
    await page.locator("#futures").fill(String(futures));
    await page.waitForFunction((wanted) => document.querySelector(".run-state").innerText.startsWith(`${wanted} futures in`), futures.toLocaleString("en-GB"), { timeout: 120_000 });
  }
  const warm = [];
  for (let run = 0; run < WARM_RUNS; run += 1) {
    seed += 1;
    await page.getByRole("button", { name: "Another seed" }).click();
    warm.push(await finished(page, seed));
  }
  const seconds = median(warm.map((run) => run.seconds));
  const first = median(warm.map((run) => run.first));
  return { workers, futures, cold, warm: { seconds, first, rate: futures / seconds } };
}

async function everything() {
  const results = [];
  for (const [workers, futures] of [[1, 10_000], [2, 10_000], [1, 50_000], [2, 50_000]]) {
    const { cold, warm } = await measure(workers, futures);
    results.push(warm.rate);
    console.log(
      `${workers} worker${workers > 1 ? "s" : ""}, ${futures.toLocaleString("en-GB")} futures: ` +
        `cold ${cold.seconds.toFixed(2)} s for ${cold.futures.toLocaleString("en-GB")} (first picture ${Math.round(1000 * cold.first)} ms); ` +
        `warm ${warm.seconds.toFixed(2)} s, ${Math.round(warm.rate).toLocaleString("en-GB")} futures a second (first picture ${Math.round(1000 * warm.first)} ms)`,
    );
  }
  console.log(`2 workers against 1: ${(results[1] / results[0]).toFixed(2)} times at 10,000, ${(results[3] / results[2]).toFixed(2)} times at 50,000 futures (${cpus().length} cores)`);
  await many();
  await underLoad();
  await questions();
}

/** 100,000 futures with 2 workers, warm: how long they take, and what memory they and all else hold. */
async function many() {
  const url = new URL("?workers=2", await address()).href;
  const { page, context } = await visit(t, { url, viewport: { width: 1366, height: 768 } });
  const devtools = await context.newCDPSession(page);
  await devtools.send("Performance.enable");
  await finished(page, 2026);
  await page.locator("summary", { hasText: "Run" }).click();
  await page.locator("#futures").fill("100000");
  await page.waitForFunction(() => document.querySelector(".run-state").innerText.startsWith("100,000 futures in"), null, { timeout: 120_000 });
  await page.getByRole("button", { name: "Another seed" }).click();
  const { seconds } = await finished(page, 2027);
  const { script, page: own, workers } = await held(page, devtools);
  const all = script + own + workers;
  console.log(`100,000 futures, 2 workers, warm: ${seconds.toFixed(2)} s; ${Math.round(all)} MB held: JavaScript ${Math.round(script)}, WebAssembly of the page ${Math.round(own)}, of the workers ${Math.round(workers)}`);
}

/** While 100,000 futures run: how long the page keeps a planner waiting, and a new lever value its first picture. */
async function underLoad() {
  const { page } = await visit(t, { viewport: { width: 1366, height: 768 } });
  await finished(page, 2026);
  await page.locator("summary", { hasText: "Run" }).click();
  await page.evaluate(() => {
    globalThis.gaps = [];
    let last = performance.now();
    const tick = (now) => {
      globalThis.gaps.push(now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await page.locator("#futures").fill("100000");
  await page.waitForTimeout(1_500);
  const firsts = [];
  for (let edit = 0; edit < WARM_RUNS; edit += 1) {
    await page.getByRole("button", { name: "Another seed" }).click();
    await page.waitForTimeout(300);
    firsts.push(Number(await page.locator(".run-bar").getAttribute("data-first-picture")));
  }
  const gaps = await page.evaluate(() => globalThis.gaps);
  const stopped = await page.evaluate(async () => {
    const begun = performance.now();
    document.querySelector(".run-bar button").click();
    while (!document.querySelector(".run-state").innerText.startsWith("Stopped")) await new Promise((next) => setTimeout(next, 1));
    return performance.now() - begun;
  });
  console.log(
    `under load: longest wait for a frame ${Math.round(Math.max(...gaps))} ms, median ${Math.round(median(gaps))} ms; ` +
      `a new value takes over work under way with a first picture after ${Math.round(1000 * median(firsts))} ms (longest ${Math.round(1000 * Math.max(...firsts))} ms); ` +
      `stopping takes ${Math.round(stopped)} ms`,
  );
}

/** What the questions of the decision screens take, beside the run of the scenario itself. */
async function questions() {
  const url = new URL("?workers=2", await address()).href;
  const { page } = await visit(t, { url, hash: "#/plan", viewport: { width: 1366, height: 768 } });
  const { seconds: run } = await finished(page, 2026);
  const open = async (hash) => {
    await page.evaluate((hash) => (location.hash = hash), hash);
    await page.waitForTimeout(100);
  };
  const took = async (ready, act) => {
    const begun = Date.now();
    await act();
    await ready();
    return (Date.now() - begun) / 1_000;
  };
  const settled = () => page.waitForFunction(() => document.querySelector("main section") && !document.querySelector("main section[aria-busy=true]"), null, { polling: 20, timeout: 300_000 });
  const ladder = () => page.locator("section[aria-labelledby=portfolio-title][aria-busy=false]").waitFor({ timeout: 120_000 });
  const blocks = await took(ladder, () => open("#/blocks"));
  const goal = await took(settled, async () => {
    await open("#/take");
    await page.locator("table.takes").first().waitFor({ timeout: 120_000 });
  });
  const drawn = async () => {
    await page.locator("svg.map").waitFor({ timeout: 300_000 });
    await settled();
  };
  const money = await took(drawn, () => open("#/breakeven"));
  const pupils = await took(drawn, async () => {
    for (const [place, lever] of [["Across", "Fewer joiners once fully adopted"], ["Up", "Growth in the rate of joining"]]) {
      await page.getByLabel(place, { exact: true }).selectOption({ label: lever });
    }
    await page.locator("main section[aria-busy=true]").first().waitFor({ timeout: 1_000 }).catch(() => {});
  });
  const say = (seconds) => `${seconds.toFixed(1)} s (${(seconds / run).toFixed(1)} runs)`;
  console.log(`questions, 2 workers, against ${run.toFixed(2)} s for the scenario's 10,000 futures: Blocks to the portfolio ${say(blocks)}; every lever of a goal ${say(goal)}; a map of 225 cells with 2,000 futures each ${say(money)} over two levers of money, ${say(pupils)} over two of pupils`);
}

if (process.argv.includes("questions")) {
  await questions();
} else {
  await everything();
}
for (const end of endings) await end();
await close();
process.exit(0);
