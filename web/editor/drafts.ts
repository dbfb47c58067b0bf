// What is being typed, kept with every keystroke, so that a reload or a crash loses nothing.
import type { Store } from "./queue.ts";

export interface Draft {
  readonly first: number;
  readonly was: string;
  readonly text: string;
}

export class Drafts {
  readonly #store: Store;
  readonly #prefix: string;

  constructor(name: string, store: Store) {
    this.#store = store;
    this.#prefix = `hattama-typing:${name}:`;
  }

  keep(draft: Draft): void {
    this.#store.setItem(this.#prefix + draft.first, JSON.stringify(draft));
  }

  forget(first: number): void {
    this.#store.removeItem(this.#prefix + first);
  }

  /** Those that were left when the page went away. */
  left(): Draft[] {
    const keys = Array.from({ length: this.#store.length }, (_, index) => this.#store.key(index) ?? "");
    const own = keys.filter((key) => key.startsWith(this.#prefix));
    return own.map((key) => JSON.parse(this.#store.getItem(key) ?? "null") as Draft | null).filter((each) => each !== null);
  }
}
