import { rmSync } from "node:fs";
import { inChannel, type AgentChannel } from "./agent-channel.js";

/**
 * Before it is started: the unit of a task does not start while `finished` stands, which the launcher writes at an end with 0. Throws
 * NotOurs, and what the file system says.
 */
export function forgetFinish({ state }: AgentChannel): void {
  inChannel(state, [], ({ at }) => {
    rmSync(at("finished"), { force: true, recursive: true });
  });
}
