// WCAG 2.2 AA on every screen there is, in the states that a planner brings them into. The screens are read off the
// navigation, so a new one is tried as soon as it is there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { address, axe, done, focusIs, visit } from "./harness.mjs";
import { go, screens, settled, unfold } from "./screens.mjs";

const PAGES = ["privacy.html", "accessibility.html", "licences.html", "contact.html"];
/** 1280 by 1024 pixels at 400%: what WCAG 1.4.10 asks for. */
const ZOOMED = { width: 320, height: 256 };

/** What hangs over the side of the page, beyond what scrolls by itself. */
const overhang = (page) => page.evaluate(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const scrolls = (element) => element.closest(".scroll, .hidden, svg, .sheet") !== null;
  const over = [...document.body.querySelectorAll("*")].filter((e) => !scrolls(e) && e.getBoundingClientRect().right > clientWidth + 1);
  return [`${scrollWidth} of ${clientWidth}`, ...over.slice(0, 5).map((e) => `${e.tagName}.${e.className} ${(e.innerText ?? "").slice(0, 40)}`)];
});

/** Levels of the headings in order: one of the first, none left out on the way down. */
const headings = (page) => page.evaluate(() => {
  const seen = [...document.querySelectorAll("main h1, main h2, main h3, main h4")].filter((h) => h.checkVisibility());
  const levels = seen.map((h) => Number(h.tagName[1]));
  const skips = levels.filter((level, place) => level > (levels[place - 1] ?? 0) + 1);
  return { first: levels.filter((level) => level === 1).length, skips };
});

for (const [name, viewport] of [["at 1366 by 768", { width: 1366, height: 768 }], ["at 200%", { width: 683, height: 384 }], ["at 400%", ZOOMED]]) {
  test(`every screen, folded and unfolded, ${name}`, async (t) => {
    const { page, troubles } = await visit(t, { viewport });
    await done(page, 180_000);
    const wrong = [];
    for (const [fragment] of await screens(page)) {
      await go(page, fragment);
      for (const state of ["folded", "unfolded"]) {
        if (state === "unfolded") await unfold(page);
        const found = [...await axe(page), ...await overhang(page)];
        const { first, skips } = await headings(page);
        if (first !== 1 || skips.length) found.push(`${first} main headings, skipped to ${skips}`);
        wrong.push(...found.map((line) => `${fragment} ${state}: ${line}`));
      }
    }
    assert.equal(wrong.join("\n"), "");
    assert.deepEqual(troubles, []);
  });
}

test("pages of text, at 1366 and at 400%", async (t) => {
  for (const viewport of [{ width: 1366, height: 768 }, ZOOMED]) {
    for (const file of PAGES) {
      const { page, troubles, foreign } = await visit(t, { url: new URL(file, await address()).href, viewport });
      assert.deepEqual(await axe(page), [], file);
      assert.deepEqual(await overhang(page), [], file);
      assert.deepEqual(await headings(page), { first: 1, skips: [] }, file);
      const links = await page.locator(".foot a:not([aria-current])").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
      assert.deepEqual(links, PAGES.filter((other) => other !== file));
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await focusIs(page, "content");
      await page.getByRole("link", { name: "Back to the planner" }).click();
      await page.locator("#scenario-menu").waitFor();
      assert.deepEqual(troubles, []);
      assert.deepEqual(foreign(), []);
    }
  }
});

/** Goes through the page by Tab and says what is wrong with where the focus comes. */
async function walk(page, most = 500) {
  const seen = [];
  const wrong = [];
  await page.evaluate(() => { globalThis.passed = new WeakSet(); document.querySelector(".skip").focus(); });
  for (let step = 0; step < most; step += 1) {
    if (step > 0) await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body || passed.has(at)) return null;
      passed.add(at);
      const describe = `${at.tagName.toLowerCase()}${at.id ? `#${at.id}` : ""}.${at.className?.baseVal ?? at.className} "${(at.getAttribute("aria-label") ?? at.innerText ?? "").slice(0, 40)}"`;
      const box = at.getBoundingClientRect();
      const troubles = [];
      const sees = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
      if (!sees) troubles.push("is out of sight");
      else if (box.width && box.height) {
        // Some of it is on top: nothing covers it all (WCAG 2.4.11).
        const spots = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]].map(([x, y]) => [box.left + x * box.width, box.top + y * box.height]);
        const free = spots.some(([x, y]) => {
          const top = document.elementFromPoint(x, y);
          return top && (at.contains(top) || top.contains(at));
        });
        if (!free) troubles.push("is covered");
      }
      const style = getComputedStyle(at);
      const shown = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none"
        || at.matches(".slider input, .top a, .top button")
        // A part of the map thickens its edge: an outline would be a box around a shape that is none.
        || (at.matches(".county .part") && parseFloat(getComputedStyle(at.querySelector("rect, path")).strokeWidth) >= 3);
      if (!shown) troubles.push("shows no focus");
      return { describe, troubles };
    });
    if (!stop) break;
    seen.push(stop.describe);
    wrong.push(...stop.troubles.map((trouble) => `${stop.describe} ${trouble}`));
  }
  return { seen, wrong };
}

for (const [name, viewport] of [["at 1366 by 768", { width: 1366, height: 768 }], ["at 400%", ZOOMED]]) {
  test(`Tab reaches everything on every screen, in sight and marked, ${name}`, async (t) => {
    const { page } = await visit(t, { viewport });
    await done(page, 180_000);
    const wrong = [];
    for (const [fragment] of await screens(page)) {
      await go(page, fragment);
      const { seen, wrong: found } = await walk(page);
      wrong.push(...found.map((line) => `${fragment}: ${line}`));
      assert.match(seen[0], /Skip to main content/, fragment);
      assert.ok(seen.at(-1).includes("Contact"), `${fragment} ends at ${seen.at(-1)}`);
      // Radio buttons of a group are one stop; what is folded away or disabled is none.
      const missed = await page.evaluate(() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
        .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.tabIndex >= 0 && e.type !== "radio" && !passed.has(e))
        .map((e) => e.outerHTML.slice(0, 120)));
      wrong.push(...missed.map((line) => `${fragment} never reached: ${line}`));
    }
    assert.equal(wrong.join("\n"), "");
  });
}

/** The ratio in which two colours differ, from 1 to 21. */
const CONTRAST = `(() => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const over = (colour, opacity, ground) => {
    brush.globalAlpha = 1;
    brush.fillStyle = ground;
    brush.fillRect(0, 0, 1, 1);
    brush.globalAlpha = opacity;
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    return [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => rgb.map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, place) => sum + c * [0.2126, 0.7152, 0.0722][place], 0);
  return (colour, opacity, ground) => {
    const [one, other] = [over(colour, opacity, ground), over(ground, 1, ground)].map(light);
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  };
})()`;

/** Shapes of the charts that stand out from the ground less than 3 to 1, by fill and by outline. */
const faint = (page) => page.evaluate((source) => {
  // eslint-disable-next-line no-eval -- the test's own; journeys that use it pass the policy by
  const contrast = globalThis.contrast ??= (0, eval)(source);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!/, 0\)$/.test(colour)) return colour;
    }
    return getComputedStyle(document.documentElement).backgroundColor;
  };
  // Lines to read along, and the rails and rests of a bar, carry no meaning of their own; the transparent catch the pointer.
  const idle = ".grid, .grid *, .targets *, .rail, .reading rect, .decor, .decor *, .beyond *, .part.light *, defs *, clipPath *, text, tspan, title";
  const worst = new Map();
  for (const shape of document.querySelectorAll("main svg :is(path, rect, circle, line, polygon, polyline), .track *, .run-bar svg *")) {
    if (shape.matches(idle) || !shape.checkVisibility({ visibilityProperty: true })) continue;
    const box = shape.getBoundingClientRect();
    if (!box.width && !box.height) continue;
    const style = getComputedStyle(shape);
    const under = ground(shape.closest("svg"));
    const [fill, stroke] = [[style.fill, style.fillOpacity], [style.stroke, style.strokeOpacity]].map(([paint, opacity]) =>
      paint === "none" ? 0 : contrast(paint, Number(opacity) * Number(style.opacity), under));
    const best = Math.max(fill, stroke);
    const kind = `${shape.tagName}.${shape.className.baseVal || shape.parentElement.className.baseVal} in .${shape.closest("svg").parentElement.className}`;
    if (best < 3) worst.set(kind, Math.min(best, worst.get(kind) ?? 21));
  }
  return [...worst].map(([kind, ratio]) => `${kind}: ${ratio.toFixed(2)}`);
}, CONTRAST);

for (const [name, options] of [["in ordinary colours", {}], ["in forced colours, dark", { forcedColors: "active", colorScheme: "dark" }], ["in forced colours, light", { forcedColors: "active", colorScheme: "light" }]]) {
  test(`what the charts draw stands out 3 to 1, ${name}`, async (t) => {
    const { page } = await visit(t, { viewport: { width: 1366, height: 768 }, bypassCSP: true, ...options });
    await done(page, 180_000);
    const wrong = [];
    for (const [fragment] of await screens(page)) {
      await go(page, fragment);
      wrong.push(...(await faint(page)).map((line) => `${fragment}: ${line}`));
    }
    assert.equal([...new Set(wrong)].join("\n"), "");
  });
}

test("nothing moves by itself, and with reduced motion nothing at all", async (t) => {
  const { page } = await visit(t, { reducedMotion: "reduce" });
  await done(page, 180_000);
  for (const [fragment] of await screens(page)) {
    await go(page, fragment);
    await page.locator("main").hover();
    const moving = await page.evaluate(() => document.getAnimations().map((a) => `${a.effect?.target?.className} ${a.playState}`));
    assert.deepEqual(moving, [], fragment);
    const smooth = await page.evaluate(() => [...document.querySelectorAll("*")].filter((e) => getComputedStyle(e).scrollBehavior === "smooth").length);
    assert.equal(smooth, 0, fragment);
  }
});

test("wider spacing of text cuts nothing off", async (t) => {
  const { page } = await visit(t, { viewport: { width: 1366, height: 768 }, bypassCSP: true });
  await done(page, 180_000);
  // WCAG 1.4.12.
  await page.addStyleTag({ content: "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }" });
  const wrong = [];
  for (const [fragment] of await screens(page)) {
    await go(page, fragment);
    await unfold(page);
    const cut = await page.evaluate(() => [...document.querySelectorAll("body *")].filter((e) => {
      const style = getComputedStyle(e);
      // The name of a scenario is cut by three dots and stands in full in its menu; a chart keeps its own letters.
      if (!e.checkVisibility() || e.closest("svg, .hidden, select, .scenario-name, .sheet .note")) return false;
      const clips = style.overflowX === "hidden" || style.overflowX === "clip";
      return clips && e.innerText && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
    }).map((e) => `${e.tagName}.${e.className} ${e.innerText.slice(0, 40)}`));
    wrong.push(...cut.map((line) => `${fragment}: ${line}`), ...(await overhang(page)).map((line) => `${fragment}: ${line}`));
  }
  assert.equal(wrong.join("\n"), "");
});
