import { expect, it } from "vitest";
import { chooseLane, readLanes } from "./choose-lane.js";

const lanes = async (possible: readonly string[]) =>
  readLanes(async () =>
    (["root", "delegated", "host"] as const).map((lane) => ({
      lane,
      possible: possible.includes(lane),
      reason: `because of ${lane}; see \`root\``,
    })),
  );

it("takes the first that is possible", async () => {
  expect(chooseLane("auto", await lanes(["root"]))).toEqual({ lane: "sandbox" });
  expect(chooseLane("auto", await lanes(["delegated", "host"]))).toEqual({ lane: "delegated" });
});

it("takes what was asked for, or says why not", async () => {
  expect(chooseLane("delegated", await lanes(["root", "delegated"]))).toEqual({
    lane: "delegated",
  });
  expect(chooseLane("sandbox", await lanes(["delegated"]))).toEqual({
    lane: null,
    reason: "sandbox: because of root; see `sandbox`",
  });
});

it("never takes the user's own manager", async () => {
  expect(chooseLane("auto", await lanes(["host"])).lane).toBeNull();
  expect(chooseLane("host", await lanes(["host"]))).toMatchObject({
    lane: null,
    reason: expect.stringContaining("never run on your own user manager"),
  });
});
