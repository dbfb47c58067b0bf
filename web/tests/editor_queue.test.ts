import assert from "node:assert/strict";
import { test } from "node:test";
import type { Operation, Revision, Turn } from "../editor/records.ts";
import { type Choice, type Ports, Queue, type State, type Store } from "../editor/queue.ts";
import { ConflictError, RefusedError, SignedOutError, UnreachableError } from "../editor/server.ts";

Object.assign(globalThis, { document: { documentElement: { lang: "en" } } });

class Memory implements Store {
  readonly #held = new Map<string, string>();
  get length(): number {
    return this.#held.size;
  }
  key(index: number): string | null {
    return [...this.#held.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.#held.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.#held.set(key, value);
  }
  removeItem(key: string): void {
    this.#held.delete(key);
  }
}

/** A server with one turn of one word, number 1, which fails in the ways that it is told to. */
class Desk {
  text = "да";
  revision = 0;
  readonly store = new Memory();
  readonly made: Operation[] = [];
  readonly reasons: (string | undefined)[] = [];
  readonly failures: Error[] = [];
  readonly states: State[] = [];
  readonly asked: (string | undefined)[] = [];
  readonly waits: number[] = [];
  again: () => void = () => undefined;
  choice: Choice = "mine";

  queue(): Queue {
    const ports: Ports = {
      store: this.store,
      account: "me",
      base: async () => ({ turn: this.turn(), revision: this.revision }),
      revise: async (operation, seen, reason) => {
        this.reasons.push(reason);
        return this.revise(operation, seen);
      },
      latest: () => this.revision,
      ask: async (trouble) => (this.asked.push(trouble.theirs), this.choice),
      changed: (state) => void this.states.push(state),
      later: (act, afterMs) => {
        this.again = act;
        this.waits.push(afterMs);
      },
    };
    return new Queue("me:layer", ports);
  }

  turn(): Turn {
    const word = { id: "w1", number: 1, start: 0, end: 1, text: this.text, language: "ru", probability: 1, marks: [], other_voice: null, respelled_from: null, estimated: false, revision: null };
    return { words: [word], hidden: [], numbers: { first: 1, last: 1 }, voice: "A", checked: null, revisions: [] };
  }

  async revise(operation: Operation, _seen: number): Promise<Revision> {
    const failure = this.failures.shift();
    if (failure) throw failure;
    this.made.push(operation);
    this.revision += 1;
    if (operation.operation === "replace_text") this.text = operation.text;
    return revision(this.revision, operation.operation);
  }
}

function revision(number: number, operation: string, account_id = "me", values: Record<string, unknown> = {}): Revision {
  return { number, operation, values, account_id, at: "", reason: null };
}

async function settled(queue: Queue): Promise<void> {
  for (let turns = 0; turns < 50 && queue.state === "saving"; turns += 1) await new Promise((resolve) => setImmediate(resolve));
}

const check: Operation = { operation: "check", words: { first: 1, last: 1 }, on: true };

test("what is typed while nothing is on its way becomes one edit, and is kept until it is acknowledged", async () => {
  const desk = new Desk();
  desk.failures.push(new UnreachableError("cable"));
  const queue = desk.queue();
  queue.addText(1, "да", "нет");
  await settled(queue);
  assert.equal(queue.state, "offline");
  assert.equal(desk.store.length, 1);
  queue.addText(1, "да", "никогда");
  desk.again();
  await settled(queue);
  assert.deepEqual(desk.made, [{ operation: "replace_text", words: { first: 1, last: 1 }, text: "никогда" }]);
  assert.equal(queue.state, "saved");
  assert.equal(desk.store.length, 0);
});

test("the reason that was given last goes with an edit, also with one that waited", async () => {
  const desk = new Desk();
  desk.failures.push(new UnreachableError("gone"));
  const queue = desk.queue();
  queue.addText(1, "да", "нет", "расслышано");
  await settled(queue);
  queue.addText(1, "да", "не");
  queue.addOther({ operation: "hide", words: { first: 1, last: 1 } }, 0, { reason: "лишнее" });
  await settled(queue);
  assert.deepEqual(desk.reasons, ["расслышано", "расслышано", "лишнее"]);
});

test("another page of the same person takes up what one left, and waits longer each time the server is not there", async () => {
  const desk = new Desk();
  desk.failures.push(new UnreachableError("cable"), new UnreachableError("cable"), new UnreachableError("cable"));
  const first = desk.queue();
  first.addText(1, "да", "нет");
  await settled(first);
  const queue = desk.queue();
  assert.equal(queue.wanted(1), "нет");
  await queue.send();
  await queue.send();
  assert.deepEqual(desk.waits.slice(1), [1000, 2000]);
  await queue.send();
  assert.equal(desk.text, "нет");
});

test("an edit whose acknowledgment was lost is not made twice", async () => {
  const desk = new Desk();
  const queue = desk.queue();
  desk.text = "нет"; // it had arrived
  queue.addText(1, "да", "нет");
  await settled(queue);
  assert.deepEqual([desk.made, desk.asked, desk.store.length], [[], [], 0]);
  desk.failures.push(new ConflictError("", [revision(7, "check", "me", { words: { first: 1, last: 1 }, on: true })]));
  queue.addOther(check, 3);
  await settled(queue);
  assert.deepEqual([desk.made, desk.asked, queue.state], [[], [], "saved"]);
});

for (const choice of ["mine", "theirs"] as const) {
  test(`where somebody else changed the text, the person chooses: ${choice}`, async () => {
    const desk = new Desk();
    desk.choice = choice;
    desk.text = "может быть";
    const queue = desk.queue();
    queue.addText(1, "да", "нет");
    await settled(queue);
    assert.deepEqual(desk.asked, ["может быть"]);
    assert.equal(desk.text, choice === "mine" ? "нет" : "может быть");
    assert.equal(queue.state, "saved");
  });
}

test("an edit on top of one's own is no conflict; one on top of another's is", async () => {
  const desk = new Desk();
  const queue = desk.queue();
  desk.failures.push(new ConflictError("", [revision(4, "replace_text", "me")]));
  queue.addOther(check, 3);
  await settled(queue);
  assert.deepEqual([desk.made.length, desk.asked.length], [1, 0]);
  desk.failures.push(new ConflictError("", [revision(5, "replace_text", "somebody")]));
  desk.choice = "theirs";
  queue.addOther(check, 3);
  await settled(queue);
  assert.deepEqual([desk.made.length, desk.asked.length], [1, 1]);
});

test("an ended sign-in keeps everything; what the server refuses is shown", async () => {
  const desk = new Desk();
  desk.failures.push(new SignedOutError(""));
  const queue = desk.queue();
  queue.addOther(check, 0);
  await settled(queue);
  assert.deepEqual([queue.state, desk.store.length], ["signed-out", 1]);
  desk.failures.push(new RefusedError("no"));
  desk.choice = "theirs";
  await queue.send();
  assert.deepEqual([desk.asked.length, queue.state, desk.store.length], [1, "saved", 0]);
});
