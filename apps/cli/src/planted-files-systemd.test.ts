import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { sandboxFixture, sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { afterAll, beforeAll, describe } from "vitest";
import { systemdBed } from "./testing/bed.js";
import { plantedSuite } from "./testing/planted-suite.js";
import { bundleInto } from "./testing/scratch.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) {
  console.warn(`skipped, no sandbox for a user manager here: ${obstacle}`);
}

describe.skipIf(obstacle !== undefined)(
  "whatever stands in the place of our files, under a real user manager",
  () => {
    const keep = [join(import.meta.dirname, "../../.."), dirname(process.execPath)];
    const fixture = sandboxFixture({ beforeAll, afterAll }, { keep });
    // The rest is read in the same way under the tmux supervisor, and by itself in planted/.
    plantedSuite(async () => {
      // It goes with the sandbox, however that ends.
      const folder = join(fixture.sandbox.home, "program");
      mkdirSync(folder);
      return systemdBed(await bundleInto(folder), fixture.sandbox);
    }, ["fifo", "link", "folder-link", "hard-link"]);
  },
);
