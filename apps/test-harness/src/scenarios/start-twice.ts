import { PAIR, PAIR_RUNS, startPair } from "./pair.js";
import type { Scenario } from "../live/scenario.js";
import { agentUnit, holderUnit } from "@mosaicstack/fleet";

export const startTwice: Scenario = {
  id: "start-twice",
  title: "a second start changes nothing",
  async run(fleet) {
    const before = await startPair(fleet);
    await fleet.manager.start([holderUnit, ...PAIR.map(agentUnit)]);
    await fleet.agree("after the second start", { agents: PAIR_RUNS, before, kept: PAIR });
  },
};
