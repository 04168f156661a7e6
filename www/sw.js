// Keeps the planner for use without the network: every file of one version together, or none.
//
// A version is put aside whole, each file compared with the build's own record of it, before a page is given any of
// it. So a page never meets files of two versions, and a half-copied deployment is never taken up.

// The build writes each file's name and SHA-256 in here, and what the host may change.
const FILES = {};
const LIVE = ["contact.html"];
const VERSION = "";

const SCOPE = self.registration.scope;
const OURS = `sufficiency-planner ${SCOPE} `;
const CACHE = OURS + VERSION;

/** The address of a file; the page's own is the folder, since some servers redirect index.html. */
const address = (name) => new URL(name === "index.html" ? "./" : name, SCOPE).href;

self.addEventListener("install", (event) => event.waitUntil(fill().catch(giveUp)));

self.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => self.clients.claim())));

// The page asks when the planner has said so.
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method !== "GET" || !url.startsWith(SCOPE)) return;
  const name = url.slice(SCOPE.length).replace(/[?#].*$/, "") || "index.html";
  if (LIVE.includes(name)) event.respondWith(newest(event.request, name));
  else event.respondWith(stored(name).then((found) => found || fetch(event.request)));
});

async function fill() {
  const cache = await caches.open(CACHE);
  await Promise.all(Object.keys(FILES).map(async (name) => {
    const response = await fetch(address(name), { cache: "no-cache" });
    const content = await response.arrayBuffer();
    if (!response.ok || (await digest(content)) !== FILES[name]) throw new Error(`${name} is of another version, or damaged`);
    await cache.put(address(name), plain(response, content));
  }));
  await Promise.all(LIVE.map(async (name) => {
    const response = await fetch(address(name), { cache: "no-cache" });
    if (response.ok) await cache.put(address(name), plain(response, await response.arrayBuffer()));
  }));
}

async function giveUp(error) {
  await caches.delete(CACHE);
  throw error;
}

async function digest(content) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The same without what was true of the transfer alone, above all that it was redirected. */
function plain(response, content) {
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "content-length", "transfer-encoding"]) headers.delete(name);
  return new Response(content, { headers });
}

/** A file of this version; else, for a page of the version before that is still open, one of that. */
async function stored(name) {
  const found = await (await caches.open(CACHE)).match(address(name));
  if (found || name === "index.html") return found;
  for (const key of await versions()) {
    const older = await (await caches.open(key)).match(address(name));
    if (older) return older;
  }
  return undefined;
}

/** What the host may change: as it is now, else as it was. */
async function newest(request, name) {
  try {
    const response = await fetch(request);
    if (response.ok) return response;
  } catch (error) {
    // No network: below.
  }
  return (await (await caches.open(CACHE)).match(address(name))) || Response.error();
}

/** The planner's caches in this folder, oldest first. */
const versions = async () => (await caches.keys()).filter((key) => key.startsWith(OURS));

/** Keeps this version and the one before, whose pages may still be open. */
async function tidy() {
  const others = (await versions()).filter((key) => key !== CACHE);
  await Promise.all(others.slice(0, -1).map((key) => caches.delete(key)));
}
