import { join } from "node:path";
import type { Rehearsal } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { hold } from "../../live/scenario-failure.js";
import { CONVERSATION, installStandIn, noted, standIn } from "../../stage/stand-in.js";

export const asleep: Scenario = {
  id: "asleep",
  title: "an idle agent ends without drift, and a message wakes it with its conversation",
  async run(fleet) {
    const { home } = fleet.sandbox;
    await installStandIn(home);
    const writer = standIn("writer", { idle: { stop_after: "100s", wake: "message" } });
    await fleet.begin([writer, "other"]);
    await fleet.fleet("send", "writer", "first");
    const before = await fleet.agree("after the first message", { agents: BOTH });
    await becomeOld(fleet, "writer");
    if (fleet.supervisor === "systemd")
      await fleet.run("systemctl", "--user", "start", "mosaic-idle@writer.service");
    await fleet.agree("after a long time without work", {
      agents: { writer: "stopped", other: "running" },
      before,
      kept: ["other"],
    });
    const { agents } = await fleet.status();
    const { state } = agents[0]?.activity ?? {};
    hold(state === "asleep", `the activity of \`writer\` is ${state}, not asleep`);
    await fleet.fleet("plan");
    await fleet.fleet("up");
    await fleet.agree("after `up`, which wakes nobody", {
      agents: { writer: "stopped", other: "running" },
    });
    await fleet.fleet("send", "writer", "second");
    await fleet.agree("after a message to the one that sleeps", {
      agents: BOTH,
      before,
      kept: ["other"],
      renewed: ["writer"],
    });
    const seen = (await noted(home, "writer")).join(", ");
    const wanted = `start new, heard first, start ${CONVERSATION}, heard second`;
    hold(seen === wanted, `\`writer\` noted ${seen}, not ${wanted}`);
  },
};

const BOTH = { writer: "running", other: "running" } as const;

/** Makes what it said last, that it is done, two hours old. */
async function becomeOld(fleet: Rehearsal, agent: string): Promise<void> {
  const { runtimeDirectory } = fleet.sandbox;
  const file = join(runtimeDirectory, "mosaic-fleet/channels/mosaic-fleet", agent, "activity");
  await fleet.until(`\`${agent}\` to end its turn`, async () =>
    /^state=(idle|done)$/m.test((await fleet.sandbox.exec("cat", [file])).stdout),
  );
  await fleet.run("touch", "-d", "2 hours ago", file);
}
