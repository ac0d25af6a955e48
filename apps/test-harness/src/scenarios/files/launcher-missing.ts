import { chmod, rename } from "node:fs/promises";
import { join } from "node:path";
import { runningLife } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { launcherPath } from "../../stage/launcher-path.js";
import { PAIR_RUNS } from "../pair.js";
import { told, untilReason } from "../told.js";

export const launcherMissing: Scenario = {
  id: "launcher-missing",
  title: "without its script an agent is given up after its burst, told, and mended by `up`",
  supervisors: ["systemd"],
  async run(fleet) {
    const script = join(fleet.sandbox.home, launcherPath);
    const restart = { delay: "300ms", max_delay: "300ms", burst: 2 };
    let before = await fleet.begin([{ name: "cod", restart }, "coder"]);
    for (const fault of fleet.random.shuffle(["missing", "not executable"])) {
      if (fault === "missing") await rename(script, `${script}.away`);
      else await chmod(script, 0o644);
      fleet.kill(runningLife(before, "cod").agent);
      await fleet.agree(`after SIGKILL to \`cod\`, its script ${fault}`, {
        agents: { cod: "failed", coder: "running" },
        before,
        kept: ["coder"],
      });
      await untilReason(
        fleet,
        "cod",
        /^gave-up: .*could not run the launcher.*`mosaic-fleet install`/,
      );
      await told(fleet, ["doctor"], 3, /start-agent-session\.sh/);
      await fleet.up();
      before = await fleet.agree("after `up`", {
        agents: PAIR_RUNS,
        before,
        kept: ["coder"],
        renewed: ["cod"],
      });
    }
  },
};
