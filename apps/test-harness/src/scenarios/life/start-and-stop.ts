import type { Scenario } from "../../live/scenario.js";
import { PAIR_RUNS, startPair } from "../pair.js";

const JOBS = 50;
const PAIRS = 4;

export const startAndStop: Scenario = {
  id: "start-and-stop",
  title: "starts and stops of `cod` at the same time end as the last one wanted, all views alike",
  async run(fleet) {
    const before = await startPair(fleet);
    const others = { before, kept: ["coder"] };
    if (fleet.supervisor === "systemd") {
      let last = "start";
      for (let job = 0; job < JOBS; job++) {
        last = fleet.random.pick(["start", "stop", "restart"]);
        await fleet.run("systemctl", "--user", "--no-block", last, "mosaic-agent@cod.service");
      }
      const agents = { cod: last === "stop" ? "stopped" : "running", coder: "running" } as const;
      await fleet.agree(`after ${JOBS} jobs, the last of them ${last}`, { agents, ...others });
    }
    for (let pair = 0; pair < PAIRS; pair++) {
      const verbs = fleet.random.shuffle(["start", "stop"]);
      await Promise.all(verbs.map(async (verb) => await fleet.tryFleet([verb, "cod"])));
      const { agents } = await fleet.status();
      const wanted = agents.find(({ name }) => name === "cod")?.desired;
      await fleet.agree(`after ${verbs.join(" and ")} at once, that left it desired ${wanted}`, {
        agents: { cod: wanted === "stopped" ? "stopped" : "running", coder: "running" },
        ...others,
      });
    }
    await fleet.fleet("start", "cod");
    await fleet.agree("after a start alone", { agents: PAIR_RUNS, ...others });
  },
};
