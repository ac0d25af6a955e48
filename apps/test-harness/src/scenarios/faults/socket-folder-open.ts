import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";
import { socketPath } from "../socket-path.js";

/** `$1` is the folder of the socket. */
const OPEN = 'chmod 0777 "$1"';
const FOREIGN = 'chown 1000 "$1"';
const MEND = 'chown 0 "$1" && chmod 0700 "$1"';

export const socketFolderOpen: Scenario = {
  id: "socket-folder-open",
  title:
    "the socket's folder is open to all, or another user's: refused with the reason, no agent lost",
  async run(fleet) {
    const before = await startPair(fleet);
    const socket = await socketPath(fleet);
    const folder = socket.slice(0, socket.lastIndexOf("/"));
    const on = async (script: string): Promise<unknown> =>
      fleet.run("sh", "-c", script, "sh", folder);
    const victim = fleet.random.pick(PAIR);
    // In the lane of an ordinary user there is no other one inside
    for (const fault of fleet.sandbox.lane === "root" ? [OPEN, FOREIGN] : [OPEN]) {
      await on(fault);
      const commands = [["status"], ["send", victim, "hello"], ["restart", victim], ["up"]];
      for (const argv of commands) {
        const { exitCode, stderr } = await fleet.tryFleet(argv);
        hold(
          exitCode !== 0 && stderr.includes(`\`${folder}\` is not a folder of user`),
          `\`${argv.join(" ")}\` after \`${fault}\` ended with ${exitCode}, and said: ${stderr}`,
        );
      }
      const { stdout } = await fleet.tryFleet(["doctor"]);
      hold(
        stdout.includes("error socket-folder-refused:"),
        `\`doctor\` does not name the folder after \`${fault}\`: ${stdout}`,
      );
      await on(MEND);
      const step = `after \`${fault}\` was mended`;
      await fleet.agree(step, { agents: PAIR_RUNS, before, kept: PAIR });
    }
  },
};
