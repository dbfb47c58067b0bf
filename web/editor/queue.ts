// Edits on their way to the server: kept in the browser until they are acknowledged, sent one by one, in order.
import { changeTo } from "./changes.ts";
import { type Operation, type Revision, type Turn, type Words, textOf, tokensOf } from "./records.ts";
import { ConflictError, RefusedError, SignedOutError, UnreachableError } from "./server.ts";

/** A turn is to have this text. */
export interface TextEdit {
  readonly id: string;
  readonly kind: "text";
  readonly first: number; // the turn's first machine word
  readonly was: string; // what stood there when the typing began
  readonly text: string;
  readonly reason?: string | undefined;
}

/** Anything else. */
export interface OtherEdit {
  readonly id: string;
  readonly kind: "other";
  readonly operation: Operation;
  readonly seen: number; // the newest revision of what the person saw
  readonly near?: Words | undefined; // which words an undo concerns; none: whole voices
  readonly reason?: string | undefined;
}

export type Edit = TextEdit | OtherEdit;
export type State = "saved" | "saving" | "offline" | "signed-out" | "asking";

export interface Store {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** What stands between an edit and its being saved; `theirs`: the text that stands there now. */
export interface Trouble {
  readonly edit: Edit;
  readonly message: string;
  readonly theirs: string | undefined;
  readonly now: readonly Revision[];
  readonly isRefused: boolean;
}

/** A person's answer: make the edit all the same, or let it go. */
export type Choice = "mine" | "theirs";

export interface Ports {
  readonly store: Store;
  /** The turn that the word belongs to as it stands on the server, and the newest revision that this shows. */
  base(word: number): Promise<{ turn: Turn; revision: number } | undefined>;
  revise(operation: Operation, seen: number, reason?: string): Promise<Revision>;
  latest(): number;
  account: string;
  ask(trouble: Trouble): Promise<Choice>;
  /** Something changed in the queue; `saved`: what was just acknowledged. */
  changed(state: State, saved?: Edit): Promise<void> | void;
  later(act: () => void, afterMs: number): void;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
const TRIES = 4; // at one edit, where others touch the same turn but not its text
let made = 0;

export class Queue {
  readonly #ports: Ports;
  readonly #prefix: string;
  readonly #edits: Edit[] = [];
  #state: State = "saved";
  #isSending = false;
  #waitMs = FIRST_WAIT_MS;

  /** `name`: whose edits of what; those that were not acknowledged when the page was left are there again. */
  constructor(name: string, ports: Ports) {
    this.#ports = ports;
    this.#prefix = `hattama:${name}:`;
    for (const key of this.#keys()) {
      const edit = JSON.parse(ports.store.getItem(key) ?? "null") as Edit | null;
      if (edit) this.#edits.push(edit);
    }
  }

  get state(): State {
    return this.#state;
  }

  get edits(): readonly Edit[] {
    return this.#edits;
  }

  /** The text that a turn is to have, if one is on its way. */
  wanted(first: number): string | undefined {
    const found = this.#edits.findLast((edit) => edit.kind === "text" && edit.first === first);
    return found?.kind === "text" ? found.text : undefined;
  }

  /** A turn is to have another text. What waits for the same turn is written anew instead. */
  addText(first: number, was: string, text: string, reason?: string): void {
    const last = this.#edits.findLast((edit) => edit.kind === "text" && edit.first === first);
    if (last?.kind === "text" && !(this.#isSending && last === this.#edits[0])) {
      this.#replace(last, { ...last, text, reason: reason ?? last.reason });
    } else if (tokensOf(was).join(" ") !== tokensOf(text).join(" ") || last) {
      this.#add({ id: newId(), kind: "text", first, was: last?.kind === "text" ? last.text : was, text, reason });
    }
    void this.send();
  }

  /** Another edit, made on what the person saw at a revision. */
  addOther(operation: Operation, seen: number, { near, reason }: { near?: Words | undefined; reason?: string | undefined } = {}): void {
    this.#add({ id: newId(), kind: "other", operation, seen, near, reason });
    void this.send();
  }

  /** Send what waits; at once, whatever was being waited for. */
  async send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      while (this.#edits[0]) {
        await this.#tell("saving");
        const edit = this.#edits[0];
        if (this.#ports.store.getItem(this.#prefix + edit.id) !== null) await this.#sendOne(edit);
        this.#remove(this.#edits[0] ?? edit);
        this.#waitMs = FIRST_WAIT_MS;
        await this.#tell("saved", edit);
      }
      await this.#tell("saved");
    } catch (error) {
      await this.#wait(error);
    } finally {
      this.#isSending = false;
    }
  }

  async #wait(error: unknown): Promise<void> {
    if (!(error instanceof SignedOutError || error instanceof UnreachableError)) throw error;
    await this.#tell(error instanceof SignedOutError ? "signed-out" : "offline");
    this.#ports.later(() => void this.send(), this.#waitMs);
    this.#waitMs = Math.min(this.#waitMs * 2, LONGEST_WAIT_MS);
  }

  async #sendOne(edit: Edit): Promise<void> {
    let now = edit;
    for (let tries = 1; ; tries += 1) {
      const trouble = now.kind === "text" ? await this.#sendText(now, tries) : await this.#sendOther(now);
      if (!trouble) return;
      await this.#tell("asking");
      if ((await this.#ports.ask(trouble)) === "theirs") return;
      if (now.kind === "other" && now.operation.operation === "undo") await this.#clearWay(trouble.now);
      const again: Edit = now.kind === "text" ? { ...now, was: trouble.theirs ?? now.was } : { ...now, seen: this.#ports.latest() };
      this.#replace(now, again);
      now = again;
      tries = 1;
      await this.#tell("saving");
    }
  }

  /** A text is compared with what stands there, so that an edit whose acknowledgment was lost is not made twice. */
  async #sendText(edit: TextEdit, tries: number): Promise<Trouble | undefined> {
    const base = await this.#ports.base(edit.first);
    const theirs = base ? textOf(base.turn) : undefined;
    const wanted = tokensOf(edit.text).join(" ");
    const operation = base && changeTo(base.turn, edit.text);
    if (base && !operation) return undefined;
    const trouble = { edit, message: "", theirs, now: [], isRefused: false };
    if (!base || !operation || base.turn.numbers.first !== edit.first || theirs !== tokensOf(edit.was).join(" ")) return trouble;
    if (theirs === wanted) return undefined;
    try {
      await this.#ports.revise(operation, base.revision, edit.reason);
      return undefined;
    } catch (error) {
      if (error instanceof ConflictError) return tries < TRIES ? this.#sendText(edit, tries + 1) : { ...trouble, message: error.message };
      if (error instanceof RefusedError) return { ...trouble, message: error.message, isRefused: true };
      throw error;
    }
  }

  async #sendOther(edit: OtherEdit): Promise<Trouble | undefined> {
    try {
      await this.#ports.revise(edit.operation, edit.seen, edit.reason);
      return undefined;
    } catch (error) {
      if (error instanceof ConflictError) {
        if (error.now.some((each) => this.#isSame(each, edit.operation))) return undefined; // the acknowledgment was lost
        const own = error.now.filter((each) => each.account_id === this.#ports.account);
        if (edit.operation.operation !== "undo" && own.length > 0 && own.length === error.now.length) {
          return this.#sendOther({ ...edit, seen: Math.max(...own.map((each) => each.number)) }); // made on top of them
        }
        const isRefused = error.now.length === 0;
        return { edit, message: error.message, theirs: undefined, now: error.now, isRefused };
      }
      if (error instanceof RefusedError) return { edit, message: error.message, theirs: undefined, now: [], isRefused: true };
      throw error;
    }
  }

  /** Undo what stands in the way of an undo, the latest first. */
  async #clearWay(later: readonly Revision[]): Promise<void> {
    for (const each of later.toSorted((one, other) => other.number - one.number)) {
      await this.#ports.revise({ operation: "undo", number: each.number }, Math.max(each.number, this.#ports.latest()));
    }
  }

  #isSame(made: Revision, operation: Operation): boolean {
    const { operation: name, ...values } = operation;
    const isAlike = Object.entries(values).every(([key, value]) => sorted(made.values[key]) === sorted(value));
    return made.operation === name && made.account_id === this.#ports.account && isAlike;
  }

  #keys(): string[] {
    const { store } = this.#ports;
    const keys = Array.from({ length: store.length }, (_, index) => store.key(index) ?? "");
    return keys.filter((key) => key.startsWith(this.#prefix)).sort();
  }

  #add(edit: Edit): void {
    this.#edits.push(edit);
    this.#keep(edit);
  }

  #replace(old: Edit, edit: Edit): void {
    const index = this.#edits.findIndex((each) => each.id === old.id);
    if (index >= 0) this.#edits[index] = edit;
    this.#keep(edit);
  }

  #keep(edit: Edit): void {
    this.#ports.store.setItem(this.#prefix + edit.id, JSON.stringify(edit));
  }

  #remove(edit: Edit): void {
    const index = this.#edits.findIndex((each) => each.id === edit.id);
    if (index >= 0) this.#edits.splice(index, 1);
    this.#ports.store.removeItem(this.#prefix + edit.id);
  }

  async #tell(state: State, saved?: Edit): Promise<void> {
    this.#state = state;
    await this.#ports.changed(state, saved);
  }
}

/** In order of making, in one tab as in several. */
function newId(): string {
  made += 1;
  return `${String(Date.now()).padStart(15, "0")}-${String(made).padStart(5, "0")}-${Math.random().toString(36).slice(2, 8)}`;
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === "object" && each !== null ? Object.fromEntries(Object.entries(each).sort()) : each,
  );
}
