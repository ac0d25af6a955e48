import type { Scenario } from "../../live/scenario.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";

export const restartOne: Scenario = {
  id: "restart-one",
  title: "a restart renews one agent alone, also where it was stopped before",
  async run(fleet) {
    const [one = "", other = ""] = fleet.random.shuffle(PAIR);
    let before = await startPair(fleet);
    await fleet.fleet("restart", one);
    before = await fleet.agree(`after the restart of \`${one}\``, {
      agents: PAIR_RUNS,
      before,
      kept: [other],
      renewed: [one],
    });
    await fleet.fleet("stop", one);
    await fleet.fleet("restart", one);
    await fleet.agree(`after a restart of \`${one}\` that was stopped`, {
      agents: PAIR_RUNS,
      before,
      kept: [other],
      renewed: [one],
    });
  },
};
