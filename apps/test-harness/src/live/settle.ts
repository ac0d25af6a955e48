import { setTimeout as sleep } from "node:timers/promises";

/** What was seen last, and what was still wrong with it. */
export interface Settled<T> {
  readonly seen: T;
  readonly problems: readonly string[];
}

/** Looks again and again until nothing is wrong, `hopeless` says that it never will be right, or the deadline passed. */
export async function settle<T>(
  look: () => Promise<T>,
  judge: (seen: T) => readonly string[],
  deadlineMs: number,
  hopeless: (seen: T) => boolean = () => false,
): Promise<Settled<T>> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const seen = await look();
    const problems = judge(seen);
    if (problems.length === 0 || hopeless(seen) || Date.now() >= end) return { seen, problems };
    await sleep(100);
  }
}
