import assert from "node:assert/strict";
import { test } from "node:test";
import { sayIn } from "../messages.ts";

test("a sentence is said in the language, with its values and a percent sign", () => {
  assert.equal(sayIn("ru", "%(step)s, %(percent)s%%, about %(minutes)s min of it left", { step: "а", percent: 4, minutes: 2 }), "а, 4%, до конца этого шага около 2 мин");
});

test("a language without catalogue, and a sentence without translation, are the key itself", () => {
  assert.equal(sayIn("en", "Copied"), "Copied");
  assert.equal(sayIn("kk", "no such sentence %(name)s", {}), "no such sentence %(name)s");
});
