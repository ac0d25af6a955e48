import { allOf } from "../../live/rehearsal.js";
import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";

const CROWD = Array.from({ length: 300 }, (_, at) => `agent-${at + 1}`);
/** Of what JavaScript keeps; as much again is Node itself. */
const MEGABYTES = 64;

export const threeHundred: Scenario = {
  id: "three-hundred",
  title: "three hundred agents start, are told of in bounded memory, and stop",
  supervisors: ["systemd"],
  budgetSeconds: 900,
  async run(fleet) {
    const command = ["sleep", "100000"];
    const agents = CROWD.map((name) => ({
      name,
      command,
      workdir: "~",
      ready: { quiet: "100ms" },
    }));
    const before = await fleet.begin(agents, { defaults: { transcript: "off" } });

    const env = { NODE_OPTIONS: `--max-old-space-size=${MEGABYTES}` };
    const { exitCode, stderr } = await fleet.tryFleet(["status", "--json"], { env });
    hold(
      exitCode === 0,
      `\`status\` of ${CROWD.length} agents in ${MEGABYTES} MB ended with ${exitCode}:\n${stderr}`,
    );
    const victim = fleet.random.pick(CROWD);
    const kept = CROWD.filter((name) => name !== victim);
    await fleet.fleet("stop", victim);
    await fleet.agree(`after the stop of \`${victim}\``, {
      agents: { ...allOf(CROWD, "running"), [victim]: "stopped" },
      before,
      kept,
    });
    await fleet.fleet("down");
    await fleet.agree("after `down`", { agents: allOf(CROWD, "stopped"), server: "absent" });
  },
};
