import { expect, test } from "vitest";
import { renderWhy } from "./why.js";

test("memory is told in a unit, as `status` tells it", () => {
  const memory = { value: "73400320", because: "so much", where: null, ageMs: null };
  const words = [{ name: "memory", ...memory } as const];
  expect(renderWhy({ version: 1, agent: "one", words }, undefined)).toEqual([
    "memory  70M: so much",
  ]);
});
