import type { Scenario } from "../../live/scenario.js";
import { PAIR_RUNS, startPair } from "../pair.js";

export const stopOne: Scenario = {
  id: "stop-one",
  title: "`cod` stops, stops again and starts again, and `coder` is untouched",
  quick: true,
  async run(fleet) {
    const before = await startPair(fleet);
    // The second time there is no `cod`, and what goes by the beginning of a name finds `coder`
    for (const time of ["first", "second"]) {
      await fleet.fleet("stop", "cod");
      await fleet.agree(`after the ${time} stop of \`cod\``, {
        agents: { cod: "stopped", coder: "running" },
        before,
        kept: ["coder"],
      });
    }
    await fleet.fleet("start", "cod");
    await fleet.agree("after the start of `cod`", {
      agents: PAIR_RUNS,
      before,
      kept: ["coder"],
      renewed: ["cod"],
    });
  },
};
