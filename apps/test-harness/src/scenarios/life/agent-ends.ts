import { runningLife } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { end, ending } from "../ending.js";
import { holdLastExits } from "../last-exit.js";

const SIGNALS = ["SIGKILL", "SIGUSR1", "SIGXCPU"] as const;
const POLICIES = ["always", "on-failure", "no"] as const;

export const agentEnds: Scenario = {
  id: "agent-ends",
  title: "exit 0, exit 3 and a signal are told as they were, and answered by the restart policy",
  async run(fleet) {
    const signal = fleet.random.pick(SIGNALS);
    const before = await fleet.begin(
      // Each is called by its policy
      POLICIES.map((policy) => ending(policy, { policy, delay: "300ms", max_delay: "300ms" })),
    );
    await end(fleet, "always", 0);
    await end(fleet, "on-failure", 3);
    fleet.kill(runningLife(before, "no").agent, signal);
    const after = await fleet.agree(`after exit 0, exit 3 and ${signal}`, {
      agents: { always: "running", "on-failure": "running", no: "failed" },
      before,
      renewed: ["always", "on-failure"],
    });
    holdLastExits(after, { always: [0, null], "on-failure": [3, null], no: [null, signal] });

    fleet.kill(runningLife(after, "always").agent, signal);
    await end(fleet, "on-failure", 0);
    await fleet.fleet("start", "no");
    await end(fleet, "no", 0);
    const last = await fleet.agree(`after ${signal}, exit 0 and exit 0`, {
      agents: { always: "running", "on-failure": "stopped", no: "stopped" },
      before: after,
      renewed: ["always"],
    });
    holdLastExits(last, { always: [null, signal], "on-failure": [0, null], no: [0, null] });
  },
};
