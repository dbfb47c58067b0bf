// How fast bytes go, and how long the rest of them takes.

const WINDOW_MS = 10_000;
const LEAST_MS = 1_000;

/** Bytes per second over the last seconds, of one file. */
export class ByteRate {
  #seen: { readonly atMs: number; readonly bytes: number }[] = [];

  /** So many bytes are there by now. */
  note(bytes: number, atMs: number): void {
    const last = this.#seen.at(-1);
    if (last && bytes < last.bytes) this.#seen = []; // the server had less than was sent
    this.#seen.push({ atMs, bytes });
    while (this.#seen.length > 2 && atMs - (this.#seen[0]?.atMs ?? atMs) > WINDOW_MS) this.#seen.shift();
  }

  /** Forget what was before a pause. */
  rest(): void {
    this.#seen = [];
  }

  /** Bytes per second; undefined while that would be a guess. */
  perSecond(): number | undefined {
    const [first, last] = [this.#seen[0], this.#seen.at(-1)];
    if (!first || !last || last.atMs - first.atMs < LEAST_MS || last.bytes <= first.bytes) return undefined;
    return ((last.bytes - first.bytes) * 1000) / (last.atMs - first.atMs);
  }

  /** Seconds until the whole is there; undefined where the speed is not known. */
  left(sizeBytes: number): number | undefined {
    const rate = this.perSecond();
    const last = this.#seen.at(-1);
    return rate && last ? (sizeBytes - last.bytes) / rate : undefined;
  }
}

/** Bytes for people, as the server's pages write them. */
export function sized(bytes: number): string {
  let size = bytes;
  for (const unit of ["B", "KiB", "MiB"]) {
    if (size < 1024) return `${size.toFixed(0)} ${unit}`;
    size /= 1024;
  }
  return `${size.toFixed(1)} GiB`;
}

/** A SHA-256 as people type it, spaces and capitals apart; undefined where it is none. */
export function typedHash(text: string): string | undefined {
  const plain = text.replace(/[\s:]/g, "").toLowerCase();
  return /^[0-9a-f]{64}$/.test(plain) ? plain : undefined;
}
