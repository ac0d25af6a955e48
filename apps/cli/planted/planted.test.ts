import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { sandboxFixture, sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { openThrowAwayTmux, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemdBed, tmuxBed, type Bed } from "../src/testing/bed.js";
import { fuzz, seedOfRun } from "../src/testing/fuzz.js";
import { openPlantedFleet } from "../src/testing/planted-fleet.js";
import { bundleInto } from "../src/testing/scratch.js";
import { everyCell } from "./every-cell.js";

const NEWLINES = 400 * 1024 * 1024;
const THINGS = Number(process.env["PLANTED_THINGS"] ?? 10_000);

function theWhole(open: () => Promise<Bed>): void {
  test("each kind at each file, with every command; then things at random", async () => {
    const bed = await open();
    const fleet = openPlantedFleet(bed, ["bad0", "bad1"], NEWLINES);
    const up = await fleet.run(["up", "--supervisor", bed.supervisor]);
    expect([up.code, up.code === 0 ? "" : up.stderr]).toEqual([0, ""]);
    expect(await fleet.harm()).toEqual([]);
    const faults = await everyCell(fleet);

    const seed = seedOfRun();
    console.log(`${bed.supervisor}: ${THINGS} things at random, TEST_SEED=${seed}`);
    const atRandom = [
      ...(await fuzz(fleet, "bad0", { seed, count: THINGS })),
      ...(await fleet.faults(["stop", "bad0"])),
      ...(await fleet.harm()),
      ...(await fleet.faults(["down"])),
      ...(await fleet.sessions()),
    ].map((fault) => `${bed.supervisor}: at random: ${fault}`);
    expect([...faults, ...atRandom]).toEqual([]);
  });
}

describe("under the tmux supervisor", () => {
  let away: ThrowAwayTmux;
  beforeAll(async () => {
    away = await openThrowAwayTmux({ start: false, env: { PATH: process.env["PATH"] } });
  });
  afterAll(async () => await away.close());
  theWhole(async () => tmuxBed(await bundleInto(away.directory), away));
});

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) {
  console.warn(`skipped, no sandbox for a user manager here: ${obstacle}`);
}

describe.skipIf(obstacle !== undefined)("under a real user manager", () => {
  const keep = [join(import.meta.dirname, "../../.."), dirname(process.execPath)];
  const fixture = sandboxFixture({ beforeAll, afterAll }, { keep });
  theWhole(async () => {
    const folder = join(fixture.sandbox.home, "program");
    mkdirSync(folder);
    return systemdBed(await bundleInto(folder), fixture.sandbox);
  });
});
