// Dialogs in which a person says something of words: their language, or a mark and why.
import { say } from "../messages.ts";
import { make } from "./parts.ts";
import type { Setting, Word } from "./records.ts";

const ORDER = ["ru", "kk", "en"];
const MOST_LETTERS = 80; // of the words that a title quotes

/** A mark that is to be set or taken off. */
export interface MarkChosen {
  readonly mark: string;
  readonly on: boolean;
  readonly reason: string;
}

/** Ask for the language of some words; undefined: none was chosen. */
export function chooseLanguage(words: readonly Word[], { languages }: Setting): Promise<string | undefined> {
  const present = new Set(words.map((word) => word.language));
  const codes = Object.keys(languages).sort((one, other) => ORDER.indexOf(one) - ORDER.indexOf(other));
  return shown(say("Language of: “%(words)s”", { words: quoted(words) }), (dialog, done) => {
    const choices = make("div", { className: "choices" });
    codes.forEach((code, index) => {
      const isNow = present.size === 1 && present.has(code);
      const key = make("kbd", { "aria-hidden": true }, String(index + 1));
      choices.append(make("button", { type: "button", className: "choice", autofocus: index === 0, "aria-current": isNow || undefined, onclick: () => done(code) }, languages[code] ?? code, " ", key));
    });
    dialog.append(choices);
    dialog.addEventListener("keydown", (event) => {
      const code = codes[Number(/^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? 0) - 1];
      if (code === undefined) return;
      event.preventDefault();
      event.stopPropagation(); // the page would take it for the key of a voice
      done(code);
    });
    return [];
  });
}

/** Ask for a mark of some words and the reason; undefined: nothing is to change. */
export function chooseMark(words: readonly Word[], { marks }: Setting, reason: string): Promise<MarkChosen | undefined> {
  const count = (mark: string): number => words.filter((word) => word.marks.includes(mark)).length;
  const inOrder = Object.entries(marks).sort(([one], [other]) => count(other) - count(one)); // those that stand come first
  const first = inOrder[0]?.[0] ?? "";
  return shown(say("Mark of: “%(words)s”", { words: quoted(words) }), (dialog, done) => {
    const set = make("button", { type: "button", className: "button" }, say("Set the mark"));
    const takeOff = make("button", { type: "button", className: "button" }, say("Take the mark off"));
    const field = make("textarea", { id: "mark-reason", rows: 2, maxLength: 2000, value: reason, "aria-describedby": "mark-fault" });
    const fault = make("p", { id: "mark-fault", className: "fault", role: "alert", hidden: true }, say("Say why: the history shows it."));
    const list = make("fieldset", { className: "marks" }, make("legend", {}, say("What is doubtful")));
    let chosen = first;
    const choose = (mark: string): void => {
      chosen = mark;
      set.hidden = count(mark) === words.length;
      takeOff.hidden = count(mark) === 0;
    };
    for (const [mark, sentence] of inOrder) {
      const radio = make("input", { type: "radio", name: "mark", value: mark, checked: mark === first, autofocus: mark === first, onchange: () => choose(mark) });
      const stands = count(mark) === 0 ? "" : count(mark) === words.length ? say("stands") : say("stands on some of them");
      list.append(make("label", { className: "check" }, radio, make("span", {}, sentence), stands && make("span", { className: "badge wait" }, stands)));
    }
    choose(first);
    const answer = (on: boolean): void => {
      const why = field.value.trim();
      fault.hidden = why !== "";
      field.setAttribute("aria-invalid", String(why === ""));
      if (why === "") field.focus();
      else done({ mark: chosen, on, reason: why });
    };
    set.onclick = () => answer(true);
    takeOff.onclick = () => answer(false);
    dialog.append(list, make("div", { className: "field" }, make("label", { htmlFor: "mark-reason" }, say("Reason")), field, fault));
    return [set, takeOff];
  });
}

function quoted(words: readonly Word[]): string {
  const text = words.map((word) => word.text).join(" ");
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text;
}

/** A dialog until it is answered. `fill` puts into it what it asks, and gives the buttons that answer. */
function shown<T>(title: string, fill: (dialog: HTMLDialogElement, done: (answer: T) => void) => HTMLElement[]): Promise<T | undefined> {
  return new Promise((resolve) => {
    const dialog = make("dialog", { className: "choosing", "aria-labelledby": "choosing-title" }, make("h2", { id: "choosing-title" }, title));
    const close = (answer?: T): void => {
      resolve(answer);
      dialog.close();
    };
    const buttons = fill(dialog, close);
    const cancel = make("button", { type: "button", className: "button second", onclick: () => close() }, say("Cancel"));
    dialog.append(make("p", { className: "actions" }, ...buttons, cancel));
    dialog.addEventListener("close", () => {
      resolve(undefined); // by Esc
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
