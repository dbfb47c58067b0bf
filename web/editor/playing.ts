// What the page shows of the player: its button and clock, the place in the picture of the sound, and the lit word.
import { say } from "../messages.ts";
import type { Light } from "./light.ts";
import { byId, clock, make } from "./parts.ts";
import { type Player, SPEEDS } from "./player.ts";
import type { Waveform } from "./waveform.ts";

const CHANGES = ["play", "pause", "ended", "seeked", "timeupdate", "ratechange", "loadedmetadata"];

/** Keep the page to what the player does. */
export function showPlaying(player: Player, waveform: Waveform, light: Light, seconds: number): void {
  const { media } = player;
  const place = (time: number): void => {
    waveform.show(time);
    light.show(player.time, player.isPlaying);
  };
  for (const name of CHANGES) {
    media.addEventListener(name, () => {
      showControls(player, seconds);
      place(media.currentTime);
    });
  }
  media.addEventListener("play", () => {
    const step = (): void => {
      place(player.time);
      if (player.isPlaying) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
  media.addEventListener("error", () => (byId("no-sound").hidden = false));
}

function showControls({ media, isPlaying }: Player, seconds: number): void {
  const button = byId("play");
  const label = isPlaying ? say("Pause") : say("Play");
  if (button.dataset["label"] !== label) {
    button.dataset["label"] = label;
    button.replaceChildren(make("span", { "aria-hidden": true }, isPlaying ? "❚❚ " : "▶ "), label);
  }
  byId("clock").textContent = `${clock(media.currentTime, true)} / ${clock(seconds)}`;
  const speed = SPEEDS.find((each) => each === media.playbackRate);
  if (speed) byId<HTMLSelectElement>("speed").value = String(speed);
}
