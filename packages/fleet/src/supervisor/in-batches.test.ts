import { expect, test } from "vitest";
import { inBatches } from "./in-batches.js";

test("one that throws keeps none from being done, and its error comes behind them", async () => {
  const done: number[] = [];
  const items = [1, 2, 3, 4, 5, 6];
  const use = async (item: number): Promise<number> => {
    await Promise.resolve();
    if (item === 2) throw new Error("two");
    done.push(item);
    return item * 2;
  };
  await expect(inBatches(items, 2, use)).rejects.toThrow("two");
  expect(done).toEqual([1, 3, 4, 5, 6]);
  expect(await inBatches([1, 3, 4], 2, use)).toEqual([2, 6, 8]);
});
