export const pidsOf = (processes: readonly { readonly pid: number }[] = []): number[] =>
  processes.map(({ pid }) => pid);

export const list = (pids: readonly number[]): string =>
  pids.length === 0 ? "nothing" : pids.join(", ");
