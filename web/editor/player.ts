// The recording's sound, and its picture where there is one.
import { Played } from "./spans.ts";
import type { Server } from "./server.ts";
import type { Setting } from "./records.ts";

const TELL_MS = 5000;
export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2] as const;

export class Player {
  readonly media: HTMLMediaElement;
  readonly #played = new Played();
  readonly #server: Server;
  #isTelling = false;

  constructor(setting: Setting, server: Server) {
    this.#server = server;
    this.media = document.createElement(setting.picture ? "video" : "audio");
    this.media.preload = "metadata";
    this.media.src = `/api/recordings/${setting.recording}/${setting.picture ? "picture" : "playback"}`;
    this.media.addEventListener("timeupdate", () => this.#played.look(this.media.currentTime, !this.media.paused));
    this.media.addEventListener("pause", () => {
      this.#played.look(this.media.currentTime, false);
      void this.#tell();
    });
    this.media.addEventListener("seeking", () => this.#played.jump());
    setInterval(() => void this.#tell(), TELL_MS);
    window.addEventListener("pagehide", () => void this.#tell());
  }

  get time(): number {
    return this.media.currentTime;
  }

  get isPlaying(): boolean {
    return !this.media.paused && !this.media.ended;
  }

  /** Go there; goes on playing if it played. */
  seek(time: number): void {
    this.#played.look(this.media.currentTime, false);
    this.media.currentTime = Math.max(0, time);
  }

  async playFrom(time: number): Promise<void> {
    this.seek(time);
    await this.play();
  }

  async play(): Promise<void> {
    try {
      await this.media.play();
    } catch (error) {
      if (!(error instanceof DOMException)) throw error; // paused before it began, or the sound is not there: the page says so
    }
  }

  toggle(): void {
    if (this.isPlaying) this.media.pause();
    else void this.play();
  }

  back(seconds: number): void {
    this.seek(this.media.currentTime - seconds);
  }

  /** The next speed in that direction. */
  speed(by: 1 | -1): void {
    const now = SPEEDS.findIndex((each) => each >= this.media.playbackRate);
    this.media.playbackRate = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, now + by))] ?? 1;
  }

  async #tell(): Promise<void> {
    if (this.#isTelling) return;
    if (this.isPlaying) this.#played.look(this.media.currentTime, true);
    const spans = this.#played.take();
    if (spans.length === 0) return;
    this.#isTelling = true;
    if (!(await this.#server.tellHeard(spans))) this.#played.giveBack(spans);
    this.#isTelling = false;
  }
}
