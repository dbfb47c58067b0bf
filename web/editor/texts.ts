// The text of a turn after each of its revisions, for its history.
import { differences } from "./diff.ts";
import { type Revision, type Turn, type Words, tokensOf } from "./records.ts";

interface Piece {
  text: string;
  first: number;
  last: number;
  isHidden: boolean;
}

/** A revision, what it made of the text, and whether a later one undid it. */
export interface Step {
  readonly revision: Revision;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly undoneBy: number | undefined;
}

/** What the machine wrote in the words of a turn. */
export function machineText(turn: Turn): string[] {
  return machinePieces(turn).map((piece) => piece.text);
}

/** Each revision in order with the text before and after it. */
export function stepsOf(turn: Turn, revisions: readonly Revision[]): Step[] {
  const undone = undoes(revisions);
  let before = folded(turn, []);
  return revisions.map((revision, index) => {
    const after = folded(turn, revisions.slice(0, index + 1));
    const step = { revision, before, after, undoneBy: undone.get(revision.number) };
    before = after;
    return step;
  });
}

/** Which revisions do not hold any more, and what undid them. */
export function undoes(revisions: readonly Revision[]): Map<number, number> {
  const undone = new Map<number, number>();
  for (const each of [...revisions].reverse()) {
    if (each.operation === "undo" && !undone.has(each.number)) undone.set(Number(each.values["number"]), each.number);
  }
  return undone;
}

function folded(turn: Turn, revisions: readonly Revision[]): string[] {
  const undone = undoes(revisions);
  let pieces = machinePieces(turn);
  for (const each of revisions) if (!undone.has(each.number)) pieces = edited(pieces, each);
  return pieces.filter((piece) => !piece.isHidden).map((piece) => piece.text);
}

function machinePieces(turn: Turn): Piece[] {
  const words = [...turn.words, ...turn.hidden].flatMap(({ text, number }) => (number === null ? [] : [{ text, number }]));
  words.sort((one, other) => one.number - other.number);
  return words.map(({ text, number }) => ({ text, first: number, last: number, isHidden: false }));
}

function edited(pieces: Piece[], { operation, values }: Revision): Piece[] {
  const words = values["words"] as Words | undefined;
  if (!words || !["replace_text", "insert_text", "hide"].includes(operation)) return pieces;
  const touched = pieces.filter((piece) => piece.first <= words.last && words.first <= piece.last);
  const at = touched[0] ? pieces.indexOf(touched[0]) : -1;
  if (at < 0) return pieces;
  const written = tokensOf(String(values["text"] ?? ""));
  let now: Piece[];
  if (operation === "hide") now = touched.map((piece) => ({ ...piece, isHidden: true }));
  else if (operation === "insert_text") now = [...touched, ...written.map((text) => ({ text, ...words, isHidden: false }))];
  else now = rewritten(touched, written);
  return [...pieces.slice(0, at), ...now, ...pieces.slice(at + touched.length)];
}

function rewritten(touched: readonly Piece[], written: readonly string[]): Piece[] {
  const said = touched.filter((piece) => !piece.isHidden);
  const made: Piece[] = touched.filter((piece) => piece.isHidden).map((piece) => ({ ...piece }));
  const range = { first: touched[0]?.first ?? 0, last: touched.at(-1)?.last ?? 0 };
  let next = 0;
  for (const { kind, text } of differences(said.map((piece) => piece.text), written)) {
    for (const each of text) {
      if (kind === "in") made.push({ text: each, ...range, isHidden: false });
      else {
        const piece = said[next];
        next += 1;
        if (piece) made.push({ ...piece, isHidden: kind === "out" });
      }
    }
  }
  return made;
}
