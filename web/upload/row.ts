// One file in the list: what is known of it, and what can be done with it.
import { say } from "../messages.ts";
import { ByteRate, sized, typedHash } from "./pace.ts";
import type { FileState } from "./queue.ts";
import { type Received, Sending, type Wishes } from "./sending.ts";

export interface Common {
  readonly caseId: string;
  readonly known: Map<string, string>; // recordings of the case by id, with their names
  languages(): string[];
  minVoices(): string;
  maxVoices(): string;
  changed(): void;
}

/** A file and its row. */
export class FileRow {
  state: FileState = "waiting";
  readonly element: HTMLElement;
  readonly file: File;
  readonly #common: Common;
  readonly #rate = new ByteRate();
  #sending: Sending | undefined;
  #stated = "";
  #isLost = false;
  #hasFailed = false;

  constructor(file: File, template: HTMLTemplateElement, common: Common) {
    this.file = file;
    this.#common = common;
    this.element = (template.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
    this.#part("name").textContent = file.name;
    this.#part("size").textContent = sized(file.size);
    this.#bar.setAttribute("aria-label", file.name);
    for (const button of this.element.querySelectorAll<HTMLElement>("[data-do]")) {
      const about = button.querySelector(".unseen");
      if (about) about.textContent = ` (${file.name})`;
      button.addEventListener("click", () => this.#press(button.dataset["do"] ?? ""));
    }
    this.#show(say("Waits to be sent."));
  }

  /** It may go as soon as there is a place; false where the hash that was typed is none. */
  release(): boolean {
    const typed = this.#hash.value.trim();
    const hash = typedHash(typed);
    const isWrong = typed !== "" && !hash;
    this.#hash.setAttribute("aria-invalid", String(isWrong));
    this.#part("hash-fault").hidden = !isWrong;
    if (isWrong) {
      this.element.querySelector("details")?.setAttribute("open", "");
      this.#hash.focus();
      return false;
    }
    this.#stated = hash ?? "";
    this.#become("ready", say("Waits for its turn."));
    return true;
  }

  /** Begin or go on. */
  start(): void {
    if (this.#hasFailed) this.#sending = undefined; // what is known of it on the server is asked for anew
    this.#hasFailed = false;
    this.#sending ??= new Sending(this.file, this.#wishes(), {
      moved: (bytes) => this.#moved(bytes),
      lost: () => this.#lost(),
      done: (received) => this.#done(received),
      failed: (message) => this.#failed(message),
    });
    this.#rate.rest();
    this.#become("sending", say("Is being sent."));
    void this.#sending.start();
  }

  #wishes(): Wishes {
    const common = this.#common;
    return {
      caseId: common.caseId,
      languages: common.languages(),
      minVoices: common.minVoices(),
      maxVoices: common.maxVoices(),
      sha256: this.#stated,
    };
  }

  #press(what: string): void {
    if (what === "pause") {
      void this.#sending?.pause();
      this.#become("paused", say("Paused: %(done)s of %(whole)s.", { done: sized(this.#bar.value), whole: sized(this.file.size) }));
    } else if (what === "resume") {
      this.#become("ready", say("Waits for its turn."));
    } else if (what === "cancel") {
      void this.#sending?.cancel().catch(() => undefined); // the server forgets it by itself after two days
      this.state = "cancelled";
      this.element.remove();
      document.querySelector<HTMLElement>("#upload-choose")?.focus();
    }
    this.#common.changed();
  }

  #moved(bytes: number): void {
    if (this.state !== "sending") return;
    this.#isLost = false;
    this.#rate.note(bytes, performance.now());
    this.#bar.value = bytes;
    this.#bar.max = this.file.size;
    const parts = [say("%(done)s of %(whole)s", { done: sized(bytes), whole: sized(this.file.size) })];
    const rate = this.#rate.perSecond();
    const left = this.#rate.left(this.file.size);
    if (rate !== undefined) parts.push(say("%(size)s a second", { size: sized(rate) }));
    if (left !== undefined) parts.push(say("about %(minutes)s min left", { minutes: Math.max(1, Math.ceil(left / 60)) }));
    if (bytes === this.file.size) parts.push(say("the server checks the bytes"));
    this.#part("said").textContent = parts.join(", ");
  }

  #lost(): void {
    if (this.#isLost || this.state !== "sending") return;
    this.#isLost = true;
    this.#rate.rest();
    this.#show(say("The connection is lost. It goes on by itself as soon as the server can be reached."));
  }

  #done(received: Received): void {
    const recording = received.recording;
    if (!recording) return this.#failed("");
    this.#bar.max = this.#bar.value = this.file.size;
    this.#become("done", say("Received whole."));
    this.#part("done").hidden = false;
    this.#part("sha256").textContent = recording.sha256;
    const link = this.#part("link") as HTMLAnchorElement;
    link.href = `/cases/${this.#common.caseId}#recording-${recording.id}`;
    const place = this.#part("place") as HTMLAnchorElement;
    place.href = `/cases/${this.#common.caseId}/recordings/${recording.id}/place`;
    this.element.dataset["recording"] = recording.id;
    const before = this.#common.known.get(recording.id);
    if (before !== undefined) this.#warn(say("The case holds these bytes already, as “%(name)s”: there is one recording of them.", { name: before }));
    this.#common.known.set(recording.id, recording.name);
    if (received.also_in.length) this.#warn(say("The same bytes lie in another case that you may see."));
    if (this.#stated) this.#compare(recording.sha256);
    this.#common.changed();
  }

  #compare(sha256: string): void {
    if (this.#stated === sha256) this.#part("agrees").hidden = false;
    else this.#warn(say("The recorder's SHA-256 is another one: %(hash)s. These are not the bytes that it wrote. Check the number, or copy the file from the recorder once more. Both numbers are kept in the custody record.", { hash: this.#stated }), true);
  }

  #failed(message: string): void {
    if (this.state === "cancelled") return;
    this.#hasFailed = true;
    this.#become("failed", message || say("The server could not be reached for a long time. What arrived is kept for two days: press “Go on”."));
    this.#common.changed();
  }

  #warn(text: string, isBad = false): void {
    const line = document.createElement("p");
    line.className = isBad ? "notice bad" : "notice";
    line.setAttribute("role", "alert");
    line.textContent = text;
    this.#part("warnings").append(line);
  }

  #become(state: FileState, said: string): void {
    this.state = state;
    this.element.dataset["state"] = state;
    this.#show(said);
    const may: Record<string, readonly FileState[]> = {
      pause: ["sending", "ready"],
      resume: ["paused", "failed"],
      cancel: ["waiting", "ready", "sending", "paused", "failed"],
    };
    for (const button of this.element.querySelectorAll<HTMLElement>("[data-do]")) {
      const isFocused = button === document.activeElement;
      button.hidden = !may[button.dataset["do"] ?? ""]?.includes(state);
      if (isFocused && button.hidden) this.element.querySelector<HTMLElement>("[data-do]:not([hidden])")?.focus();
    }
    this.#part("before").hidden = state !== "waiting";
    this.#part("progress").hidden = state === "waiting";
    this.#part("said").classList.toggle("fault", state === "failed");
  }

  #show(text: string): void {
    this.#part("said").textContent = text;
    this.#part("spoken").textContent = `${this.file.name}: ${text}`;
  }

  get #bar(): HTMLProgressElement {
    return this.element.querySelector("progress") as HTMLProgressElement;
  }

  get #hash(): HTMLInputElement {
    return this.element.querySelector("input[name=sha256]") as HTMLInputElement;
  }

  #part(name: string): HTMLElement {
    return this.element.querySelector(`[data-part="${name}"]`) as HTMLElement;
  }
}
