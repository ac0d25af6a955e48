import { hold } from "../../live/scenario-failure.js";
import { runningServer, type Rehearsal } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";
import { socketPath } from "../socket-path.js";
import { tellsOfServer } from "../tells-of-server.js";

/** `$1` is the socket, `$2` its folder. */
const losses = {
  "the socket was deleted": 'rm "$1"',
  "a plain file took the socket's place": 'rm "$1" && echo mine >"$1"',
  "a cleaner took the socket's folder": 'rm -r "$2"',
} as const;

export const socketLost: Scenario = {
  id: "socket-lost",
  title:
    "the socket is deleted or replaced by a plain file: told, repaired, no session lost, no second server",
  async run(fleet) {
    let before = await startPair(fleet);
    const socket = await socketPath(fleet);
    const folder = socket.slice(0, socket.lastIndexOf("/"));
    for (const what of fleet.random.shuffle(Object.keys(losses) as (keyof typeof losses)[])) {
      const server = runningServer(before);
      await fleet.run("sh", "-c", losses[what], "sh", socket, folder);
      await tellsOfServer(fleet, "socket-lost");
      if (what.includes("folder") || fleet.random.below(2) === 0) await repair(fleet);
      else fleet.kill(server, "SIGUSR1");
      const step = `after ${what} and was repaired`;
      const after = await fleet.agree(step, { agents: PAIR_RUNS, before, kept: PAIR });
      const now = runningServer(after);
      hold(now === server, `${step} another tmux server listens there: ${now}, not ${server}`);
      before = after;
    }
  },
};

async function repair(fleet: Rehearsal): Promise<void> {
  // What else it finds in a rehearsal keeps it from ending with 0
  const { stdout, stderr } = await fleet.tryFleet(["doctor", "--fix", "--yes"]);
  hold(
    /^mended server-socket-lost/m.test(stdout),
    `\`doctor --fix\` did not mend the lost socket: ${stdout}${stderr}`,
  );
}
