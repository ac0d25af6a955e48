import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";
import { obedient, order } from "../../stage/obedient.js";
import { lifeOf, tellLife } from "../../views/views.js";
import { lacksController } from "../lacks-controller.js";
import { PAIR_RUNS } from "../pair.js";

const CROWD = 40;
const MEMBER = "sleep 86132";
/** A shell ends where it may not fork; without a limit it has an end, too. */
const FORKS = `n=0; while [ "$n" -lt ${2 * CROWD} ]; do ${MEMBER} & n=$((n + 1)); done`;

export const tasksUsedUp: Scenario = {
  id: "tasks-used-up",
  title: "an agent that forks up to its limit harms no other, and is stopped and started as ever",
  supervisors: ["systemd"],
  sandbox: { hierarchy: "hybrid" },
  obstacle: (fleet) => lacksController(fleet, "pids"),
  async run(fleet) {
    const forks = obedient("cod", { limits: { tasks_max: CROWD } });
    const before = await fleet.begin([forks, "coder"]);
    await order(fleet, "cod", `sh -c '${FORKS}'; echo "ended with $?"`);
    const members = (): number =>
      fleet.sandbox.processes().filter(({ command }) => command === MEMBER).length;
    await fleet.until("the last fork of `cod`", async () =>
      /^ended with \d/m.test(await fleet.fleet("screen", "cod")),
    );
    const crowd = members();
    hold(
      crowd > CROWD / 2 && crowd <= CROWD,
      `\`cod\` forked ${crowd} times within a limit of ${CROWD}`,
    );
    const [then, now] = [before, await fleet.look(["cod", "coder"])].map((views) =>
      tellLife(lifeOf(views, "coder")),
    );
    hold(now === then, `beside the crowd \`coder\` did not live on: before ${then}; now ${now}`);
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
