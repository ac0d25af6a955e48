import type { Scenario } from "../../live/scenario.js";
import { PAIR_RUNS, startPair } from "../pair.js";
import { told } from "../told.js";

/** An edge every ten seconds. */
const SOON = "*-*-* *:*:0/10";
const NEVER = "2099-01-01";

export const scheduleEdge: Scenario = {
  id: "schedule-edge",
  title: "the clock stops and starts one agent, what a person does holds until the next edge",
  supervisors: ["systemd"],
  async run(fleet) {
    let before = await startPair(fleet);
    const keep = async (edge: "start" | "stop", when: string): Promise<void> => {
      const cod = { name: "cod", schedule: { [edge]: when } };
      await fleet.writeRoster({ agents: [cod, "coder"] });
      await fleet.fleet("apply", "--yes");
      if (when === SOON) return;
      // The edge that was the last may still be on its way
      await fleet.until("the end of the last edge", async () => {
        const argv = ["--user", "is-active", "mosaic-schedule@cod.service"];
        return (await fleet.sandbox.exec("systemctl", argv)).stdout === "inactive";
      });
    };
    const stopped = { cod: "stopped", coder: "running" } as const;
    const kept = ["coder"];
    await keep("stop", SOON);
    await fleet.agree("after an edge that stops `cod`", {
      agents: stopped,
      desired: stopped,
      before,
      kept,
    });
    await told(fleet, ["status"], 0, /stopped by its schedule/);
    await keep("stop", NEVER);
    await fleet.fleet("start", "cod");
    before = await fleet.agree("after a person's start, before the next edge", {
      agents: PAIR_RUNS,
      desired: PAIR_RUNS,
      before,
      kept,
      renewed: ["cod"],
    });
    await keep("stop", SOON);
    await fleet.agree("after the next edge, that stops", {
      agents: stopped,
      desired: stopped,
      before,
      kept,
    });
    await keep("start", SOON);
    before = await fleet.agree("after an edge that starts `cod`", {
      agents: PAIR_RUNS,
      desired: PAIR_RUNS,
      before,
      kept,
      renewed: ["cod"],
    });
    await keep("start", NEVER);
    await fleet.fleet("stop", "cod");
    await fleet.agree("after a person's stop, before the next edge", {
      agents: stopped,
      desired: stopped,
      before,
      kept,
    });
    await keep("start", SOON);
    await fleet.agree("after the next edge, that starts", {
      agents: PAIR_RUNS,
      before,
      kept,
      renewed: ["cod"],
    });
  },
};
