import { agentUnit } from "@mosaicstack/fleet";
import { runningServer } from "../../live/rehearsal.js";
import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";
import { readProcesses } from "../../views/read-processes.js";
import { PAIR_RUNS, startPair } from "../pair.js";

const UNIT = agentUnit("cod");

export const startAwaited: Scenario = {
  id: "start-awaited",
  title: "an agent's start is over once its session is there, not while its server makes none",
  supervisors: ["systemd"],
  async run(fleet) {
    const before = await startPair(fleet);
    await fleet.fleet("stop", "cod");
    const server = runningServer(before);
    fleet.kill(server, "SIGSTOP");
    await fleet.run("systemctl", "--user", "--no-block", "start", UNIT);
    await fleet.until("the launcher to stand in front of the server", async () => {
      const held = readProcesses(fleet.sandbox, fleet.supervisor).get(UNIT) ?? [];
      return held.some(({ command }) => /^tmux .* new-session /.test(command));
    });
    const argv = ["--user", "show", "--value", "-p", "ActiveState", UNIT];
    const { stdout: state } = await fleet.sandbox.exec("systemctl", argv);
    hold(state !== "active", `${UNIT} is active, and its server has made no session for it`);
    fleet.kill(server, "SIGCONT");
    await fleet.agree("after SIGCONT to the tmux server", {
      agents: PAIR_RUNS,
      before,
      kept: ["coder"],
      renewed: ["cod"],
    });
  },
};
