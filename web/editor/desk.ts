// Which turn and which words a person is at, and what the keys and buttons do there.
import { say } from "../messages.ts";
import { numbersOf } from "./changes.ts";
import { chooseLanguage, chooseMark } from "./choosing.ts";
import { doubtfulWords, nextDoubt } from "./doubts.ts";
import type { Drafts } from "./drafts.ts";
import type { Item } from "./items.ts";
import type { List } from "./list.ts";
import type { Player } from "./player.ts";
import type { Queue } from "./queue.ts";
import { type Operation, type Setting, type Span, type Turn, type Word, type Words, textOf } from "./records.ts";
import type { Transcript } from "./transcript.ts";
import { Typing } from "./typing.ts";
import type { Voices } from "./voices.ts";

const SAVES_AFTER_MS = 4000; // without a keystroke
const BEFORE_GAP = 1; // seconds that are played before a gap

export interface Around {
  readonly setting: Setting;
  readonly transcript: Transcript;
  readonly list: List;
  readonly queue: Queue;
  readonly drafts: Drafts;
  readonly player: Player;
  readonly voices: Voices;
  /** Gaps of the ledger that need an ear. */
  gaps(): readonly Span[];
  /** Why the person corrects, where that was said. */
  reason(): string | undefined;
  /** Said to whoever hears the page, and shown for a moment. */
  announce(message: string): void;
  /** Another turn, or other words of it, are the current ones. */
  moved(): void;
}

export class Desk {
  first = 0; // the current turn's first machine word
  word = -1; // the current word
  until = -1; // the last of the selected words
  typing: { readonly first: number; was: string; readonly in: Typing } | undefined;
  readonly #around: Around;
  #saves = 0;

  constructor(around: Around) {
    this.#around = around;
  }

  get index(): number {
    return this.#around.transcript.items.indexOf(this.first);
  }

  /** Why the person corrects, where that was said. */
  get reason(): string | undefined {
    return this.#around.reason();
  }

  get item(): Item | undefined {
    return this.#around.transcript.items.list[this.index];
  }

  /** Whether there is a turn here that may be changed; says so where there is none. */
  #changeable(): (Item & { turn: Turn }) | undefined {
    const { item } = this;
    if (!this.#around.setting.may_edit || !item?.turn) return undefined;
    return item as Item & { turn: Turn };
  }

  /** Make a turn the current one. */
  async goTo(index: number, { word = -1, focus = true, where = "nearest" }: { word?: number; focus?: boolean; where?: "nearest" | "middle" } = {}): Promise<void> {
    const { transcript, list } = this.#around;
    const item = transcript.items.list[index];
    if (!item) return;
    list.show(index, where);
    if (!item.turn) {
      if (item.first > 0) await transcript.turnOf(item.first);
      else await transcript.page(transcript.items.pageOf(index));
    }
    const now = item.first > 0 ? transcript.items.indexOf(item.first) : index;
    const there = transcript.items.list[now];
    if (!there) return;
    this.first = there.first;
    this.word = word;
    this.until = word;
    list.show(now, where);
    this.#around.moved();
    if (focus) list.row(there)?.focus({ preventScroll: true });
  }

  async step(by: 1 | -1): Promise<void> {
    const wasTyping = this.typing !== undefined;
    this.leave();
    const index = this.index < 0 ? 0 : this.index + by;
    if (index < 0 || index >= this.#around.transcript.items.list.length) return;
    await this.goTo(index);
    if (wasTyping) this.type();
  }

  /** Move the current word, or the end of the selected ones. */
  stepWord(by: 1 | -1, wider: boolean): void {
    const { item } = this;
    if (!item?.turn) return;
    const last = item.turn.words.length - 1;
    const at = wider && this.word >= 0 ? this.until + by : (this.word < 0 ? (by > 0 ? -1 : last + 1) : this.word) + by;
    const to = Math.max(0, Math.min(last, at));
    if (wider && this.word >= 0) this.until = Math.max(this.word, to);
    else this.word = this.until = to;
    this.#around.moved();
    this.#around.announce(item.turn.words.slice(this.word, this.until + 1).map((word) => word.text).join(" "));
  }

  /** Choose words of the current turn. */
  select(from: number, to: number): void {
    this.word = Math.min(from, to);
    this.until = Math.max(from, to);
    this.#around.moved();
  }

  /** Type in the current turn; the caret before its current word, or behind its text. */
  type(): void {
    const item = this.#changeable();
    if (!item || this.typing) return;
    const { queue, list, drafts } = this.#around;
    const was = textOf(item.turn);
    const text = queue.wanted(item.first) ?? was;
    const first = item.first;
    const made = new Typing(item.turn, text, (now) => {
      drafts.keep({ first, was: this.typing?.was ?? was, text: now });
      clearTimeout(this.#saves);
      this.#saves = window.setTimeout(() => this.#saveTyped(), SAVES_AFTER_MS);
    });
    new ResizeObserver(() => list.soon()).observe(made.element); // only a new line concerns the other rows
    this.typing = { first, was, in: made };
    list.draw();
    made.focus(this.word);
  }

  /** Done with typing: what was typed is on its way. */
  leave(): void {
    if (!this.typing) return;
    const { first } = this.typing;
    this.#saveTyped();
    this.typing = undefined;
    const { list, transcript } = this.#around;
    list.draw();
    transcript.resume().catch(() => undefined); // what was put off is read with the page at the latest
    const item = transcript.items.list[transcript.items.indexOf(first)];
    if (item && document.activeElement === document.body) list.row(item)?.focus({ preventScroll: true });
  }

  /** Nothing that is typed is sent before the typing goes on or ends. */
  wait(): void {
    clearTimeout(this.#saves);
  }

  #saveTyped(): void {
    clearTimeout(this.#saves);
    if (!this.typing) return;
    const { first, was, in: { field } } = this.typing;
    this.#around.queue.addText(first, was, field.value, this.#around.reason());
    this.#around.drafts.forget(first); // it is the queue's now, which keeps it too
    this.typing.was = field.value;
  }

  /** Whether the turn is heard and right; a text that is being typed in it goes first. */
  check(on?: boolean): void {
    this.leave();
    const item = this.#changeable();
    if (item) this.#around.queue.addOther({ operation: "check", words: item.turn.numbers, on: on ?? !item.isChecked }, item.revision);
  }

  async checkAndStep(): Promise<void> {
    const wasTyping = this.typing !== undefined;
    this.check(true);
    await this.step(1);
    if (wasTyping) this.type();
  }

  setVoice(voice: string): void {
    const item = this.#changeable();
    if (item && voice !== "") this.#send({ operation: "set_voice", words: this.#chosen(item.turn), voice }, item);
  }

  /** Ask for the language of the selected words, or of the turn. */
  async language(): Promise<void> {
    const item = this.#spoken();
    if (!item) return;
    const words = this.#chosen(item.turn);
    const language = await chooseLanguage(this.#selected(item.turn), this.#around.setting);
    if (language !== undefined) this.#send({ operation: "set_language", words, language }, item);
  }

  /** Ask for a mark of the selected words, or of the turn, and why it is set or taken off. */
  async mark(): Promise<void> {
    const item = this.#spoken();
    if (!item) return;
    const words = this.#chosen(item.turn);
    const chosen = await chooseMark(this.#selected(item.turn), this.#around.setting, this.#around.reason() ?? "");
    if (chosen) this.#around.queue.addOther({ operation: "set_mark", words, mark: chosen.mark, on: chosen.on }, item.revision, { reason: chosen.reason });
  }

  /** The turn here, if it may be changed and words are left in it. */
  #spoken(): (Item & { turn: Turn }) | undefined {
    this.leave();
    const item = this.#changeable();
    return item && item.turn.words.length > 0 ? item : undefined;
  }

  /** The machine words of what is selected; where nothing is, of the turn. */
  #chosen(turn: Turn): Words {
    return this.word >= 0 ? numbersOf(turn, this.word, this.until) : turn.numbers;
  }

  #selected(turn: Turn): readonly Word[] {
    return this.word >= 0 ? turn.words.slice(this.word, this.until + 1) : turn.words;
  }

  /** A new turn begins with the current word. */
  split(): void {
    const item = this.#changeable();
    if (!item) return;
    const number = item.turn.words[this.word]?.number ?? null;
    if (this.word < 1 || number === null) {
      return this.#around.announce(say("Choose the word with which a new turn begins: not the first one, and not one that was typed."));
    }
    this.#send({ operation: "split_turn", words: { first: number, last: number } }, item);
  }

  join(): void {
    const item = this.#changeable();
    if (item && this.index > 0) this.#send({ operation: "join_turns", words: item.turn.numbers }, item);
  }

  hide(): void {
    const item = this.#changeable();
    if (!item || item.turn.words.length === 0) return;
    if (this.word < 0) return this.#around.announce(say("Choose a word first: click it, or Shift + →."));
    const words = numbersOf(item.turn, this.word, this.until);
    this.word = this.until = -1;
    this.#send({ operation: "hide", words }, item);
  }

  /** Undo a revision; `near`: the words that it was made on. */
  undo(number: number, near: Words | undefined): void {
    const { setting, queue, transcript } = this.#around;
    if (setting.may_edit) queue.addOther({ operation: "undo", number }, transcript.items.revision, { near, reason: this.#around.reason() });
  }

  /** Of whole voices. */
  send(operation: Operation): void {
    this.#around.queue.addOther(operation, this.#around.transcript.items.revision, { reason: this.#around.reason() });
  }

  /** What was seen is the page of the turn. */
  #send(operation: Operation, item: Item): void {
    this.#around.queue.addOther(operation, item.revision, { reason: this.#around.reason() });
  }

  /** To the next place that nobody has checked yet, and play it. */
  async nextDoubt(): Promise<void> {
    this.leave();
    const { transcript, player, announce } = this.#around;
    const { list } = transcript.items;
    const here = { index: Math.max(0, this.index), word: this.index < 0 ? -1 : this.word < 0 ? -1 : Math.max(this.word, this.until) };
    const time = Math.max(player.time, Number.isFinite(this.item?.start) ? (this.item?.start ?? 0) : 0);
    const place = nextDoubt(list, this.#around.gaps(), here, time);
    if (!place) {
      const none = say("There is no doubtful place left.");
      const soFar = say("No doubtful place so far; the rest is still loading.");
      return announce(transcript.items.isCounted ? none : soFar);
    }
    if (place.kind === "gap") {
      await player.playFrom(place.gap.start - BEFORE_GAP);
      return announce(say("A place without words: listen."));
    }
    await this.goTo(place.index, { word: place.word, where: "nearest" });
    const turn = this.item?.turn;
    if (!turn) return;
    if (place.word < 0) this.word = this.until = doubtfulWords(turn.words)[0] ?? -1;
    this.#selectStretch(turn);
    await this.playHere();
  }

  #selectStretch(turn: Turn): void {
    const marks = turn.words[this.word]?.marks.join();
    while (turn.words[this.until + 1]?.marks.join() === marks && this.until < turn.words.length - 1) this.until += 1;
    this.#around.moved();
  }

  /** Play from the current word, or from the turn's beginning. */
  async playHere(): Promise<void> {
    const start = this.item?.turn?.words[this.word]?.start ?? this.item?.start;
    if (start !== undefined && Number.isFinite(start)) await this.#around.player.playFrom(start);
  }
}
