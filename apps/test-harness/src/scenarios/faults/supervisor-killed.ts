import { runningLife } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { PAIR_RUNS, startPair } from "../pair.js";

export const supervisorKilled: Scenario = {
  id: "supervisor-killed",
  title: "SIGKILL to an agent's supervisor: it alone is restarted, with nothing left behind",
  supervisors: ["systemd"],
  quick: true,
  async run(fleet) {
    const before = await startPair(fleet);
    fleet.kill(runningLife(before, "cod").supervisor);
    await fleet.agree("after SIGKILL to the supervisor of `cod`", {
      agents: PAIR_RUNS,
      before,
      kept: ["coder"],
      renewed: ["cod"],
    });
  },
};
