// What somebody typed in a turn, as the one edit that makes it so.
import { type Operation, type Turn, type Word, tokensOf } from "./records.ts";

/** The edit that gives the turn this text; undefined where it has it already. */
export function changeTo(turn: Turn, text: string): Operation | undefined {
  const now = tokensOf(text);
  const { words } = turn;
  if (words.length === 0) return now.length === 0 ? undefined : addedAfter(turn.numbers.last, now);
  const { before, after } = alike(words, now);
  if (before === words.length && before === now.length) return undefined;
  let low = before;
  let high = words.length - 1 - after; // of what changed; below `low` where words only came in
  if (high < low) {
    const previous = words[before - 1]?.number ?? null;
    if (previous !== null && isFree(words, before)) return addedAfter(previous, now.slice(before, now.length - after));
    low = Math.max(0, before - 1);
    high = low;
  }
  while (!isFree(words, low) && low > 0) low -= 1;
  while (!isFree(words, high + 1) && high < words.length - 1) high += 1;
  const span = {
    first: low === 0 ? turn.numbers.first : (words[low]?.number ?? turn.numbers.first),
    last: high === words.length - 1 ? turn.numbers.last : (words[high]?.number ?? turn.numbers.last),
  };
  const written = now.slice(low, now.length - (words.length - 1 - high));
  return written.length === 0
    ? { operation: "hide", words: span }
    : { operation: "replace_text", words: span, text: written.join(" ") };
}

/** How many words at each end stay as they are. */
function alike(words: readonly Word[], now: readonly string[]): { before: number; after: number } {
  const most = Math.min(words.length, now.length);
  let before = 0;
  while (before < most && words[before]?.text === now[before]) before += 1;
  let after = 0;
  while (after < most - before && words[words.length - 1 - after]?.text === now[now.length - 1 - after]) after += 1;
  return { before, after };
}

/**
 * Whether an edit may begin with this word and end with the one before: words that people wrote hang on machine words
 * beside them, and which these are, is not told.
 */
function isFree(words: readonly Word[], index: number): boolean {
  const isWritten = (word: Word | undefined): boolean => word !== undefined && word.number === null;
  return !isWritten(words[index]) && !isWritten(words[index - 1]);
}

function addedAfter(word: number, written: readonly string[]): Operation {
  return { operation: "insert_text", words: { first: word, last: word }, text: written.join(" ") };
}

/** The machine words that some words of a turn stand for: those of the whole turn where that cannot be told closer. */
export function numbersOf(turn: Turn, from: number, to: number): { first: number; last: number } {
  let low = from;
  let high = to;
  while (!isFree(turn.words, low) && low > 0) low -= 1;
  while (!isFree(turn.words, high + 1) && high < turn.words.length - 1) high += 1;
  return {
    first: low === 0 ? turn.numbers.first : (turn.words[low]?.number ?? turn.numbers.first),
    last: high === turn.words.length - 1 ? turn.numbers.last : (turn.words[high]?.number ?? turn.numbers.last),
  };
}
