// The sound as a picture: its strength, and below it who speaks when, silences, overlaps and what was not processed.
import { say } from "../messages.ts";
import { clock } from "./parts.ts";
import type { Header, Setting, Span } from "./records.ts";
import { COLOURS, type Voices } from "./voices.ts";
import { lastBegun } from "./lit.ts";

const A_SECOND = 20; // bytes of the peaks
const WAVE = 44; // pixels
const LANE = 9;
const SHORTEST = 5; // seconds that can be seen at least
const FOLLOWS = 0.85; // share of the picture at which it goes on

/** A stretch of the sound that is shown. */
export interface View {
  readonly from: number;
  readonly to: number;
}

/** The view brought near or far about a time, never beyond the sound. */
export function zoomed(view: View, by: number, about: number, seconds: number): View {
  const width = Math.max(Math.min(SHORTEST, seconds), Math.min(seconds, (view.to - view.from) * by));
  const share = view.to > view.from ? Math.min(1, Math.max(0, (about - view.from) / (view.to - view.from))) : 0.5;
  const from = Math.max(0, Math.min(seconds - width, about - width * share));
  return { from, to: from + width };
}

/** The strongest of the peaks in a stretch, all channels together; 0..255. */
export function strongest(peaks: Uint8Array, channels: number, from: number, to: number): number {
  const length = Math.floor(peaks.length / Math.max(1, channels));
  let most = 0;
  for (let channel = 0; channel < channels; channel += 1) {
    const begin = Math.max(0, Math.floor(from * A_SECOND));
    const end = Math.min(length, Math.max(begin + 1, Math.ceil(to * A_SECOND)));
    for (let index = begin; index < end; index += 1) most = Math.max(most, peaks[channel * length + index] ?? 0);
  }
  return most;
}

export class Waveform {
  readonly #canvas: HTMLCanvasElement;
  readonly #setting: Setting;
  readonly #voices: Voices;
  #peaks: Uint8Array = new Uint8Array();
  #header: Header = { voices: [], ledger: [] };
  #view: View;
  #time = 0;
  #picture: HTMLCanvasElement | undefined;
  #colours: CSSStyleDeclaration;

  constructor(canvas: HTMLCanvasElement, setting: Setting, voices: Voices, seek: (time: number) => void) {
    this.#canvas = canvas;
    this.#setting = setting;
    this.#voices = voices;
    this.#view = { from: 0, to: Math.max(1, Math.min(setting.seconds, 600)) };
    this.#colours = getComputedStyle(document.documentElement);
    canvas.setAttribute("aria-valuemax", String(Math.ceil(setting.seconds)));
    canvas.addEventListener("pointerdown", (event) => {
      const box = canvas.getBoundingClientRect();
      seek(this.#view.from + ((event.clientX - box.left) / box.width) * (this.#view.to - this.#view.from));
    });
    canvas.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.zoom(event.deltaY > 0 ? 1.5 : 1 / 1.5);
    }, { passive: false });
    new ResizeObserver(() => this.redraw()).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.redraw());
  }

  take(peaks: Uint8Array, header: Header): void {
    this.#peaks = peaks;
    this.#header = { voices: header.voices, ledger: header.ledger.toSorted((one, other) => one.start - other.start) };
    this.redraw();
  }

  /** Who speaks when, as people have corrected it. */
  takeVoices(turns: readonly { readonly voice: string; readonly start: number; readonly end: number }[]): void {
    const spans = new Map<string, Span[]>();
    for (const turn of turns) {
      const own = spans.get(turn.voice);
      if (own) own.push(turn);
      else spans.set(turn.voice, [turn]);
    }
    this.#header = { ...this.#header, voices: Array.from(spans, ([name, own]) => ({ name, spans: own })) };
    this.redraw();
  }

  zoom(by: number): void {
    this.#view = zoomed(this.#view, by, this.#time, this.#setting.seconds);
    this.redraw();
  }

  /** The player is there now. */
  show(time: number): void {
    this.#time = time;
    const { from, to } = this.#view;
    const width = to - from;
    if (time < from || time > from + width * FOLLOWS) {
      const begin = Math.max(0, Math.min(this.#setting.seconds - width, time - width * 0.15));
      if (Math.abs(begin - from) > 0.01) {
        this.#view = { from: begin, to: begin + width };
        this.#picture = undefined;
      }
    }
    this.#paint();
  }

  redraw(): void {
    this.#picture = undefined;
    this.#paint();
  }

  get lanes(): number {
    return Math.max(1, Math.min(COLOURS, this.#header.voices.length));
  }

  #paint(): void {
    const canvas = this.#canvas;
    const scale = window.devicePixelRatio || 1;
    const width = Math.round(canvas.clientWidth * scale);
    const height = Math.round((WAVE + this.lanes * LANE + 16) * scale);
    if (width === 0) return;
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      canvas.style.height = `${height / scale}px`;
      this.#picture = undefined;
    }
    this.#picture ??= this.#draw(width, height, scale);
    const context = canvas.getContext("2d");
    if (!context) return;
    context.clearRect(0, 0, width, height);
    context.drawImage(this.#picture, 0, 0);
    const x = ((this.#time - this.#view.from) / (this.#view.to - this.#view.from)) * width;
    context.fillStyle = this.#colour("--focus");
    context.fillRect(Math.round(x - scale), 0, 2 * scale, height);
    canvas.setAttribute("aria-valuenow", String(Math.round(this.#time)));
    canvas.setAttribute("aria-valuetext", say("%(time)s of %(all)s", { time: clock(this.#time), all: clock(this.#setting.seconds) }));
  }

  #draw(width: number, height: number, scale: number): HTMLCanvasElement {
    const made = document.createElement("canvas");
    made.width = width;
    made.height = height;
    const context = made.getContext("2d");
    if (!context) return made;
    context.scale(scale, scale);
    const wide = width / scale;
    this.#drawLedger(context, wide);
    this.#drawWave(context, wide);
    this.#drawVoices(context, wide);
    this.#drawTicks(context, wide, height / scale);
    return made;
  }

  #drawWave(context: CanvasRenderingContext2D, wide: number): void {
    const { from, to } = this.#view;
    context.fillStyle = this.#colour("--strong-line");
    for (let x = 0; x < wide; x += 2) {
      const begin = from + (x / wide) * (to - from);
      const half = (strongest(this.#peaks, this.#setting.channels, begin, begin + (2 / wide) * (to - from)) / 255) * (WAVE / 2 - 1);
      context.fillRect(x, WAVE / 2 - half, 1.4, Math.max(1, half * 2));
    }
  }

  /** Each voice has a lane; its number stands where there is room. */
  #drawVoices(context: CanvasRenderingContext2D, wide: number): void {
    context.font = "bold 9px sans-serif";
    context.textBaseline = "middle";
    for (const voice of this.#header.voices) {
      const lane = (this.#voices.number(voice.name) - 1) % this.lanes;
      const y = WAVE + 2 + lane * LANE;
      for (const span of this.#seen(voice.spans)) {
        const [x, length] = this.#place(span, wide);
        context.fillStyle = this.#colour(`--voice-${this.#voices.colour(voice.name)}`);
        context.fillRect(x, y, Math.max(1, length), LANE - 2);
        if (length < 14) continue;
        context.fillStyle = this.#colour("--paper");
        context.fillText(String(this.#voices.number(voice.name)), x + 3, y + (LANE - 2) / 2 + 0.5);
      }
    }
  }

  #drawLedger(context: CanvasRenderingContext2D, wide: number): void {
    for (const entry of this.#seen(this.#header.ledger)) {
      if (entry.kind === "words") continue;
      const [x, length] = this.#place(entry, wide);
      context.save();
      context.beginPath();
      context.rect(x, 0, Math.max(1.5, length), WAVE);
      context.clip();
      this.#fill(context, entry.kind, x, length);
      context.restore();
    }
  }

  /** Silence is dotted, overlap slanted one way, speech without words both ways, and what was not processed is solid. */
  #fill(context: CanvasRenderingContext2D, kind: string, x: number, length: number): void {
    context.strokeStyle = this.#colour(kind === "silence" ? "--line" : kind === "overlap" ? "--wait" : "--bad");
    context.fillStyle = this.#colour(kind === "silence" ? "--line" : kind === "overlap" ? "--wait-ground" : "--bad-ground");
    if (kind === "silence") {
      for (let at = Math.ceil(x / 6) * 6; at < x + length; at += 6) context.fillRect(at, WAVE / 2 + 6, 2, 2);
      return;
    }
    context.fillRect(x, 0, Math.max(1.5, length), WAVE);
    context.lineWidth = 1;
    context.beginPath();
    for (let at = Math.floor((x - WAVE) / 7) * 7; at < x + length; at += 7) {
      if (kind === "overlap" || kind === "speech_without_words") lineOf(context, at, WAVE, at + WAVE, 0);
      if (kind === "speech_without_words") lineOf(context, at, 0, at + WAVE, WAVE);
      if (kind === "not_processed") lineOf(context, at, 0, at, WAVE);
    }
    context.stroke();
  }

  #drawTicks(context: CanvasRenderingContext2D, wide: number, height: number): void {
    const { from, to } = this.#view;
    const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600];
    const step = steps.find((each) => ((to - from) / each) * 70 <= wide) ?? 7200;
    context.font = "11px sans-serif";
    context.textBaseline = "bottom";
    context.fillStyle = this.#colour("--soft");
    for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
      const x = ((at - from) / (to - from)) * wide;
      context.fillRect(x, height - 15, 1, 4);
      if (x + 36 < wide) context.fillText(clock(at), x + 3, height - 1);
    }
  }

  #seen<T extends Span>(spans: readonly T[]): readonly T[] {
    const first = Math.max(0, lastBegun(spans, this.#view.from) - 1);
    return spans.slice(first, lastBegun(spans, this.#view.to) + 1);
  }

  #place(span: Span, wide: number): [number, number] {
    const scale = wide / (this.#view.to - this.#view.from);
    return [(span.start - this.#view.from) * scale, (span.end - span.start) * scale];
  }

  #colour(name: string): string {
    return this.#colours.getPropertyValue(name) || "gray";
  }
}

function lineOf(context: CanvasRenderingContext2D, x: number, y: number, toX: number, toY: number): void {
  context.moveTo(x, y);
  context.lineTo(toX, toY);
}
