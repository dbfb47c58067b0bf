// Which files go next: a few at once, in the order in which they were chosen.

export type FileState = "waiting" | "ready" | "sending" | "paused" | "done" | "failed" | "cancelled";

export const AT_ONCE = 3;

/** The files that may start now; `ready` ones wait for a place. */
export function startable<File extends { readonly state: FileState }>(files: readonly File[], atOnce = AT_ONCE): File[] {
  const free = atOnce - files.filter((file) => file.state === "sending").length;
  return files.filter((file) => file.state === "ready").slice(0, Math.max(0, free));
}

/** Whether leaving the page would break something off. */
export function isAtWork(files: readonly { readonly state: FileState }[]): boolean {
  return files.some((file) => file.state === "sending" || file.state === "ready" || file.state === "paused");
}
