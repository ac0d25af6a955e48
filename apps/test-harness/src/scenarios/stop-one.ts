import { startPair } from "./pair.js";
import type { Scenario } from "../live/scenario.js";

export const stopOne: Scenario = {
  id: "stop-one",
  title: "`cod` stops and starts again, `coder` is untouched",
  async run(fleet) {
    const before = await startPair(fleet);
    await fleet.manager.stop(["mosaic-agent@cod.service"]);
    await fleet.agree("after the stop of `cod`", {
      agents: { cod: "stopped", coder: "running" },
      before,
      kept: ["coder"],
    });
    await fleet.manager.start(["mosaic-agent@cod.service"]);
    await fleet.agree("after the start of `cod`", {
      agents: { cod: "running", coder: "running" },
      before,
      kept: ["coder"],
      renewed: ["cod"],
    });
  },
};
