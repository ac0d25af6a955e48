import { PAIR, PAIR_RUNS, startPair } from "./pair.js";
import { ScenarioFailure } from "../live/scenario-failure.js";
import type { Scenario } from "../live/scenario.js";

export const serverKilled: Scenario = {
  id: "server-killed",
  title: "SIGKILL to the tmux server: holder and both agents come back",
  async run(fleet) {
    const before = await startPair(fleet);
    if ("absent" in before.tmux) throw new ScenarioFailure(before.tmux.absent);
    await fleet.kill(before.tmux.serverPid);
    await fleet.agree("after SIGKILL to the tmux server", {
      agents: PAIR_RUNS,
      before,
      renewed: PAIR,
    });
  },
};
