import type { Scenario } from "../../live/scenario.js";
import { hold } from "../../live/scenario-failure.js";
import { PAIR_RUNS, startPair } from "../pair.js";
import { statusOf, told } from "../told.js";

export const scheduleEdge: Scenario = {
  id: "schedule-edge",
  title: "the clock stops and starts one agent, what a person does holds until the next edge",
  supervisors: ["systemd"],
  async run(fleet) {
    const before = await startPair(fleet);
    const others = { before, kept: ["coder"] };
    /** An edge of one kind every ten seconds. */
    const keep = async (edge: "start" | "stop"): Promise<void> => {
      const cod = { name: "cod", schedule: { [edge]: "*-*-* *:*:0/10" } };
      await fleet.writeRoster({ agents: [cod, "coder"] });
      await fleet.fleet("apply", "--yes");
    };
    const stopped = { cod: "stopped", coder: "running" } as const;
    await keep("stop");
    await fleet.agree("after an edge that stops `cod`", { agents: stopped, ...others });
    await told(fleet, ["status"], 0, /stopped by its schedule/);
    const { agents } = await statusOf(fleet);
    hold(agents[0]?.desired === "stopped", `\`cod\` is desired ${agents[0]?.desired}`);
    await fleet.tryFleet(["start", "cod"]);
    await fleet.agree("after a person's start, and the next edge", { agents: stopped, ...others });
    await keep("start");
    await fleet.agree("after an edge that starts `cod`", {
      agents: PAIR_RUNS,
      ...others,
      renewed: ["cod"],
    });
    await fleet.fleet("stop", "cod");
    await fleet.agree("after a person's stop, and the next edge", { agents: PAIR_RUNS, ...others });
  },
};
