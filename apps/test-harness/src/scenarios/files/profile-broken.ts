import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";
import { launcherPath } from "../../stage/launcher-path.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";
import { told } from "../told.js";

export const profileBroken: Scenario = {
  id: "profile-broken",
  title: "a broken tmux profile keeps no agent from starting, is told, and mended by `up`",
  async run(fleet) {
    const profile = join(fleet.sandbox.home, ".config", "mosaic", "fleet", "tmux.conf");
    const before = await startPair(fleet);
    await writeFile(profile, 'set -g no-such-option on\nno-such-command {\nset -g status "\n');
    await told(fleet, ["doctor"], 3, /tmux\.conf was edited/);
    await told(fleet, ["plan"], 3, /tmux\.conf/);
    if (fleet.supervisor === "systemd") {
      await fleet.run("systemctl", "--user", "restart", "mosaic-tmux-holder.service");
      await fleet.agree("after a restart of the holder with a broken profile", {
        agents: PAIR_RUNS,
        before,
        renewed: PAIR,
      });
    } else {
      await fleet.fleet("down");
      // Past the command, which mends the profile
      for (const agent of PAIR) await fleet.run(join(fleet.sandbox.home, launcherPath), agent);
    }
    await fleet.up();
    await fleet.agree("after `up`", { agents: PAIR_RUNS, before, renewed: PAIR });
    const plan = await fleet.fleet("plan");
    hold(!plan.includes("tmux.conf"), `\`plan\` still names the profile:\n${plan}`);
  },
};
