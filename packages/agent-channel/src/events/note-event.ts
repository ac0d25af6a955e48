import { join } from "node:path";
import { appendLine, inFolderBelow } from "@mosaicstack/outside-files";
import type { AgentChannel } from "../channel/agent-channel.js";
import type { EventRecord } from "./event-record.js";
import { journalOf } from "./journal.js";

/**
 * Half of what is kept, in bytes: a full journal becomes `events.1`. lib/event.sh knows the same.
 *
 * @public by tools/generate-reference.mjs
 */
export const JOURNAL_BYTES: number = 4 * 1024 * 1024;

/** Adds an event of now, if the launcher made the journal. A full disk, or what is not ours to write, costs the news alone. */
export function noteEvent(channel: AgentChannel, event: Omit<EventRecord, "at" | "agent">): void {
  const { folder, depth, name } = journalOf(channel);
  const { kind, to, source, reason, message } = event;
  const agent = channel.state.slice(channel.state.lastIndexOf("/") + 1);
  const at = new Date().toISOString();
  const line = JSON.stringify({ at, agent, kind, to, source, reason, message });
  try {
    inFolderBelow(folder, depth, (held) =>
      appendLine(held.at(name), line, JOURNAL_BYTES, join(held.path, name)),
    );
  } catch {
    // the change itself is told where it always is
  }
}
