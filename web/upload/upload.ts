// The page on which recordings come into a case: files are dropped or chosen, checked over, and sent a few at once.
import { Pace, told } from "../pace.ts";
import { isAtWork, startable } from "./queue.ts";
import { type Common, FileRow } from "./row.ts";

interface Job {
  readonly id: string;
  readonly recording_id: string | null;
  readonly state: string;
  readonly stage: string;
  readonly step: string | null;
  readonly share: number;
}

const place = document.querySelector<HTMLElement>("#upload");
if (place) begin(place);

function begin(root: HTMLElement): void {
  const list = root.querySelector("#upload-files") as HTMLElement;
  const template = root.querySelector("template") as HTMLTemplateElement;
  const input = root.querySelector("input[type=file]") as HTMLInputElement;
  const go = root.querySelector("#upload-go") as HTMLButtonElement;
  const none = root.querySelector("#upload-language-fault") as HTMLElement;
  const rows: FileRow[] = [];
  const field = (name: string) => (root.querySelector(`[name="${name}"]`) as HTMLInputElement).value.trim();
  const languages = () =>
    [...root.querySelectorAll<HTMLInputElement>("[name=languages]:checked")].map((each) => each.value);

  const changed = () => {
    for (const row of startable(rows)) row.start();
    go.hidden = !rows.some((row) => row.state === "waiting");
  };
  const common: Common = {
    caseId: root.dataset["case"] ?? "",
    known: new Map(Object.entries(JSON.parse(root.dataset["known"] ?? "{}") as Record<string, string>)),
    languages,
    minVoices: () => field("min_voices"),
    maxVoices: () => field("max_voices"),
    changed,
  };
  const take = (files: FileList | null) => {
    for (const file of files ?? []) {
      const row = new FileRow(file, template, common);
      rows.push(row);
      list.append(row.element);
    }
    changed();
  };
  input.addEventListener("change", () => {
    take(input.files);
    input.value = ""; // the same file can be chosen again
  });
  go.addEventListener("click", () => {
    none.hidden = languages().length > 0;
    const form = root.querySelector("form") as HTMLFormElement;
    if (!none.hidden || !form.reportValidity()) return;
    for (const row of rows.filter((each) => each.state === "waiting")) row.release();
    changed();
  });
  letDrop(root, take);
  followStages(root);
  window.addEventListener("beforeunload", (event) => {
    if (isAtWork(rows)) event.preventDefault();
  });
}

function letDrop(root: HTMLElement, take: (files: FileList | null) => void): void {
  const zone = root.querySelector("#upload-drop") as HTMLElement;
  for (const name of ["dragover", "dragleave", "drop"]) {
    window.addEventListener(name, (event) => {
      event.preventDefault(); // beside the place too: the browser would leave the page and open the file
      zone.classList.toggle("over", name === "dragover");
      if (name === "drop") take((event as DragEvent).dataTransfer?.files ?? null);
    });
  }
}

function followStages(root: HTMLElement): void {
  const source = new EventSource(root.dataset["events"] ?? "");
  const paces = new Map<string, Pace>();
  source.addEventListener("job", (event) => show(root, JSON.parse((event as MessageEvent<string>).data) as Job, paces));
  window.addEventListener("pagehide", () => source.close());
  const again = new MutationObserver(() => {
    for (const job of jobs.values()) show(root, job, paces);
  });
  again.observe(root, { subtree: true, attributeFilter: ["data-recording"] });
}

const jobs = new Map<string, Job>();

function show(root: HTMLElement, job: Job, paces: Map<string, Pace>): void {
  if (!job.recording_id) return;
  jobs.set(job.id, job);
  const row = root.querySelector<HTMLElement>(`[data-recording="${CSS.escape(job.recording_id)}"] [data-part="stage"]`);
  if (!row) return;
  const words = JSON.parse(root.dataset["words"] ?? "{}") as Record<string, Record<string, string>>;
  const stage = words["stages"]?.[job.stage] ?? job.stage;
  if (job.state === "running") {
    const pace = paces.get(job.id) ?? new Pace();
    paces.set(job.id, pace);
    const step = words["steps"]?.[job.step ?? ""] ?? job.step ?? "";
    row.textContent = `${stage}: ${told(step, job.share, pace.left(job.step, job.share, performance.now()))}`;
  } else {
    row.textContent = `${stage}: ${words["states"]?.[job.state] ?? job.state}`;
  }
}
