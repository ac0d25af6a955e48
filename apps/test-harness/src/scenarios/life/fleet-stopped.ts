import { allOf } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { openOwnSession } from "../own-server.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";

export const fleetStopped: Scenario = {
  id: "fleet-stopped",
  title: "the whole fleet stops and starts, and tmux servers on other sockets are untouched",
  async run(fleet) {
    const own = [await openOwnSession(fleet, "mine"), await openOwnSession(fleet, "cod", "other")];
    const before = await startPair(fleet);
    const target = async (verb: string): Promise<void> =>
      void (await fleet.run("systemctl", "--user", verb, "mosaic-fleet.target"));
    const ways = {
      systemd: [
        ["`systemctl --user stop mosaic-fleet.target`", () => target("stop")],
        ["`systemctl --user start mosaic-fleet.target`", () => target("start")],
      ],
      tmux: [],
    } as const;
    const [stop, start] = ways[fleet.supervisor];
    if (stop && start) {
      await stop[1]();
      await fleet.agree(`after ${stop[0]}`, { agents: allOf(PAIR, "stopped"), server: "absent" });
      await start[1]();
      await fleet.agree(`after ${start[0]}`, { agents: PAIR_RUNS, before, renewed: PAIR });
    }
    await fleet.fleet("down");
    await fleet.agree("after `down`", { agents: allOf(PAIR, "stopped"), server: "absent" });
    await fleet.up();
    await fleet.agree("after `up`", { agents: PAIR_RUNS, before, renewed: PAIR });
    for (const session of own) await session.lives("after `up`");
  },
};
