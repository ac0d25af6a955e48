/**
 * Runs `use` on each item, at most `size` at a time; results in the order of the items. A slow one holds up no
 * other; one that throws keeps none from being done, and its error comes when all are.
 */
export async function inBatches<T, R>(
  items: readonly T[],
  size: number,
  use: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Map<number, R>();
  const left = items.entries();
  const errors: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (const [index, item] of left)
      await use(item).then(
        (result) => results.set(index, result),
        (error: unknown) => errors.push(error),
      );
  };
  await Promise.all(Array.from({ length: Math.min(size, items.length) }, worker));
  if (errors.length > 0) throw errors[0];
  return items.map((_, index) => results.get(index) as R);
}
