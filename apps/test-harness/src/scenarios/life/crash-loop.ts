import type { Scenario } from "../../live/scenario.js";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { end, ending } from "../ending.js";
import { untilReason } from "../told.js";

export const crashLoop: Scenario = {
  id: "crash-loop",
  title:
    "an agent that ends at once is given up after its burst, alone, and starts when it is mended",
  quick: true,
  async run(fleet) {
    const burst = 1 + fleet.random.below(3);
    const before = await fleet.begin([
      ending("cod", { policy: "always", delay: "300ms", max_delay: "300ms", burst }),
      "coder",
    ]);
    await end(fleet, "cod", 3, true);
    await fleet.agree(`after exit 3 in every life of \`cod\``, {
      agents: { cod: "failed", coder: "running" },
      before,
      kept: ["coder"],
    });
    const times = burst === 1 ? "1 restart" : `${burst} restarts`;
    await untilReason(fleet, "cod", new RegExp(`^gave-up: .*after ${times}\\b.*exit 3`));
    await rm(join(fleet.sandbox.home, "work", "cod", "ends"));
    await fleet.fleet("start", "cod");
    await fleet.agree("after the start of the mended `cod`", {
      agents: { cod: "running", coder: "running" },
      before,
      kept: ["coder"],
      renewed: ["cod"],
    });
  },
};
