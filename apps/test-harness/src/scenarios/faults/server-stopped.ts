import { hold } from "../../live/scenario-failure.js";
import { runningServer, type Rehearsal } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";
import { tellsOfServer } from "../tells-of-server.js";

export const serverStopped: Scenario = {
  id: "server-stopped",
  title:
    "SIGSTOP to the tmux server: commands end and say that it does not answer, no agent is lost",
  quick: true,
  async run(fleet) {
    const before = await startPair(fleet);
    const [one = "", other = ""] = fleet.random.shuffle(PAIR);
    const server = runningServer(before);
    fleet.kill(server, "SIGSTOP");
    await Promise.all([
      tellsOfServer(fleet, "not-answering"),
      givesUp(fleet, "screen", one),
      givesUp(fleet, "send", one, "a message to nobody"),
      givesUp(fleet, "wait", other, "--timeout", "1s"),
      // One at a time, for they change the fleet
      givesUp(fleet, "restart", one)
        .then(() => givesUp(fleet, "start", other))
        .then(() => givesUp(fleet, "up")),
    ]);
    fleet.kill(server, "SIGCONT");
    const after = await fleet.agree("after SIGCONT to the tmux server", {
      agents: PAIR_RUNS,
      before,
      kept: PAIR,
    });
    const now = runningServer(after);
    hold(now === server, `the tmux server is ${now} after SIGCONT, it was ${server}`);
    const screens = await Promise.all(PAIR.map((name) => fleet.fleet("screen", name)));
    hold(!screens.join("\n").includes("to nobody"), "what was sent in vain was typed nonetheless");
  },
};

/** Ends by itself, with 124 and the reason. */
async function givesUp(fleet: Rehearsal, ...argv: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await fleet.tryFleet(argv);
  hold(
    exitCode === 124 && /does not answer|not-answering/.test(stderr),
    `\`${argv.join(" ")}\` ended with ${exitCode} at a stopped server, and said: ${stderr}`,
  );
}
