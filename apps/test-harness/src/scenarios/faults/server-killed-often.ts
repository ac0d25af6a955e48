import { holderUnit } from "@mosaicstack/fleet";
import { hold } from "../../live/scenario-failure.js";
import { runningServer } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { writeDropIn } from "../../stage/drop-in.js";
import { PAIR, PAIR_RUNS } from "../pair.js";

/** The shipped limit of 20 starts, however slow the machine is. */
const UNHURRIED = "[Unit]\nStartLimitIntervalSec=1h\n[Service]\nRestartSec=100ms\n";

export const serverKilledOften: Scenario = {
  id: "server-killed-often",
  title:
    "SIGKILL to the tmux server ten times: all come back; up to its limit: given up, told, and `up` recovers",
  supervisors: ["systemd"],
  async run(fleet) {
    await fleet.writeRoster({ agents: PAIR });
    await writeDropIn(fleet.sandbox.home, holderUnit, UNHURRIED);
    await fleet.fleet("up");
    const before = await fleet.agree("after the start", { agents: PAIR_RUNS });
    let server = runningServer(before);
    let kills = 0;
    const one = fleet.random.pick(PAIR);
    /** Whether a server is back; not once it was given up. */
    const killOnce = async (): Promise<boolean> => {
      fleet.kill(server);
      kills += 1;
      let state = "";
      await fleet.until(`a server, or none any more, after SIGKILL number ${kills}`, async () => {
        const { tmux, units } = await fleet.look(PAIR);
        state = units?.get(holderUnit)?.active ?? "";
        if (state === "failed") return true;
        if (state !== "active" || "absent" in tmux || tmux.serverPid === server) return false;
        server = tmux.serverPid;
        return true;
      });
      return state !== "failed";
    };
    const agents = PAIR_RUNS;
    while (kills < 10) await killOnce();
    await fleet.agree("after SIGKILL ten times", { agents, before, renewed: PAIR });

    while (kills < 50 && (await killOnce()));
    // Which of both it is depends on whether an agent had just been waiting for its holder
    const isAway = (unit: string | undefined): boolean => unit === "failed" || unit === "inactive";
    await fleet.until("the end of the fleet whose holder was given up", async () => {
      const { units, processes } = await fleet.look(PAIR);
      return processes.size === 0 && [...(units ?? [])].every(([, unit]) => isAway(unit.active));
    });
    const { exitCode, stdout } = await fleet.tryFleet(["status", "--why", one]);
    hold(
      exitCode === 3 && stdout.includes(holderUnit),
      `\`status --why ${one}\` does not tell that its holder was given up: ${stdout}`,
    );
    await fleet.fleet("start", one);
    await fleet.fleet("up");
    await fleet.agree(`after a start of \`${one}\` and an \`up\``, {
      agents,
      before,
      renewed: PAIR,
    });
  },
};
