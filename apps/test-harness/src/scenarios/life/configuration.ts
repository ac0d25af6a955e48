import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Scenario } from "../../live/scenario.js";
import { end, ending } from "../ending.js";
import { told, untilReason } from "../told.js";

export const configuration: Scenario = {
  id: "configuration",
  title: "exit 78, ours or the agent's own, is not restarted, and what to mend is told",
  async run(fleet) {
    const file = join(fleet.sandbox.home, ".config", "mosaic", "fleet", "agents", "cod.env");
    let before = await fleet.begin([ending("cod"), "coder"]);
    await mkdir(join(file, ".."), { recursive: true });
    await writeFile(file, "MOSAIC_AGENT_WORKDIR=src\n");
    await told(fleet, ["restart", "cod"], 1, /absolute/);
    await fleet.agree("after a restart of `cod` that cannot work", {
      agents: { cod: "running", coder: "running" },
      before,
      kept: ["cod", "coder"],
    });
    if (fleet.supervisor === "systemd") {
      // Past the command, which would not have begun
      await fleet.sandbox.exec("systemctl", ["--user", "restart", "mosaic-agent@cod.service"]);
      await fleet.agree("after the script has refused `cod`", {
        agents: { cod: "failed", coder: "running" },
        before,
        kept: ["coder"],
      });
      await untilReason(fleet, "cod", /^configuration: .*cod\.env/);
    }
    await rm(file);
    await fleet.fleet("restart", "cod");
    before = await fleet.agree("after the file was mended", {
      agents: { cod: "running", coder: "running" },
      before,
      kept: ["coder"],
      renewed: ["cod"],
    });
    await end(fleet, "cod", 78);
    await fleet.agree("after exit 78 of `cod` itself", {
      agents: { cod: "failed", coder: "running" },
      before,
      kept: ["coder"],
    });
    await untilReason(fleet, "cod", /exit 78/);
  },
};
