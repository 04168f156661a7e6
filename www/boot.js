// Starts the planner. Where it cannot start, or stops, says so in plain words (failure.js); offers a new version
// of itself once one has come (sw.js). A file of its own, so that the content security policy can forbid scripts
// in the page. Nothing here is newer than module scripts themselves, so that an old browser is told that it is old.

import { attend, explain } from "./failure.js";

const own = document.querySelector("script[data-script]").dataset;
const at = (name) => new URL(name, document.baseURI).href;

/** A module with one instruction of fixed-width SIMD. */
const SIMD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

/** What this browser lacks, as failure.js calls it. */
function lack() {
  if (typeof WebAssembly !== "object") return "switched-off";
  return WebAssembly.validate(new Uint8Array(SIMD)) ? null : "old";
}

/** Why it did not start. */
function reason(error) {
  if (error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError) {
    return /disallow|csp|unsafe-eval|security policy/i.test(error.message) ? "forbidden" : "damaged";
  }
  // Had it said why, the page would say so by now.
  if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) return "memory";
  return "missing";
}

function start() {
  const lacking = lack();
  if (lacking) return explain(lacking);
  attend();
  import(at(own.script))
    .then((module) => module.default({ module_or_path: at(own.wasm) }))
    .then(keep, (error) => explain(reason(error), error));
}

/** Keeps the planner for use without the network, and minds newer versions. Where that is not allowed, as on a plain
 * http address within the council, or switched off in this build, the planner simply works without. */
function keep() {
  const meta = document.querySelector("meta[name=service-worker]");
  const workers = navigator.serviceWorker;
  if (!meta || !workers) return;
  // The first worker of all takes over a page of its own version: nothing to say.
  let known = Boolean(workers.controller);
  workers.addEventListener("controllerchange", () => {
    if (known) offer(null);
    known = true;
  });
  workers.register(at(meta.content), { updateViaCache: "none" }).then(mind, () => {});
}

/** Offers the version that waits, now or later, and looks for one when a planner comes back to the page. */
function mind(registration) {
  const look = () => {
    if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting);
  };
  look();
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    if (coming) coming.addEventListener("statechange", look);
  });
  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && Date.now() - looked > 3600e3) {
      looked = Date.now();
      registration.update().catch(() => {});
    }
  });
}

/** Says that there is a new version; it takes over when the planner says so. `waiting` is its worker, none where it
 * has already taken over from another tab. */
function offer(waiting) {
  const place = document.getElementById("update");
  if (!place) return;
  const said = document.createElement("p");
  said.textContent = "A new version of the planner is ready. Reload the page to use it: the scenarios saved on this computer stay.";
  const button = (label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "small";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  };
  const reload = () => {
    const now = () => location.reload();
    if (!waiting || waiting.state === "activated") return now();
    navigator.serviceWorker.addEventListener("controllerchange", now);
    waiting.postMessage("take over");
  };
  const notice = document.createElement("div");
  notice.className = "notice";
  notice.append(said, button("Reload", reload), button("Later", () => place.replaceChildren()));
  place.replaceChildren(notice);
}

start();
