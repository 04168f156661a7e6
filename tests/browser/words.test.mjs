// Whether the page can be read: the grade of its words on every screen, by Flesch and Kincaid.

import assert from "node:assert/strict";
import { test } from "node:test";
import { syllable } from "syllable";
import { done, visit } from "./harness.mjs";
import { go, screens, unfold } from "./screens.mjs";

/** The grade that no screen may exceed: what a reader of 14 or 15 years reads with ease. */
const MOST = 9;

/** The headings and the help of the open screen and its controls, each as one text, without tables, charts and what is hidden. */
const prose = (page) => page.evaluate(() => {
  const parts = [...document.querySelectorAll(":is(main, .controls) :is(h1, h2, h3, h4, h5, p, li, summary, legend, dd, figcaption)")];
  const isRead = (part) => part.checkVisibility() && !part.closest("table, svg, .hidden, nav") && !part.querySelector("p, li, input, select, button");
  return [...new Set(parts.filter(isRead).map((part) => part.innerText.replace(/\s+/g, " ").trim()).filter((text) => /\p{L}{2}/u.test(text)))];
});

/** The words of a text; figures are none. */
const words = (text) => text.split(/[\s/–-]+/).map((word) => word.replace(/[^\p{L}’']/gu, "")).filter((word) => word.length > 0);
const sentences = (text) => text.split(/[.!?](?=\s|$)/).filter((part) => words(part).length > 0);

/** The grade of Flesch and Kincaid (1975) of several texts together. */
function grade(texts) {
  const all = texts.flatMap(words);
  const spoken = all.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0);
  const count = texts.flatMap(sentences).length;
  return 0.39 * (all.length / count) + 11.8 * (spoken / all.length) - 15.59;
}

test("the grade of a text rises with its words and its sentences", () => {
  assert.ok(grade(["The cat sat on the mat."]) < 2);
  assert.ok(grade(["Independent authorities administer statutory responsibilities, notwithstanding institutional considerations."]) > 20);
});

test("every screen can be read at 14, headings and help together", async (t) => {
  const { page, troubles } = await visit(t);
  await done(page, 180_000);
  const hard = [];
  for (const [fragment, name] of await screens(page)) {
    await go(page, fragment);
    await unfold(page);
    const texts = await prose(page);
    // Headings are short, so that they would make long help look easy: what has a full stop is graded by itself too.
    const help = texts.filter((text) => /[.!?]$/.test(text));
    const found = Math.max(grade(texts), grade(help));
    t.diagnostic(`${name}: grade ${grade(texts).toFixed(1)} with headings, ${grade(help).toFixed(1)} without, over ${texts.length} texts`);
    if (process.env.HARDEST) {
      for (const text of help.toSorted((a, b) => grade([b]) - grade([a])).slice(0, Number(process.env.HARDEST))) t.diagnostic(`  ${grade([text]).toFixed(1)} ${text}`);
    }
    if (found > MOST) hard.push(`${name}: ${found.toFixed(1)}`);
  }
  assert.deepEqual(hard, []);
  assert.deepEqual(troubles, []);
});
