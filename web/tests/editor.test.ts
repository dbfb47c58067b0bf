import assert from "node:assert/strict";
import { test } from "node:test";
import { changeTo, numbersOf } from "../editor/changes.ts";
import { differences } from "../editor/diff.ts";
import { doubtOf, doubtfulWords, nextDoubt } from "../editor/doubts.ts";
import { Heights } from "../editor/heights.ts";
import { Items } from "../editor/items.ts";
import { KEYS, keyFor, nameOf } from "../editor/keys.ts";
import { lastBegun, placeAt, wordAt } from "../editor/lit.ts";
import type { Revision, Turn, Word } from "../editor/records.ts";
import { foundIn, replacedIn } from "../editor/search.ts";
import { Played } from "../editor/spans.ts";
import { machineText, stepsOf } from "../editor/texts.ts";
import { strongest, zoomed } from "../editor/waveform.ts";

Object.assign(globalThis, { document: { documentElement: { lang: "en" } } });

function word(text: string, number: number | null, more: Partial<Word> = {}): Word {
  const start = number ?? 0;
  return { id: `w${number}`, number, start, end: start + 0.8, text, language: "ru", probability: 0.9, marks: [], other_voice: null, respelled_from: null, estimated: false, revision: null, ...more };
}

/** A turn of words from number 5 on; a word with "+" was written by a person. */
function turn(text: string, more: Partial<Turn> = {}): Turn {
  let number = 4;
  const words = text === "" ? [] : text.split(" ").map((each) => (each.startsWith("+") ? word(each.slice(1), null) : word(each, (number += 1))));
  return { words, hidden: [], numbers: { first: 5, last: Math.max(5, number) }, voice: "VOICE_00", checked: null, revisions: [], ...more };
}

const CHANGES: [string, Turn, string, unknown][] = [
  ["nothing", turn("где вы были"), " где  вы были ", undefined],
  ["one word", turn("где вы были"), "где мы были", { operation: "replace_text", words: { first: 6, last: 6 }, text: "мы" }],
  ["the first word", turn("где вы были"), "там вы были", { operation: "replace_text", words: { first: 5, last: 5 }, text: "там" }],
  ["all words", turn("где вы были"), "не знаю", { operation: "replace_text", words: { first: 5, last: 7 }, text: "не знаю" }],
  ["a word more", turn("где вы были"), "где же вы были", { operation: "insert_text", words: { first: 5, last: 5 }, text: "же" }],
  ["a word more at the end", turn("где вы"), "где вы были", { operation: "insert_text", words: { first: 6, last: 6 }, text: "были" }],
  ["a word more at the beginning", turn("где вы"), "а где вы", { operation: "replace_text", words: { first: 5, last: 5 }, text: "а где" }],
  ["a word less", turn("где вы были"), "где были", { operation: "hide", words: { first: 6, last: 6 } }],
  ["nothing left", turn("где вы были"), "  ", { operation: "hide", words: { first: 5, last: 7 } }],
  ["words in an empty place", turn("", { hidden: [word("эм", 5)] }), "да", { operation: "insert_text", words: { first: 5, last: 5 }, text: "да" }],
  ["beside a written word", turn("где +же вы были"), "где же мы были", { operation: "replace_text", words: { first: 5, last: 6 }, text: "где же мы" }],
  ["a written word less", turn("где +же вы были"), "где вы были", { operation: "replace_text", words: { first: 5, last: 6 }, text: "где вы" }],
  ["far from a written word", turn("где +же вы были"), "где же вы жили", { operation: "replace_text", words: { first: 7, last: 7 }, text: "жили" }],
];

for (const [what, before, text, wanted] of CHANGES) {
  test(`a typed change is one edit of the smallest span: ${what}`, () => assert.deepEqual(changeTo(before, text), wanted));
}

test("words of a turn stand for machine words, written ones for those beside them", () => {
  assert.deepEqual(numbersOf(turn("где вы были"), 1, 1), { first: 6, last: 6 });
  assert.deepEqual(numbersOf(turn("где +же вы были"), 1, 1), { first: 5, last: 6 });
});

test("texts differ by words", () => {
  const told = differences("я был дома вчера".split(" "), "я не был дома".split(" ")).map(({ kind, text }) => [kind, text.join(" ")]);
  assert.deepEqual(told, [["same", "я"], ["in", "не"], ["same", "был дома"], ["out", "вчера"]]);
  assert.deepEqual(differences([], []), []);
});

test("only rows in sight are in the window, and a row that grew moves those below", () => {
  const heights = new Heights();
  heights.reset(Array.from({ length: 10_000 }, () => 50));
  assert.deepEqual(heights.range(100_000, 500, 2), { from: 1998, to: 2013 });
  assert.equal(heights.set(0, 80), true);
  assert.equal(heights.set(0, 80), false);
  assert.equal(heights.top(2), 130);
  assert.equal(heights.total, 500_030);
  assert.equal(heights.at(1e9), 9_999);
});

test("turns come in numbers and in full, in any order, and stay in theirs", () => {
  const items = new Items(120);
  items.addPage(51, { turns: [turn("да", { numbers: { first: 200, last: 210 } })], participants: {}, next: 101, revision: 3 });
  assert.equal(items.list.length, 71);
  items.addOverview(0, { revision: 3, next: null, voices: ["A"], participants: {}, turns: [[1, 199, 0, 9, 0, 5, 0, false], [200, 210, 9, 10, 0, 2, 1, true], [211, 400, 10, 12, 0, 3, 0, false]] });
  assert.deepEqual(items.list.map((item) => item.first), [1, 200, 211]);
  assert.equal(items.isCounted, true);
  assert.equal(items.indexOf(205), 1);
  const parts = [turn("да", { numbers: { first: 200, last: 204 } }), turn("нет", { numbers: { first: 205, last: 210 } })];
  items.addPage(51, { turns: parts, participants: {}, next: 101, revision: 4 });
  assert.deepEqual(items.list.map((item) => item.first), [1, 200, 205, 211]);
  assert.equal(items.revision, 4);
});

test("a page that was overtaken changes nothing, and a forgotten one is asked for again", () => {
  const items = new Items(1);
  const told = (text: string, revision: number): void => items.addPage(1, { turns: [turn(text)], participants: {}, next: null, revision });
  told("где вы были", 3);
  told("где вы", 2);
  assert.equal(items.list[0]?.turn?.words.length, 3);
  items.forget(new Set([51]));
  assert.equal(items.isWanted(1), false);
  items.forget(new Set([1]));
  assert.equal(items.isWanted(1), true);
  told("где мы были", 4);
  assert.equal(items.list.length, 1);
});

test("no two keys are alike where both work, and each has its sentence", () => {
  for (const isTyping of [false, true]) {
    const there = KEYS.filter((key) => (key.command === "leave" ? isTyping : key.typing || !isTyping)).flatMap((key) => key.keys);
    assert.deepEqual(there.filter((key, index) => there.indexOf(key) !== index), []);
  }
  assert.equal(KEYS.every((key) => key.sentence().length > 3), true);
});

test("keys are places on the keyboard, whatever the layout", () => {
  const pressed = { code: "KeyC", key: "с", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  assert.equal(keyFor(pressed, false)?.key.command, "check");
  assert.equal(keyFor(pressed, true), undefined);
  assert.equal(keyFor({ ...pressed, code: "Digit4", key: "ң" }, false)?.which, 3);
  assert.equal(keyFor({ ...pressed, code: "Digit7", key: "?", shiftKey: true }, false)?.key.command, "keys");
  assert.equal(nameOf({ ...pressed, code: "NumpadEnter", ctrlKey: true }), "Ctrl+Enter");
});

test("the word that is spoken is found among turns that overlap", () => {
  assert.equal(lastBegun([{ start: 1 }, { start: 3 }], 2), 0);
  assert.equal(wordAt(turn("где вы были").words, 6.5), 1);
  assert.equal(wordAt(turn("где вы были").words, 6.9), -1);
  const items = new Items(2);
  items.addPage(1, { turns: [turn("где вы были там"), turn("да", { words: [word("да", 9, { start: 6.2, end: 6.4 })], numbers: { first: 9, last: 9 } })], participants: {}, next: null, revision: 0 });
  assert.deepEqual(placeAt(items.list, 6.3), { index: 1, word: 0 });
  assert.deepEqual(placeAt(items.list, 7.3), { index: 0, word: 2 });
});

test("a short answer at a boundary is the gravest doubt", () => {
  assert.equal(doubtOf(word("Нет,", 1, { marks: ["near_boundary"] })), "short");
  assert.equal(doubtOf(word("жоқ", 1, { marks: ["voice_doubt"] })), "short");
  assert.equal(doubtOf(word("улица", 1, { marks: ["near_boundary"] })), "voice");
  assert.equal(doubtOf(word("улица", 1, { marks: ["near_boundary", "credits"] })), "invented");
  assert.equal(doubtOf(word("нет", 1, { marks: ["low_probability"] })), "unsure");
  assert.equal(doubtOf(word("нет", 1)), undefined);
});

test("the way goes from doubt to doubt in order of time, gaps among them, and past what was checked", () => {
  const marked = turn("а б в г");
  const words = marked.words.map((each, index) => (index === 1 || index === 3 ? { ...each, marks: ["overlap"] } : each));
  assert.deepEqual(doubtfulWords(words), [1, 3]);
  const items = new Items(3);
  const page = [turn("да", { numbers: { first: 1, last: 1 }, words: [word("да", 1)] }), { ...marked, words },
    turn("нет", { numbers: { first: 9, last: 9 }, words: [word("нет", 9, { marks: ["overlap"] })], checked: { account_id: "a", at: "" } })];
  items.addPage(1, { turns: page, participants: {}, next: null, revision: 0 });
  assert.deepEqual(nextDoubt(items.list, [], { index: 0, word: -1 }, 1), { kind: "word", index: 1, word: 1 });
  assert.deepEqual(nextDoubt(items.list, [], { index: 1, word: 1 }, 6), { kind: "word", index: 1, word: 3 });
  assert.deepEqual(nextDoubt(items.list, [{ start: 3, end: 4 }], { index: 0, word: -1 }, 1), { kind: "gap", gap: { start: 3, end: 4 } });
  assert.deepEqual(nextDoubt(items.list, [{ start: 3, end: 4 }], { index: 0, word: -1 }, 3.5), { kind: "word", index: 1, word: 1 });
});

test("words are found across words, whatever their case and ё, and replaced as they were typed", () => {
  assert.deepEqual(foundIn(["Всё", "Ещё", "дома,", "ещё"], "еще"), [{ from: 1, to: 1 }, { from: 3, to: 3 }]);
  assert.deepEqual(foundIn(["Нет,", "на", "работе"], "нет, на р"), [{ from: 0, to: 2 }]);
  assert.equal(replacedIn("Улица Абая (дом 5), улица", "улица", "проспект"), "проспект Абая (дом 5), проспект");
  assert.equal(replacedIn("цена (5)", "(5)", "$&"), "цена $&");
});

test("what was played is told once, without the jumps", () => {
  const played = new Played();
  for (const time of [1, 1.25, 1.5]) played.look(time, true);
  played.jump();
  for (const time of [9, 9.5]) played.look(time, true);
  assert.deepEqual(played.take(), [{ start: 1, end: 1.5 }, { start: 9, end: 9.5 }]);
  assert.deepEqual(played.take(), []);
});

test("the history tells the text after each revision, and which do not hold any more", () => {
  const revision = (number: number, operation: string, values: Record<string, unknown>): Revision => ({ number, operation, values, account_id: "a", at: "", reason: null });
  const steps = stepsOf(turn("где вы были"), [
    revision(1, "replace_text", { words: { first: 6, last: 6 }, text: "же мы" }),
    revision(2, "hide", { words: { first: 7, last: 7 } }),
    revision(3, "undo", { number: 2 }),
    revision(4, "insert_text", { words: { first: 7, last: 7 }, text: "вчера" }),
  ]);
  assert.deepEqual(steps.map((step) => step.after.join(" ")), ["где же мы были", "где же мы", "где же мы были", "где же мы были вчера"]);
  assert.deepEqual(steps.map((step) => step.undoneBy), [undefined, 3, undefined, undefined]);
  assert.deepEqual(machineText(turn("где вы")), ["где", "вы"]);
});

test("the picture of the sound never leaves it, and shows the strongest of a stretch in any channel", () => {
  assert.deepEqual(zoomed({ from: 0, to: 60 }, 0.5, 0, 60), { from: 0, to: 30 });
  assert.deepEqual(zoomed({ from: 30, to: 60 }, 4, 50, 60), { from: 0, to: 60 });
  const peaks = new Uint8Array(40);
  peaks[5] = 9;
  peaks[25] = 200;
  assert.equal(strongest(peaks, 2, 0.25, 0.3), 200);
  assert.equal(strongest(peaks, 2, 0.5, 0.6), 0);
});
