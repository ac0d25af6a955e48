import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Scenario } from "../../live/scenario.js";
import { hold } from "../../live/scenario-failure.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";

export const otherTmpdir: Scenario = {
  id: "other-tmpdir",
  title: "a caller's `TMUX_TMPDIR` hides no fleet: units have none, and under tmux it is told",
  async run(fleet) {
    const before = await startPair(fleet);
    const env = { TMUX_TMPDIR: join(fleet.sandbox.home, "elsewhere") };
    await mkdir(env.TMUX_TMPDIR);
    const { exitCode, stdout } = await fleet.tryFleet(["status"], { env });
    const start = await fleet.tryFleet(["start", ...PAIR], { env });
    if (fleet.supervisor === "systemd") {
      hold(exitCode === 0, `\`status\` ended with ${exitCode}:\n${stdout}`);
      hold(start.exitCode === 0, `\`start\` ended with ${start.exitCode}:\n${start.stderr}`);
    } else {
      hold(/TMUX_TMPDIR/.test(stdout), `\`status\` does not name TMUX_TMPDIR:\n${stdout}`);
      const said = `ended with ${start.exitCode}:\n${start.stderr}`;
      hold(start.exitCode !== 0 && /TMUX_TMPDIR/.test(start.stderr), `\`start\` ${said}`);
    }
    await fleet.agree("after commands with another TMUX_TMPDIR", {
      agents: PAIR_RUNS,
      before,
      kept: PAIR,
    });
  },
};
