import { defaultSocket } from "@mosaicstack/fleet";
import { allOf } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { openOwnSession } from "../own-server.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";
import { told } from "../told.js";

export const ownSession: Scenario = {
  id: "own-session",
  title: "a person's session on the fleet's socket survives stops, a restart and `down`",
  async run(fleet) {
    let before = await startPair(fleet);
    const own = await openOwnSession(fleet, "code", defaultSocket);
    const others = [own.name];
    for (const agent of fleet.random.shuffle(PAIR)) await fleet.fleet("stop", agent);
    await fleet.agree("after the stop of each agent", { agents: allOf(PAIR, "stopped"), others });
    await fleet.fleet("start", ...PAIR);
    await fleet.fleet("restart", fleet.random.pick(PAIR));
    before = await fleet.agree("after starts and a restart", {
      agents: PAIR_RUNS,
      others,
      before,
      renewed: PAIR,
    });
    await told(fleet, ["down"], 0, /`?code`?/);
    await fleet.agree("after `down`", { agents: allOf(PAIR, "stopped"), others });
    await own.lives("after `down`");
    await fleet.up();
    await fleet.agree("after `up`", { agents: PAIR_RUNS, others, before, renewed: PAIR });
    await own.lives("after `up`");
    await fleet.fleet("down", "--force");
    await fleet.agree("after `down --force`", {
      agents: allOf(PAIR, "stopped"),
      server: "absent",
    });
  },
};
