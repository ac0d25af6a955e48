import fc from "fast-check";
import { expect, it } from "vitest";
import { shrink, type TryEnd } from "./shrink.js";

const failing = (isSame: boolean): TryEnd => (isSame ? "same" : "held");
const numbers = (length: number): number[] => Array.from({ length }, (_, at) => at);

it("leaves exactly what is needed, wherever it stands", async () => {
  const needed = fc.uniqueArray(fc.nat(98), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(needed, async (culprits) => {
      const all = [...culprits, 99];
      const fails = async (steps: readonly number[]): Promise<TryEnd> =>
        failing(all.every((each) => steps.includes(each)));
      const { steps } = await shrink(numbers(100), fails, { tries: 10_000 });
      expect(steps).toEqual(all.toSorted((one, other) => one - other));
    }),
  );
});

it("ends with what it has when its tries are used up, or its time", async () => {
  const fails = async (steps: readonly number[]): Promise<TryEnd> => failing(steps.includes(3));
  const few = await shrink(numbers(64), fails, { tries: 9 });
  expect(few).toMatchObject({ tries: 9 });
  expect(few.steps).toContain(3);
  expect(few.steps.length).toBeLessThan(64);
  const none = await shrink(numbers(64), fails, { tries: 9, isOver: () => true });
  expect(none).toEqual({ steps: numbers(64), tries: 0, failed: 0, others: 0 });
});

it("tells of one that fails at times alone, and leaves nothing out of one that does not fail again", async () => {
  const never = await shrink(numbers(4), async () => "held", { tries: 100 });
  expect(never).toEqual({ steps: numbers(4), tries: 5, failed: 0, others: 0 });
  let whole = 0;
  const atTimes = async (steps: readonly number[]): Promise<TryEnd> =>
    failing(steps.length === 4 && ++whole === 2);
  expect(await shrink(numbers(4), atTimes, { tries: 100 })).toMatchObject({
    steps: numbers(4),
    failed: 1,
  });
});

it("leaves nothing out for the sake of another failure, and counts it apart", async () => {
  // Without 2 something else goes wrong, and never what is searched for
  const fails = async (steps: readonly number[]): Promise<TryEnd> =>
    steps.includes(2) && steps.includes(5) ? "same" : steps.includes(2) ? "held" : "other";
  const shrunk = await shrink(numbers(8), fails, { tries: 100 });
  expect(shrunk.steps).toEqual([2, 5, 7]);
  expect(shrunk.others).toBeGreaterThan(0);
  expect(shrunk.failed + shrunk.others).toBeLessThanOrEqual(shrunk.tries);
  const never = await shrink(numbers(4), async () => "other", { tries: 100 });
  expect(never).toEqual({ steps: numbers(4), tries: 5, failed: 0, others: 5 });
});
