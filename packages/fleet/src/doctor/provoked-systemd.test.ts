import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { goodRoster, systemdProvocations } from "../../test/provoked/systemd.js";
import { SystemdStage } from "../../test/provoked/systemd-stage.js";
import { sandboxedFleet } from "../../test/sandboxed-fleet.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped, no sandbox for a user manager: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("beside a user manager", () => {
  const stage = new SystemdStage(sandboxedFleet({ beforeAll, afterAll }));
  let calm: readonly string[] = [];
  beforeAll(async () => {
    await stage.open(goodRoster);
    calm = await stage.look();
  });

  test("what runs as it should has none but what the machine's version says", () => {
    expect(calm.filter((id) => id !== "restart-delay-constant")).toEqual([]);
  });

  // One fleet for all: that what a remedy mends is as it was, the next one sees.
  test.each(Object.entries(systemdProvocations))(
    "%s is found, and goes away after its remedy",
    async (id, { before, provoke, remedy }) => {
      await before?.(stage);
      // Where nothing else was asked for, the one before has left it so.
      expect(before === undefined ? calm : await stage.look()).not.toContain(id);
      await provoke(stage);
      try {
        expect(await stage.look()).toContain(id);
      } finally {
        await remedy(stage);
      }
      const after = await stage.look();
      expect(after).not.toContain(id);
      if (before === undefined) expect(after).toEqual(calm);
      stage.env = {};
    },
  );
});
