import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { agentUnit, holderUnit } from "@mosaicstack/fleet";
import { runningLife, type Rehearsal } from "../../live/rehearsal.js";
import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";
import { doctorTells } from "./findings.js";

const EDIT = "\n[Service]\nOOMScoreAdjust=123\n";

export const unitEdited: Scenario = {
  id: "unit-edited",
  title: "a unit file is edited while it runs: that is told, and holds from the next restart on",
  supervisors: ["systemd"],
  async run(fleet) {
    const before = await startPair(fleet);
    const [first = "", second = ""] = fleet.random.shuffle(PAIR);
    for (const unit of ["mosaic-agent@.service", holderUnit])
      await appendFile(join(fleet.sandbox.home, ".config/systemd/user", unit), EDIT);
    await doctorTells(fleet, "after the edit", ["unit-needs-reload", "shipped-edited"]);
    await fleet.agree("after the edit", { agents: PAIR_RUNS, before, kept: PAIR });

    await fleet.run("systemctl", "--user", "daemon-reload");
    await doctorTells(fleet, "after the reload", ["shipped-edited"], ["unit-needs-reload"]);
    await fleet.agree("after the reload", { agents: PAIR_RUNS, before, kept: PAIR });

    // By systemd's own command: those of the fleet put the shipped unit back first
    await fleet.run("systemctl", "--user", "restart", agentUnit(first));
    const after = await fleet.agree(`after the restart of \`${first}\``, {
      agents: PAIR_RUNS,
      before,
      kept: [second],
      renewed: [first],
    });
    await expectScore(fleet, first, "123");
    await expectScore(fleet, second, "0");

    // The shipped one comes back, again at a restart alone
    await fleet.fleet("apply", "--yes");
    await doctorTells(fleet, "after the apply", [], ["unit-needs-reload", "shipped-edited"]);
    await fleet.agree("after the apply", { agents: PAIR_RUNS, before: after, kept: PAIR });
  },
};

/** What the supervisor of an agent runs with, told by the kernel. */
async function expectScore(fleet: Rehearsal, agent: string, score: string): Promise<void> {
  const pid = runningLife(await fleet.look([agent]), agent).supervisor;
  const { stdout } = await fleet.run("cat", `/proc/${pid}/oom_score_adj`);
  hold(stdout === score, `\`${agent}\` runs with \`OOMScoreAdjust=${stdout}\`, not ${score}`);
}
