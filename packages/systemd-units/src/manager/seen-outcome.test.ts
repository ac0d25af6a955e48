import { expect, test } from "vitest";
import { seenOutcome, type Looked, type Seen } from "./seen-outcome.js";
import type { JobVerb } from "./user-manager.js";

const NEVER: Seen = {
  LoadState: "loaded",
  ActiveState: "inactive",
  UnitFileState: "disabled",
  Result: "success",
  Job: "",
  ConditionResult: "no",
  AssertResult: "no",
  ConditionTimestampMonotonic: "0",
  InactiveExitTimestampMonotonic: "0",
  ActiveEnterTimestampMonotonic: "0",
};
const before = { ConditionTimestampMonotonic: "90", InactiveExitTimestampMonotonic: "90" };
const during = {
  ConditionResult: "yes",
  AssertResult: "yes",
  ConditionTimestampMonotonic: "110",
  InactiveExitTimestampMonotonic: "110",
};
const looked: Looked = { since: 100, until: 200, noBlock: false, understood: false };
const up = { ActiveState: "active", ...before, ActiveEnterTimestampMonotonic: "90" };
const anew = { ActiveState: "active", ...during, ActiveEnterTimestampMonotonic: "110" };

/** What is seen after words that nobody knows: `undefined` is asked for again, alone. */
const ROWS: readonly (readonly [JobVerb, Partial<Seen>, string | undefined])[] = [
  ["start", {}, undefined],
  ["start", up, "done"],
  ["start", { ...up, Job: "12" }, undefined],
  ["start", { ActiveState: "activating", ...during, Job: "12" }, undefined],
  ["start", during, "done"],
  ["start", { ...during, Result: "exit-code", ActiveState: "failed" }, "failed"],
  ["start", { ...during, Result: "timeout", ActiveState: "failed" }, "timeout"],
  ["start", { ...before, Result: "exit-code", ActiveState: "failed" }, undefined],
  // Between two attempts of `Restart=`.
  ["start", { ...during, Result: "exit-code", ActiveState: "activating" }, "failed"],
  ["start", { ...during, ConditionResult: "no" }, "done"],
  ["start", { ...during, AssertResult: "no", InactiveExitTimestampMonotonic: "0" }, "assert"],
  ["start", { LoadState: "not-found" }, undefined],
  ["stop", {}, "done"],
  ["stop", { ...up, ActiveState: "failed" }, "done"],
  ["stop", up, undefined],
  ["stop", { ...up, ActiveState: "deactivating", Job: "12" }, undefined],
  ["stop", { LoadState: "not-found" }, "not-found"],
  ["restart", up, undefined],
  ["restart", anew, "done"],
  ["restart", {}, undefined],
  ["reload-or-restart", up, undefined],
  ["try-restart", {}, "done"],
  ["try-restart", up, undefined],
  ["try-restart", { ...during, Result: "exit-code", ActiveState: "failed" }, "failed"],
  ["reload", up, undefined],
  ["reset-failed", {}, "done"],
  ["reset-failed", { ActiveState: "failed" }, undefined],
  ["enable", {}, undefined],
  ["enable", { UnitFileState: "enabled" }, "done"],
  ["enable", { UnitFileState: "static" }, "done"],
  ["disable", {}, "done"],
  ["disable", { UnitFileState: "enabled-runtime" }, undefined],
  ["disable", { UnitFileState: "bad" }, undefined],
  ["disable", { LoadState: "not-found", UnitFileState: "" }, "not-found"],
];

test("only what is seen is done, where systemctl's words are none that are known", () => {
  const outcomes = ROWS.map(([verb, seen]) => seenOutcome(verb, { ...NEVER, ...seen }, looked));
  expect(outcomes).toEqual(ROWS.map(([, , outcome]) => outcome));
});

test("where its words are known, silence is a word too, unless the unit contradicts it", () => {
  const understood = { ...looked, understood: true };
  const of = (verb: JobVerb, seen: Partial<Seen>) =>
    seenOutcome(verb, { ...NEVER, ...seen }, understood);
  expect([of("start", {}), of("restart", up), of("reload", up)]).toEqual(["done", "done", "done"]);
  expect(of("start", { ...during, ActiveState: "failed" })).toBe("failed");
  expect(of("start", { ActiveState: "failed" })).toBeUndefined();
  expect(of("stop", up)).toBeUndefined();
  expect(of("stop", { LoadState: "not-found" })).toBe("done");
});

test("a job that was only to be queued is done once it is queued, or began", () => {
  const queued = { ...looked, noBlock: true };
  const of = (verb: JobVerb, seen: Partial<Seen>) =>
    seenOutcome(verb, { ...NEVER, ...seen }, queued);
  expect(of("start", { Job: "12" })).toBe("done");
  expect(of("start", { ActiveState: "activating" })).toBe("done");
  expect(of("restart", { ...up, Job: "12" })).toBe("done");
  expect(of("stop", { ...up, ActiveState: "deactivating" })).toBe("done");
  expect(of("start", {})).toBeUndefined();
});
