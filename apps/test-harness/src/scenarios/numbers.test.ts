import { expect, it } from "vitest";
import { demands } from "./numbers.js";
import { scenarios } from "./scenarios.js";

it("has every number once, in order", () => {
  expect(demands.map(({ number }) => number)).toEqual(demands.map((_, at) => at + 1));
  expect(demands).toHaveLength(52);
});

it("names scenarios that are there, each once", () => {
  const known = scenarios.map(({ id }) => id);
  const named = demands.map((demand) => ("ids" in demand ? demand.ids : []));
  expect(named.flat().filter((id) => !known.includes(id))).toEqual([]);
  for (const ids of named) expect(ids).toEqual([...new Set(ids)]);
});
