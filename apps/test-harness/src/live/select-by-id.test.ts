import { expect, it } from "vitest";
import { scenarios } from "../scenarios/scenarios.js";
import { selectById } from "./select-by-id.js";

const chosen = (pattern?: string): string[] => selectById(scenarios, pattern).map(({ id }) => id);

it("takes all, a part of the id, or a glob over the whole id", () => {
  expect(chosen()).toHaveLength(scenarios.length);
  expect(chosen("start")).toEqual(["cold-start", "start-twice"]);
  expect(chosen("*-killed")).toEqual(["agent-killed", "server-killed", "supervisor-killed"]);
  expect(chosen("s*-one")).toEqual(["stop-one"]);
});

it.each(["nothing", "*.killed", "(", "start?"])("refuses `%s`, which names none", (pattern) => {
  expect(() => chosen(pattern)).toThrow(/no scenario matches .*; there are manual, cold-start/);
});

it("has ids that are unique and fit for a command line", () => {
  const ids = chosen();
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
});
