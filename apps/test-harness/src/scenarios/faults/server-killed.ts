import { allOf, runningServer } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";

export const serverKilled: Scenario = {
  id: "server-killed",
  title: "SIGKILL to the tmux server: all agents come back, under tmux with the next `up`",
  quick: true,
  async run(fleet) {
    const before = await startPair(fleet);
    fleet.kill(runningServer(before));
    if (fleet.supervisor === "tmux") {
      await fleet.agree("after SIGKILL to the tmux server", {
        agents: allOf(PAIR, "failed"),
        server: "absent",
      });
      await fleet.up();
    }
    await fleet.agree("after all that brings agents back", {
      agents: PAIR_RUNS,
      before,
      renewed: PAIR,
    });
  },
};
