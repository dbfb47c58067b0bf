// The transcript as far as it is here, and the way to the rest of it.
import { Items, PAGE } from "./items.ts";
import type { Turn, TurnsPage } from "./records.ts";
import type { Server } from "./server.ts";
import { SignedOutError, UnreachableError } from "./server.ts";

const AGAIN_MS = 3000;
const MOST_TRIES = 12; // pages that are looked at for one turn

export class Transcript {
  readonly items: Items;
  readonly #server: Server;
  readonly #machineTurns: number;
  readonly #changed: () => void;
  readonly #typed: () => number;
  readonly #onTheWay = new Map<number, Promise<void>>();
  readonly #postponed = new Set<number>();

  /** `typed`: the first word of the turn that is being typed in, which must not go; 0: none. */
  constructor(machineTurns: number, server: Server, changed: () => void, typed: () => number) {
    this.items = new Items(machineTurns);
    this.#machineTurns = machineTurns;
    this.#server = server;
    this.#changed = changed;
    this.#typed = typed;
  }

  /** Ask for a page in full, once at a time. */
  page(page: number): Promise<void> {
    const asked = this.#onTheWay.get(page) ?? this.#load(page).then(() => undefined).finally(() => this.#onTheWay.delete(page));
    this.#onTheWay.set(page, asked);
    return asked;
  }

  /** Every turn in numbers, part by part; goes on when a lost connection is back. */
  async count(): Promise<void> {
    for (let part = 0; part < this.items.parts; part += 1) {
      for (;;) {
        try {
          this.items.addOverview(part, await this.#server.overview(part));
          break;
        } catch (error) {
          if (!(error instanceof UnreachableError || error instanceof SignedOutError)) throw error;
          await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
        }
      }
      this.#changed();
    }
  }

  /** Ask for the turns in full that came into sight. */
  async want(indexes: readonly number[]): Promise<void> {
    const pages = new Set(indexes.map((index) => this.items.pageOf(index)));
    const firsts = indexes.map((index) => this.items.list[index]?.first ?? 0);
    try {
      await Promise.all(Array.from(pages, (page) => this.page(page)));
      for (const first of firsts) if (first > 0) await this.turnOf(first);
    } catch (error) {
      if (!(error instanceof UnreachableError || error instanceof SignedOutError)) throw error;
      setTimeout(() => this.#changed(), AGAIN_MS);
    }
  }

  /** The turn in full to which a word belongs now, loaded where it was not. */
  async turnOf(word: number): Promise<Turn | undefined> {
    let low = 1;
    let high = this.#machineTurns;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const index = this.items.indexOf(word);
      const item = this.items.list[index];
      if (item?.turn) return item.turn;
      const near = index >= 0 && tries === 0 ? this.items.pageOf(index) : pageAt((low + high) >> 1);
      await this.page(near);
      const shown = this.items.list.filter((each) => each.page === near);
      if ((shown[0]?.first ?? Infinity) > word) high = Math.max(1, near - 1);
      else if ((shown.at(-1)?.last ?? 0) < word) low = Math.min(this.#machineTurns, near + PAGE);
    }
    return this.items.list[this.items.indexOf(word)]?.turn ?? undefined;
  }

  /** The turn as it stands on the server now, and the newest revision that it shows. */
  async fresh(word: number): Promise<{ turn: Turn; revision: number } | undefined> {
    await this.turnOf(word);
    const page = this.items.list[this.items.indexOf(word)]?.page;
    const told = page ? await this.#load(page) : undefined;
    const turn = told?.turns.find(({ numbers }) => numbers.first <= word && word <= numbers.last);
    if (told && turn) return { turn, revision: told.revision };
    const item = this.items.list[this.items.indexOf(word)];
    return item?.turn ? { turn: item.turn, revision: item.revision } : undefined;
  }

  /** Read again what an edit of these words may have changed: their pages, and those beside. */
  async again(first: number, last: number): Promise<void> {
    const { list } = this.items;
    const touched = list.map((item, index) => ({ item, index })).filter(({ item }) => item.last >= first - 1 && item.first <= last + 1);
    const pages = new Set(touched.map(({ index }) => this.items.pageOf(index)));
    for (const page of pages) await this.#load(page);
  }

  /** Read again what others touched: these words or, where that is not known or too much, everything near a turn first. */
  async touched(spans: readonly (readonly [number, number])[] | null, near: number): Promise<void> {
    if (spans === null || spans.length > MOST_TRIES) return this.allAgain(near);
    for (const [first, last] of spans) await this.again(first, last);
  }

  /** Read again the pages around a turn, the others once they come into sight, and the numbers of all. */
  async allAgain(near: number): Promise<void> {
    const here = this.items.pageOf(Math.max(0, near));
    const known = new Set(this.items.list.filter((item) => item.turn).map((item) => item.page));
    const pages = [...known].sort((one, other) => Math.abs(one - here) - Math.abs(other - here));
    this.items.forget(new Set(pages.slice(MOST_TRIES)));
    for (const page of pages.slice(0, MOST_TRIES)) await this.#load(page);
    await this.count();
  }

  /** Nobody types any more: what would have taken the turn away comes now. */
  async resume(): Promise<void> {
    const pages = [...this.#postponed];
    this.#postponed.clear();
    for (const page of pages) await this.#load(page);
  }

  /** Read again the turns with words that nobody has listened to yet. */
  async heardAgain(): Promise<void> {
    const waiting = this.items.list.filter((item) => item.turn?.words.some((word) => word.estimated));
    for (const page of new Set(waiting.map((item) => item.page))) await this.#load(page);
  }

  async #load(page: number): Promise<TurnsPage> {
    const told = await this.#server.turns(page);
    if (this.#wouldTake(page, told)) {
      this.#postponed.add(page);
    } else {
      this.items.addPage(page, told);
      this.#changed();
    }
    return told;
  }

  /** Whether the turn that is being typed in begins elsewhere by now. */
  #wouldTake(page: number, told: TurnsPage): boolean {
    const typed = this.#typed();
    const item = typed > 0 ? this.items.list[this.items.indexOf(typed)] : undefined;
    return item?.page === page && !told.turns.some((turn) => turn.numbers.first === typed);
  }
}

function pageAt(machine: number): number {
  return Math.floor((machine - 1) / PAGE) * PAGE + 1;
}
