import { fstatSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";
import { readAt } from "@mosaicstack/outside-files";
import type { AgentChannel } from "../channel/agent-channel.js";
import { caps } from "../channel/caps.js";
import { waitInFolder } from "../channel/watch-folder.js";
import { closeHalves, newest, newestInode, none, openHalves } from "./halves.js";
import type { Half, Halves } from "./halves.js";
import { lastLines, type LineReader } from "./last-lines.js";

/**
 * The last lines of what the pane printed, as many as wanted, and then what it prints, across the transcript's rotation; ends
 * with the signal. A line is given once, when it has its end. What was rotated away for good before it was read is not given,
 * and of more than 32 MiB that came at once, the end. Throws what `readTranscript` throws at the start; later, what is no plain
 * file of ours is waited out.
 */
export async function* followTranscript(
  { state }: AgentChannel,
  signal: AbortSignal,
  wanted: number,
): AsyncGenerator<string, void, undefined> {
  let held = openHalves(state);
  try {
    const { lines, reader } = lastLines(held, wanted);
    yield* lines;
    let at = held.newer?.size ?? 0;
    while (!signal.aborted) {
      // Looked at before its rest is read: whoever is renamed gets no more.
      const next = isReplaced(state, held) ? openHalves(state, { waits: true }) : undefined;
      try {
        at = yield* newLines(held.newer, at, reader, signal);
        if (next?.older !== undefined && isNew(next.older, held))
          yield* newLines(next.older, 0, reader, signal);
      } catch (error) {
        closeHalves(next ?? none);
        throw error;
      }
      if (next === undefined) {
        const end = at;
        await waitInFolder(
          state,
          1000,
          () => hasMore(state, held, end) || signal.aborted || undefined,
        );
      } else {
        closeHalves(held);
        held = next;
        at = 0;
      }
    }
  } finally {
    closeHalves(held);
  }
}

/** What came behind there, a piece at a time; others have their turn between them. Returns where it ended. */
async function* newLines(
  half: Half | undefined,
  from: number,
  reader: LineReader,
  signal: AbortSignal,
): AsyncGenerator<string, number, undefined> {
  if (half === undefined) return from;
  const { size } = fstatSync(half.descriptor);
  // Somebody emptied it: all that it holds is new.
  let at = Math.max(from > size ? 0 : from, size - caps.transcript);
  while (!signal.aborted) {
    const bytes = readAt(half.descriptor, PIECE, at);
    if (bytes.length === 0) break;
    at += bytes.length;
    yield* reader.push(bytes);
    await turn();
  }
  return at;
}

const PIECE = 64 * 1024;

/** None of those that are held: so all of it came behind them. Both stay held, for an inode that is let go is used again. */
function isNew({ inode }: Half, { older, newer }: Halves): boolean {
  return inode !== older?.inode && inode !== newer?.inode;
}

function isReplaced(state: string, { newer }: Halves): boolean {
  const inode = newestInode(state);
  return inode !== undefined && inode !== newer?.inode;
}

function hasMore(state: string, { newer }: Halves, at: number): boolean {
  const now = newest(state);
  return now !== undefined && (now.ino !== newer?.inode || now.size !== at);
}
