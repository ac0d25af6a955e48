/**
 * What several sources give, as it comes; ends when all have ended, or with the loop, and then ends them all by their signal.
 * Throws what the first of them throws.
 */
export async function* merge<T>(
  sources: readonly ((signal: AbortSignal) => AsyncIterable<T>)[],
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  const left = new AbortController();
  const ends = AbortSignal.any([signal, left.signal]);
  const iterators = sources.map((open) => open(ends)[Symbol.asyncIterator]());
  const ask = async (index: number): Promise<readonly [number, IteratorResult<T>]> => [
    index,
    (await iterators[index]?.next()) ?? { done: true, value: undefined },
  ];
  const asked = new Map(iterators.map((_, index) => [index, ask(index)]));
  try {
    while (asked.size > 0) {
      const [index, result] = await Promise.race(asked.values());
      if (result.done === true) asked.delete(index);
      else {
        asked.set(index, ask(index));
        yield result.value;
      }
    }
  } finally {
    left.abort();
    await Promise.allSettled([
      ...asked.values(),
      ...iterators.map(async (each) => await each.return?.(undefined)),
    ]);
  }
}
