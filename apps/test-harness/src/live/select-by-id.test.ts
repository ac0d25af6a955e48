import { expect, it } from "vitest";
import { scenarios } from "../scenarios/scenarios.js";
import type { Scenario } from "./scenario.js";
import { selectById } from "./select-by-id.js";

const ids = ["cold-start", "start-twice", "stop-one", "agent-killed", "server-killed"];
const some = ids.map((id): Scenario => ({ id, title: "", run: async () => undefined }));
const chosen = (pattern?: string): string[] => selectById(some, pattern).map(({ id }) => id);

it("takes all, a part of the id, or a glob over the whole id", () => {
  expect(chosen()).toEqual(ids);
  expect(chosen("start")).toEqual(["cold-start", "start-twice"]);
  expect(chosen("*-killed")).toEqual(["agent-killed", "server-killed"]);
  expect(chosen("s*-one")).toEqual(["stop-one"]);
});

it("takes an id for that one alone, whatever else begins with it", () => {
  const both = ["server-killed", "server-killed-often"].map((id) => ({ id }));
  expect(selectById(both, "server-killed")).toEqual([both[0]]);
  expect(selectById(both, "server-kill")).toEqual(both);
  expect(selectById(both, "often,server-killed")).toEqual(both);
});

it.each(["nothing", "*.killed", "(", "start?"])("refuses `%s`, which names none", (pattern) => {
  expect(() => chosen(pattern)).toThrow(/no scenario matches/);
});

it("has ids that are unique and fit for a command line", () => {
  const all = scenarios.map(({ id }) => id);
  expect(new Set(all).size).toBe(all.length);
  expect(all.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
});
