import { runningLife } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { holdLastExits } from "../last-exit.js";
import { PAIR, PAIR_RUNS } from "../pair.js";

const DEAF = "sleep 1000000";
/** The end of its terminal does not end it, so it holds open what it was given. */
const deafToHup = (name: string) => ({
  name,
  command: ["/bin/sh", "-c", `trap '' HUP; exec ${DEAF}`],
});

export const paneKilled: Scenario = {
  id: "pane-killed",
  title:
    "SIGKILL to the pane half of an agent that is deaf to HUP: it alone comes back, under tmux with the next `up`",
  async run(fleet) {
    const before = await fleet.begin(PAIR.map(deafToHup));
    await fleet.until("both to be deaf", async () => {
      const { processes } = await fleet.look(PAIR);
      const isDeaf = ({ command }: { command: string }): boolean => command === DEAF;
      return [...processes.values()].filter((rows) => rows.some(isDeaf)).length === PAIR.length;
    });
    const victim = fleet.random.pick(PAIR);
    const kept = PAIR.filter((name) => name !== victim);
    fleet.kill(runningLife(before, victim).pane);
    if (fleet.supervisor === "tmux") {
      const agents = { ...PAIR_RUNS, [victim]: "failed" } as const;
      await fleet.agree("after SIGKILL to a pane half", { agents, before, kept });
      await fleet.up();
    }
    const after = await fleet.agree("after all that brings it back", {
      agents: PAIR_RUNS,
      before,
      kept,
      renewed: [victim],
    });
    if (fleet.supervisor === "tmux") return;
    holdLastExits(after, { [victim]: [75, null] });
  },
};
