import type { Scenario } from "../../live/scenario.js";
import { PAIR, startPair } from "../pair.js";

export const holderRestarted: Scenario = {
  id: "holder-restarted",
  title: "a restart of the holder brings all agents back but the stopped one, and so does its stop",
  supervisors: ["systemd"],
  async run(fleet) {
    const [stopped = "", other = ""] = fleet.random.shuffle(PAIR);
    const state = (now: "running" | "stopped"): Record<string, "running" | "stopped"> =>
      Object.fromEntries(PAIR.map((name) => [name, name === stopped ? "stopped" : now]));
    const systemctl = async (verb: string, unit: string): Promise<void> =>
      void (await fleet.run("systemctl", "--user", verb, unit));
    let before = await startPair(fleet);
    await fleet.fleet("stop", stopped);
    await systemctl("restart", "mosaic-tmux-holder.service");
    before = await fleet.agree("after a restart of the holder", {
      agents: state("running"),
      before,
      renewed: [other],
    });
    await systemctl("stop", "mosaic-tmux-holder.service");
    await fleet.agree("after a stop of the holder", { agents: state("stopped"), server: "absent" });
    await systemctl("restart", "mosaic-fleet.target");
    await fleet.agree("after a start of the target", {
      agents: state("running"),
      before,
      renewed: [other],
    });
  },
};
