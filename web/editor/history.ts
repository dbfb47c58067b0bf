// What became of a turn: the machine's words, every revision with who, when and why, and the way back.
import { say } from "../messages.ts";
import { differences } from "./diff.ts";
import { clock, make, moment } from "./parts.ts";
import type { Revision, Setting, Turn } from "./records.ts";
import { type Step, machineText, stepsOf } from "./texts.ts";
import type { Voices } from "./voices.ts";

/** Draw the history into a place. `undo`: absent for who may only read. */
export function drawHistory(
  place: HTMLElement, turn: Turn, revisions: readonly Revision[],
  { setting, voices, undo }: { setting: Setting; voices: Voices; undo: ((revision: Revision) => void) | undefined },
): void {
  const start = Math.min(...[...turn.words, ...turn.hidden].map((word) => word.start));
  const steps = stepsOf(turn, revisions).reverse();
  const list = make("ol", { className: "history" });
  for (const step of steps) {
    const { revision } = step;
    const who = setting.names[revision.account_id] ?? say("a colleague");
    const item = make("li", {},
      make("p", {}, make("b", {}, what(step, voices, setting)), " ", make("span", { className: "soft" }, say("%(name)s, %(time)s", { name: who, time: moment(revision.at, setting.zone) }))),
      revision.reason ? make("p", { className: "soft" }, say("Reason: %(reason)s", { reason: revision.reason })) : null,
      step.before.join(" ") === step.after.join(" ") ? null : drawDifference(step.before, step.after));
    if (step.undoneBy !== undefined) item.append(make("p", { className: "soft" }, say("Undone by revision %(number)s", { number: step.undoneBy })));
    else if (undo) {
      item.append(make("button", { type: "button", className: "quiet", onclick: () => undo(revision) },
        say("Undo"), make("span", { className: "unseen" }, ` ${revision.number}`)));
    }
    list.append(item);
  }
  list.append(make("li", {}, make("p", {}, make("b", {}, say("The machine wrote"))), make("p", { className: "difference" }, machineText(turn).join(" "))));
  place.replaceChildren(make("p", { className: "soft" }, say("Turn from %(time)s", { time: clock(start) })), list);
}

/** Words that went out and came in, told by more than colour. */
export function drawDifference(before: readonly string[], after: readonly string[]): HTMLElement {
  const made = make("p", { className: "difference" });
  for (const { kind, text } of differences(before, after)) {
    const words = text.join(" ");
    made.append(kind === "same" ? words : make(kind === "in" ? "ins" : "del", {}, words), " ");
  }
  return made;
}

/** What a revision did, in words. */
export function what({ revision: { operation, values, number } }: Pick<Step, "revision">, voices: Voices, setting: Setting): string {
  const voice = voices.title(String(values["voice"] ?? ""));
  const mark = setting.marks[String(values["mark"])] ?? String(values["mark"]);
  const told: Record<string, () => string> = {
    replace_text: () => say("Text corrected"),
    insert_text: () => say("Words added"),
    hide: () => say("Nobody said this"),
    split_turn: () => say("Turn split"),
    join_turns: () => say("Joined with the turn before"),
    set_voice: () => say("Given to: %(voice)s", { voice }),
    merge_voices: () => say("Voices merged into: %(voice)s", { voice: voices.title(String(values["into"] ?? "")) }),
    name_voice: () => say("Voice named"),
    set_language: () => say("Language: %(language)s", { language: setting.languages[String(values["language"])] ?? String(values["language"]) }),
    set_mark: () => (values["on"] ? say("Mark set: %(mark)s", { mark }) : say("Mark taken off: %(mark)s", { mark })),
    check: () => (values["on"] ? say("Checked") : say("Check taken back")),
    undo: () => say("Undid revision %(number)s", { number: String(values["number"]) }),
  };
  return `${number}. ${told[operation]?.() ?? operation}`;
}
