// Each question and answer plays its sound: one player for the page, which stops at the end of the span.
import { say } from "../messages.ts";
import { isOver, Played, type Span } from "./span.ts";

interface Now {
  readonly recording: string;
  readonly span: Span;
  readonly button: HTMLElement;
}

/** Listen to the buttons with `data-play`. */
export function playSpans(): void {
  let now: Now | undefined;
  const played = new Played();
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-play]");
    if (!button) return;
    const { play: recording = "", start, end } = button.dataset;
    const sound = audio();
    if (!sound) return;
    if (now?.button === button && !sound.paused) return sound.pause();
    tell(now, played);
    now?.button.classList.remove("playing");
    const isOther = now?.recording !== recording;
    now = { recording, span: { start: Number(start), end: Number(end) }, button };
    button.classList.add("playing");
    void begin(sound, now, isOther);
  });

  async function begin(sound: HTMLAudioElement, wanted: Now, isOther: boolean): Promise<void> {
    const place = document.querySelector<HTMLElement>("#player");
    if (place) place.hidden = false;
    if (isOther || !sound.src) {
      sound.src = `/api/recordings/${wanted.recording}/playback`;
      sound.ontimeupdate = () => follow(sound);
      sound.onpause = () => tell(now, played);
      sound.onerror = () => said(say("The sound cannot be played. It may not be prepared yet."));
    }
    said(say("Plays %(where)s", { where: wanted.button.textContent?.replace("▶", "").trim() ?? "" }));
    sound.currentTime = wanted.span.start;
    try {
      await sound.play();
    } catch {
      // told by `onerror`, or somebody pressed pause at once
    }
  }

  function follow(sound: HTMLAudioElement): void {
    if (!now || sound.paused) return;
    played.note(sound.currentTime);
    if (isOver(now.span, sound.currentTime)) sound.pause();
  }
}

function tell(now: Now | undefined, played: Played): void {
  const spans = played.take();
  if (!now || spans.length === 0) return;
  void fetch(`/api/recordings/${now.recording}/heard`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ spans }),
    keepalive: true,
  });
}

function audio(): HTMLAudioElement | null {
  return document.querySelector("#player audio");
}

function said(text: string): void {
  const words = document.querySelector<HTMLElement>("#player [data-said]");
  if (words) words.textContent = text;
}
