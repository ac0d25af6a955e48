import { holderUnit } from "@mosaicstack/fleet";
import { hold } from "../../live/scenario-failure.js";
import { runningServer } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { writeDropIn } from "../../stage/drop-in.js";
import { PAIR, PAIR_RUNS } from "../pair.js";

/** The shipped limit of 20 starts, however slow the machine is. */
const UNHURRIED = "[Unit]\nStartLimitIntervalSec=1h\n[Service]\nRestartSec=100ms\n";

/** Twice the limit, and some more. */
const MOST = 50;

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
        // Ready or not: a start of the holder that fails must cost no agent its own
        if ("absent" in tmux || tmux.serverPid === server) return false;
        server = tmux.serverPid;
        return true;
      });
      return state !== "failed";
    };
    const agents = PAIR_RUNS;
    for (let kill = 1; kill <= 10; kill += 1) await killOnce();
    await fleet.agree("after SIGKILL ten times", { agents, before, renewed: PAIR });

    for (let kill = 11; kill <= MOST; kill += 1) if (!(await killOnce())) break;
    await fleet.until("the end of all whose holder was given up", async () => {
      const { units, tmux, processes } = await fleet.look(PAIR);
      const held = units?.get(holderUnit)?.active;
      // An agent tries again until its own limit, for the holder may be started by hand
      return held === "failed" && "absent" in tmux && !processes.has(holderUnit);
    });
    const why = await fleet.fleet("status", "--why", one);
    hold(why.includes(holderUnit), `\`status --why ${one}\` does not name the holder: ${why}`);
    await fleet.fleet("start", one);
    await fleet.fleet("up");
    await fleet.agree(`after a start of \`${one}\` and an \`up\``, {
      agents,
      before,
      renewed: PAIR,
    });
  },
};
