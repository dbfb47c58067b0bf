// The form of an interrogation: rows are added to lists, and what was typed is not left behind unsaved.

/** Watch the form, also after the server has drawn it again. */
export function watchForm(): void {
  let isUnsaved = false;
  const mark = (on: boolean) => {
    isUnsaved = on;
    for (const each of document.querySelectorAll<HTMLElement>("[data-unsaved]")) each.hidden = !on;
    for (const button of document.querySelectorAll<HTMLButtonElement>("[data-needs-saved] button")) button.disabled = on;
  };
  showAdders();
  document.addEventListener("input", (event) => {
    if ((event.target as Element).closest("#form")) mark(true);
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if ((event.target as Element).id === "form") isUnsaved = false; // where it is saved, the page is loaded anew
  });
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => {
      if ((event.target as Element).id === "form") mark(true);
    });
  }
  document.addEventListener("htmx:afterSettle", () => {
    showAdders();
    const wasRefused = document.querySelector("#form .notice.bad, #form [aria-invalid=true], #form .fault") !== null;
    mark(isUnsaved || wasRefused);
  });
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-add-row]");
    if (button) addRow(button);
    const mark = (event.target as Element).closest<HTMLElement>("[data-mark]");
    if (mark) markTurn(mark.dataset["mark"] ?? "", mark.dataset["turn"] ?? "");
    if ((event.target as Element).closest("a[href^='#']")) openAround((event.target as Element).closest("a"));
  });
  window.addEventListener("beforeunload", (event) => {
    if (isUnsaved) event.preventDefault();
  });
}

function showAdders(): void {
  for (const each of document.querySelectorAll<HTMLElement>("[data-add-row], [data-mark]")) each.hidden = false;
}

/** A question or answer gets a row of its own in that list of the form, or is found there; what is to be typed is focused. */
function markTurn(list: string, turn: string): void {
  const fields = document.getElementById(`field-${list}`);
  const rows = () => [...(fields?.querySelectorAll<HTMLElement>(".row") ?? [])];
  const turnOf = (row: HTMLElement) => row.querySelector<HTMLInputElement>(`[name="${list}.turn"]`);
  let row = rows().find((each) => turnOf(each)?.value === turn) ?? rows().find((each) => turnOf(each)?.value === "");
  if (!row) {
    const adder = fields?.querySelector<HTMLElement>("[data-add-row]");
    if (adder) addRow(adder);
    row = rows().at(-1);
  }
  const field = row && turnOf(row);
  if (!field) return;
  field.value = turn;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  row?.querySelector<HTMLElement>("select")?.focus();
}

/** One more row like the last, empty, with ids of its own; the first field of it is ready to type into. */
function addRow(button: HTMLElement): void {
  const rows = button.closest("fieldset")?.querySelectorAll<HTMLElement>(".row");
  const last = rows?.[rows.length - 1];
  if (!last) return;
  const made = last.cloneNode(true) as HTMLElement;
  for (const field of made.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select")) {
    const before = field.id;
    field.id = before.replace(/\d+$/, String(rows?.length ?? 0));
    field.value = "";
    made.querySelector(`label[for="${CSS.escape(before)}"]`)?.setAttribute("for", field.id);
  }
  last.after(made);
  made.querySelector<HTMLElement>("input, select")?.focus();
}

/** Where a link leads to a field or a gap, it is focused, so that the keyboard goes on from there. */
function openAround(link: HTMLAnchorElement | null): void {
  const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!target) return;
  target.closest("details")?.setAttribute("open", "");
  const field = target.matches("fieldset") ? target.querySelector<HTMLElement>("input, select, textarea") : target;
  setTimeout(() => field?.focus());
}
