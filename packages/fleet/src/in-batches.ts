/** Runs `use` on each item, at most `size` at a time; results in the order of the items. A slow one holds up no other. */
export async function inBatches<T, R>(
  items: readonly T[],
  size: number,
  use: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Map<number, R>();
  const left = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of left) results.set(index, await use(item));
  };
  await Promise.all(Array.from({ length: Math.min(size, items.length) }, worker));
  return items.map((_, index) => results.get(index) as R);
}
