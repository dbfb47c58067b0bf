// The word and the turn that are heard, lit in the list.
import type { List } from "./list.ts";
import { placeAt } from "./lit.ts";
import type { Transcript } from "./transcript.ts";
import type { Typing } from "./typing.ts";

export class Light {
  readonly #transcript: Transcript;
  readonly #list: List;
  readonly #typing: () => Typing | undefined;
  #word: HTMLElement | null = null;
  #turn: HTMLElement | null = null;

  constructor(transcript: Transcript, list: List, typing: () => Typing | undefined) {
    this.#transcript = transcript;
    this.#list = list;
    this.#typing = typing;
  }

  /** The player is there now; the list goes along while nobody types. */
  show(time: number, isPlaying: boolean): void {
    const { list } = this.#transcript.items;
    const { index, word } = placeAt(list, time);
    const item = list[index];
    const row = (item && this.#list.row(item)) ?? null;
    const lit = row?.querySelector<HTMLElement>(`[data-word="${word}"]`) ?? null;
    if (lit !== this.#word) {
      this.#word?.classList.remove("is-spoken");
      lit?.classList.add("is-spoken");
      this.#word = lit;
    }
    const typing = this.#typing();
    typing?.light(time);
    if (row === this.#turn) return;
    this.#turn?.classList.remove("is-heard");
    row?.classList.add("is-heard");
    this.#turn = row;
    if (item && isPlaying && !typing) this.#list.show(index);
  }
}
