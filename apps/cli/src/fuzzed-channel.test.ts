import { openThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { expect, onTestFailed, test } from "vitest";
import { tmuxBed } from "./testing/bed.js";
import { fuzz, seedOfRun } from "./testing/fuzz.js";
import { openPlantedFleet } from "./testing/planted-fleet.js";
import { bundleInto } from "./testing/scratch.js";

test("whatever an agent does to its files, every command ends, and so does the agent", async () => {
  const seed = seedOfRun();
  onTestFailed(() => console.error(`repeat this failure with TEST_SEED=${seed}`));
  await using away = await openThrowAwayTmux({
    start: false,
    env: { PATH: process.env["PATH"] },
  });
  const bed = tmuxBed(await bundleInto(away.directory), away);
  const fleet = openPlantedFleet(bed, ["bad"], 1024 * 1024);
  expect(await fleet.run(["up", "--supervisor", "tmux"])).toMatchObject({ code: 0 });
  expect(await fleet.harm()).toEqual([]);
  expect([
    ...(await fuzz(fleet, "bad", { seed, count: 200 })),
    ...(await fleet.faults(["stop", "bad"])),
    ...(await fleet.harm()),
  ]).toEqual([]);
  expect(await fleet.sessions()).toEqual(["good"]);
  expect(await fleet.faults(["down"])).toEqual([]);
  expect(await fleet.sessions()).toEqual([]);
});
