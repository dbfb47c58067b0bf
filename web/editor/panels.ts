// The panels beside the transcript; one is open at a time.
import { byId } from "./parts.ts";

export type Panel = "find" | "history" | "voices";
const PANELS: readonly Panel[] = ["voices", "history", "find"];

export class Panels {
  constructor() {
    for (const panel of PANELS) {
      byId(`${panel}-panel`).addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        this.toggle(panel);
        event.stopPropagation();
      });
    }
    document.addEventListener("click", (event) => {
      const panel = (event.target as Element).closest<HTMLElement>("[data-shut]")?.dataset["shut"] as Panel | undefined;
      if (panel) this.toggle(panel);
    });
  }

  isOpen(panel: Panel): boolean {
    return !byId(`${panel}-panel`).hidden;
  }

  /** Open it and shut the others, or shut it; whether it is open now. */
  toggle(panel: Panel): boolean {
    const opens = !this.isOpen(panel);
    for (const each of PANELS) {
      const isOpen = each === panel && opens;
      byId(`${each}-panel`).hidden = !isOpen;
      document.querySelector(`.editor-bar [data-command="${each}"]`)?.setAttribute("aria-expanded", String(isOpen));
    }
    byId("panels").hidden = !opens;
    if (opens) byId(`${panel}-panel`).focus();
    else document.querySelector<HTMLElement>("#turns > [tabindex='0']")?.focus({ preventScroll: true });
    return opens;
  }
}
