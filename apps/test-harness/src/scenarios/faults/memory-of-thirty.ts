import { hold } from "../../live/scenario-failure.js";
import { allOf, runningLife, runningServer } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { obedient, order } from "../../stage/obedient.js";
import { nameOf } from "../../stage/roster.js";
import { holdLastExits } from "../last-exit.js";
import { lacksController } from "../lacks-controller.js";

const THIRTY = Array.from({ length: 30 }, (_, at) => `sleeper-${at + 1}`);
/** Takes memory until it is killed for it. */
const EAT = "tail /dev/zero";

/** What cost people whole fleets: all agents in one cgroup, or the server in that of the hungry one. */
export const memoryOfThirty: Scenario = {
  id: "memory-of-thirty",
  title: "of 31 agents one is killed for memory, a child of it before: the thirty notice nothing",
  supervisors: ["systemd"],
  quick: true,
  sandbox: { hierarchy: "hybrid" },
  obstacle: (fleet) => lacksController(fleet, "memory"),
  async run(fleet) {
    const sleepers = THIRTY.map((name) => ({ name, command: ["sleep", "86131"] }));
    const hungry = obedient("hungry", { limits: { memory_max: "48M" } });
    const staged = fleet.random.shuffle([hungry, ...sleepers]);
    const before = await fleet.begin(staged);
    const agents = allOf(staged.map(nameOf), "running");

    await order(fleet, "hungry", `${EAT}; echo "ended with $?"`);
    await fleet.until("a child of `hungry` that is killed for memory", async () =>
      /^ended with 137/m.test(await fleet.fleet("screen", "hungry")),
    );
    const kept = Object.keys(agents);
    const between = await fleet.agree("after a child was killed", { agents, before, kept });

    await order(fleet, "hungry", `exec ${EAT}`);
    const after = await fleet.agree("after an agent was killed for memory", {
      agents,
      before: between,
      kept: THIRTY,
      renewed: ["hungry"],
    });
    const { restarts } = runningLife(after, "hungry");
    hold(restarts === 1, `\`hungry\` was restarted ${restarts} times, not once`);
    holdLastExits(after, { hungry: [null, "SIGKILL"] });
    const [server, was] = [runningServer(after), runningServer(before)];
    hold(server === was, `the tmux server is ${server}, it was ${was}`);
  },
};
