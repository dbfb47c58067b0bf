// How long a step of some work will still take, from how fast it went while somebody watched.
import { say } from "./messages.ts";

const LEAST_SECONDS = 5;
const LEAST_SHARE = 0.02;

/** One piece of work as a page sees it go on. */
export class Pace {
  #step: string | null = null;
  #share = 0;
  #since = 0;

  /** Seconds until the step ends, now that its share is known; undefined while that would be a guess. */
  left(step: string | null, share: number, nowMs: number): number | undefined {
    if (step !== this.#step || share < this.#share) {
      this.#step = step;
      this.#share = share;
      this.#since = nowMs;
      return undefined;
    }
    const seconds = (nowMs - this.#since) / 1000;
    const grown = share - this.#share;
    if (seconds < LEAST_SECONDS || grown < LEAST_SHARE) return undefined;
    return ((1 - share) * seconds) / grown;
  }
}

/** What is at work, how far it is, and how long it will take, as far as that is known. */
export function told(step: string, share: number, secondsLeft: number | undefined): string {
  const values = { step, percent: Math.floor(share * 100), minutes: Math.ceil((secondsLeft ?? 0) / 60) };
  if (secondsLeft === undefined) return say("%(step)s, %(percent)s%%", values);
  return say("%(step)s, %(percent)s%%, about %(minutes)s min of it left", values);
}
