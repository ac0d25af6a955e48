import type { Scenario } from "../../live/scenario.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";

export const startTwice: Scenario = {
  id: "start-twice",
  title: "a second start changes nothing",
  async run(fleet) {
    const before = await startPair(fleet);
    await fleet.fleet("start", ...PAIR);
    await fleet.agree("after the second start", { agents: PAIR_RUNS, before, kept: PAIR });
  },
};
