// Which word is being spoken.
import type { Item } from "./items.ts";
import type { Word } from "./records.ts";

const OVERLAPPING = 6; // turns that may go on while a later one has begun

/** The index of the last of some things that begin at a time or before it; -1: none. */
export function lastBegun(list: readonly { readonly start: number }[], time: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.start ?? Infinity) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The word of a turn at a time; -1 in a pause. */
export function wordAt(words: readonly Word[], time: number): number {
  for (let index = lastBegun(words, time); index >= 0 && index > lastBegun(words, time) - 3; index -= 1) {
    if (time < (words[index]?.end ?? 0)) return index;
  }
  return -1;
}

/** The turn and the word at a time: of turns that overlap the one that has a word there, the later first. */
export function placeAt(items: readonly Item[], time: number): { index: number; word: number } {
  const last = lastBegun(items, time);
  let inside = -1;
  for (let index = last; index >= 0 && index > last - OVERLAPPING; index -= 1) {
    const item = items[index];
    if (!item || time >= item.end) continue;
    if (inside < 0) inside = index;
    const word = item.turn ? wordAt(item.turn.words, time) : -1;
    if (word >= 0) return { index, word };
  }
  return { index: inside, word: -1 };
}
