// The list of turns on the page: only rows that can be seen, and the one that has the focus, are there.
import { Heights } from "./heights.ts";
import type { Item } from "./items.ts";

const BESIDE = 6; // rows kept above and below what can be seen
const ROW = 46; // height of a row of one line, until it is measured
const LINE = 26;
const LETTER = 8.2;

export interface Drawing {
  /** A row. It is drawn anew when its item or its stamp changes. */
  draw(item: Item, index: number): HTMLElement;
  stamp(item: Item): string;
  /** Rows that are to stay even out of sight, by number. */
  pinned(): readonly number[];
  /** The row that must not move on the screen, as while somebody types in it; -1: none. */
  held(): number;
  /** Rows without their words came into sight. */
  wanted(indexes: readonly number[]): void;
  drawn(): void;
}

interface Row {
  element: HTMLElement;
  item: Item;
  stamp: string;
}

export class List {
  readonly #pane: HTMLElement;
  readonly #rows: HTMLElement;
  readonly #drawing: Drawing;
  readonly #heights = new Heights();
  readonly #shown = new Map<string, Row>();
  #items: readonly Item[] = [];
  #asked = 0;

  constructor(pane: HTMLElement, rows: HTMLElement, drawing: Drawing) {
    this.#pane = pane;
    this.#rows = rows;
    this.#drawing = drawing;
    pane.addEventListener("scroll", () => this.soon(), { passive: true });
    new ResizeObserver(() => this.#resized()).observe(pane);
  }

  /** Take other items; what stands at the top of the pane stays there, or the end of the list where that is in sight. */
  take(items: readonly Item[]): void {
    const isEndKept = this.#isAtEnd();
    const anchor = this.#items[this.#anchor()];
    const beside = anchor ? this.#pane.scrollTop - this.#heights.top(this.#items.indexOf(anchor)) : 0;
    this.#items = items;
    this.#heights.reset(this.#guessed());
    this.#rows.style.height = `${this.#heights.total}px`; // before scrolling: a pane scrolls no further than its content
    if (isEndKept) this.#pane.scrollTop = this.#pane.scrollHeight;
    else if (anchor && anchor.first > 0 && (this.#pane.scrollTop > 0 || this.#drawing.held() >= 0)) {
      const index = items.findIndex((item) => item.first <= anchor.first && anchor.first <= item.last);
      if (index >= 0) this.#pane.scrollTop = this.#heights.top(index) + beside;
    }
    this.draw();
  }

  /** Draw before the next picture. */
  soon(): void {
    this.#asked ||= requestAnimationFrame(() => this.draw());
  }

  draw(): void {
    cancelAnimationFrame(this.#asked);
    this.#asked = 0;
    for (let again = 0; again < 3 && this.#drawOnce(); again += 1);
    this.#drawing.drawn();
  }

  /** The row of an item, if it is there. */
  row(item: Item): HTMLElement | undefined {
    return this.#shown.get(keyOf(item))?.element;
  }

  /** Bring a row into sight. */
  show(index: number, where: "nearest" | "middle" = "nearest"): void {
    const top = this.#heights.top(index);
    const bottom = this.#heights.top(index + 1);
    const { scrollTop, clientHeight } = this.#pane;
    if (top >= scrollTop + 8 && bottom <= scrollTop + clientHeight - 8) return;
    const isFar = top > scrollTop + clientHeight * 2 || bottom < scrollTop - clientHeight;
    if (where === "middle" || isFar) this.#pane.scrollTop = Math.max(0, top - clientHeight / 3);
    else if (top < scrollTop + 8) this.#pane.scrollTop = Math.max(0, top - 8);
    else this.#pane.scrollTop = Math.min(top - 8, bottom - clientHeight + 8);
    this.draw();
  }

  /** The row whose place on the screen is kept: the one that is held where it is in sight, else the topmost. */
  #anchor(): number {
    const { scrollTop, clientHeight } = this.#pane;
    const held = this.#drawing.held();
    const inSight = held >= 0 && this.#heights.top(held + 1) > scrollTop && this.#heights.top(held) < scrollTop + clientHeight;
    return inSight ? held : this.#heights.at(scrollTop);
  }

  /** Whether the list was scrolled to its end: rows that turn out higher than guessed must not push the last out of sight. */
  #isAtEnd(): boolean {
    const { scrollTop, clientHeight, scrollHeight } = this.#pane;
    return scrollTop > 0 && this.#drawing.held() < 0 && scrollTop + clientHeight >= scrollHeight - 1;
  }

  #guessed(): number[] {
    const width = Math.max(240, this.#pane.clientWidth - 300);
    const inLine = width / LETTER;
    return this.#items.map((item) => item.height || ROW + LINE * Math.max(0, Math.ceil(item.letters / inLine) - 1));
  }

  #resized(): void {
    for (const item of this.#items) item.height = 0;
    this.take(this.#items);
  }

  /** Whether heights turned out otherwise than guessed. */
  #drawOnce(): boolean {
    const pane = this.#pane;
    const isEndKept = this.#isAtEnd();
    const top = this.#anchor();
    const beside = pane.scrollTop - this.#heights.top(top);
    const { from, to } = this.#heights.range(pane.scrollTop, pane.clientHeight, BESIDE);
    const kept = new Set<string>();
    const wanted: number[] = [];
    const inSight = Array.from({ length: to - from }, (_, index) => from + index);
    for (const index of new Set([...inSight, ...this.#drawing.pinned()])) {
      const item = this.#items[index];
      if (!item) continue;
      kept.add(keyOf(item));
      if (!item.turn && index >= from && index < to) wanted.push(index);
      this.#place(item, index);
    }
    for (const [key, row] of this.#shown) {
      if (kept.has(key)) continue;
      row.element.remove();
      this.#shown.delete(key);
    }
    if (wanted.length > 0) this.#drawing.wanted(wanted);
    if (!this.#measured(from, to)) return false;
    const place = isEndKept ? pane.scrollHeight - pane.clientHeight : this.#heights.top(top) + beside;
    if (Math.abs(pane.scrollTop - place) > 0.5) pane.scrollTop = place;
    return true;
  }

  #place(item: Item, index: number): void {
    const key = keyOf(item);
    const stamp = this.#drawing.stamp(item);
    let row = this.#shown.get(key);
    if (row?.item !== item || row.stamp !== stamp) {
      const element = this.#drawing.draw(item, index);
      if (row) {
        if (row.element !== element) swap(row.element, element);
      } else {
        this.#rows.append(element);
      }
      row = { element, item, stamp };
      this.#shown.set(key, row);
    }
    row.element.setAttribute("aria-posinset", String(index + 1));
    row.element.setAttribute("aria-setsize", String(this.#items.length));
    row.element.style.transform = `translateY(${this.#heights.top(index)}px)`;
  }

  /** Measure the rows that are drawn; whether any turned out otherwise than guessed. */
  #measured(from: number, to: number): boolean {
    let isNews = false;
    for (let index = from; index < to; index += 1) {
      const item = this.#items[index];
      const height = item && this.#shown.get(keyOf(item))?.element.offsetHeight;
      if (!item || !height) continue;
      item.height = height;
      isNews = this.#heights.set(index, height) || isNews;
    }
    this.#rows.style.height = `${this.#heights.total}px`;
    return isNews;
  }
}

/** Put a row in place of another; the focus stays there. */
function swap(old: HTMLElement, row: HTMLElement): void {
  const hadFocus = old.contains(document.activeElement);
  old.replaceWith(row);
  if (hadFocus) row.focus({ preventScroll: true });
}

function keyOf(item: Item): string {
  return item.first > 0 ? `w${item.first}` : `m${item.machine}`;
}
