import { openThrowAwayTmux, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe } from "vitest";
import { tmuxBed } from "./testing/bed.js";
import { plantedSuite } from "./testing/planted-suite.js";
import { bundleInto } from "./testing/scratch.js";

describe("whatever stands in the place of our files, under the tmux supervisor", () => {
  let away: ThrowAwayTmux;
  beforeAll(async () => {
    away = await openThrowAwayTmux({ start: false, env: { PATH: process.env["PATH"] } });
  });
  afterAll(async () => await away.close());
  plantedSuite(async () => tmuxBed(await bundleInto(away.directory), away));
});
