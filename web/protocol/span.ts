// Playing one span of a recording: what was played of it, and when it is over.

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Gathers what a player has played, so that the journal can be told. */
export class Played {
  #spans: { start: number; end: number }[] = [];

  /** The player stands there while it plays. A jump begins another span. */
  note(at: number): void {
    const last = this.#spans.at(-1);
    if (last && at >= last.end && at - last.end < 1.5) last.end = at;
    else this.#spans.push({ start: at, end: at });
  }

  /** What was played since this was last asked. */
  take(): Span[] {
    const taken = this.#spans.filter((span) => span.end > span.start);
    this.#spans = [];
    return taken;
  }
}

/** Whether the span is over at that place; a little late is better than a cut word. */
export function isOver(span: Span, at: number): boolean {
  return at >= span.end + 0.15;
}
