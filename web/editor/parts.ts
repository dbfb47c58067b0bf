// Small pieces of the page. Whatever comes from a person is text, never markup.

type Child = Node | string | null | undefined | false;

/** An element with properties, attributes (`data-`, `aria-`, `role`) and what stands in it. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K, more: Readonly<Record<string, unknown>> = {}, ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(more)) {
    if (value === undefined || value === false) continue;
    if (key.includes("-") || key === "role") made.setAttribute(key, String(value));
    else Object.assign(made, { [key]: value });
  }
  made.append(...children.filter((each): each is Node | string => Boolean(each)));
  return made;
}

/** The element of that id; the template has it. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no #${id}`);
  return found as T;
}

/** Seconds as hours, minutes and seconds, with hours where there are any. */
export function clock(seconds: number, tenths = false): string {
  const whole = Math.floor(seconds);
  const minutes = String(Math.floor(whole / 60) % 60).padStart(2, "0");
  const rest = String(whole % 60).padStart(2, "0") + (tenths ? `.${Math.floor((seconds % 1) * 10)}` : "");
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${hours}:${minutes}:${rest}` : `${minutes}:${rest}`;
}

/** An instant as people write it, on the clock of the unit's zone. */
export function moment(at: string, zone: string): string {
  const language = document.documentElement.lang;
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  }).formatToParts(new Date(at));
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? "";
  const day = language === "en" ? `${of("year")}-${of("month")}-${of("day")}` : `${of("day")}.${of("month")}.${of("year")}`;
  return `${day} ${of("hour")}:${of("minute")}`;
}
