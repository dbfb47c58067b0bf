// Why a person corrects: one field beside the transcript, whose text goes with every correction until it is emptied.
import { byId } from "./parts.ts";

export class Reason {
  readonly #row = byId("reason-row");
  readonly #field = byId<HTMLInputElement>("reason");
  readonly #back: () => void;

  /** `back`: the focus goes to where it was before; `left`: it went elsewhere on the page. */
  constructor({ back, left }: { back: () => void; left: (to: Node | null) => void }) {
    this.#back = back;
    this.#field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      this.#shut();
    });
    byId("reason-clear").addEventListener("click", () => {
      this.#field.value = "";
      this.#shut();
    });
    this.#row.addEventListener("focusout", (event) => {
      if (!(event.relatedTarget instanceof Node && this.holds(event.relatedTarget))) left(event.relatedTarget as Node | null);
    });
  }

  get value(): string | undefined {
    return this.#field.value.trim() || undefined;
  }

  holds(node: Node): boolean {
    return this.#row.contains(node);
  }

  /** Show the field and go there. */
  open(): void {
    this.#show(true);
    this.#field.focus();
    this.#field.select();
  }

  /** What stands there stays in sight; an empty field goes. */
  #shut(): void {
    this.#show(this.value !== undefined);
    this.#back();
  }

  #show(isShown: boolean): void {
    this.#row.hidden = !isShown;
    document.querySelector('.editor-bar [data-command="reason"]')?.setAttribute("aria-expanded", String(isShown));
  }
}
