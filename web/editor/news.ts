// What others do to the transcript while it is open here, told by the server as it happens.
import { say } from "../messages.ts";
import type { Desk } from "./desk.ts";
import type { Revision } from "./records.ts";
import type { Transcript } from "./transcript.ts";

const AGAIN_MS = 5000;

/** Others' revisions, and which words they touched; null: that cannot be told. */
interface Told {
  readonly revision: number;
  readonly touched: readonly (readonly [number, number])[] | null;
}

interface Job {
  readonly stage: string;
  readonly state: string;
}

export class News {
  readonly #layer: string;
  readonly #transcript: Transcript;
  readonly #desk: Desk;
  readonly #announce: (message: string) => void;
  readonly #own = new Set<number>(); // revisions that were made here
  #newest = 0; // of which the server has told
  #source: EventSource | undefined;

  constructor(layer: string, transcript: Transcript, desk: Desk, announce: (message: string) => void) {
    this.#layer = layer;
    this.#transcript = transcript;
    this.#desk = desk;
    this.#announce = announce;
    window.addEventListener("pagehide", () => this.#source?.close());
  }

  /** A revision was made here: it is no news. */
  made(revision: Revision): void {
    this.#own.add(revision.number);
  }

  /** Follow the layer from what is shown on. What cannot be read just now is read again with its page at the latest. */
  follow(): void {
    this.#newest = Math.max(this.#newest, this.#transcript.items.revision);
    const source = new EventSource(`/api/layers/${this.#layer}/events?after=${this.#newest}`);
    this.#source = source;
    source.addEventListener("revisions", (event) => {
      this.#revised(JSON.parse((event as MessageEvent<string>).data) as Told).catch(() => undefined);
    });
    source.addEventListener("job", (event) => {
      const job = JSON.parse((event as MessageEvent<string>).data) as Job;
      if (job.stage === "align" && job.state === "done") this.#transcript.heardAgain().catch(() => undefined);
    });
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) setTimeout(() => this.follow(), AGAIN_MS); // else the browser does
    });
  }

  async #revised({ revision, touched }: Told): Promise<void> {
    const numbers = Array.from({ length: Math.max(0, revision - this.#newest) }, (_, index) => this.#newest + 1 + index);
    this.#newest = Math.max(this.#newest, revision);
    if (numbers.every((number) => this.#own.has(number))) return;
    const before = this.#desk.item?.turn;
    const was = new Set(before?.revisions);
    await this.#transcript.touched(touched, this.#desk.index);
    const added = this.#desk.item?.turn?.revisions.filter((number) => !was.has(number) && !this.#own.has(number)) ?? [];
    if (before && added.length > 0) this.#tell();
  }

  #tell(): void {
    const isTyping = this.#desk.typing?.first === this.#desk.first;
    const inTyping = say("Somebody else changed the turn that you are typing in. When yours is saved, you see both and choose.");
    this.#announce(isTyping ? inTyping : say("Somebody else changed this turn."));
  }
}
