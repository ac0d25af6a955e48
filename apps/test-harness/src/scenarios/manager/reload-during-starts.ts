import { setTimeout as sleep } from "node:timers/promises";
import { allOf, type Rehearsal } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";

const MANY = Array.from({ length: 30 }, (_, at) => `agent-${at + 1}`);

export const reloadDuringStarts: Scenario = {
  id: "reload-during-starts",
  title: "thirty agents start, and stop, while the manager is reloaded again and again",
  supervisors: ["systemd"],
  async run(fleet) {
    await fleet.writeRoster({ agents: MANY });
    await whileReloaded(fleet, async () => fleet.up());
    const before = await fleet.agree("after a start amid reloads", {
      agents: allOf(MANY, "running"),
    });
    const stopped = fleet.random.shuffle(MANY).slice(0, 10);
    const kept = MANY.filter((name) => !stopped.includes(name));
    await whileReloaded(fleet, async () => fleet.fleet("stop", ...stopped));
    const agents = { ...allOf(MANY, "running"), ...allOf(stopped, "stopped") };
    await fleet.agree("after a stop of ten amid reloads", { agents, before, kept });
  },
};

/** Reloads for as long as the work takes, however it ends. */
async function whileReloaded(fleet: Rehearsal, work: () => Promise<unknown>): Promise<void> {
  const ended = new AbortController();
  const working = work().finally(() => ended.abort());
  const reloading = (async () => {
    while (!ended.signal.aborted) {
      await fleet.run("systemctl", "--user", "daemon-reload");
      await sleep(fleet.random.below(50));
    }
  })();
  await Promise.all([working, reloading]);
}
