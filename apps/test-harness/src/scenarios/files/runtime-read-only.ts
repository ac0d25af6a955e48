import { join } from "node:path";
import { runningLife } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { PAIR_RUNS, startPair } from "../pair.js";
import { told } from "../told.js";

export const runtimeReadOnly: Scenario = {
  id: "runtime-read-only",
  title: "with a read-only runtime folder who runs runs on, and each that cannot start is told",
  async run(fleet) {
    const folder = join(fleet.sandbox.runtimeDirectory, "mosaic-fleet");
    const before = await startPair(fleet);
    await fleet.run("mount", "--bind", folder, folder);
    await fleet.run("mount", "-o", "remount,ro,bind", folder);
    const others = { before, kept: ["coder"] };
    await fleet.fleet("stop", "cod");
    await fleet.agree("after the stop of `cod`", {
      agents: { cod: "stopped", coder: "running" },
      ...others,
    });
    await told(fleet, ["start", "cod"], 1, /exit 73|read-only/);
    await told(fleet, ["doctor"], 3, /runtime folder .* cannot be written: .*read-only/);
    await told(fleet, ["status"], 3, /cod/);
    await fleet.run("umount", folder);
    await fleet.up();
    const after = await fleet.agree("after the folder was mended", {
      agents: PAIR_RUNS,
      ...others,
    });
    fleet.kill(runningLife(after, "cod").agent);
    await fleet.agree("after SIGKILL to the agent", {
      agents: PAIR_RUNS,
      before: after,
      kept: ["coder"],
      renewed: ["cod"],
    });
  },
};
