import { hold } from "../../live/scenario-failure.js";
import { runningLife } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { obedient, order } from "../../stage/obedient.js";
import { lifeOf } from "../../views/views.js";
import { PAIR, PAIR_RUNS } from "../pair.js";

/** No other process of a sandbox has these words. */
const daemonOf = (agent: string): string => `sleep ${86127 + PAIR.indexOf(agent)}`;

export const daemonLeft: Scenario = {
  id: "daemon-left",
  title: "a daemon that an agent forked twice ends with its agent, a neighbour's stays",
  async run(fleet) {
    const before = await fleet.begin(PAIR.map((name) => obedient(name)));
    const [victim = "", neighbour = ""] = fleet.random.shuffle(PAIR);
    const daemon = (agent: string): number | undefined =>
      fleet.sandbox.processes().find(({ command }) => command === daemonOf(agent))?.pid;
    for (const agent of PAIR) {
      const line = `(setsid sh -c 'cd / && exec ${daemonOf(agent)}' </dev/null >/dev/null 2>&1 &)`;
      await order(fleet, agent, line);
      await fleet.until(`the daemon of \`${agent}\``, async () => daemon(agent) !== undefined);
    }

    const { agent: killed } = runningLife(before, victim);
    fleet.kill(killed);
    await fleet.until(`a new life of \`${victim}\` without its old daemon`, async () => {
      const life = lifeOf(await fleet.look(PAIR), victim);
      return life !== undefined && life.agent !== killed && daemon(victim) === undefined;
    });
    const left = daemon(neighbour);
    hold(left !== undefined, `the daemon of \`${neighbour}\` ended with \`${victim}\``);
    fleet.kill(left);
    await fleet.agree(`after SIGKILL to \`${victim}\`, which had a daemon`, {
      agents: PAIR_RUNS,
      before,
      kept: [neighbour],
      renewed: [victim],
    });
  },
};
