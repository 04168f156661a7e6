// What the council's officers want to rely on: nothing leaves the page, it works without the network, a new version
// comes whole, and where it cannot run or stops it says so and keeps the work.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { address, axe, done, focusHas, visit } from "./harness.mjs";

const DIST = process.env.DIST ?? fileURLToPath(new URL("../../dist/", import.meta.url));
const PAGES = ["privacy.html", "accessibility.html", "licences.html", "contact.html"];
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".svg": "image/svg+xml" };

/** Whether the planner is there, whatever it has simulated. */
const ready = (page) => page.locator("#scenario-menu").waitFor({ timeout: 60_000 });
const screens = (page) => page.locator("nav[aria-label=Screens] a").evaluateAll((links) => links.map((link) => link.hash));

/** Serves a copy of dist/ in a folder of the address, the plainest way; `host.folder` may be changed and `close`d. */
async function host(t) {
  const folder = mkdtempSync(join(tmpdir(), "planner-"));
  cpSync(DIST, folder, { recursive: true, filter: (path) => !path.includes(".stage") });
  const server = createServer((request, response) => {
    const name = new URL(request.url, "http://x").pathname.replace("/some/folder/", "") || "index.html";
    try {
      response.writeHead(200, { "Content-Type": TYPES[extname(name)] ?? "application/octet-stream" }).end(readFileSync(join(folder, name)));
    } catch {
      response.writeHead(404).end("no such file");
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
  t.after(async () => { await close(); rmSync(folder, { recursive: true, force: true }); });
  return { folder, close, url: `http://127.0.0.1:${server.address().port}/some/folder/` };
}

/** Deploys another version over a copy: one file has other content, and the list says so. */
function deploy(folder, name, change) {
  const sw = join(folder, "sw.js");
  const content = change(readFileSync(join(folder, name), "utf8"));
  writeFileSync(join(folder, name), content);
  const digest = createHash("sha256").update(content).digest("hex");
  const script = readFileSync(sw, "utf8").replace(new RegExp(`"${name}": "[0-9a-f]+"`), `"${name}": "${digest}"`);
  writeFileSync(sw, script.replace(/const VERSION = "[0-9a-f]+"/, `const VERSION = "${digest.slice(0, 16)}"`));
}

const putAside = (page) => page.waitForFunction(() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null), null, { timeout: 30_000 });

test("every screen asks for nothing but the planner's own files, and never offends its policy", async (t) => {
  const prepare = (page) => page.addInitScript(() => {
    globalThis.offences = [];
    addEventListener("securitypolicyviolation", (event) => offences.push(`${event.violatedDirective}: ${event.blockedURI}`));
  });
  const { page, context, troubles, requests, foreign } = await visit(t, { prepare, offline: true });
  await done(page, 120_000);
  const own = new Set(readdirSync(DIST).map((name) => new URL(name, page.url()).href).concat(new URL(".", page.url()).href));
  for (const hash of await screens(page)) {
    await page.goto(new URL(hash, page.url()).href);
    await page.waitForFunction(() => document.querySelector("main h1"));
    // All at once: a screen whose answers still come has other buttons the next moment.
    await page.evaluate(() => {
      for (const button of document.querySelectorAll("main button")) if (button.checkVisibility() && /Show as table/.test(button.innerText)) button.click();
    });
  }
  await page.goto(new URL("#/plan", page.url()).href);
  await page.locator("#lever-growth").fill("3");
  await done(page, 120_000);
  assert.deepEqual(await page.evaluate(() => offences), []);
  assert.deepEqual(foreign(), []);
  const odd = requests.map((request) => request.replace(/[?#].*$/, "")).filter((request) => !/^(blob|data):/.test(request) && !own.has(request));
  assert.deepEqual(odd, [], "every request is for a file of dist/");
  assert.deepEqual(await context.cookies(), []);
  const kept = await page.evaluate(async () => [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await caches.keys()), ...(await indexedDB.databases()).map((base) => base.name)]);
  assert.ok(kept.length > 0);
  assert.deepEqual(kept.filter((name) => !name.startsWith("sufficiency-planner")), []);
  assert.deepEqual(troubles, []);
});

test("the policy refuses what it should: inline scripts, eval, other servers", async (t) => {
  for (const file of ["", ...PAGES]) {
    const { page } = await visit(t, { url: new URL(file, await address()).href });
    const refused = await page.evaluate(async () => {
      const offences = [];
      addEventListener("securitypolicyviolation", (event) => offences.push(event.effectiveDirective));
      const inline = Object.assign(document.createElement("script"), { textContent: "globalThis.ran = true" });
      document.body.append(inline);
      const styled = document.createElement("p");
      styled.setAttribute("style", "color: red");
      document.body.append(styled);
      // Not at once: the browser's own tools, which brought us here, may do what the page may not.
      await new Promise((resolve) => setTimeout(() => {
        try { (0, eval)("globalThis.ran = true"); } catch { offences.push("eval"); }
        resolve();
      }));
      for (const url of ["https://example.org/", "http://127.0.0.1:9/"]) await fetch(url).catch(() => offences.push("fetch"));
      const image = new Image();
      image.src = "https://example.org/x.png";
      document.body.append(image, Object.assign(document.createElement("iframe"), { src: "https://example.org/" }));
      for (let wait = 0; wait < 50 && !offences.includes("frame-src"); wait += 1) await new Promise((resolve) => setTimeout(resolve, 100));
      return { ran: globalThis.ran === true, offences: [...new Set(offences)].toSorted() };
    });
    assert.equal(refused.ran, false, file);
    for (const kind of ["script-src-elem", "style-src-attr", "eval", "fetch", "connect-src", "img-src", "frame-src"]) {
      assert.ok(refused.offences.includes(kind), `${file || "the page"} refuses ${kind}: ${refused.offences}`);
    }
  }
});

test("after one visit it works without the network, in a folder of the address", async (t) => {
  const site = await host(t);
  const { page, troubles } = await visit(t, { url: site.url, offline: true });
  await done(page, 120_000);
  await putAside(page);
  await page.locator("#lever-growth").fill("4");
  await page.waitForFunction(() => document.querySelector(".saved")?.innerText.startsWith("Saved"));
  await site.close();
  for (const hash of ["#/plan", "#/blocks", "#/compare"]) {
    await page.goto(new URL(hash, site.url).href);
    await page.reload();
    await done(page, 120_000);
  }
  assert.equal(await page.locator(".saved").innerText(), "Saved on this computer");
  await page.goto(site.url);
  await done(page, 120_000);
  assert.equal(await page.locator("#lever-growth").inputValue(), "4", "the work of before is there");
  for (const file of PAGES) {
    await page.goto(new URL(file, site.url).href);
    assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1, file);
    assert.deepEqual(await axe(page), [], file);
  }
  // The look for a newer version, which a reload brings, finds no network; nothing else is wrong.
  assert.deepEqual(troubles.filter((trouble) => !/sw\.js|contact\.html|ERR_ABORTED/.test(trouble)), []);
});

test("what is put aside is dist/ to the byte", async (t) => {
  const { page } = await visit(t, { offline: true });
  await putAside(page);
  const kept = await page.evaluate(async () => {
    const cache = await caches.open((await caches.keys())[0]);
    const all = await Promise.all((await cache.keys()).map(async ({ url }) => {
      const bytes = await crypto.subtle.digest("SHA-256", await (await cache.match(url)).arrayBuffer());
      return [url.slice(new URL(".", location.href).href.length) || "index.html", Array.from(new Uint8Array(bytes), (b) => b.toString(16).padStart(2, "0")).join("")];
    }));
    return Object.fromEntries(all);
  });
  const files = readdirSync(DIST, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(DIST.length));
  const wanted = files.filter((name) => name !== "sw.js").map((name) => [name, createHash("sha256").update(readFileSync(join(DIST, name))).digest("hex")]);
  assert.deepEqual(kept, Object.fromEntries(wanted));
});

test("a new version is offered, taken up whole when the planner says so, and loses no work", async (t) => {
  const site = await host(t);
  const { page, context, troubles } = await visit(t, { url: site.url, offline: true });
  await ready(page);
  await putAside(page);
  deploy(site.folder, "index.html", (html) => html.replace("<head>", '<head>\n<meta name="edition" content="second">'));
  await page.locator("#lever-growth").fill("4");
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration.update()));
  const offer = page.locator("#update");
  await offer.getByText("A new version of the planner is ready.").waitFor();
  assert.deepEqual(await axe(page), []);
  const edition = (where) => where.locator("meta[name=edition]").count();
  const second = await context.newPage();
  await second.goto(site.url);
  await ready(second);
  assert.equal(await edition(second), 0, "until then a page is given the version that the others have");
  await offer.getByRole("button", { name: "Later" }).click();
  assert.equal(await offer.innerText(), "");
  // A page opened while one waits is told at once; taking it up there tells this one too.
  await second.locator("#update").getByRole("button", { name: "Reload" }).click();
  await second.waitForFunction(() => document.querySelector("meta[name=edition]"));
  await ready(second);
  assert.equal(await second.locator("#lever-growth").inputValue(), "4");
  await offer.getByText("A new version of the planner is ready.").waitFor();
  assert.equal(await edition(page), 0, "nobody else's page is reloaded under their hands");
  await offer.getByRole("button", { name: "Reload" }).click();
  await page.waitForFunction(() => document.querySelector("meta[name=edition]"));
  await ready(page);
  assert.equal(await page.locator("#lever-growth").inputValue(), "4");
  assert.deepEqual(troubles, []);
});

test("a version that is half copied, or damaged on its way, is not taken up", async (t) => {
  const site = await host(t);
  const { page } = await visit(t, { url: site.url, offline: true });
  await ready(page);
  await putAside(page);
  const script = readFileSync(join(site.folder, "sw.js"), "utf8");
  deploy(site.folder, "index.html", (html) => html.replace("<head>", '<head>\n<meta name="edition" content="second">'));
  const licences = readFileSync(join(site.folder, "licences.html"), "utf8");
  writeFileSync(join(site.folder, "licences.html"), licences.slice(0, 500));
  const state = () => page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update();
    const coming = registration.installing;
    if (coming) await new Promise((resolve) => coming.addEventListener("statechange", resolve));
    return [registration.waiting?.state ?? null, registration.active?.state, (await caches.keys()).length];
  });
  assert.deepEqual(await state(), [null, "activated", 1]);
  await page.reload();
  await ready(page);
  assert.equal(await page.locator("meta[name=edition]").count(), 0);
  writeFileSync(join(site.folder, "licences.html"), licences);
  assert.notEqual(readFileSync(join(site.folder, "sw.js"), "utf8"), script);
  assert.deepEqual(await state(), ["installed", "activated", 2], "once it is all there it is");
});

test("what the host says on the contact page is shown as it is, and kept for use offline", async (t) => {
  const site = await host(t);
  const { page } = await visit(t, { url: site.url, offline: true });
  await putAside(page);
  const own = readFileSync(join(site.folder, "contact.html"), "utf8").replace(/<p class="notice">.*<\/p>/, "<p>Ask the planning team.</p>");
  writeFileSync(join(site.folder, "contact.html"), own);
  await page.goto(new URL("contact.html", site.url).href);
  assert.match(await page.locator("main").innerText(), /Ask the planning team/);
});

test("where service workers are not allowed it simply works", async (t) => {
  const prepare = (page) => page.addInitScript(() => { ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException("no", "SecurityError")); });
  const { page, troubles } = await visit(t, { offline: true, prepare });
  await ready(page);
  await page.waitForTimeout(300);
  assert.equal(await page.locator("#update").innerText(), "");
  assert.deepEqual(troubles, []);
});

/** The page on a failure: its heading, the work as a file, and that it passes the checks. */
async function failure(page, title) {
  await page.getByRole("heading", { level: 1, name: title }).waitFor({ timeout: 30_000 });
  await focusHas(page, (at) => at.tagName, "H1");
  assert.match(await page.title(), /Sufficiency Planner$/);
  assert.deepEqual(await axe(page), []);
}

const CANNOT = [
  ["WebAssembly is switched off", () => { delete globalThis.WebAssembly; }, "This browser does not run WebAssembly", /Enhance security/],
  ["the browser is too old", () => { const validate = WebAssembly.validate; WebAssembly.validate = (bytes) => bytes.length !== 31 && validate(bytes); }, "This browser is too old for the planner", /Chrome or Edge 91/],
  ["the policy forbids WebAssembly", () => { WebAssembly.instantiateStreaming = WebAssembly.instantiate = () => Promise.reject(new WebAssembly.CompileError("Refused to compile: 'unsafe-eval' is not an allowed source of script in the following Content Security Policy")); }, "The planner is not allowed to compute here", /wasm-unsafe-eval/],
];
for (const [name, prepare, title, remedy] of CANNOT) {
  test(`where ${name}, the page says what to do`, async (t) => {
    const { page } = await visit(t, { prepare: (page) => page.addInitScript(prepare) });
    await failure(page, title);
    assert.match(await page.locator("main").innerText(), remedy);
  });
}

test("a file that does not come, or comes damaged, is said", async (t) => {
  const missing = await visit(t, { prepare: (page) => page.route(/planner-[0-9a-f]+\.js/, (route) => route.abort()) });
  await failure(missing.page, "A file of the planner did not come");
  const damaged = await visit(t, { prepare: (page) => page.route(/planner-[0-9a-f]+_bg\.wasm/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.body()).subarray(0, 100_000) });
  }) });
  await failure(damaged.page, "A file of the planner is damaged");
});

test("without JavaScript, and where the scripts do not come at all, the page says what it needs", async (t) => {
  const { page } = await visit(t, { javaScriptEnabled: false });
  assert.match(await page.locator("body").innerText(), /needs JavaScript and WebAssembly[^]*Switch JavaScript on/);
  assert.doesNotMatch(await page.locator("body").innerText(), /Starting/);
  const stuck = await visit(t, { prepare: (page) => page.route(/boot-[0-9a-f]+\.js/, (route) => route.abort()) });
  const help = stuck.page.getByText("If this stays so:");
  assert.equal(await help.isVisible(), false, "whose start is quick is not bothered");
  await help.waitFor({ timeout: 15_000 });
  assert.match(await stuck.page.locator("body").innerText(), /opened from a folder/);
  assert.deepEqual(await axe(stuck.page), []);
});

/** Has the planner panic: Yew cannot do without elements. */
const panic = (page) => page.evaluate(() => {
  const names = ["createElement", "createElementNS"];
  const sound = names.map((name) => Document.prototype[name]);
  for (const name of names) {
    Document.prototype[name] = () => {
      names.forEach((name, place) => { Document.prototype[name] = sound[place]; });
      throw new Error("no more elements");
    };
  }
  document.querySelector('nav a[href="#/evidence"]').click();
});

test("a panic shows what happened, keeps the work, and gives it back as a file that opens", async (t) => {
  const { page } = await visit(t);
  await ready(page);
  await page.locator("#scenario-menu").click();
  await page.getByRole("button", { name: "Duplicate" }).click();
  await page.locator("#scenario-text").fill("Slow & steady");
  await page.keyboard.press("Enter");
  await page.locator("#lever-growth").fill("4.5");
  await page.waitForFunction(() => document.querySelector(".saved")?.innerText.startsWith("Saved"));
  await page.waitForTimeout(200);
  const before = await page.evaluate(() => ({ ...localStorage }));
  await panic(page);
  await failure(page, "The planner has stopped");
  assert.match(await page.locator("main").innerText(), /not in what you entered/);
  await page.locator("summary", { hasText: "Details" }).click();
  assert.match(await page.locator("pre").innerText(), /panicked at cargo.*no more elements/s, "where, and by no machine's own folders");
  const links = await page.locator("main li a").allInnerTexts();
  assert.deepEqual(links, ["Save “Slow & steady” as a file", "Save “Kent baseline” as a file"]);
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("main li a").first().click()]);
  assert.equal(download.suggestedFilename(), "Slow-steady.json");
  const file = await download.path();
  assert.deepEqual(await page.evaluate(() => ({ ...localStorage })), before, "nothing is written any more");
  await page.getByRole("button", { name: "Load the page again" }).click();
  await ready(page);
  assert.equal(await page.locator("#lever-growth").inputValue(), "4.5");
  const other = await visit(t);
  await ready(other.page);
  await other.page.locator("input[type=file]").first().setInputFiles(file);
  await other.page.waitForFunction(() => document.querySelector("#scenario-menu .name").innerText === "Slow & steady");
  assert.equal(await other.page.locator("#lever-growth").inputValue(), "4.5");
});

test("whom a scenario stops each time can begin anew", async (t) => {
  const { page } = await visit(t);
  await ready(page);
  await page.locator("#lever-growth").fill("4.5");
  await page.waitForTimeout(200);
  await panic(page);
  await failure(page, "The planner has stopped");
  await page.locator("summary", { hasText: "If it stops each time" }).click();
  page.once("dialog", (dialog) => dialog.accept());
  await page.getByRole("button", { name: "Remove all that is kept and start anew" }).click();
  await ready(page);
  assert.equal(await page.locator("#lever-growth").inputValue(), "5");
});

/** The module with at most so many pages of memory: the memory section says how many it may have. */
function confined(wasm, more) {
  const number = (at) => {
    let [value, shift, next] = [0, 0, at];
    for (;;) {
      const byte = wasm[next++];
      value |= (byte & 127) << shift;
      shift += 7;
      if (byte < 128) return [value, next];
    }
  };
  const bytes = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...bytes(value >>> 7)]);
  for (let at = 8; at < wasm.length; ) {
    const id = wasm[at];
    const [length, body] = number(at + 1);
    if (id === 5) {
      const [least] = number(body + 2);
      const section = [1, 1, ...bytes(least), ...bytes(least + more)];
      return Buffer.concat([wasm.subarray(0, at), Buffer.from([5, ...bytes(section.length), ...section]), wasm.subarray(body + length)]);
    }
    at = body + length;
  }
  throw new Error("no memory section");
}

test("out of memory is said, with what to do", async (t) => {
  const { page } = await visit(t, { prepare: (page) => page.route(/planner-[0-9a-f]+_bg\.wasm/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: confined(await response.body(), 60) });
  }) });
  await failure(page, "The planner has run out of memory");
  assert.match(await page.locator("main").innerText(), /Close other tabs[^]*fewer/);
});

test("a worker that stops says why, and no result is lost", async (t) => {
  const { page } = await visit(t, { prepare: (page) => page.route(/worker-[0-9a-f]+_bg\.wasm/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: confined(await response.body(), 0) });
  }) });
  await done(page, 120_000);
  assert.match((await page.locator("main .notice").allInnerTexts()).join(" "), /stopped with an error: Uncaught.*No result was lost/);
});

test("a full storage is said, and whoever leaves is asked", async (t) => {
  const { page } = await visit(t);
  await ready(page);
  await page.evaluate(() => { Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; });
  // A browser asks only on a page that somebody has touched.
  await page.locator("#lever-growth").click();
  await page.locator("#lever-growth").fill("4");
  await page.waitForFunction(() => document.querySelector(".saved").innerText === "Not saved");
  assert.match(await page.locator(".notices").innerText(), /no room[^]*Download file/);
  const asked = page.waitForEvent("dialog", { timeout: 20_000 }).then(async (dialog) => {
    await dialog.accept();
    return dialog.type();
  });
  await page.reload();
  assert.equal(await asked, "beforeunload");
});

test("licences of all that is in the page are a click away", async (t) => {
  const { page } = await visit(t);
  await ready(page);
  await page.getByRole("link", { name: "Licences" }).click();
  await page.getByRole("heading", { level: 1, name: "Licences" }).waitFor();
  const names = await page.locator(".libraries tbody th").allInnerTexts();
  for (const name of ["yew", "wasm-bindgen", "rand", "serde", "gloo"]) assert.ok(names.includes(name), name);
  assert.match(await page.locator("main").innerText(), /Permission is hereby granted[^]*Open Government|Open Government[^]*Permission is hereby granted/);
});
