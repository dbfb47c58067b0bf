import assert from "node:assert/strict";
import { test } from "node:test";
import { Pace, told } from "../pace.ts";

Object.assign(globalThis, { document: { documentElement: { lang: "en" } } });

test("what is left follows from how fast the step went while somebody watched", () => {
  const pace = new Pace();
  assert.equal(pace.left("recognize", 0.2, 0), undefined);
  assert.equal(pace.left("recognize", 0.4, 20_000), 60);
});

test("nothing is guessed from a moment, from no progress, or over the beginning of another step", () => {
  const pace = new Pace();
  pace.left("recognize", 0.2, 0);
  assert.equal(pace.left("recognize", 0.3, 4_000), undefined);
  assert.equal(pace.left("recognize", 0.21, 60_000), undefined);
  assert.equal(pace.left("write", 0.5, 61_000), undefined);
});

test("a step that begins anew is reckoned anew", () => {
  const pace = new Pace();
  pace.left("recognize", 0.8, 0);
  assert.equal(pace.left("recognize", 0.1, 10_000), undefined);
  assert.equal(pace.left("recognize", 0.5, 20_000), 12.5);
});

test("minutes are told only where they are known", () => {
  assert.equal(told("writing words", 0.429, undefined), "writing words, 42%");
  assert.equal(told("writing words", 0.429, 61), "writing words, 42%, about 2 min of it left");
});
