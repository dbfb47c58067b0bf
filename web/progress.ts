// Work on recordings as it goes on: bars and words follow the server's events; what begins or ends is drawn by the server.
import htmx from "htmx.org";
import { Pace, told } from "./pace.ts";

interface Job {
  readonly id: string;
  readonly interrogation_id: string | null;
  readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
  readonly step: string | null;
  readonly share: number;
}

interface Term {
  readonly control: string;
  readonly subject: string;
}

/** Follow the events of the section, if the page has one. */
export function followWork(): void {
  const address = document.querySelector<HTMLElement>("[data-events]")?.dataset["events"];
  if (!address) return;
  const paces = new Map<string, Pace>();
  const source = new EventSource(address);
  source.addEventListener("job", (event) => show(JSON.parse((event as MessageEvent<string>).data) as Job, paces));
  source.addEventListener("term", (event) => warn(JSON.parse((event as MessageEvent<string>).data) as Term));
  source.addEventListener("error", () => {
    const stale = document.querySelector<HTMLElement>("[data-stale]");
    if (stale && source.readyState === EventSource.CLOSED) stale.hidden = false;
  });
  window.addEventListener("pagehide", () => source.close());
}

/** A term nears its end: the server tells it in the reader's language, unless the page tells it already. */
function warn(term: Term): void {
  const section = document.querySelector<HTMLElement>("[data-terms]");
  if (!section || section.querySelector(`[data-term="${CSS.escape(`${term.control}/${term.subject}`)}"]`)) return;
  htmx.trigger(section, "term-changed", {});
}

function show(job: Job, paces: Map<string, Pace>): void {
  const section = document.querySelector<HTMLElement>(`[data-work="${CSS.escape(job.interrogation_id ?? "recordings")}"]`);
  if (!section) return;
  const row = section.querySelector<HTMLElement>(`[data-job="${CSS.escape(job.id)}"]`);
  const isUnderWay = job.state === "queued" || job.state === "running";
  if (row ? row.dataset["state"] !== job.state : isUnderWay) {
    htmx.trigger(section, "work-changed", {});
    return;
  }
  if (row && job.state === "running") move(row, job, paces);
}

function move(row: HTMLElement, job: Job, paces: Map<string, Pace>): void {
  const pace = paces.get(job.id) ?? new Pace();
  paces.set(job.id, pace);
  const bar = row.querySelector("progress");
  if (bar) bar.value = Math.floor(job.share * 100);
  const steps = JSON.parse(document.querySelector<HTMLElement>("[data-steps]")?.dataset["steps"] ?? "{}") as Record<string, string>;
  const words = row.querySelector<HTMLElement>("[data-said]");
  const step = job.step ?? "";
  if (words) words.textContent = told(steps[step] ?? step, job.share, pace.left(job.step, job.share, performance.now()));
}
