import { expect, it } from "vitest";
import { openRandom } from "./random.js";

it("draws the same from the same seed, and other things from another", () => {
  const draw = (seed: number): number[] => {
    const random = openRandom(seed);
    return Array.from({ length: 20 }, () => random.below(1000));
  };
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

it("draws every number below its limit, and none beyond", () => {
  const random = openRandom(1);
  const drawn = new Set(Array.from({ length: 500 }, () => random.below(10)));
  expect([...drawn].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

it("shuffles without a loss", () => {
  const items = Array.from({ length: 50 }, (_, at) => at);
  const shuffled = openRandom(3).shuffle(items);
  expect(shuffled).not.toEqual(items);
  expect(shuffled.toSorted((a, b) => a - b)).toEqual(items);
});

it("has nothing to pick from nothing", () => {
  expect(() => openRandom(1).pick([])).toThrow(RangeError);
});
