// Finding words in the transcript, page by page where it is not here yet, and replacing them turn by turn.
import type { Item } from "./items.ts";
import { textOf } from "./records.ts";

/** Where a text is found: the turn, and from which of its words to which. */
export interface Found {
  readonly first: number;
  readonly from: number;
  readonly to: number;
}

/** Case and the Russian ё do not matter; spaces are as wide as one. */
export function plain(text: string): string {
  return text.toLowerCase().replaceAll("ё", "е").replace(/\s+/g, " ").trim();
}

/** Where the sought text stands in a turn's words. */
export function foundIn(words: readonly string[], sought: string): { from: number; to: number }[] {
  const wanted = plain(sought);
  if (wanted === "") return [];
  const begins: number[] = [];
  let text = "";
  for (const word of words) {
    begins.push(text.length);
    text += `${plain(word)} `;
  }
  const found: { from: number; to: number }[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    found.push({ from: begins.findLastIndex((begin) => begin <= at), to: begins.findLastIndex((begin) => begin < at + wanted.length) });
  }
  return found;
}

/** Each occurrence in a text replaced; the letters around it stay as they are. */
export function replacedIn(text: string, sought: string, instead: string): string {
  const pattern = plain(sought).split(" ").map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
  const wanted = pattern.join("\\s+").replaceAll("е", "[её]");
  return wanted === "" ? text : text.replace(new RegExp(wanted, "giu"), () => instead);
}

/** All places in the turns that are here. */
export function foundAmong(items: readonly Item[], sought: string): Found[] {
  return items.flatMap(({ turn, first }) => {
    if (!turn || !plain(textOf(turn)).includes(plain(sought))) return [];
    return foundIn(turn.words.map((word) => word.text), sought).map((each) => ({ first, ...each }));
  });
}
