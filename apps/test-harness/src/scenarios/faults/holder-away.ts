import { holderUnit } from "@mosaicstack/fleet";
import { runningServer } from "../../live/rehearsal.js";
import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";
import { writeDropIn } from "../../stage/drop-in.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";

const NAME = "away.conf";
/** What the launcher ends with where its server is away. */
const AWAY = 69;

export const holderAway: Scenario = {
  id: "holder-away",
  title: "while the holder cannot start, agents found no server of their own, and wait for its",
  supervisors: ["systemd"],
  async run(fleet) {
    const { home } = fleet.sandbox;
    const before = await startPair(fleet);
    const reload = async (text: string): Promise<void> => {
      await writeDropIn(home, holderUnit, text, NAME);
      await fleet.run("systemctl", "--user", "daemon-reload");
    };
    await reload("[Service]\nExecStartPre=/bin/false\n");
    const server = runningServer(before);
    fleet.kill(server);
    const founded = async (): Promise<boolean> => !("absent" in (await fleet.look(PAIR)).tmux);
    await fleet.until("the end of the server", async () => !(await founded()));
    let isFounded = false;
    await fleet.until("`cod` to have found no server", async () => {
      const { agents } = await fleet.status();
      const tried = agents.some(({ name, lastExit }) => name === "cod" && lastExit?.code === AWAY);
      isFounded = await founded();
      return tried || isFounded;
    });
    hold(!isFounded, "an agent founded a tmux server, and the holder runs none");
    await reload("");
    await fleet.agree("after the holder can start again", {
      agents: PAIR_RUNS,
      before,
      renewed: PAIR,
    });
  },
};
