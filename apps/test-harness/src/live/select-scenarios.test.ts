import { expect, it } from "vitest";
import type { Scenario } from "./scenario.js";
import { selectScenarios } from "./select-scenarios.js";

const run: Scenario["run"] = async () => undefined;
const offered: Scenario[] = [
  { id: "pane-killed", title: "", quick: true, run },
  { id: "pane-killed-often", title: "", run },
  { id: "reexec", title: "", supervisors: ["systemd"], run },
];
const both = ["systemd", "tmux"] as const;

it("takes of what is named what is quick", () => {
  const [first] = offered;
  expect(selectScenarios(offered, { quick: true }, both)).toEqual([first]);
  expect(selectScenarios(offered, { quick: true, scenario: "pane" }, both)).toEqual([first]);
});

it("says what is not in the quick set", () => {
  const of = (scenario: string) => () => selectScenarios(offered, { quick: true, scenario }, both);
  expect(of("reexec")).toThrow("`reexec` is not in the quick set");
  expect(of("pane-killed,reexec")).toThrow("`reexec` is not in the quick set");
  expect(of("moon")).toThrow("no scenario matches `moon`");
});

it("refuses scenarios that mean nothing under the supervisor", () => {
  const under = (supervisor: (typeof both)[number], scenario: string) => () =>
    selectScenarios(offered, { scenario }, [supervisor]);
  expect(under("tmux", "reexec")).toThrow("`reexec` means nothing under tmux");
  expect(under("systemd", "reexec")()).toEqual([offered[2]]);
});
