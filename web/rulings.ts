// Proposals that a person rules on: keys lead from one to the next, play its quotes and press its buttons.
import { playSpans } from "./protocol/player.ts";

const TYPES = "input, textarea, select, [contenteditable]";

/** What is being looked at: the proposal with the focus in it, or the first. */
function present(all: readonly HTMLElement[]): HTMLElement | undefined {
  return all.find((each) => each.contains(document.activeElement)) ?? all[0];
}

function go(to: HTMLElement | undefined): void {
  to?.focus();
  to?.scrollIntoView({ block: "start" });
}

function press(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).closest(TYPES)) return;
  const all = [...document.querySelectorAll<HTMLElement>(".ruled")];
  const now = present(all);
  if (!now) return;
  const place = all.indexOf(now);
  const isIn = now.contains(document.activeElement);
  if (event.code === "KeyJ") go(isIn ? all[place + 1] : now);
  else if (event.code === "KeyK") go(all[Math.max(0, place - 1)]);
  else if (/^Digit[1-9]$/.test(event.code)) now.querySelectorAll<HTMLElement>("[data-play]")[Number(event.code.slice(5)) - 1]?.click();
  else if (isIn) now.querySelector<HTMLElement>(`[data-key="${event.code}"]`)?.click();
  else return;
  event.preventDefault();
}

/** A ruling that says why is not sent without its reason. */
function ask(event: Event): void {
  const button = (event.target as Element).closest<HTMLElement>("button[data-reason]");
  const reason = button?.closest("form")?.querySelector<HTMLInputElement>("[name=reason]");
  if (!reason) return;
  reason.required = true;
  if (!reason.reportValidity()) event.preventDefault();
  reason.required = false;
}

playSpans();
document.addEventListener("keydown", press);
document.addEventListener("click", ask);
const wanted = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
if (wanted?.classList.contains("ruled")) go(wanted);
