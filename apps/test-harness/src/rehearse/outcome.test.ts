import { expect, it } from "vitest";
import type { CliAgent, Views } from "../views/views.js";
import { isMissing, whyMissing } from "./outcome.js";

const before: Views = { units: undefined, tmux: { absent: "none" }, processes: new Map() };
const told: CliAgent = {
  name: "one",
  desired: "running",
  lifecycle: "inactive",
  restarts: 0,
  session: null,
  pane: null,
  lastExit: null,
};
const done = { ...told, lastExit: { code: 0, signal: null } };

it.each([
  ["that should run", { told }, true],
  ["that nobody knows", { told: undefined }, true],
  ["that the roster or a schedule keeps stopped", { told: { ...told, desired: "stopped" } }, false],
  ["a task that is done", { told: done, task: true }, false],
  ["a task that failed", { told: { ...told, lifecycle: "failed" }, task: true }, true],
  ["that ended, and is no task", { told: done }, true],
])("knows of an agent without a life %s whether it is missing", (_, start, missing) => {
  expect(isMissing("one", { before, task: false, ...start })).toBe(missing);
});

it("tells why", () => {
  const reason = { kind: "program-missing", message: "No program", remedy: "Install it." };
  expect(whyMissing("one", { ...told, reason })).toBe(
    "it did not come up. No program. Install it.",
  );
  expect(whyMissing("one", told)).toBe("it did not come up. `mosaic-fleet why one` tells more");
});
