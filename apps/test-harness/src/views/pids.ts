import type { ProcessRow } from "./views.js";

export const pidsOf = (processes: readonly ProcessRow[] = []): number[] =>
  processes.map(({ pid }) => pid);

export const list = (pids: readonly number[]): string =>
  pids.length === 0 ? "nothing" : pids.join(", ");
