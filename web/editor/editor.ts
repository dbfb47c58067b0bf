// The page of a recording: what stands on it is wired to each other here.
import { say } from "../messages.ts";
import { askAbout, drawKeys } from "./asking.ts";
import { Desk } from "./desk.ts";
import { Drafts } from "./drafts.ts";
import { Finder } from "./finder.ts";
import { type Command, keyFor } from "./keys.ts";
import { List } from "./list.ts";
import { Light } from "./light.ts";
import { placeAt } from "./lit.ts";
import { drawHistory } from "./history.ts";
import { byId, make } from "./parts.ts";
import { News } from "./news.ts";
import { Panels } from "./panels.ts";
import { Player } from "./player.ts";
import { showPlaying } from "./playing.ts";
import { type Edit, Queue, type State } from "./queue.ts";
import { Reason } from "./reason.ts";
import type { Item } from "./items.ts";
import type { Operation, Revision, Setting, Span, Words } from "./records.ts";
import { drawRow } from "./row.ts";
import { Server, SignedOutError, UnreachableError } from "./server.ts";
import { showProgress, showState } from "./status.ts";
import { Transcript } from "./transcript.ts";
import { Voices } from "./voices.ts";
import { drawVoices, fillVoices } from "./voice_panel.ts";
import { Waveform } from "./waveform.ts";

const SPOKEN_GAPS = new Set(["speech_without_words", "not_processed"]);
const BACK_SECONDS = 2;
const READ_AGAIN_MS = 3000;

class Editor {
  readonly #setting: Setting;
  readonly #server: Server;
  readonly #player: Player;
  readonly #voices: Voices;
  readonly #transcript: Transcript;
  readonly #list: List;
  readonly #queue: Queue;
  readonly #desk: Desk;
  readonly #waveform: Waveform;
  readonly #panels = new Panels();
  readonly #finder: Finder;
  readonly #light: Light;
  readonly #reason: Reason | undefined; // who may only read gives none
  readonly #done: Revision[] = []; // revisions made here, to be undone by a key
  readonly #news: News;
  #gaps: readonly Span[] = [];
  #isStale = false;

  constructor(setting: Setting) {
    this.#setting = setting;
    this.#server = new Server(setting);
    this.#voices = new Voices(setting.voices, setting.participants);
    this.#player = new Player(setting, this.#server);
    this.#transcript = new Transcript(setting.turns, this.#server, () => this.#soonTaken(), () => this.#desk?.typing?.first ?? 0);
    const name = `${setting.account}:${setting.layer}`;
    const drafts = new Drafts(name, localStorage);
    this.#queue = new Queue(name, {
      store: localStorage,
      account: setting.account,
      base: (word) => this.#transcript.fresh(word),
      revise: async (operation, seen, reason) => this.#made(await this.#server.revise(operation, seen, reason)),
      latest: () => this.#transcript.items.revision,
      ask: (trouble) => askAbout(trouble, setting, this.#voices),
      changed: (state, saved) => this.#queueChanged(state, saved),
      later: (act, afterMs) => void setTimeout(act, afterMs),
    });
    this.#list = new List(byId("turns-pane"), byId("turns"), {
      draw: (item) => this.#draw(item),
      stamp: (item) => this.#stamp(item),
      pinned: () => [this.#desk.first, this.#desk.typing?.first ?? 0].filter((first) => first > 0).map((first) => this.#transcript.items.indexOf(first)),
      held: () => (this.#desk.typing ? this.#transcript.items.indexOf(this.#desk.typing.first) : -1),
      wanted: (indexes) => void this.#transcript.want(indexes),
      drawn: () => this.#mark(),
    });
    this.#desk = new Desk({
      setting, drafts, transcript: this.#transcript, list: this.#list, queue: this.#queue, player: this.#player, voices: this.#voices,
      gaps: () => this.#gaps,
      reason: () => this.#reason?.value,
      announce: (message) => this.#announce(message),
      moved: () => this.#moved(),
    });
    if (setting.may_edit) this.#reason = new Reason({ back: () => this.#goBack(), left: (to) => this.#leftFor(to) });
    this.#waveform = new Waveform(byId<HTMLCanvasElement>("waveform"), setting, this.#voices, (time) => this.#seek(time));
    this.#news = new News(setting.layer, this.#transcript, this.#desk, (message) => this.#announce(message));
    this.#light = new Light(this.#transcript, this.#list, () => this.#desk.typing?.in);
    this.#finder = new Finder(this.#transcript, this.#queue, this.#desk, setting.may_edit);
    for (const { first, was, text } of drafts.left()) {
      this.#queue.addText(first, was, text);
      drafts.forget(first);
    }
  }

  async start(): Promise<void> {
    document.body.classList.add("with-editor");
    byId("player").prepend(this.#player.media);
    this.#listen();
    this.#list.take(this.#transcript.items.list);
    await this.#transcript.page(1);
    this.#news.follow();
    this.#moved();
    void this.#queue.send();
    const [peaks, header] = await Promise.all([this.#server.peaks(), this.#server.header()]);
    if (header) this.#waveform.take(peaks, header);
    this.#gaps = (header?.ledger ?? []).filter((entry) => SPOKEN_GAPS.has(entry.kind));
    await this.#transcript.count();
    this.#goToAddressed();
  }

  /** An address may name a second, as those of search do. */
  #goToAddressed(): void {
    const at = /^#at=(\d+(?:\.\d+)?)$/.exec(location.hash)?.[1];
    if (at === undefined) return;
    this.#player.seek(Number(at));
    const { index } = placeAt(this.#transcript.items.list, Number(at) + 0.01);
    if (index >= 0) void this.#desk.goTo(index, { where: "middle" });
  }

  #listen(): void {
    document.addEventListener("keydown", (event) => this.#pressed(event));
    byId("turns").addEventListener("click", (event) => void this.#clicked(event));
    byId("turns").addEventListener("dblclick", () => this.#desk.type());
    byId("turns").addEventListener("focusout", (event) => this.#left(event));
    document.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLElement>("[data-command]");
      if (button) void this.#do(button.dataset["command"] as Command, 0, false);
    });
    byId("zoom-in").addEventListener("click", () => this.#waveform.zoom(1 / 2));
    byId("zoom-out").addEventListener("click", () => this.#waveform.zoom(2));
    byId<HTMLSelectElement>("speed").addEventListener("change", (event) => {
      this.#player.media.playbackRate = Number((event.target as HTMLSelectElement).value);
    });
    byId<HTMLSelectElement>("give-voice").addEventListener("change", (event) => this.#give(event.target as HTMLSelectElement));
    byId("waveform").addEventListener("keydown", (event) => {
      if (event.key === "Home" || event.key === "End") this.#seek(event.key === "Home" ? 0 : this.#setting.seconds);
    });
    showPlaying(this.#player, this.#waveform, this.#light, this.#setting.seconds);
    window.addEventListener("online", () => void this.#queue.send());
    window.addEventListener("focus", () => void this.#queue.send());
    window.addEventListener("beforeunload", (event) => {
      if (this.#queue.edits.length > 0 || this.#desk.typing) this.#desk.leave();
      if (this.#queue.state !== "saved") event.preventDefault();
    });
    window.addEventListener("pagehide", () => this.#desk.leave());
  }

  #soonTaken(): void {
    if (this.#isStale) return;
    this.#isStale = true;
    requestAnimationFrame(() => this.#take());
  }

  /** The turns that are here now come to the page. */
  #take(): void {
    this.#isStale = false;
    const { items } = this.#transcript;
    this.#voices.participants = items.participants;
    this.#list.take(items.list);
    if (items.isCounted) this.#waveform.takeVoices(items.list);
    this.#moved();
    showProgress(this.#transcript.items);
    if (this.#panels.isOpen("voices")) this.#drawVoices();
    this.#finder.refresh();
  }

  #draw(item: Item): HTMLElement {
    const row = drawRow(item, { setting: this.#setting, voices: this.#voices, wanted: this.#queue.wanted(item.first), check: this.#checkOnTheWay(item) });
    const { typing } = this.#desk;
    if (item.first > 0 && typing?.first === item.first) {
      const old = this.#list.row(item);
      if (old?.contains(typing.in.element)) return old; // the field keeps its focus and its caret
      row.querySelector(".turn-words")?.replaceWith(typing.in.element);
      row.classList.add("is-typed");
    }
    return row;
  }

  #stamp(item: Item): string {
    const isTyped = this.#desk.typing?.first === item.first;
    const label = `${this.#voices.number(item.voice)} ${this.#voices.label(item.voice)}`;
    return `${isTyped} ${label} ${this.#queue.wanted(item.first) ?? "-"} ${this.#checkOnTheWay(item) ?? "-"}`;
  }

  #checkOnTheWay(item: Item): boolean | undefined {
    const edit = this.#queue.edits.findLast(
      (each) => each.kind === "other" && each.operation.operation === "check" && each.operation.words.first === item.first && item.first > 0,
    );
    return edit?.kind === "other" && edit.operation.operation === "check" ? edit.operation.on : undefined;
  }

  /** Rows came: the current turn and words, and those that are spoken, look so. */
  #mark(): void {
    const { item, word, until } = this.#desk;
    for (const each of document.querySelectorAll("#turns .is-here, #turns .is-chosen")) each.classList.remove("is-here", "is-chosen");
    for (const each of document.querySelectorAll<HTMLElement>("#turns > [tabindex='0']")) each.tabIndex = -1;
    const row = item && this.#list.row(item);
    const first = row ?? byId("turns").querySelector<HTMLElement>("[role=listitem]");
    if (first) first.tabIndex = 0;
    row?.classList.add("is-here");
    for (let index = word; row && index >= 0 && index <= until; index += 1) {
      row.querySelector(`[data-word="${index}"]`)?.classList.add("is-chosen");
    }
    this.#light.show(this.#player.time, this.#player.isPlaying);
  }

  #moved(): void {
    this.#mark();
    const { item } = this.#desk;
    byId<HTMLSelectElement>("give-voice").disabled = !item?.turn;
    for (const button of document.querySelectorAll<HTMLButtonElement>("#of-turn button")) button.disabled = !item?.turn;
    fillVoices(byId<HTMLSelectElement>("give-voice"), this.#voices);
    if (this.#panels.isOpen("history")) void this.#drawHistory();
  }

  #give(select: HTMLSelectElement): void {
    this.#desk.setVoice(select.value === "+" ? this.#voices.fresh() : select.value);
    select.value = "";
  }

  async #clicked(event: MouseEvent): Promise<void> {
    const target = event.target as Element;
    const row = target.closest<HTMLElement>("[data-first]");
    if (!row || target.closest(".typing")) return;
    const first = Number(row.dataset["first"]);
    if (this.#desk.typing && this.#desk.typing.first !== first) this.#desk.leave();
    const index = this.#transcript.items.indexOf(first);
    const act = target.closest<HTMLElement>("[data-act]")?.dataset["act"];
    const word = Number(target.closest<HTMLElement>("[data-word]")?.dataset["word"] ?? -1);
    if (event.shiftKey && word >= 0 && first === this.#desk.first && this.#desk.word >= 0) {
      return this.#desk.select(this.#desk.word, word);
    }
    await this.#desk.goTo(index, { word });
    if (act === "check") this.#desk.check();
    else if (act === "history") await this.#do("history", 0, false);
    else if (act === "play" || word >= 0) await this.#desk.playHere();
  }

  /** Typing ends when the focus goes elsewhere on the page. */
  #left(event: FocusEvent): void {
    const to = event.relatedTarget;
    if (!this.#desk.typing || !(to instanceof Node) || this.#desk.typing.in.element.contains(to)) return;
    if (this.#reason?.holds(to)) this.#desk.wait();
    else this.#desk.leave();
  }

  /** From the field of the reason to where it was called from. */
  #goBack(): void {
    const { typing, item } = this.#desk;
    if (typing) typing.in.field.focus({ preventScroll: true });
    else if (item) this.#list.row(item)?.focus({ preventScroll: true });
  }

  #leftFor(to: Node | null): void {
    if (to && !this.#desk.typing?.in.element.contains(to)) this.#desk.leave();
  }

  #pressed(event: KeyboardEvent): void {
    if (event.isComposing || document.querySelector("dialog[open]")) return;
    const target = event.target as HTMLElement;
    const isTyping = this.#desk.typing?.in.field === target;
    const found = keyFor(event, isTyping);
    if (!found) return;
    const { key, which } = found;
    if (!isTyping && target.matches("input, select, textarea") && !key.typing) return;
    if (!isTyping && target.matches("button, a, summary") && (key.keys[which] === "Space" || key.keys[which] === "Enter")) return;
    if (key.changes && !this.#setting.may_edit) return;
    event.preventDefault();
    void this.#do(key.command, which, isTyping);
  }

  async #do(command: Command, which: number, isTyping: boolean): Promise<void> {
    const desk = this.#desk;
    const player = this.#player;
    const acts: Record<Command, () => unknown> = {
      play: () => this.#playOrPause(isTyping),
      back: () => player.back(BACK_SECONDS),
      forward: () => player.back(-BACK_SECONDS),
      slower: () => player.speed(-1),
      faster: () => player.speed(1),
      next: () => desk.step(1),
      previous: () => desk.step(-1),
      doubt: () => desk.nextDoubt(),
      edit: () => desk.type(),
      leave: () => desk.leave(),
      check: () => desk.check(),
      "check-next": () => desk.checkAndStep(),
      "word-left": () => desk.stepWord(-1, false),
      "word-right": () => desk.stepWord(1, false),
      "wider-left": () => desk.stepWord(-1, true),
      "wider-right": () => desk.stepWord(1, true),
      split: () => desk.split(),
      join: () => desk.join(),
      hide: () => desk.hide(),
      voice: () => desk.setVoice(this.#voices.names[which] ?? ""),
      language: () => desk.language(),
      mark: () => desk.mark(),
      reason: () => this.#reason?.open(),
      find: () => this.#open("find"),
      history: () => this.#open("history"),
      voices: () => this.#open("voices"),
      keys: () => this.#showKeys(),
      undo: () => this.#undoLast(),
    };
    await acts[command]();
  }

  async #playOrPause(isTyping: boolean): Promise<void> {
    const at = isTyping && !this.#player.isPlaying ? this.#desk.typing?.in.timeAtCaret() : undefined;
    if (at === undefined) this.#player.toggle();
    else await this.#player.playFrom(at);
  }

  #seek(time: number): void {
    this.#player.seek(time);
    const { index } = placeAt(this.#transcript.items.list, time);
    if (index >= 0) this.#list.show(index, "middle");
  }

  #open(panel: "find" | "history" | "voices"): void {
    if (!this.#panels.toggle(panel)) return;
    if (panel === "voices") this.#drawVoices();
    if (panel === "history") void this.#drawHistory();
    if (panel === "find") this.#finder.focus();
  }

  #showKeys(): void {
    drawKeys(byId("keys-list"), this.#setting.may_edit);
    byId<HTMLDialogElement>("keys").showModal();
  }

  #drawVoices(): void {
    const edit = this.#setting.may_edit ? (operation: Operation): void => this.#desk.send(operation) : undefined;
    drawVoices(byId("voices-list"), this.#transcript.items.list, { setting: this.#setting, voices: this.#voices, edit });
  }

  async #drawHistory(): Promise<void> {
    const turn = this.#desk.item?.turn;
    const place = byId("history-list");
    if (!turn) return place.replaceChildren(make("p", { className: "soft" }, say("Choose a turn.")));
    const { first, last } = turn.numbers;
    try {
      const revisions = await this.#server.revisions(first, last);
      if (this.#desk.item?.turn !== turn) return;
      const undo = this.#setting.may_edit ? (revision: Revision): void => this.#undo(revision) : undefined;
      drawHistory(place, turn, revisions, { setting: this.#setting, voices: this.#voices, undo });
    } catch (error) {
      place.replaceChildren(make("p", { className: "fault" }, error instanceof Error ? say("The history cannot be shown just now.") : ""));
    }
  }

  #undoLast(): void {
    const revision = this.#done.pop();
    if (revision) this.#undo(revision);
    else this.#announce(say("Nothing of yours to undo since this page was opened; older edits are undone in the history."));
  }

  #undo(revision: Revision): void {
    this.#desk.undo(revision.number, revision.values["words"] as Words | undefined);
  }

  #made(revision: Revision): Revision {
    this.#news.made(revision);
    if (revision.operation !== "undo") this.#done.push(revision);
    return revision;
  }

  async #queueChanged(state: State, saved?: Edit): Promise<void> {
    showState(state, this.#queue.edits.length);
    if (saved) await this.#readAgain(saved);
    this.#list.soon();
  }

  /** What an edit changed comes to the page; tried again while the server is not there. */
  async #readAgain(saved: Edit): Promise<void> {
    try {
      if (saved.kind === "text") await this.#transcript.again(saved.first, saved.first);
      else if ("words" in saved.operation) await this.#transcript.again(saved.operation.words.first, saved.operation.words.last);
      else if (saved.near) await this.#transcript.again(saved.near.first, saved.near.last);
      else if (saved.operation.operation === "name_voice") await this.#transcript.page(1);
      else await this.#transcript.allAgain(this.#desk.index);
    } catch (error) {
      if (!(error instanceof UnreachableError || error instanceof SignedOutError)) throw error;
      setTimeout(() => void this.#readAgain(saved), READ_AGAIN_MS);
    }
  }

  #announce(message: string): void {
    byId("told").textContent = message;
  }
}

const place = document.querySelector<HTMLElement>("[data-editor]");
if (place) void new Editor(JSON.parse(place.dataset["editor"] ?? "{}") as Setting).start();
