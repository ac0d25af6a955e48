import { rm } from "node:fs/promises";
import { join } from "node:path";
import { holderUnit } from "@mosaicstack/fleet";
import type { Scenario } from "../../live/scenario.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";
import { doctorTells } from "./findings.js";

export const unitDeleted: Scenario = {
  id: "unit-deleted",
  title: "unit files are deleted while agents run: stop still works, and `apply` puts them back",
  supervisors: ["systemd"],
  async run(fleet) {
    const before = await startPair(fleet);
    const [first = "", second = ""] = fleet.random.shuffle(PAIR);
    for (const unit of ["mosaic-agent@.service", holderUnit])
      await rm(join(fleet.sandbox.home, ".config/systemd/user", unit));
    await fleet.run("systemctl", "--user", "daemon-reload");
    await fleet.agree("after the deletion", { agents: PAIR_RUNS, before, kept: PAIR });
    await doctorTells(fleet, "after the deletion", ["shipped-missing"]);

    await fleet.fleet("stop", first);
    const agents = { ...PAIR_RUNS, [first]: "stopped" } as const;
    const kept = [second];
    await fleet.agree(`after the stop of \`${first}\``, { agents, before, kept });

    await fleet.fleet("apply", "--yes");
    await fleet.agree("after the apply", { agents, before, kept });
    await doctorTells(fleet, "after the apply", [], ["shipped-missing", "unit-needs-reload"]);
    await fleet.fleet("start", first);
    await fleet.agree(`after the start of \`${first}\``, { agents: PAIR_RUNS, before, kept });
  },
};
