import { rename } from "node:fs/promises";
import { join } from "node:path";
import { runningLife } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { PAIR_RUNS, startPair } from "../pair.js";
import { untilReason } from "../told.js";

export const workdirMissing: Scenario = {
  id: "workdir-missing",
  title: "an agent whose workdir went is tried again, nowhere else, and runs once it is back",
  async run(fleet) {
    const workdir = join(fleet.sandbox.home, "work", "cod");
    const before = await startPair(fleet);
    await rename(workdir, `${workdir}.away`);
    fleet.kill(runningLife(before, "cod").agent);
    await untilReason(fleet, "cod", /^folder-missing: /);
    await rename(`${workdir}.away`, workdir);
    await fleet.agree("after the workdir is back", {
      agents: PAIR_RUNS,
      before,
      kept: ["coder"],
      renewed: ["cod"],
    });
  },
};
