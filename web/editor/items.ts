// The turns of a transcript in order: some in full, some in numbers only, some only known to be there.
import type { Overview, Turn, TurnsPage } from "./records.ts";
import { textOf } from "./records.ts";

export const PART = 500; // machine turns that are asked for in numbers at once
export const PAGE = 50; // machine turns that are asked for in full at once; PART is a multiple

export interface Item {
  readonly part: number; // from 0
  readonly machine: number | null; // the machine turn, where nothing else is known
  readonly first: number; // its first machine word; 0: not known
  readonly last: number;
  readonly start: number;
  readonly end: number;
  readonly voice: string;
  readonly letters: number;
  readonly doubts: number;
  readonly isChecked: boolean;
  readonly turn: Turn | null;
  readonly revision: number; // the newest that it shows
  readonly page: number; // the first machine turn of the page that it came with; 0: none
  height: number; // measured; 0: not yet
}

const UNKNOWN_LETTERS = 80;

export class Items {
  list: Item[];
  revision = 0;
  participants: Readonly<Record<string, string>> = {};
  readonly #machineTurns: number;

  constructor(machineTurns: number) {
    this.#machineTurns = machineTurns;
    this.list = Array.from({ length: machineTurns }, (_, index) => unknown(index + 1));
  }

  get parts(): number {
    return Math.ceil(this.#machineTurns / PART);
  }

  /** Whether the numbers of every turn are there. */
  get isCounted(): boolean {
    return this.list.every((item) => item.first > 0);
  }

  /** Where the turn with this machine word is; -1 while that is not known. */
  indexOf(word: number): number {
    return this.list.findIndex((item) => item.first <= word && word <= item.last);
  }

  /** Take turns in numbers. Those that are there in full stay so, unless they are older than the numbers. */
  addOverview(part: number, told: Overview): void {
    this.#note(told.revision, told.participants);
    const range = this.#rangeOf(part);
    const known = new Map(this.list.slice(range.from, range.to).map((item) => [item.first, item]));
    const made = told.turns.map((numbers): Item => {
      const [first, last, start, end, voice, letters, doubts, isChecked] = numbers;
      const old = known.get(first);
      if (old?.turn && old.last === last && old.revision >= told.revision) return old;
      const name = told.voices[voice] ?? "";
      const isSame = old?.turn && old.last === last && old.voice === name && old.isChecked === isChecked;
      return {
        part, machine: null, first, last, start, end, voice: name, letters, doubts, isChecked,
        turn: isSame ? old.turn : null, revision: isSame ? old.revision : told.revision, page: old?.page ?? 0,
        height: old?.letters === letters ? old.height : 0,
      };
    });
    this.list.splice(range.from, range.to - range.from, ...made);
  }

  /** Take turns in full, those that begin in `PAGE` machine turns from `page` on. */
  addPage(page: number, told: TurnsPage): void {
    if (this.list.some((item) => item.page === page && item.turn && item.revision > told.revision)) return; // it was overtaken
    this.#note(told.revision, told.participants);
    const part = Math.floor((page - 1) / PART);
    const made = told.turns.map((turn) => itemOf(turn, part, page, told.revision));
    const isOld = this.list.some((item) => item.machine !== null && item.machine >= page && item.machine < page + PAGE);
    const words = { first: told.turns[0]?.numbers.first ?? 0, last: told.turns.at(-1)?.numbers.last ?? 0 };
    const goes = (item: Item): boolean =>
      item.machine !== null
        ? item.machine >= page && item.machine < page + PAGE
        : item.page === page || (item.first >= words.first && item.first <= words.last);
    let at = this.list.findIndex(goes);
    if (at < 0) at = isOld ? 0 : this.list.findIndex((item) => item.first > words.last);
    const heights = new Map(this.list.filter(goes).map((item) => [item.first, item]));
    for (const item of made) {
      const old = heights.get(item.first);
      if (old?.turn && sameWords(old.turn, item.turn)) item.height = old.height;
    }
    const kept = this.list.filter((item) => !goes(item));
    kept.splice(at < 0 ? kept.length : at, 0, ...made);
    this.list = kept;
  }

  /** Turns of these pages are to be asked for again when they come into sight. */
  forget(pages: ReadonlySet<number>): void {
    this.list = this.list.map((item) => (item.turn && pages.has(item.page) ? { ...item, turn: null, revision: 0 } : item));
  }

  /** Whether there is such a page of which not all is here in full. */
  isWanted(page: number): boolean {
    if (page > this.#machineTurns) return false;
    return !this.list.some((item) => item.page === page && item.turn !== null);
  }

  /** The page in which the turn at an index begins, as near as it is known. */
  pageOf(index: number): number {
    const item = this.list[index];
    if (!item) return 1;
    if (item.machine !== null) return rounded(item.machine);
    if (item.page) return item.page;
    const { from, to } = this.#rangeOf(item.part);
    const ofPart = Math.min(PART, this.#machineTurns - item.part * PART);
    return rounded(item.part * PART + 1 + Math.floor(((index - from) / (to - from)) * ofPart));
  }

  #note(revision: number, participants: Readonly<Record<string, string>>): void {
    if (revision < this.revision) return;
    this.revision = revision;
    this.participants = participants;
  }

  #rangeOf(part: number): { from: number; to: number } {
    const from = this.list.findIndex((item) => item.part >= part);
    if (from < 0) return { from: this.list.length, to: this.list.length };
    let to = from;
    while (this.list[to]?.part === part) to += 1;
    return { from, to };
  }
}

function rounded(machine: number): number {
  return Math.floor((machine - 1) / PAGE) * PAGE + 1;
}

function unknown(machine: number): Item {
  return {
    part: Math.floor((machine - 1) / PART), machine, first: 0, last: 0, start: Infinity, end: Infinity, voice: "", letters: UNKNOWN_LETTERS,
    doubts: 0, isChecked: false, turn: null, revision: 0, page: 0, height: 0,
  };
}

function itemOf(turn: Turn, part: number, page: number, revision: number): Item {
  const all = [...turn.words, ...turn.hidden];
  return {
    part, machine: null, first: turn.numbers.first, last: turn.numbers.last,
    start: Math.min(...all.map((word) => word.start)), end: Math.max(...all.map((word) => word.end)),
    voice: turn.voice, letters: textOf(turn).length, doubts: turn.words.filter((word) => word.marks.length > 0).length,
    isChecked: turn.checked !== null, turn, revision, page, height: 0,
  };
}

function sameWords(one: Turn, other: Turn | null): boolean {
  return other !== null && textOf(one) === textOf(other) && one.hidden.length === other.hidden.length;
}
