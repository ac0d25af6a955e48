import { defaultSocket } from "@mosaicstack/fleet";
import type { Scenario } from "../../live/scenario.js";
import { PAIR_RUNS, startPair } from "../pair.js";

const WAYS = ["kill-session", "kill-window", "kill-pane"] as const;

export const sessionKilled: Scenario = {
  id: "session-killed",
  title: "a person ends an agent's session: it alone comes back, under tmux with the next `up`",
  async run(fleet) {
    const way = fleet.random.pick(WAYS);
    const before = await startPair(fleet);
    await fleet.run("tmux", "-L", defaultSocket, way, "-t", "=cod:");
    if (fleet.supervisor === "tmux") {
      await fleet.agree(`after \`${way}\` on the session of \`cod\``, {
        agents: { cod: "failed", coder: "running" },
        before,
        kept: ["coder"],
      });
      await fleet.up();
    }
    await fleet.agree(`after \`${way}\` and all that brings agents back`, {
      agents: PAIR_RUNS,
      before,
      kept: ["coder"],
      renewed: ["cod"],
    });
  },
};
