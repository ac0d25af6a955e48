import type { AgentChannel } from "../channel/agent-channel.js";
import { holdLog } from "../log/hold-log.js";
import { lastLines } from "./last-lines.js";
import { transcriptLog } from "./transcript-log.js";

/**
 * The last lines of what the pane printed, as many as wanted, and then what it prints, across the transcript's rotation; ends
 * with the signal. A line is given once, when it has its end. See `HeldLog` for what is not given, and what it throws at the
 * start.
 */
export async function* followTranscript(
  channel: AgentChannel,
  signal: AbortSignal,
  wanted: number,
): AsyncGenerator<string, void, undefined> {
  const log = holdLog(transcriptLog(channel));
  try {
    const { lines, reader } = lastLines(log.halves, wanted);
    yield* lines;
    for await (const piece of log.follow(signal)) yield* reader.push(piece);
  } finally {
    log.close();
  }
}
