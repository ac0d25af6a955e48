import { availableParallelism } from "node:os";

export interface InParallel<Result> {
  /** So many at the same time. Default: two more than processors, for a rehearsal waits most of its time. */
  readonly parallel?: number;
  readonly onEnd?: (result: Result, ended: number, of: number) => void;
}

/** Does the same to all of them, some at a time, begun in their order; the results in their order too. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  { parallel = availableParallelism() + 2, onEnd }: InParallel<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = [...items.entries()];
  let ended = 0;
  const one = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [at, item] = next;
      const result = await work(item);
      results[at] = result;
      onEnd?.(result, (ended += 1), items.length);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, parallel) }, one));
  return results;
}
