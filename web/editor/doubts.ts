// Why a word needs an ear, and the way from one such place to the next.
import type { Item } from "./items.ts";
import type { Span, Word } from "./records.ts";

export type Doubt = "short" | "invented" | "voice" | "unsure";

const INVENTED = new Set(["no_speech", "repetition", "credits", "compressible"]);
const OF_VOICE = new Set(["near_boundary", "voice_doubt", "overlap"]);
const SHORT = new Set(["да", "нет", "ага", "угу", "не", "иә", "ия", "жоқ", "жок", "yes", "no"]);

/** The gravest doubt of a word; a short answer that may be the other voice's turns testimony round. */
export function doubtOf(word: Word): Doubt | undefined {
  if (word.marks.length === 0) return undefined;
  const isOfVoice = word.marks.some((mark) => OF_VOICE.has(mark));
  if (isOfVoice && SHORT.has(word.text.toLowerCase().replace(/[^\p{L}]/gu, ""))) return "short";
  if (word.marks.some((mark) => INVENTED.has(mark))) return "invented";
  return isOfVoice ? "voice" : "unsure";
}

/** A place to hear: a word of a turn (-1: the turn is not loaded yet, its first doubtful word), or a gap. */
export type Place =
  | { readonly kind: "word"; readonly index: number; readonly word: number }
  | { readonly kind: "gap"; readonly gap: Span };

/** The beginnings of stretches of doubtful words. */
export function doubtfulWords(words: readonly Word[]): number[] {
  const found: number[] = [];
  words.forEach((word, index) => {
    const before = words[index - 1];
    if (word.marks.length > 0 && before?.marks.join() !== word.marks.join()) found.push(index);
  });
  return found;
}

/** The next place that nobody has checked, after a word of a turn; going round at the end. */
export function nextDoubt(items: readonly Item[], gaps: readonly Span[], from: { index: number; word: number }, time: number): Place | undefined {
  const inTurn = items[from.index]?.turn;
  if (inTurn && !items[from.index]?.isChecked) {
    const next = doubtfulWords(inTurn.words).find((word) => word > from.word);
    if (next !== undefined) return { kind: "word", index: from.index, word: next };
  }
  const count = items.length;
  for (let step = 1; step <= count; step += 1) {
    const index = (from.index + step) % count;
    const item = items[index];
    if (!item || item.doubts === 0 || item.isChecked) continue;
    const gap = gaps.find((each) => each.start > time);
    if (gap && (index <= from.index || gap.start < item.start)) return { kind: "gap", gap };
    const word = item.turn ? (doubtfulWords(item.turn.words)[0] ?? -1) : -1;
    return { kind: "word", index, word };
  }
  const gap = gaps.find((each) => each.start > time) ?? gaps[0];
  return gap ? { kind: "gap", gap } : undefined;
}
