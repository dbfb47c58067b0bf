// What a person is told when a request of a page went wrong. Nothing that was typed is touched.
import { say } from "./messages.ts";

interface Asked {
  readonly xhr: XMLHttpRequest;
}

const SIGN_IN_NEEDED = "SignInNeededError";

/** The sentence of a reply that is an error, and its name; of any other reply a sentence of our own. */
export function problemOf(status: number, body: string): { code: string; message: string } {
  try {
    const told: unknown = JSON.parse(body);
    if (typeof told === "object" && told !== null && "message" in told && "code" in told) {
      return { code: String(told.code), message: String(told.message) };
    }
  } catch {
    // not a reply of ours: a proxy's, or one that was cut off
  }
  return { code: "", message: say("The server did not do it (%(status)s). Try once more; nothing that you typed is lost.", { status }) };
}

/** Listen to what htmx could not do. */
export function showProblems(): void {
  document.addEventListener("htmx:responseError", (event) => {
    const { xhr } = (event as CustomEvent<Asked>).detail;
    const { code, message } = problemOf(xhr.status, xhr.responseText);
    if (code === SIGN_IN_NEEDED) document.querySelector<HTMLDialogElement>("#signed-out")?.showModal();
    else show(message);
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, () => show(say("The server cannot be reached. Try once more; nothing that you typed is lost.")));
  }
  document.addEventListener("htmx:beforeRequest", () => hide());
  document.addEventListener("htmx:afterSettle", focusFault);
  document.addEventListener("click", (event) => {
    const close = (event.target as Element).closest("[data-close]");
    close?.closest("dialog")?.close();
    if (close?.closest("#problem")) hide();
  });
}

/** To the first field that is wrong, or to what was just told. */
export function focusFault(): void {
  document.querySelector<HTMLElement>("[aria-invalid=true], [data-focus]")?.focus();
}

function show(message: string): void {
  const place = document.querySelector<HTMLElement>("#problem");
  const words = place?.querySelector("p");
  if (!place || !words) return;
  words.textContent = message;
  place.hidden = false;
  place.scrollIntoView({ block: "nearest" });
}

function hide(): void {
  const place = document.querySelector<HTMLElement>("#problem");
  if (place) place.hidden = true;
}
