import assert from "node:assert/strict";
import { test } from "node:test";
import { ByteRate, sized, typedHash } from "../upload/pace.ts";
import { type FileState, isAtWork, startable } from "../upload/queue.ts";

const files = (...states: FileState[]) => states.map((state) => ({ state }));

test("a few files go at once, in the order in which they were chosen", () => {
  const chosen = files("done", "sending", "ready", "waiting", "ready", "ready");
  assert.deepEqual(startable(chosen, 3), [chosen[2], chosen[4]]);
  assert.deepEqual(startable(files("sending", "sending", "sending", "ready"), 3), []);
});

test("leaving the page breaks off what is on its way, and nothing else", () => {
  assert.equal(isAtWork(files("done", "failed", "waiting")), false);
  for (const state of ["sending", "ready", "paused"] as const) assert.equal(isAtWork(files("done", state)), true);
});

test("the speed is that of the last seconds, and is not guessed from a moment", () => {
  const rate = new ByteRate();
  rate.note(0, 0);
  rate.note(500, 500);
  assert.equal(rate.perSecond(), undefined);
  rate.note(2_000, 2_000);
  assert.equal(rate.perSecond(), 1_000);
  assert.equal(rate.left(5_000), 3);
  for (let second = 3; second <= 14; second += 1) rate.note(2_000 + (second - 2) * 100, second * 1_000);
  assert.equal(rate.perSecond(), 100);
});

test("a pause is no slow time, and bytes that the server had lost are not reckoned", () => {
  const rate = new ByteRate();
  rate.note(0, 0);
  rate.note(4_000, 2_000);
  rate.rest();
  assert.equal(rate.left(9_000), undefined);
  rate.note(4_000, 60_000);
  rate.note(1_000, 61_000);
  rate.note(3_000, 63_000);
  assert.equal(rate.perSecond(), 1_000);
});

test("bytes are written as the server's pages write them", () => {
  assert.deepEqual([0, 1023, 1536, 5 * 2 ** 20, 3 * 2 ** 29].map(sized), ["0 B", "1023 B", "2 KiB", "5 MiB", "1.5 GiB"]);
});

test("a hash may be typed with spaces and capitals, and must be one", () => {
  assert.equal(typedHash(` ${"AB CD ".repeat(16)}`), "abcd".repeat(16));
  for (const wrong of ["", "ab", "g".repeat(64), "a".repeat(65)]) assert.equal(typedHash(wrong), undefined);
});
