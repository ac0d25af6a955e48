import type { ProcessRow } from "./views.js";

/** Whether it is one of these, or was started below one. */
export function descends(
  { pid, parent }: ProcessRow,
  all: readonly ProcessRow[],
  roots: readonly (number | undefined)[],
): boolean {
  if (roots.includes(pid) || roots.includes(parent)) return true;
  const above = all.find((process) => process.pid === parent);
  return above !== undefined && descends(above, all, roots);
}
