import { agentUnit } from "@mosaicstack/fleet";
import { writeDropIn } from "../../stage/drop-in.js";
import type { Rehearsal } from "../../live/rehearsal.js";
import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";

export const limitOfOne: Scenario = {
  id: "limit-of-one",
  title: "a drop-in of the person's changes the limit of one agent only, and at once",
  supervisors: ["systemd"],
  async run(fleet) {
    const before = await startPair(fleet);
    const [limited = "", other = ""] = fleet.random.shuffle(PAIR);
    const wide = await limitOf(fleet, other);
    await writeDropIn(fleet.sandbox.home, agentUnit(limited), "[Service]\nTasksMax=77\n");
    await fleet.run("systemctl", "--user", "daemon-reload");
    await expectLimits(fleet, { [limited]: "77", [other]: wide });
    await fleet.agree("after the drop-in", { agents: PAIR_RUNS, before, kept: PAIR });

    // What the roster writes goes beside it
    await fleet.fleet("apply", "--yes");
    await fleet.fleet("restart", limited);
    await fleet.agree(`after the restart of \`${limited}\``, {
      agents: PAIR_RUNS,
      before,
      kept: [other],
      renewed: [limited],
    });
    await expectLimits(fleet, { [limited]: "77", [other]: wide });
  },
};

async function expectLimits(
  fleet: Rehearsal,
  wanted: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [agent, limit] of Object.entries(wanted)) {
    const seen = await limitOf(fleet, agent);
    hold(seen === limit, `\`${agent}\` may have ${seen} processes, not ${limit}`);
  }
}

async function limitOf(fleet: Rehearsal, agent: string): Promise<string> {
  const rows = await fleet.manager.properties([agentUnit(agent)], ["TasksMax"]);
  return rows.get(agentUnit(agent))?.TasksMax ?? "";
}
