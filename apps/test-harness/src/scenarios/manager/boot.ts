import { join } from "node:path";
import { allOf, type Rehearsal } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";

const TEAM = ["cod", "coder", "scout"];

export const reboot: Scenario = {
  id: "reboot",
  title: "a reboot in order: who ran is back, who was stopped stays stopped",
  quick: true,
  run: async (fleet) => through(fleet, async () => fleet.sandbox.reboot()),
};

export const powerCut: Scenario = {
  id: "power-cut",
  title: "a power cut: who ran is back, who was stopped stays stopped",
  run: async (fleet) => through(fleet, async () => fleet.sandbox.crash()),
};

async function through(fleet: Rehearsal, boot: () => Promise<void>): Promise<void> {
  const stopped = fleet.random.pick(TEAM);
  const others = TEAM.filter((name) => name !== stopped);
  const before = await fleet.begin(TEAM);
  await fleet.fleet("stop", stopped);
  const agents = { ...allOf(TEAM, "running"), [stopped]: "stopped" } as const;
  await fleet.agree(`after the stop of \`${stopped}\``, { agents, before, kept: others });
  await boot();
  if (fleet.supervisor === "tmux") {
    await fleet.agree("after the boot, which starts nobody under tmux", {
      agents: { ...allOf(TEAM, "failed"), [stopped]: "stopped" },
      server: "absent",
    });
    await fleet.fleet("start", ...others);
  }
  // A second boot finds what the first one left
  await fleet.agree("after the boot", { agents });
  await boot();
  if (fleet.supervisor === "tmux") await fleet.fleet("start", ...others);
  const after = await fleet.agree("after another boot", { agents });
  await fleet.until("an empty state of whoever was stopped", async () => noMarks(fleet, stopped));
  await fleet.fleet("start", stopped);
  await fleet.agree(`after the start of \`${stopped}\``, {
    agents: allOf(TEAM, "running"),
    before: after,
    kept: others,
  });
}

/** What is of one life of an agent alone lies in the runtime folder, which a boot empties. */
async function noMarks(fleet: Rehearsal, agent: string): Promise<boolean> {
  const folder = join(fleet.sandbox.runtimeDirectory, "mosaic-fleet", "agents", agent);
  const { exitCode } = await fleet.sandbox.exec("test", ["!", "-e", folder]);
  return exitCode === 0;
}
