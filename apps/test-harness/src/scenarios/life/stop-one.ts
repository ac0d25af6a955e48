import type { Scenario } from "../../live/scenario.js";
import { startPair } from "../pair.js";

export const stopOne: Scenario = {
  id: "stop-one",
  title: "`cod` stops and starts again, `coder` is untouched",
  quick: true,
  async run(fleet) {
    const before = await startPair(fleet);
    await fleet.fleet("stop", "cod");
    await fleet.agree("after the stop of `cod`", {
      agents: { cod: "stopped", coder: "running" },
      before,
      kept: ["coder"],
    });
    await fleet.fleet("start", "cod");
    await fleet.agree("after the start of `cod`", {
      agents: { cod: "running", coder: "running" },
      before,
      kept: ["coder"],
      renewed: ["cod"],
    });
  },
};
