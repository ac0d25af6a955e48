import { allOf } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";

export const oneServer: Scenario = {
  id: "one-server",
  title: "starts at the same time, where no server is, found one server, and it is the holder's",
  async run(fleet) {
    const before = await startPair(fleet);
    await fleet.fleet("down");
    await fleet.agree("after `down`", { agents: allOf(PAIR, "stopped"), server: "absent" });
    const order = fleet.random.shuffle(PAIR);
    await Promise.all(order.map(async (agent) => await fleet.fleet("start", agent)));
    await fleet.agree("after two starts at once", { agents: PAIR_RUNS, before, renewed: PAIR });
    if (fleet.supervisor === "tmux") return;
    await fleet.fleet("down");
    await fleet.run(
      "systemctl",
      "--user",
      "start",
      ...order.map((agent) => `mosaic-agent@${agent}`),
    );
    await fleet.agree("after `systemctl --user start` of both agents", {
      agents: PAIR_RUNS,
      before,
      renewed: PAIR,
    });
  },
};
