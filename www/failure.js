// What a planner sees when the planner cannot start or has stopped: what happened, what to do, and the scenarios that
// this browser keeps, as files. Plain DOM, since nothing else can be relied on by then.

/** Where src/shelf/kept.rs keeps the scenarios: the list, and behind it a text for each. */
const INDEX = "sufficiency-planner/shelf/1";

const NAMES = "Chrome or Edge 91, Firefox 89 or Safari 16.4, or any later version";
const AGAIN = "Load the page again. If it happens again, tell whoever looks after this copy (the contact page says who).";
const TOLD = {
  "switched-off": [
    "This browser does not run WebAssembly",
    "The planner computes in your browser, and needs WebAssembly for it. It is part of every current browser, but here it is switched off or missing.",
    `Use ${NAMES}. If you do: in Edge, open the menu of this site (left of the address) and switch “Enhance security for this site” off, or ask your IT team to allow WebAssembly for this address.`,
  ],
  old: [
    "This browser is too old for the planner",
    "The planner computes several futures at a time (WebAssembly SIMD), which this browser cannot.",
    `Use ${NAMES}. On a council laptop, ask your IT team for an up-to-date Edge or Chrome.`,
  ],
  forbidden: [
    "The planner is not allowed to compute here",
    "The address that you loaded it from sends a content security policy that forbids WebAssembly.",
    "Whoever looks after this copy can mend that: script-src needs 'wasm-unsafe-eval' (see the hosting guide). The contact page says who that is.",
  ],
  damaged: [
    "A file of the planner is damaged",
    "The computing part of the planner has come, but the browser cannot use it: it was cut short or changed on its way, often by a filter on the network.",
    AGAIN,
  ],
  missing: [
    "A file of the planner did not come",
    "The page has come, but not all that belongs to it: the network may be down, or a new version may just be being put in place.",
    AGAIN,
  ],
  memory: [
    "The planner has run out of memory",
    "The browser gave it no more memory, or broke off what it was doing without a reason.",
    "Close other tabs and programs, then load the page again. If you asked for very many futures, ask for fewer at first.",
  ],
  stopped: [
    "The planner has stopped",
    "Something went wrong within it. That is a mistake in the planner, not in what you entered.",
    AGAIN,
  ],
};

/** What the planner itself said last; Rust's panic hook (src/main.rs) says it. */
let panic = null;
let isShown = false;

/** Shows the page on what went wrong, from now on, should the planner stop. */
export function attend() {
  addEventListener("planner-stopped", (event) => {
    panic = String(event.detail);
    explain("stopped");
  });
  const fatal = (error) => {
    // Only what befell the planner's own code: extensions of the browser throw in the page too.
    const isOwn = error instanceof WebAssembly.RuntimeError || (error instanceof RangeError && /wasm/.test(error.stack));
    if (isOwn) explain(panic === null ? "memory" : "stopped", error);
  };
  addEventListener("error", (event) => fatal(event.error));
  addEventListener("unhandledrejection", (event) => fatal(event.reason));
}

/** The scenarios that this browser keeps, the open one first: name and text. */
function kept() {
  try {
    const index = JSON.parse(localStorage.getItem(INDEX) || "{}");
    const own = Object.keys(localStorage).filter((key) => /^\/\d+\/\d+$/.test(key.slice(INDEX.length)) && key.startsWith(INDEX));
    const listed = Array.isArray(index.entries) ? index.entries.map((entry) => `${INDEX}/${entry.id}/${entry.revision}`) : [];
    const keys = listed.some((key) => own.includes(key)) ? listed.filter((key) => own.includes(key)) : own;
    const isOpen = (key) => key.startsWith(`${INDEX}/${index.current}/`);
    keys.sort((one, other) => isOpen(other) - isOpen(one));
    return keys.map((key, place) => ({ name: name(localStorage.getItem(key)) || `Scenario ${place + 1}`, text: localStorage.getItem(key) }));
  } catch (error) {
    return [];
  }
}

function name(text) {
  try {
    return String(JSON.parse(text).name).slice(0, 80);
  } catch (error) {
    return "";
  }
}

function element(tag, content, more = {}) {
  const made = Object.assign(document.createElement(tag), more);
  made.append(...[].concat(content));
  return made;
}

/** A scenario as a file to save. */
function file({ name, text }) {
  const stem = name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "scenario";
  const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  return element("li", element("a", `Save “${name}” as a file`, { href, download: `${stem}.json` }));
}

/** What the browser keeps, as files, and a way out where the planner stops as soon as it opens them. */
function work() {
  const scenarios = kept();
  if (!scenarios.length) return [element("p", "No scenario of yours is kept in this browser.")];
  const forget = () => {
    if (!confirm("Remove all that the planner keeps in this browser? Save the scenarios that you need as files first.")) return;
    for (const key of Object.keys(localStorage)) if (key.startsWith("sufficiency-planner/")) remove.call(localStorage, key);
    location.reload();
  };
  return [
    element("p", "Your scenarios are kept in this browser, as they last passed their checks, and open with the planner again. To be sure, save them as files, which the planner opens on any computer:"),
    element("ul", scenarios.map(file)),
    element("details", [
      element("summary", "If it stops each time"),
      element("p", "Something kept in this browser may be the cause: a scenario, the slides, a map. Save the scenarios as files, then start anew without all of it."),
      element("button", "Remove all that is kept and start anew", { type: "button", className: "secondary", onclick: forget }),
    ], { className: "more" }),
  ];
}

const remove = Storage.prototype.removeItem;

/** Puts the page on what happened in the place of everything else. */
export function explain(kind, error = null) {
  if (isShown) return;
  isShown = true;
  // What is left of the planner must not write over what it kept while it was sound.
  Storage.prototype.setItem = Storage.prototype.removeItem = () => {};
  const [title, what, remedy] = TOLD[kind];
  const detail = panic === null ? error && String(error) : panic;
  const heading = element("h1", title, { tabIndex: -1 });
  const page = element("main", [
    heading,
    element("p", what),
    element("p", remedy),
    element("p", element("button", "Load the page again", { type: "button", className: "action", onclick: () => location.reload() })),
    element("h2", "Your work"),
    ...work(),
  ], { className: "page failure" });
  if (detail) {
    const words = "For whoever mends it. It says what the planner was doing, and nothing of what you entered is sent anywhere.";
    page.append(element("details", [element("summary", "Details"), element("p", words), element("pre", detail)], { className: "more" }));
  }
  page.append(element("p", element("a", "Contact", { href: "contact.html" })));
  document.title = `${title} - Sufficiency Planner`;
  document.body.className = "plain";
  document.body.textContent = "";
  document.body.append(element("header", element("span", "Sufficiency Planner", { className: "brand" }), { className: "top" }), page);
  heading.focus();
}
