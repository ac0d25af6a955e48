import { allOf } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { readProcesses } from "../../views/read-processes.js";
import { PAIR, PAIR_RUNS } from "../pair.js";

export const logout: Scenario = {
  id: "logout",
  title:
    "a logout with linger costs no agent its life, one without it ends all until the next login",
  async run(fleet) {
    await fleet.writeRoster({ agents: PAIR });
    const session = await fleet.sandbox.login();
    await fleet.up(session);
    const before = await fleet.agree("after a start from a login", { agents: PAIR_RUNS });
    await session.end();
    if (fleet.supervisor === "tmux") {
      // `KillUserProcesses=yes` ends the server, which is the session's
      await fleet.agree("after the logout", { agents: allOf(PAIR, "failed"), server: "absent" });
      const next = await fleet.sandbox.login();
      await fleet.up(next);
      await fleet.agree("after another login, and `up`", {
        agents: PAIR_RUNS,
        before,
        renewed: PAIR,
      });
      return;
    }
    await fleet.agree("after a logout with linger", { agents: PAIR_RUNS, before, kept: PAIR });

    const victim = fleet.random.pick(PAIR);
    const others = PAIR.filter((name) => name !== victim);
    const agents = { ...PAIR_RUNS, [victim]: "stopped" } as const;
    const second = await fleet.sandbox.login();
    await fleet.tryFleet(["stop", victim], { from: second });
    await fleet.agree(`after the stop of \`${victim}\``, { agents, before, kept: others });
    await second.end({ linger: false });
    await fleet.until(
      "the end of every process of the fleet",
      async () => readProcesses(fleet.sandbox, fleet.supervisor).size === 0,
    );
    await fleet.sandbox.login();
    await fleet.agree("after a login that starts the manager anew", {
      agents,
      before,
      renewed: others,
    });
  },
};
