import { runningLife } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { holdLastExits } from "../last-exit.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";

export const paneKilled: Scenario = {
  id: "pane-killed",
  title: "SIGKILL to an agent's pane half: it alone comes back, under tmux with the next `up`",
  async run(fleet) {
    const before = await startPair(fleet);
    const victim = fleet.random.pick(PAIR);
    const kept = PAIR.filter((name) => name !== victim);
    fleet.kill(runningLife(before, victim).pane);
    if (fleet.supervisor === "tmux") {
      const agents = { ...PAIR_RUNS, [victim]: "failed" } as const;
      await fleet.agree("after SIGKILL to a pane half", { agents, before, kept });
      await fleet.up();
    }
    const after = await fleet.agree("after all that brings it back", {
      agents: PAIR_RUNS,
      before,
      kept,
      renewed: [victim],
    });
    if (fleet.supervisor === "tmux") return;
    holdLastExits(after, { [victim]: [75, null] });
  },
};
