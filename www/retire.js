// In the place of sw.js in a development build: takes back what a release put aside under the same address, so that
// a release tried on this machine never hides what is being worked on.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(retire()));

async function retire() {
  const ours = `sufficiency-planner ${self.registration.scope} `;
  for (const key of await caches.keys()) if (key.startsWith(ours)) await caches.delete(key);
  const pages = await self.clients.matchAll({ type: "window" });
  await self.registration.unregister();
  await Promise.all(pages.map((page) => page.navigate(page.url)));
}
