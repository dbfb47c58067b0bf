// The text of one turn while it is typed. A picture of the text lies under the field, so that the word being spoken can be
// lit without touching the field or its caret, and so that the field grows with its text.
import { say } from "../messages.ts";
import { lastBegun } from "./lit.ts";
import { make } from "./parts.ts";
import type { Turn, Word } from "./records.ts";

interface Token {
  readonly from: number; // letters
  readonly to: number;
}

export class Typing {
  readonly element: HTMLElement;
  readonly field: HTMLTextAreaElement;
  readonly #words: readonly Word[];
  readonly #before = document.createTextNode("");
  readonly #lit = make("mark", {});
  readonly #after = document.createTextNode("");
  #now = -1;

  constructor(turn: Turn, text: string, changed: (text: string) => void) {
    this.#words = turn.words;
    this.field = make("textarea", { value: text, spellcheck: false, "aria-label": say("Text of the turn"), rows: 1, maxLength: 10_000 });
    const picture = make("div", { className: "typing-picture", "aria-hidden": true }, this.#before, this.#lit, this.#after, "\u200b");
    this.element = make("div", { className: "typing" }, picture, this.field);
    this.#before.data = text;
    this.field.addEventListener("input", () => {
      this.#paint(-1);
      changed(this.field.value);
    });
  }

  /** Put the caret before the word of that number. */
  focus(word: number): void {
    const token = tokensIn(this.field.value)[word];
    const at = token?.from ?? this.field.value.length;
    this.field.focus({ preventScroll: true });
    this.field.setSelectionRange(at, at);
  }

  /** When what stands at the caret is said, as far as words of the turn tell. */
  timeAtCaret(): number | undefined {
    const tokens = tokensIn(this.field.value);
    const index = tokens.findIndex((token) => token.to >= this.field.selectionStart);
    return this.#words[this.#wordOf(index < 0 ? tokens.length - 1 : index, tokens)]?.start;
  }

  /** Which word of the turn stands at the caret. */
  wordAtCaret(): number {
    const tokens = tokensIn(this.field.value);
    const index = tokens.findIndex((token) => token.to > this.field.selectionStart);
    return this.#wordOf(index < 0 ? tokens.length - 1 : index, tokens);
  }

  /** Light the word that is spoken. */
  light(time: number): void {
    const index = lastBegun(this.#words, time);
    const isSpoken = index >= 0 && time < (this.#words[index]?.end ?? 0);
    if (!isSpoken) return this.#paint(-1);
    const tokens = tokensIn(this.field.value);
    const share = tokens.length - this.#words.length;
    const fromEnd = index + share;
    const isAt = (at: number): boolean => {
      const token = tokens[at];
      return token !== undefined && this.field.value.slice(token.from, token.to) === this.#words[index]?.text;
    };
    this.#paint(isAt(index) ? index : isAt(fromEnd) ? fromEnd : -1, tokens);
  }

  /** Words before what was changed count from the beginning, those behind it from the end. */
  #wordOf(index: number, tokens: readonly Token[]): number {
    const token = tokens[index];
    const text = token ? this.field.value.slice(token.from, token.to) : "";
    const fromEnd = index + this.#words.length - tokens.length;
    if (this.#words[index]?.text !== text && this.#words[fromEnd]?.text === text) return fromEnd;
    return Math.max(0, Math.min(this.#words.length - 1, index));
  }

  #paint(word: number, tokens: readonly Token[] = []): void {
    const text = this.field.value;
    if (word === this.#now && word >= 0) return;
    if (word < 0 && this.#now < 0 && this.#before.data === text) return;
    this.#now = word;
    const token = tokens[word];
    this.#before.data = token ? text.slice(0, token.from) : text;
    this.#lit.textContent = token ? text.slice(token.from, token.to) : "";
    this.#after.data = token ? text.slice(token.to) : "";
  }
}

function tokensIn(text: string): Token[] {
  return Array.from(text.matchAll(/\S+/g), (found) => ({ from: found.index, to: found.index + found[0].length }));
}
