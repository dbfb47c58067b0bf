import assert from "node:assert/strict";
import { test } from "node:test";
import { isOver, Played } from "../protocol/span.ts";

test("what was played in one go is one span, a jump begins another, and it is told once", () => {
  const played = new Played();
  for (const at of [10, 10.3, 10.6, 40, 40.5]) played.note(at);
  assert.deepEqual(played.take(), [
    { start: 10, end: 10.6 },
    { start: 40, end: 40.5 },
  ]);
  assert.deepEqual(played.take(), []);
});

test("a place where nothing was played is not told", () => {
  const played = new Played();
  played.note(3);
  assert.deepEqual(played.take(), []);
});

test("a span is over a little after its end", () => {
  const span = { start: 1, end: 2 };
  assert.deepEqual([1.9, 2.1, 2.2].map((at) => isOver(span, at)), [false, false, true]);
});
