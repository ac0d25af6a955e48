/** How often, and how long, it may be tried. */
export interface ShrinkLimits {
  readonly tries: number;
  /** Asked before each try; true ends the search with what was found so far. */
  readonly isOver?: () => boolean;
}

export interface Shrunk<T> {
  /** The shortest list that was seen to fail in the same way; all of them where none was. */
  readonly steps: readonly T[];
  /** What was tried, how much of it failed in the same way, and how much in another. */
  readonly tries: number;
  readonly failed: number;
  readonly others: number;
}

/** How a try ended: with the failure that is searched for, with another one, or well. */
export type TryEnd = "same" | "other" | "held";

/**
 * The shortest list that still fails in the same way, as far as it is found: first by the end of the list alone, for most failures come of what was done last,
 * then by leaving out ever smaller parts of it (delta debugging). The last step stays, for it is the one that failed.
 */
export async function shrink<T>(
  steps: readonly T[],
  attempt: (steps: readonly T[]) => Promise<TryEnd>,
  { tries: most, isOver = () => false }: ShrinkLimits,
): Promise<Shrunk<T>> {
  const count = { tries: 0, failed: 0, others: 0 };
  const tried = new Set<string>();
  const isLeft = (): boolean => count.tries < most && !isOver();
  const test = async (candidate: readonly T[]): Promise<boolean> => {
    const key = JSON.stringify(candidate);
    if (!isLeft() || tried.has(key)) return false;
    tried.add(key);
    count.tries += 1;
    const end = await attempt(candidate);
    if (end === "same") count.failed += 1;
    if (end === "other") count.others += 1;
    return end === "same";
  };
  let best = await shortestEnd(steps, test);
  // It may fail at times alone
  for (let again = 0; again < AGAIN && count.failed === 0; again += 1) {
    tried.clear();
    await test(best);
  }
  if (count.failed === 0) return { steps: best, ...count };
  for (let size = Math.floor(best.length / 2); size >= 1 && isLeft();) {
    const smaller = await withoutOnePart(best, size, test);
    if (smaller !== undefined) best = smaller;
    // Leaving one out may let another be left out
    else size = Math.floor(size / 2);
    size = Math.min(size, best.length - 1);
  }
  return { steps: best, ...count };
}

/** How often the whole is tried again that did not fail. */
const AGAIN = 2;

type Test<T> = (candidate: readonly T[]) => Promise<boolean>;

/** The last one, two, four, … of them, the first that fails; all where none does. */
async function shortestEnd<T>(steps: readonly T[], test: Test<T>): Promise<readonly T[]> {
  for (let length = 1; length < steps.length; length *= 2) {
    const end = steps.slice(-length);
    if (await test(end)) return end;
  }
  await test(steps);
  return steps;
}

/** The list without some `size` of its steps in a row, where that still fails. */
async function withoutOnePart<T>(
  steps: readonly T[],
  size: number,
  test: Test<T>,
): Promise<readonly T[] | undefined> {
  for (let from = 0; from < steps.length - 1; from += size) {
    const rest = steps.toSpliced(from, Math.min(size, steps.length - 1 - from));
    if (await test(rest)) return rest;
  }
  return undefined;
}
