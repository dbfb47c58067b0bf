// Voices, by number: the same number, colour and pattern everywhere on the page.
import { say } from "../messages.ts";
import type { Participant } from "./records.ts";

export const COLOURS = 8; // after that they come again; number and name tell them apart

export class Voices {
  #names: string[];
  readonly #people: ReadonlyMap<string, Participant>;
  participants: Readonly<Record<string, string>> = {};

  constructor(names: readonly string[], people: readonly Participant[]) {
    this.#names = [...names];
    this.#people = new Map(people.map((each) => [each.id, each]));
  }

  get names(): readonly string[] {
    return this.#names;
  }

  /** From 1; a voice that was not known is the next. */
  number(voice: string): number {
    let index = this.#names.indexOf(voice);
    if (index < 0 && voice !== "") index = this.#names.push(voice) - 1;
    return index + 1;
  }

  colour(voice: string): number {
    return (this.number(voice) - 1 + COLOURS) % COLOURS;
  }

  person(voice: string): Participant | undefined {
    return this.#people.get(this.participants[voice] ?? "");
  }

  /** Whose voice it is, or its number. */
  label(voice: string): string {
    return this.person(voice)?.name ?? say("Voice %(number)s", { number: this.number(voice) });
  }

  /** With role. */
  title(voice: string): string {
    const person = this.person(voice);
    return person ? `${person.name} (${person.role})` : this.label(voice);
  }

  /** A name for a voice that nobody has yet. */
  fresh(): string {
    for (let number = this.#names.length; ; number += 1) {
      const name = `VOICE_${String(number).padStart(2, "0")}`;
      if (!this.#names.includes(name)) return name;
    }
  }
}
