import type { AgentChannel } from "../channel/agent-channel.js";
import { closeHalves, openHalves } from "../log/halves.js";
import { lastLines } from "./last-lines.js";
import { transcriptLog } from "./transcript-log.js";

/**
 * The last lines of what an agent's pane printed, as text, one without an end included; empty where nothing was kept. 32 MiB of
 * its end are looked at, at most, and a million lines given. Throws NotOurs for what is no plain file of ours, and what the file
 * system says.
 */
export function readTranscript(channel: AgentChannel, wanted: number): string[] {
  const halves = openHalves(transcriptLog(channel));
  try {
    const { lines, reader } = lastLines(halves, wanted);
    const rest = reader.end();
    if (rest === undefined || wanted === 0) return lines;
    return [...lines, rest].slice(-wanted);
  } finally {
    closeHalves(halves);
  }
}
