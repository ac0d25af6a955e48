import { UsageError } from "@mosaicstack/command-line";
import { describe, expect, it, test } from "vitest";
import { allowedSkips } from "./allow-skips.js";
import { chooseLane, readLanes } from "./live/choose-lane.js";
import { runScenarios } from "./live/run-scenarios.js";
import type { Scenario } from "./live/scenario.js";

const offered = { ids: ["one", "two"], kind: "scenario" } as const;

describe("what --allow-skips names", () => {
  test.each([
    [undefined, undefined],
    ["none", []],
    ["one", ["one"]],
    ["two,one", ["two", "one"]],
  ])("%j", (given, ids) => {
    const allowed = allowedSkips(given, offered);
    expect(allowed && [...allowed]).toEqual(ids);
  });

  // A part of an id, as `--scenario` takes it, would let in what comes later.
  test.each(["", "on", "one,", "three", "none,one", "*"])("%j is refused", (given) => {
    expect(() => allowedSkips(given, offered)).toThrow(UsageError);
  });
});

const chosen = chooseLane("auto", await readLanes());
const lane = chosen.lane ?? "sandbox";
if (chosen.lane === null) console.warn(`rehearsals are skipped, no lane here: ${chosen.reason}`);

it.skipIf(chosen.lane === null)("a skip that is not allowed fails with its reason", async () => {
  const scenarios: Scenario[] = [
    { id: "one", title: "", obstacle: () => "no moon", run: async () => undefined },
    { id: "two", title: "", obstacle: () => "no sun", run: async () => undefined },
    { id: "three", title: "", run: async () => undefined },
  ];
  const common = { lane, cli: undefined, under: ["systemd"], parallel: 1 } as const;
  const allow = async (...ids: string[]): Promise<unknown> => {
    const { results } = await runScenarios(scenarios, { ...common, allowedSkips: new Set(ids) });
    return results.map(({ status, reason }) => [status, reason]);
  };
  const unnamed = (reason: string): [string, string] => [
    "failed",
    `it was skipped, and \`--allow-skips\` does not name it: ${reason}`,
  ];
  expect(await allow()).toEqual([unnamed("no moon"), unnamed("no sun"), ["passed", undefined]]);
  // That `three` is named and was not skipped is no fault.
  expect(await allow("one", "three")).toEqual([
    ["skipped", "no moon"],
    unnamed("no sun"),
    ["passed", undefined],
  ]);
});
