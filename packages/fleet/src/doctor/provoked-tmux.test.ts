import { afterAll, beforeAll, expect, test } from "vitest";
import { fleetProvocations } from "../../test/provoked/tmux-fleet.js";
import { machineProvocations } from "../../test/provoked/tmux-machine.js";
import { TmuxStage } from "../../test/provoked/tmux-stage.js";
import { viewSessions } from "../status/sessions.js";
import { checkClock } from "./check-clock.js";
import { openTmux } from "@mosaicstack/tmux-client";

let stage: TmuxStage;
beforeAll(async () => {
  stage = await TmuxStage.open();
});
afterAll(async () => {
  await stage.scratch.close();
});

const calm = ["supervisor-tmux"];

test("a fleet that runs as its roster says has none", async () => {
  expect(await stage.look()).toEqual(calm);
});

// One fleet for all: that what a remedy mends is as it was, the next one sees.
test.each(Object.entries({ ...machineProvocations, ...fleetProvocations }))(
  "%s is found, and goes away after its remedy",
  async (id, { provoke, remedy }) => {
    await provoke(stage);
    try {
      expect(await stage.look()).toContain(id);
    } finally {
      await remedy(stage);
    }
    expect(await stage.look()).toEqual(calm);
    await stage.asBefore();
  },
);

test("clock-set: told by the time of day of two starts, and the time between them by the kernel", async () => {
  const { server } = await viewSessions(openTmux({ socket: "mosaic-fleet" }, { env: stage.env }));
  expect(checkClock(server)).toEqual([]);
  const hour = 3_600_000;
  const [ahead] = checkClock(server, performance.timeOrigin + 3 * hour);
  expect(ahead?.what).toBe(
    `the clock was set forward by about 3 hours since the tmux server (pid ${server?.pid}) started`,
  );
  const [behind] = checkClock(server, performance.timeOrigin - 90 * 24 * hour);
  expect(behind?.what).toContain("set back by about 90 days");
});
