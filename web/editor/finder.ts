// The panel that finds and replaces.
import { say } from "../messages.ts";
import type { Desk } from "./desk.ts";
import { PAGE } from "./items.ts";
import { byId } from "./parts.ts";
import type { Queue } from "./queue.ts";
import { textOf } from "./records.ts";
import { type Found, foundAmong, replacedIn } from "./search.ts";
import type { Transcript } from "./transcript.ts";

const AT_ONCE = 4; // pages that are asked for together

export class Finder {
  readonly #transcript: Transcript;
  readonly #queue: Queue;
  readonly #desk: Desk;
  readonly #sought = byId<HTMLInputElement>("find-text");
  #found: Found[] = [];
  #at = -1;
  #isLoading = false;

  constructor(transcript: Transcript, queue: Queue, desk: Desk, mayEdit: boolean) {
    this.#transcript = transcript;
    this.#queue = queue;
    this.#desk = desk;
    this.#sought.addEventListener("input", () => this.#look());
    this.#sought.addEventListener("keydown", (event) => {
      if (event.key === "Enter") void this.#go(event.shiftKey ? -1 : 1);
    });
    byId("find-next").addEventListener("click", () => void this.#go(1));
    byId("find-previous").addEventListener("click", () => void this.#go(-1));
    if (!mayEdit) return;
    byId("replace-one").addEventListener("click", () => void this.#replace(false));
    byId("replace-all").addEventListener("click", () => void this.#replace(true));
  }

  focus(): void {
    this.#sought.focus();
    this.#sought.select();
    void this.#loadAll();
  }

  /** Turns came or changed. */
  refresh(): void {
    if (!byId("find-panel").hidden && this.#sought.value !== "") this.#look();
  }

  #look(): void {
    this.#found = foundAmong(this.#transcript.items.list, this.#sought.value);
    this.#at = Math.min(this.#at, this.#found.length - 1);
    this.#tell();
  }

  #tell(): void {
    const values = { count: this.#found.length, at: this.#at + 1 };
    const found = this.#at >= 0 ? say("%(at)s of %(count)s", values) : say("Found: %(count)s", values);
    const reading = say("Still reading the rest of the transcript…");
    byId("find-count").textContent = this.#isLoading ? `${found}. ${reading}` : found;
  }

  /** All words of the transcript, a few pages at a time. */
  async #loadAll(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    const { items } = this.#transcript;
    const last = items.parts * 500;
    for (let page = 1; page <= last && !byId("find-panel").hidden; page += PAGE * AT_ONCE) {
      const wanted = Array.from({ length: AT_ONCE }, (_, index) => page + index * PAGE);
      const missing = wanted.filter((each) => items.isWanted(each));
      try {
        await Promise.all(missing.map((each) => this.#transcript.page(each)));
      } catch {
        break; // it goes on when the panel is opened again
      }
    }
    this.#isLoading = false;
    this.refresh();
  }

  async #go(by: 1 | -1): Promise<void> {
    if (this.#found.length === 0) return;
    this.#at = (this.#at + by + this.#found.length) % this.#found.length;
    await this.#show();
  }

  async #show(): Promise<void> {
    const found = this.#found[this.#at];
    this.#tell();
    if (!found) return;
    await this.#desk.goTo(this.#transcript.items.indexOf(found.first), { word: found.from, focus: false, where: "middle" });
    this.#desk.select(found.from, found.to);
  }

  /** The one that is shown, or all of them: each turn gets its new text. */
  async #replace(all: boolean): Promise<void> {
    const here = this.#found[Math.max(0, this.#at)];
    const wanted = all ? this.#found : here ? [here] : [];
    const firsts = new Set(wanted.map((each) => each.first));
    const instead = byId<HTMLInputElement>("replace-text").value;
    const question = say("Replace in %(count)s turns? Each turn can be undone in its history.", { count: firsts.size });
    if (all && !window.confirm(question)) return;
    for (const first of firsts) {
      const turn = this.#transcript.items.list[this.#transcript.items.indexOf(first)]?.turn;
      if (!turn) continue;
      const was = textOf(turn);
      const now = all || !here ? replacedIn(was, this.#sought.value, instead) : replacedOnce(turn.words.map((word) => word.text), here, this.#sought.value, instead);
      this.#queue.addText(first, was, now, this.#desk.reason);
    }
  }
}

function replacedOnce(words: readonly string[], { from, to }: Found, sought: string, instead: string): string {
  const middle = replacedIn(words.slice(from, to + 1).join(" "), sought, instead);
  return [...words.slice(0, from), middle, ...words.slice(to + 1)].join(" ");
}
