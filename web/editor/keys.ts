// Every key of the editor in one table; the list that `?` shows is made from it. A pedal works as the keys that it sends.
import { say } from "../messages.ts";

export type Command =
  | "play" | "back" | "forward" | "slower" | "faster" | "next" | "previous" | "doubt" | "edit" | "check"
  | "check-next" | "leave" | "word-left" | "word-right" | "wider-left" | "wider-right" | "split" | "join" | "hide" | "voice"
  | "language" | "mark" | "reason" | "find" | "history" | "voices" | "keys" | "undo";

export interface Key {
  readonly command: Command;
  readonly keys: readonly string[]; // as `KeyboardEvent.code` with modifiers, so that they are the same in every layout
  readonly typing: boolean; // works while a text is typed too
  readonly changes: boolean; // only for who may edit
  sentence(): string;
}

const DIGITS = Array.from({ length: 9 }, (_, index) => `Digit${index + 1}`);

export const KEYS: readonly Key[] = [
  { command: "play", keys: ["F4", "Ctrl+Space"], typing: true, changes: false, sentence: () => say("Play or pause; while typing, from the word at the caret") },
  { command: "play", keys: ["Space"], typing: false, changes: false, sentence: () => say("Play or pause") },
  { command: "back", keys: ["F2"], typing: true, changes: false, sentence: () => say("Back 2 seconds") },
  { command: "back", keys: ["ArrowLeft"], typing: false, changes: false, sentence: () => say("Back 2 seconds") },
  { command: "forward", keys: ["ArrowRight"], typing: false, changes: false, sentence: () => say("Forward 2 seconds") },
  { command: "slower", keys: ["Alt+Minus"], typing: true, changes: false, sentence: () => say("Slower") },
  { command: "faster", keys: ["Alt+Equal"], typing: true, changes: false, sentence: () => say("Faster") },
  { command: "previous", keys: ["ArrowUp", "KeyK"], typing: false, changes: false, sentence: () => say("Previous turn") },
  { command: "next", keys: ["ArrowDown", "KeyJ"], typing: false, changes: false, sentence: () => say("Next turn") },
  { command: "previous", keys: ["Alt+ArrowUp"], typing: true, changes: false, sentence: () => say("Previous turn, and go on typing there") },
  { command: "next", keys: ["Alt+ArrowDown"], typing: true, changes: false, sentence: () => say("Next turn, and go on typing there") },
  { command: "doubt", keys: ["F8"], typing: true, changes: false, sentence: () => say("Next doubtful place") },
  { command: "doubt", keys: ["KeyD"], typing: false, changes: false, sentence: () => say("Next doubtful place") },
  { command: "edit", keys: ["Enter", "KeyE"], typing: false, changes: true, sentence: () => say("Correct the text of the turn") },
  { command: "leave", keys: ["Enter", "Escape"], typing: true, changes: true, sentence: () => say("While typing: done; what you typed is saved") },
  { command: "check", keys: ["KeyC"], typing: false, changes: true, sentence: () => say("Heard and right: mark the turn as checked, or not checked") },
  { command: "check-next", keys: ["F9", "Ctrl+Enter"], typing: true, changes: true, sentence: () => say("Mark as checked and go to the next turn") },
  { command: "word-left", keys: ["Shift+ArrowLeft"], typing: false, changes: false, sentence: () => say("Word before") },
  { command: "word-right", keys: ["Shift+ArrowRight"], typing: false, changes: false, sentence: () => say("Word after") },
  { command: "wider-left", keys: ["Ctrl+Shift+ArrowLeft"], typing: false, changes: true, sentence: () => say("Select one word less") },
  { command: "wider-right", keys: ["Ctrl+Shift+ArrowRight"], typing: false, changes: true, sentence: () => say("Select one word more") },
  { command: "voice", keys: DIGITS, typing: false, changes: true, sentence: () => say("Give the turn, or the selected words, to voice 1 to 9") },
  { command: "split", keys: ["KeyS"], typing: false, changes: true, sentence: () => say("Split: a new turn begins with the current word") },
  { command: "join", keys: ["KeyM"], typing: false, changes: true, sentence: () => say("Join with the turn before") },
  { command: "hide", keys: ["Delete"], typing: false, changes: true, sentence: () => say("Nobody said the selected words") },
  { command: "language", keys: ["KeyL"], typing: false, changes: true, sentence: () => say("Language of the turn, or of the selected words") },
  { command: "mark", keys: ["KeyX"], typing: false, changes: true, sentence: () => say("Set a mark on the selected words or the turn, or take one off") },
  { command: "reason", keys: ["Alt+KeyR"], typing: true, changes: true, sentence: () => say("Reason for what you correct") },
  { command: "reason", keys: ["KeyR"], typing: false, changes: true, sentence: () => say("Reason for what you correct") },
  { command: "undo", keys: ["Ctrl+KeyZ"], typing: false, changes: true, sentence: () => say("Undo your last edit") },
  { command: "find", keys: ["Ctrl+KeyF", "Ctrl+KeyH"], typing: true, changes: false, sentence: () => say("Find and replace") },
  { command: "history", keys: ["KeyH"], typing: false, changes: false, sentence: () => say("History of the turn") },
  { command: "voices", keys: ["KeyV"], typing: false, changes: false, sentence: () => say("Voices") },
  { command: "keys", keys: ["?", "F1"], typing: false, changes: false, sentence: () => say("This list") },
];

/** What of a keyboard event tells a key. */
export interface Pressed {
  readonly code: string;
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The name of what was pressed. */
export function nameOf(pressed: Pressed): string {
  const code = pressed.code === "NumpadEnter" ? "Enter" : pressed.code.replace(/^Numpad(\d)$/, "Digit$1");
  const held = [(pressed.ctrlKey || pressed.metaKey) && "Ctrl", pressed.altKey && "Alt", pressed.shiftKey && "Shift"];
  return [...held.filter(Boolean), code].join("+");
}

/** The row of the table for what was pressed, and which of its keys it was. */
export function keyFor(pressed: Pressed, isTyping: boolean): { key: Key; which: number } | undefined {
  const name = nameOf(pressed);
  for (const key of KEYS) {
    const isHere = key.command === "leave" ? isTyping : key.typing || !isTyping;
    const which = key.keys.findIndex((each) => each === name || (each === "?" && pressed.key === "?" && !pressed.ctrlKey));
    if (isHere && which >= 0 && !(key.command === "keys" && isTyping)) return { key, which };
  }
  return undefined;
}

/** A key as it is written on a keyboard. */
export function labelOf(name: string): string {
  const words: Record<string, string> = {
    Space: say("Space"), ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Minus: "-", Equal: "=", Escape: "Esc",
  };
  return name.split("+").map((each) => words[each] ?? each.replace(/^(?:Key|Digit)/, "")).join(" + ");
}
