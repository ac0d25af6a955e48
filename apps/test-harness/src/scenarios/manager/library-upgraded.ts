import { chmod, copyFile, mkdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { agentUnit, holderUnit } from "@mosaicstack/fleet";
import type { Scenario } from "../../live/scenario.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";
import { doctorTells } from "./findings.js";
import { replace } from "./older-version.js";

/**
 * What an upgrade of the system does to a user's services. `needrestart` tells which of them run replaced files, and restarts none: it has the
 * managers of users execute themselves anew, by signal, as Debian's own package of systemd does. A person then restarts what it told.
 */
export const libraryUpgraded: Scenario = {
  id: "library-upgraded",
  title: "tmux is replaced under its server, and `needrestart` comes by: told, and nobody notices",
  supervisors: ["systemd"],
  async run(fleet) {
    const folder = join(fleet.sandbox.home, ".local", "bin");
    const program = join(folder, "tmux");
    const { stdout: installed } = await fleet.run("sh", "-c", "command -v tmux");
    await mkdir(folder, { recursive: true });
    await copyFile(installed, program);
    await chmod(program, 0o755);
    const before = await startPair(fleet);
    await doctorTells(fleet, "before the upgrade", [], ["server-replaced-files"]);

    await replace(program, await readFile(program), (await stat(program)).mode);
    await fleet.run("systemctl", "--user", "kill", "--signal=RTMIN+25", "init.scope");
    await fleet.agree("after the upgrade", { agents: PAIR_RUNS, before, kept: PAIR });
    await doctorTells(fleet, "after the upgrade", ["server-replaced-files"]);

    const [first = "", second = ""] = fleet.random.shuffle(PAIR);
    await fleet.run("systemctl", "--user", "try-restart", agentUnit(first));
    const after = await fleet.agree(`after a restart of the unit of \`${first}\``, {
      agents: PAIR_RUNS,
      before,
      kept: [second],
      renewed: [first],
    });

    // The server cannot be spared its own: no agent outlives it, and each comes back
    await fleet.run("systemctl", "--user", "try-restart", holderUnit);
    await fleet.agree("after a restart of the holder's unit", {
      agents: PAIR_RUNS,
      before: after,
      renewed: PAIR,
    });
    await doctorTells(fleet, "on another server", [], ["server-replaced-files"]);
  },
};
