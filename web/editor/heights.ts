// Which rows of a long list can be seen, from heights that were measured or guessed.

export class Heights {
  #heights: number[] = [];
  #tops: Float64Array = new Float64Array(1);
  #isStale = true;

  /** Take other rows. */
  reset(heights: number[]): void {
    this.#heights = heights;
    this.#isStale = true;
  }

  /** A row was measured; whether that was news. */
  set(index: number, height: number): boolean {
    if (this.#heights[index] === height) return false;
    this.#heights[index] = height;
    this.#isStale = true;
    return true;
  }

  /** Where a row begins; with the number of rows, where the list ends. */
  top(index: number): number {
    if (this.#isStale) this.#sum();
    return this.#tops[Math.max(0, Math.min(index, this.#heights.length))] ?? 0;
  }

  get total(): number {
    return this.top(this.#heights.length);
  }

  /** The row at a height; the last one below the end. */
  at(y: number): number {
    this.top(0);
    let low = 0;
    let high = this.#heights.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#tops[middle] ?? 0) <= y) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }

  /** Rows from the first to one after the last that stand in a stretch, with some on each side. */
  range(y: number, height: number, beside: number): { from: number; to: number } {
    if (this.#heights.length === 0) return { from: 0, to: 0 };
    return { from: Math.max(0, this.at(y) - beside), to: Math.min(this.#heights.length, this.at(y + height) + 1 + beside) };
  }

  #sum(): void {
    this.#tops = new Float64Array(this.#heights.length + 1);
    let sum = 0;
    for (let index = 0; index < this.#heights.length; index += 1) {
      sum += this.#heights[index] ?? 0;
      this.#tops[index + 1] = sum;
    }
    this.#isStale = false;
  }
}
