import { PAIR_RUNS, startPair } from "../pair.js";
import { runningLife } from "../../live/rehearsal.js";
import { ScenarioFailure } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";
import { lastExitOf } from "../../views/last-exit.js";

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
    if (fleet.supervisor === "systemd" && restarts !== 1)
      throw new ScenarioFailure(`\`cod\` was restarted ${restarts} times, not once`);
    const exit = JSON.stringify(lastExitOf(after.cli, "cod"));
    if (exit !== '[null,"SIGKILL"]')
      throw new ScenarioFailure(
        `cli: the last exit of \`cod\` is ${exit} as code and signal, not SIGKILL`,
      );
  },
};
