import { expect, it } from "vitest";
import { demands } from "./numbers.js";
import { scenarios, scenarioSections } from "./scenarios.js";

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

it("has a section of the page for each kind of scenario, and something in it", () => {
  for (const [title, some] of Object.entries(scenarioSections)) expect(some, title).not.toEqual([]);
});
