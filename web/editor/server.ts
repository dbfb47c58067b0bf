// Requests to the API, and the ways in which they fail.
import { problemOf } from "../problems.ts";
import type { Header, Operation, Overview, Revision, Setting, TurnsPage } from "./records.ts";
import { PAGE, PART } from "./items.ts";

/** The server cannot be reached, or cannot do it just now. */
export class UnreachableError extends Error {}

/** The sign-in has ended, or is another person's. */
export class SignedOutError extends Error {}

/** Somebody else edited there since. */
export class ConflictError extends Error {
  readonly now: readonly Revision[];

  constructor(message: string, now: readonly Revision[]) {
    super(message);
    this.now = now;
  }
}

/** The server says no, and would say it again. */
export class RefusedError extends Error {}

export class Server {
  readonly #setting: Setting;

  constructor(setting: Setting) {
    this.#setting = setting;
  }

  turns(page: number): Promise<TurnsPage> {
    return this.#read(`layers/${this.#setting.layer}/turns?first=${page}&limit=${PAGE}`);
  }

  overview(part: number): Promise<Overview> {
    return this.#read(`layers/${this.#setting.layer}/overview?first=${part * PART + 1}&limit=${PART}`);
  }

  revisions(first: number, last: number): Promise<Revision[]> {
    return this.#read(`layers/${this.#setting.layer}/revisions?first=${first}&last=${last}`);
  }

  async header(): Promise<Header | undefined> {
    const layers = await this.#read<{ id: string; header: Header }[]>(`recordings/${this.#setting.recording}/layers`);
    return layers.find((each) => each.id === this.#setting.layer)?.header;
  }

  /** The waveform; nothing where there is none. */
  async peaks(): Promise<Uint8Array> {
    const reply = await fetch(`/api/recordings/${this.#setting.recording}/peaks`);
    return reply.ok ? new Uint8Array(await reply.arrayBuffer()) : new Uint8Array();
  }

  /** Make an edit on what stood there at a revision. */
  async revise(operation: Operation, seen: number, reason?: string): Promise<Revision> {
    await this.beSamePerson();
    const sent = reason ? { ...operation, reason } : operation;
    return this.#ask("POST", `layers/${this.#setting.layer}/revisions`, sent, { "If-Match": `"${seen}"` });
  }

  /** SignedOutError unless whoever is signed in is the one who typed here. */
  async beSamePerson(): Promise<void> {
    const me = await this.#read<{ id: string }>("me");
    if (me.id !== this.#setting.account) throw new SignedOutError("another person");
  }

  /** What was played; that it could not be told changes nothing for whoever listens. */
  tellHeard(spans: readonly { start: number; end: number }[]): Promise<boolean> {
    const path = `/api/recordings/${this.#setting.recording}/heard`;
    const body = JSON.stringify({ spans });
    const told = fetch(path, { method: "POST", body, keepalive: true, headers: { "Content-Type": "application/json" } });
    return told.then((reply) => reply.ok, () => false);
  }

  #read<T>(path: string): Promise<T> {
    return this.#ask("GET", path);
  }

  async #ask<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
    const json: Record<string, string> = body === undefined ? {} : { "Content-Type": "application/json" };
    const options: RequestInit = { method, headers: { ...json, ...headers } };
    if (body !== undefined) options.body = JSON.stringify(body);
    let reply: Response;
    let text: string;
    try {
      reply = await fetch(`/api/${path}`, options);
      text = await reply.text();
    } catch (error) {
      throw new UnreachableError(String(error));
    }
    if (reply.ok) return JSON.parse(text) as T;
    const { code, message } = problemOf(reply.status, text);
    if (reply.status === 401) throw new SignedOutError(message);
    if (code === "ConflictError") throw new ConflictError(message, (JSON.parse(text) as { now?: Revision[] }).now ?? []);
    if (reply.status >= 500 || reply.status === 429 || code === "") throw new UnreachableError(message);
    throw new RefusedError(message);
  }
}
