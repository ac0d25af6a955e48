import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Scenario } from "../../live/scenario.js";
import { openOwnSession } from "../own-server.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";
import { hold } from "../../live/scenario-failure.js";

/** What plugins that bring sessions back do, and what keeps dead panes. */
const CONF = "new-session -d -s brought-back 'sleep 1000000'\nset -g remain-on-exit on\n";

export const ownTmuxConf: Scenario = {
  id: "own-tmux-conf",
  title: "a person's ~/.tmux.conf is of their own server, and changes nothing on the fleet's",
  async run(fleet) {
    await writeFile(join(fleet.sandbox.home, ".tmux.conf"), CONF);
    const before = await startPair(fleet);
    const own = await openOwnSession(fleet, "mine");
    const { stdout } = await fleet.run("tmux", "-N", "list-sessions", "-F", "#{session_name}");
    hold(stdout.includes("brought-back"), `the person's own server has only ${stdout}`);
    await fleet.fleet("restart", "cod");
    await fleet.agree("after a restart beside the person's server", {
      agents: PAIR_RUNS,
      before,
      kept: PAIR.filter((name) => name !== "cod"),
      renewed: ["cod"],
    });
    await own.lives("after a restart of `cod`");
  },
};
