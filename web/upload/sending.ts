// One file on its way by tus (https://tus.io): it goes on where it stopped, also after the page was loaded anew.
import { type DetailedError, Upload } from "tus-js-client";
import { problemOf } from "../problems.ts";

export interface Wishes {
  readonly caseId: string;
  readonly languages: readonly string[];
  readonly minVoices: string;
  readonly maxVoices: string;
  readonly sha256: string; // the recorder's own; empty where nobody stated it
}

export interface Received {
  readonly recording: { readonly id: string; readonly name: string; readonly sha256: string } | null;
  readonly also_in: readonly string[];
}

export interface Listener {
  moved(bytes: number): void;
  /** The connection broke off; it is tried again by itself. */
  lost(): void;
  done(received: Received): void;
  /** It will not go on; `refused`: the server's own sentence, which another try does not change. */
  failed(message: string, refused: boolean): void;
}

const ENDPOINT = "/api/uploads";
const CHUNK_BYTES = 32 * 1024 * 1024; // what a lost connection can cost where the server could not be told
const RETRIES_MS = [500, 1_000, 2_000, 5_000, ...Array<number>(120).fill(10_000)]; // about twenty minutes
const REFUSED = new Set([400, 401, 403, 413, 415, 422, 507]);

/** The metadata that the server takes; what was left empty is left out. */
export function metadataOf(name: string, wishes: Wishes): Record<string, string> {
  const all = {
    filename: name,
    case_id: wishes.caseId,
    languages: JSON.stringify(wishes.languages),
    min_voices: wishes.minVoices,
    max_voices: wishes.maxVoices,
    sha256: wishes.sha256,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
}

/** By what a file is known again after the page was loaded anew, in the same case. */
export function fingerprintOf(file: Pick<File, "name" | "size" | "lastModified">, caseId: string): string {
  return ["hattama", caseId, file.name, file.size, file.lastModified].join("/");
}

/** The file's way to the server. */
export class Sending {
  readonly #upload: Upload;
  readonly #listener: Listener;
  readonly #caseId: string;

  constructor(file: File, wishes: Wishes, listener: Listener) {
    this.#listener = listener;
    this.#caseId = wishes.caseId;
    this.#upload = new Upload(file, {
      endpoint: ENDPOINT,
      metadata: metadataOf(file.name, wishes),
      chunkSize: CHUNK_BYTES,
      retryDelays: RETRIES_MS,
      removeFingerprintOnSuccess: true,
      fingerprint: () => Promise.resolve(fingerprintOf(file, this.#caseId)),
      onProgress: (sent) => listener.moved(sent),
      onSuccess: () => void this.#received(),
      onError: (error) => this.#failed(error),
      onShouldRetry: (error) => this.#mayTryAgain(error),
    });
  }

  /** Begin, or go on where it stopped. */
  async start(): Promise<void> {
    if (this.#upload.url === null) {
      const [before] = await this.#upload.findPreviousUploads();
      if (before) this.#upload.resumeFromPreviousUpload(before);
    }
    this.#upload.start();
  }

  /** Stop for now. */
  pause(): Promise<void> {
    return this.#upload.abort();
  }

  /** Give up; what came is removed from the server. */
  async cancel(): Promise<void> {
    await this.#upload.abort(true);
  }

  #mayTryAgain(error: Error | DetailedError): boolean {
    const status = statusOf(error);
    if (REFUSED.has(status)) return false;
    if (status === 0) this.#listener.lost();
    return true;
  }

  async #received(): Promise<void> {
    const reply = await fetch(this.#upload.url ?? "", { headers: { Accept: "application/json" } });
    if (reply.ok) this.#listener.done((await reply.json()) as Received);
    else this.#listener.failed(problemOf(reply.status, await reply.text()).message, true);
  }

  #failed(error: Error | DetailedError): void {
    const status = statusOf(error);
    const body = "originalResponse" in error ? (error.originalResponse?.getBody() ?? "") : "";
    this.#listener.failed(status ? problemOf(status, body).message : "", REFUSED.has(status));
  }
}

function statusOf(error: Error | DetailedError): number {
  return "originalResponse" in error ? (error.originalResponse?.getStatus() ?? 0) : 0;
}
