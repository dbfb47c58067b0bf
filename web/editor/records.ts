// What the API tells of a transcript, and the edits that it takes (docs/api.md).

/** From one machine word to another, both included. */
export interface Words {
  readonly first: number;
  readonly last: number;
}

export interface Word {
  readonly id: string;
  readonly number: number | null; // null: a person wrote it
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly language: string;
  readonly probability: number | null;
  readonly marks: readonly string[];
  readonly other_voice: string | null;
  readonly respelled_from: string | null; // what the engine wrote, marked as respelled
  readonly estimated: boolean;
  readonly revision: number | null;
}

export interface Checked {
  readonly account_id: string;
  readonly at: string;
}

export interface Turn {
  readonly words: readonly Word[];
  readonly hidden: readonly Word[];
  readonly numbers: Words;
  readonly voice: string;
  readonly checked: Checked | null;
  readonly revisions: readonly number[];
}

export interface TurnsPage {
  readonly turns: readonly Turn[];
  readonly participants: Readonly<Record<string, string>>;
  readonly next: number | null;
  readonly revision: number;
}

/** First and last word, start, end, number of the voice, letters, words in doubt, whether checked. */
export type TurnNumbers = readonly [number, number, number, number, number, number, number, boolean];

export interface Overview {
  readonly revision: number;
  readonly next: number | null;
  readonly voices: readonly string[];
  readonly participants: Readonly<Record<string, string>>;
  readonly turns: readonly TurnNumbers[];
}

export type Operation =
  | { readonly operation: "replace_text" | "insert_text"; readonly words: Words; readonly text: string }
  | { readonly operation: "hide" | "split_turn" | "join_turns"; readonly words: Words }
  | { readonly operation: "set_voice"; readonly words: Words; readonly voice: string }
  | { readonly operation: "merge_voices"; readonly voice: string; readonly into: string }
  | { readonly operation: "name_voice"; readonly voice: string; readonly participant_id: string | null }
  | { readonly operation: "set_language"; readonly words: Words; readonly language: string }
  | { readonly operation: "set_mark"; readonly words: Words; readonly mark: string; readonly on: boolean }
  | { readonly operation: "check"; readonly words: Words; readonly on: boolean }
  | { readonly operation: "undo"; readonly number: number };

export interface Revision {
  readonly number: number;
  readonly operation: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly account_id: string;
  readonly at: string;
  readonly reason: string | null;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Header {
  readonly voices: readonly { readonly name: string; readonly spans: readonly Span[] }[];
  readonly ledger: readonly (Span & { readonly kind: string })[];
}

export interface Participant {
  readonly id: string;
  readonly name: string;
  readonly role: string; // in the reader's language
}

/** What the page brings along. */
export interface Setting {
  readonly recording: string;
  readonly case: string;
  readonly layer: string;
  readonly turns: number; // of the machine
  readonly seconds: number;
  readonly channels: number;
  readonly picture: boolean;
  readonly account: string;
  readonly zone: string;
  readonly may_edit: boolean;
  readonly voices: readonly string[];
  readonly participants: readonly Participant[];
  readonly names: Readonly<Record<string, string>>; // of accounts
  readonly marks: Readonly<Record<string, string>>; // sentences in the reader's language
  readonly ledger: Readonly<Record<string, string>>;
  readonly languages: Readonly<Record<string, string>>;
}

/** The words of a turn with single spaces between them. */
export function textOf(turn: Turn): string {
  return turn.words.map((word) => word.text).join(" ");
}

/** Words of a text that somebody typed. */
export function tokensOf(text: string): string[] {
  return text.split(/\s+/).filter((each) => each !== "");
}
