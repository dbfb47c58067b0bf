// Which seconds were played since it was last told.
import type { Span } from "./records.ts";

const JUMP_SECONDS = 1.5; // more than that between two looks is no playing

export class Played {
  #spans: { start: number; end: number }[] = [];
  #at: number | undefined;

  /** The player is there now. */
  look(time: number, isPlaying: boolean): void {
    const last = this.#spans.at(-1);
    if (this.#at !== undefined && time > this.#at && time - this.#at <= JUMP_SECONDS) {
      if (last && Math.abs(last.end - this.#at) < 0.01) last.end = time;
      else this.#spans.push({ start: this.#at, end: time });
    }
    this.#at = isPlaying ? time : undefined;
  }

  /** The player jumps. */
  jump(): void {
    this.#at = undefined;
  }

  /** What was played, once. */
  take(): Span[] {
    const told = this.#spans.map((each) => ({ start: round(each.start), end: round(each.end) }));
    this.#spans = [];
    return told;
  }

  /** It could not be told after all. */
  giveBack(spans: readonly Span[]): void {
    this.#spans = [...spans.map((each) => ({ ...each })), ...this.#spans].slice(-500);
  }
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
