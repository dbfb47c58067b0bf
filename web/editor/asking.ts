// Dialogs: somebody else edited the same place, and the list of keys.
import { say } from "../messages.ts";
import { drawDifference, what } from "./history.ts";
import { KEYS, labelOf } from "./keys.ts";
import { make } from "./parts.ts";
import type { Choice, Trouble } from "./queue.ts";
import { type Setting, tokensOf } from "./records.ts";
import type { Voices } from "./voices.ts";

/** Show what stands in the way of an edit, with both texts beside each other, until the person has chosen. */
export function askAbout(trouble: Trouble, setting: Setting, voices: Voices): Promise<Choice> {
  const { edit, isRefused, theirs } = trouble;
  const isUndo = edit.kind === "other" && edit.operation.operation === "undo";
  const title = isUndo && !isRefused ? say("Later edits stand on this one") : isRefused ? say("The server did not take this edit") : say("Somebody else changed this place meanwhile");
  const dialog = make("dialog", { className: "conflict", "aria-labelledby": "conflict-title" }, make("h2", { id: "conflict-title" }, title));
  if (trouble.message && !isUndo) dialog.append(make("p", {}, trouble.message));
  if (edit.kind === "text") {
    const now = theirs ?? "";
    dialog.append(make("div", { className: "conflict-texts" },
      make("section", {}, make("h3", {}, say("Yours")), drawDifference(tokensOf(now), tokensOf(edit.text)), make("textarea", { readOnly: true, value: edit.text, "aria-label": say("Your text") })),
      make("section", {}, make("h3", {}, say("What stands there now")), make("p", { className: "difference" }, now || say("nothing")))));
  }
  const list = make("ul", {});
  for (const revision of trouble.now) {
    list.append(make("li", {}, `${what({ revision }, voices, setting)}, ${setting.names[revision.account_id] ?? say("a colleague")}`));
  }
  if (list.childElementCount > 0) dialog.append(list);
  return choose(dialog, isRefused, edit.kind === "text" ? "text" : edit.operation.operation);
}

function choose(dialog: HTMLDialogElement, isRefused: boolean, kind: string): Promise<Choice> {
  return new Promise((resolve) => {
    const answer = (choice: Choice): void => {
      dialog.close();
      dialog.remove();
      resolve(choice);
    };
    const actions = make("p", { className: "actions" });
    const mine = kind === "text" ? say("Put my text there") : kind === "undo" ? say("Undo those too") : say("Do it all the same");
    if (!isRefused) actions.append(make("button", { type: "button", className: "button second", onclick: () => answer("mine") }, mine));
    const other = kind === "undo" && !isRefused ? say("Leave it as it is") : isRefused ? say("Let my edit go") : say("Leave what stands there");
    actions.append(make("button", { type: "button", className: "button second", onclick: () => answer("theirs") }, other));
    dialog.append(actions);
    dialog.addEventListener("cancel", (event) => event.preventDefault()); // both texts stay until one is chosen
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Fill the list of keys. */
export function drawKeys(place: HTMLElement, mayEdit: boolean): void {
  const body = make("tbody", {});
  const rows = new Map<string, string[]>();
  for (const key of KEYS) {
    if (key.changes && !mayEdit) continue;
    const keys = key.command === "voice" ? ["1 … 9"] : key.keys.map(labelOf);
    rows.set(key.sentence(), [...(rows.get(key.sentence()) ?? []), ...keys]);
  }
  for (const [sentence, keys] of rows) {
    const cell = make("td", {});
    keys.forEach((each, index) => cell.append(index > 0 ? " " : "", make("kbd", {}, each)));
    body.append(make("tr", {}, make("th", { scope: "row" }, sentence), cell));
  }
  place.replaceChildren(make("table", {}, body));
}
