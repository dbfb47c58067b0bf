// How one text differs from another, by the word.

export interface Stretch {
  readonly kind: "same" | "out" | "in";
  readonly text: readonly string[];
}

const MOST_CELLS = 400_000; // of the table; longer middles are told as one change

/** Stretches that are the same, went out or came in, in order. */
export function differences(old: readonly string[], now: readonly string[]): Stretch[] {
  let before = 0;
  while (before < old.length && before < now.length && old[before] === now[before]) before += 1;
  let after = 0;
  while (
    after < old.length - before && after < now.length - before && old[old.length - 1 - after] === now[now.length - 1 - after]
  ) after += 1;
  const made: Stretch[] = [];
  push(made, "same", old.slice(0, before));
  middle(made, old.slice(before, old.length - after), now.slice(before, now.length - after));
  push(made, "same", old.slice(old.length - after));
  return made;
}

function push(made: Stretch[], kind: Stretch["kind"], text: readonly string[]): void {
  if (text.length === 0) return;
  const last = made.at(-1);
  if (last?.kind === kind) made[made.length - 1] = { kind, text: [...last.text, ...text] };
  else made.push({ kind, text });
}

/** By the longest common subsequence. */
function middle(made: Stretch[], old: readonly string[], now: readonly string[]): void {
  const width = now.length + 1;
  if (old.length === 0 || now.length === 0 || old.length * now.length > MOST_CELLS) {
    push(made, "out", old);
    push(made, "in", now);
    return;
  }
  const common = new Uint16Array((old.length + 1) * width); // [old, now] -> longest from there on
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) push(made, "same", [now[j++] ?? ""]), (i += 1);
    else if (i < old.length && (j === now.length || at(i + 1, j) >= at(i, j + 1))) push(made, "out", [old[i++] ?? ""]);
    else push(made, "in", [now[j++] ?? ""]);
  }
}
