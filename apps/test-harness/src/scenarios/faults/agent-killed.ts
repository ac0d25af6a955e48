import { PAIR_RUNS, startPair } from "../pair.js";
import { runningLife } from "../../live/rehearsal.js";
import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";
import { holdLastExits } from "../last-exit.js";

export const agentKilled: Scenario = {
  id: "agent-killed",
  title: "SIGKILL to an agent: it alone is restarted, and its end is told",
  async run(fleet) {
    const before = await startPair(fleet);
    fleet.kill(runningLife(before, "cod").agent);
    const after = await fleet.agree("after SIGKILL to the agent `cod`", {
      agents: PAIR_RUNS,
      before,
      kept: ["coder"],
      renewed: ["cod"],
    });
    const { restarts } = runningLife(after, "cod");
    hold(
      fleet.supervisor !== "systemd" || restarts === 1,
      `\`cod\` was restarted ${restarts} times, not once`,
    );
    holdLastExits(after, { cod: [null, "SIGKILL"] });
  },
};
