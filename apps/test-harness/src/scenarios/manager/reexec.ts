import { runningLife } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";

export const reexec: Scenario = {
  id: "reexec",
  title: "the manager executes itself anew: nobody notices, and ends are seen as before",
  supervisors: ["systemd"],
  quick: true,
  async run(fleet) {
    const before = await startPair(fleet);
    await fleet.sandbox.reexec();
    await fleet.agree("after `daemon-reexec`", { agents: PAIR_RUNS, before, kept: PAIR });

    const victim = fleet.random.pick(PAIR);
    const kept = PAIR.filter((name) => name !== victim);
    fleet.kill(runningLife(before, victim).agent);
    const after = await fleet.agree(`after SIGKILL to the agent \`${victim}\``, {
      agents: PAIR_RUNS,
      before,
      kept,
      renewed: [victim],
    });
    await fleet.sandbox.reexec();
    await fleet.fleet("stop", victim);
    await fleet.agree(`after another \`daemon-reexec\` and the stop of \`${victim}\``, {
      agents: { ...PAIR_RUNS, [victim]: "stopped" },
      before: after,
      kept,
    });
  },
};
