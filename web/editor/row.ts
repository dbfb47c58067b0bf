// One turn as it stands on the page.
import { say } from "../messages.ts";
import { doubtOf } from "./doubts.ts";
import type { Item } from "./items.ts";
import { clock, make, moment } from "./parts.ts";
import { type Setting, type Turn, type Word, tokensOf } from "./records.ts";
import type { Voices } from "./voices.ts";

const SIGNS = { short: "!", invented: "×", voice: "⇄", unsure: "?" } as const;

/** What a row shows besides the turn itself. */
export interface Beside {
  readonly setting: Setting;
  readonly voices: Voices;
  readonly wanted: string | undefined; // a text that is on its way to the server
  readonly check: boolean | undefined; // a check that is on its way
}

/** The row; `data-first` names the turn, `data-word` each word. */
export function drawRow(item: Item, beside: Beside): HTMLElement {
  const { turn } = item;
  const row = make("div", { role: "listitem", className: "turn", tabIndex: -1, "data-first": item.first });
  if (!turn) {
    row.append(make("p", { className: "turn-words soft" }, say("loading…")));
    row.setAttribute("aria-busy", "true");
    return row;
  }
  row.classList.toggle("is-checked", beside.check ?? item.isChecked);
  row.append(side(item, beside), words(turn, beside), state(item, turn, beside));
  return row;
}

function side(item: Item, { voices, setting }: Beside): HTMLElement {
  const time = clock(item.start);
  const language = languageOf(item.turn?.words ?? []);
  return make(
    "div",
    { className: "turn-side" },
    make("button", { type: "button", className: "turn-time", "data-act": "play", tabIndex: -1, "aria-label": say("Play from %(time)s", { time }) }, time),
    language ? make("span", { className: "turn-language", title: setting.languages[language] ?? language }, language) : null,
    make("span", { className: "turn-voice", title: voices.title(item.voice), "data-colour": voices.colour(item.voice) },
      make("span", { className: "voice-number" }, String(voices.number(item.voice))), " ", voices.label(item.voice)),
  );
}

/** The language of most of the words. */
export function languageOf(words: readonly Word[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word.language, (counts.get(word.language) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0] ?? "";
}

/** The text of a turn: its words or, while another text is on its way, that one. */
function words(turn: Turn, beside: Beside): HTMLElement {
  const place = make("p", { className: "turn-words", lang: languageOf(turn.words) || undefined });
  if (beside.wanted !== undefined) {
    place.classList.add("is-waiting");
    place.append(...spaced(tokensOf(beside.wanted).map((each) => make("span", { className: "word" }, each))));
    if (place.childElementCount > 0) return place;
  }
  if (turn.words.length === 0 || beside.wanted !== undefined) {
    const said = turn.hidden.map((word) => word.text).join(" ");
    place.append(make("span", { className: "soft" }, say("Nobody said this:"), " "), make("s", { className: "soft" }, said));
    return place;
  }
  place.append(...spaced(turn.words.map((word, index) => drawWord(word, index, beside, place.lang))));
  return place;
}

function spaced(parts: HTMLElement[]): (HTMLElement | string)[] {
  return parts.flatMap((each, index) => (index === 0 ? [each] : [" ", each]));
}

function drawWord(word: Word, index: number, { setting, voices }: Beside, language: string): HTMLElement {
  const isOther = word.language !== language;
  const made = make("span", { className: "word", "data-word": index, lang: isOther ? word.language : undefined }, word.text);
  const doubt = doubtOf(word);
  const told = word.marks.map((mark) => setting.marks[mark] ?? mark);
  if (word.other_voice) told.push(say("perhaps: %(voice)s", { voice: voices.label(word.other_voice) }));
  if (word.respelled_from) told.push(say("written at first: %(word)s", { word: word.respelled_from }));
  if (isOther) told.push(setting.languages[word.language] ?? word.language);
  if (word.estimated) {
    told.push(say("typed; its time is estimated until it is heard"));
    made.dataset["estimated"] = "";
  }
  if (told.length > 0) made.title = told.join("; ");
  if (!doubt) return made;
  made.dataset["doubt"] = doubt;
  made.append(make("span", { className: "sign", "aria-hidden": true }, SIGNS[doubt]), make("span", { className: "unseen" }, ` (${told.join("; ")})`));
  return made;
}

function state(item: Item, turn: Turn, { setting, check, wanted }: Beside): HTMLElement {
  const isChecked = check ?? item.isChecked;
  const sign = isChecked ? "✓" : "○";
  const label = isChecked ? say("Checked") : say("Not checked");
  const who = turn.checked && check !== false
    ? say("%(name)s, %(time)s", { name: setting.names[turn.checked.account_id] ?? say("a colleague"), time: moment(turn.checked.at, setting.zone) })
    : "";
  const isWaiting = wanted !== undefined || check !== undefined;
  return make(
    "div",
    { className: "turn-state" },
    setting.may_edit
      ? make("button", { type: "button", className: "turn-check", "data-act": "check", tabIndex: -1, "aria-pressed": isChecked, title: who || label },
          make("span", { "aria-hidden": true }, `${sign} `), label)
      : make("span", { className: "turn-check", title: who || label }, make("span", { "aria-hidden": true }, `${sign} `), label),
    who ? make("small", {}, who) : null,
    isWaiting ? make("small", { className: "waiting" }, say("not saved yet")) : null,
    turn.revisions.length > 0 && !isWaiting
      ? make("button", { type: "button", className: "turn-edited", "data-act": "history", tabIndex: -1 }, say("corrected")) : null,
  );
}
