import { join } from "node:path";
import { defaultSocket } from "@mosaicstack/fleet";
import { runningLife } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { hold } from "../../live/scenario-failure.js";
import { launcherPath } from "../../stage/launcher-path.js";
import { openOwnSession } from "../own-server.js";
import { PAIR_RUNS, startPair } from "../pair.js";
import { told } from "../told.js";

export const adopted: Scenario = {
  id: "adopted",
  title: "a start takes over the session that was begun by hand, and refuses one that is not ours",
  async run(fleet) {
    const before = await startPair(fleet);
    await fleet.fleet("stop", "cod");
    await fleet.run(join(fleet.sandbox.home, launcherPath), "cod");
    const [pane] = (await fleet.tmux.list(["session_name", "pane_pid"])).filter(
      ({ session_name }) => session_name === "cod",
    );
    await fleet.fleet("start", "cod");
    const after = await fleet.agree("after the start of `cod`, which was begun by hand", {
      agents: PAIR_RUNS,
      before,
      kept: ["coder"],
      renewed: ["cod"],
    });
    const { agent, pane: taken } = runningLife(after, "cod");
    hold(taken === pane?.pane_pid, `\`cod\` has pane ${taken}, by hand it was ${pane?.pane_pid}`);
    fleet.kill(agent);
    const killed = await fleet.agree("after SIGKILL to the agent that was taken over", {
      agents: PAIR_RUNS,
      before: after,
      kept: ["coder"],
      renewed: ["cod"],
    });

    await fleet.fleet("stop", "cod");
    const own = await openOwnSession(fleet, "cod", defaultSocket);
    await told(fleet, ["start", "cod"], 1, /session `cod` .*was not started by Mosaic Fleet/);
    await own.lives("after a start of `cod` that met a person's session");
    await fleet.run("tmux", "-L", defaultSocket, "rename-session", "-t", "=cod:", "mine");
    await fleet.fleet("start", "cod");
    await fleet.agree("after the session in the way was renamed", {
      agents: PAIR_RUNS,
      others: ["mine"],
      before: killed,
      kept: ["coder"],
      renewed: ["cod"],
    });
  },
};
