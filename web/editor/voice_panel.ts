// The voices of the recording: whose each is, and which two are one.
import { say } from "../messages.ts";
import type { Item } from "./items.ts";
import { make } from "./parts.ts";
import type { Operation, Setting } from "./records.ts";
import type { Voices } from "./voices.ts";

/** Draw the voices into a place. `edit`: absent for who may only read. */
export function drawVoices(
  place: HTMLElement, items: readonly Item[],
  { setting, voices, edit }: { setting: Setting; voices: Voices; edit: ((operation: Operation) => void) | undefined },
): void {
  const counts = new Map<string, number>();
  for (const item of items) if (item.voice !== "") counts.set(item.voice, (counts.get(item.voice) ?? 0) + 1);
  const used = voices.names.filter((voice) => counts.has(voice) || items.some((item) => item.first === 0));
  const list = make("ul", { className: "voices" });
  for (const voice of used) {
    const head = make("p", { className: "turn-voice", "data-colour": voices.colour(voice) },
      make("span", { className: "voice-number" }, String(voices.number(voice))), " ", make("b", {}, voices.title(voice)), " ",
      make("span", { className: "soft" }, say("turns: %(count)s", { count: counts.get(voice) ?? 0 })));
    const row = make("li", {}, head);
    if (edit) row.append(naming(voice, setting, voices, edit), merging(voice, used, voices, edit));
    list.append(row);
  }
  place.replaceChildren(list);
  if (edit) {
    place.append(make("p", { className: "hint" }, say("A person who is not in the list is added on the page of the case; reload this page then."), " ",
      make("a", { href: `/cases/${setting.case}#persons` }, say("Persons of the case"))));
  }
}

function naming(voice: string, setting: Setting, voices: Voices, edit: (operation: Operation) => void): HTMLElement {
  const select = make("select", { "aria-label": say("Whose voice %(number)s is", { number: voices.number(voice) }) },
    make("option", { value: "" }, say("not known")));
  for (const person of setting.participants) select.append(make("option", { value: person.id }, `${person.name} (${person.role})`));
  select.value = voices.person(voice)?.id ?? "";
  select.addEventListener("change", () => edit({ operation: "name_voice", voice, participant_id: select.value || null }));
  return select;
}

function merging(voice: string, used: readonly string[], voices: Voices, edit: (operation: Operation) => void): HTMLElement | string {
  const others = used.filter((each) => each !== voice);
  if (others.length === 0) return "";
  const select = make("select", { "aria-label": say("Merge voice %(number)s into another", { number: voices.number(voice) }) },
    make("option", { value: "" }, say("merge into…")));
  for (const other of others) select.append(make("option", { value: other }, `${voices.number(other)} ${voices.label(other)}`));
  select.addEventListener("change", () => {
    const into = select.value;
    select.value = "";
    const values = { one: voices.label(voice), other: voices.label(into) };
    if (into && window.confirm(say("All turns of “%(one)s” become turns of “%(other)s”, in the whole recording. Merge?", values))) {
      edit({ operation: "merge_voices", voice, into });
    }
  });
  return select;
}

/** Fill the list that gives words to a voice, where it does not hold these voices already. */
export function fillVoices(select: HTMLSelectElement, voices: Voices): void {
  const wanted = voices.names.map((voice) => `${voices.number(voice)} ${voices.label(voice)}`);
  const key = wanted.join("|");
  if (select.dataset["shown"] === key) return;
  select.dataset["shown"] = key;
  const options = wanted.map((label, index) => make("option", { value: voices.names[index] }, label));
  select.replaceChildren(make("option", { value: "" }, say("Give to voice…")), ...options, make("option", { value: "+" }, say("a new voice")));
}
