// What the page says of edits on their way, and of how much is checked.
import { say } from "../messages.ts";
import type { Items } from "./items.ts";
import { byId } from "./parts.ts";
import type { State } from "./queue.ts";

/** Where the edits are; `count`: how many are not acknowledged. */
export function showState(state: State, count: number): void {
  const told: Record<State, () => string> = {
    saved: () => say("All saved"),
    saving: () => say("Saving…"),
    asking: () => say("Waiting for your choice"),
    offline: () => say("No connection. Edits kept in this browser: %(count)s; they are sent when it is back.", { count }),
    "signed-out": () => say("Your sign-in has ended. Edits kept in this browser: %(count)s; sign in as yourself in another tab.", { count }),
  };
  const place = byId("save-state");
  const text = told[state]();
  if (place.textContent !== text) place.textContent = text;
  place.dataset["state"] = state;
  byId("sign-in-again").hidden = state !== "signed-out";
}

/** How many turns are checked, once all of them are counted. */
export function showProgress(items: Items): void {
  if (!items.isCounted) return;
  const checked = items.list.filter((item) => item.isChecked).length;
  const doubts = items.list.filter((item) => item.doubts > 0 && !item.isChecked).length;
  byId<HTMLProgressElement>("checked-bar").max = items.list.length;
  byId<HTMLProgressElement>("checked-bar").value = checked;
  byId("checked-words").textContent = say("Checked: %(checked)s of %(all)s turns; with doubts: %(doubts)s", { checked, all: items.list.length, doubts });
}
