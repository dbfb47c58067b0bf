import assert from "node:assert/strict";
import { test } from "node:test";
import { problemOf } from "../problems.ts";

Object.assign(globalThis, { document: { documentElement: { lang: "ru" } } });

test("the server's own sentence is shown as it is", () => {
  assert.deepEqual(problemOf(403, '{"code":"ForbiddenError","message":"Нельзя."}'), { code: "ForbiddenError", message: "Нельзя." });
});

for (const body of ["<html>502</html>", "", "null", "[]", '{"detail":"x"}']) {
  test(`a reply that is not ours (${body}) gives a sentence of our own`, () => {
    const { code, message } = problemOf(502, body);
    assert.equal(code, "");
    assert.match(message, /502/);
    assert.match(message, /не потеряно/);
  });
}
