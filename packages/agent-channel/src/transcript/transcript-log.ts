import { channelDepth, type AgentChannel } from "../channel/agent-channel.js";
import type { KeptLog } from "../log/halves.js";

/** What an agent's pane printed. */
export function transcriptLog({ state }: AgentChannel): KeptLog {
  return { folder: state, depth: channelDepth, name: "transcript" };
}
