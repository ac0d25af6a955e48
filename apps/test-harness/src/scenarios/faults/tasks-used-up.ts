import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";
import { obedient, order } from "../../stage/obedient.js";
import { lacksController } from "../lacks-controller.js";
import { PAIR_RUNS } from "../pair.js";

const CROWD = 40;
const MEMBER = "sleep 86132";

export const tasksUsedUp: Scenario = {
  id: "tasks-used-up",
  title: "an agent that forks up to its limit harms no other, and is stopped and started as ever",
  supervisors: ["systemd"],
  sandbox: { hierarchy: "hybrid" },
  obstacle: (fleet) => lacksController(fleet, "pids"),
  async run(fleet) {
    const crowd = obedient("cod", { limits: { tasks_max: CROWD } });
    const before = await fleet.begin([crowd, "coder"]);
    await order(fleet, "cod", `sh -c 'while :; do ${MEMBER} & done'`);
    const members = (): number =>
      fleet.sandbox.processes().filter(({ command }) => command === MEMBER).length;
    await fleet.until("a crowd up to the limit", async () => members() > CROWD / 2);
    const kept = ["coder"];
    await fleet.fleet("stop", "cod");
    await fleet.agree("after the stop of `cod`, which had forked up to its limit", {
      agents: { cod: "stopped", coder: "running" },
      before,
      kept,
    });
    hold(members() === 0, `${members()} of its crowd outlived \`cod\``);
    await fleet.fleet("start", "cod");
    await fleet.agree("after the next start", { agents: PAIR_RUNS, before, kept });
  },
};
