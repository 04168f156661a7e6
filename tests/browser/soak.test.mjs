// How a soak judges what it has measured.

import assert from "node:assert/strict";
import { test } from "node:test";
import { grown } from "./soak.mjs";

const FIRST = { script: 2, page: 12, workers: 6, nodes: 4_000, listeners: 40 };
/** So many readings a minute apart; `of` says what a minute changes. */
const readings = (minutes, of = () => ({})) => Array.from({ length: minutes + 1 }, (_, minute) => ({ ...FIRST, ...of(minute) }));

test("memory that keeps growing is found, each kind by its name", () => {
  for (const [what, aMinute] of [["script", 1.5], ["page", 3], ["workers", 3], ["nodes", 600], ["listeners", 15]]) {
    assert.deepEqual(grown(readings(12, (minute) => ({ [what]: FIRST[what] + aMinute * minute }))), [what]);
  }
});

test("what is taken once, or goes up and down, is no growth", () => {
  assert.deepEqual(grown(readings(12, (minute) => ({ page: minute ? 30 : 12, workers: minute > 1 ? 20 : 6 }))), []);
  assert.deepEqual(grown(readings(12, (minute) => ({ script: 2 + (minute % 3), nodes: 4_000 + 900 * (minute % 2) }))), []);
  assert.deepEqual(grown(readings(1)), []);
  assert.deepEqual(grown(readings(0)), []);
});
