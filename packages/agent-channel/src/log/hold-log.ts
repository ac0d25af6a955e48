import { fstatSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";
import { readAt } from "@mosaicstack/outside-files";
import { caps } from "../channel/caps.js";
import { waitInFolder } from "../channel/watch-folder.js";
import { closeHalves, newest, newestInode, none, openHalves } from "./halves.js";
import type { Half, Halves, KeptLog } from "./halves.js";

/** A log that is held open, so that nothing of it is lost while it is followed. */
export interface HeldLog {
  /** As they stood when it was opened. */
  readonly halves: Halves;
  /**
   * What is added behind them, a piece at a time, across the log's rotation; ends with the signal. What was rotated away for
   * good before it was read is not given, and of more than 32 MiB that came at once, the end. What is no plain file of ours is
   * waited out. Once.
   */
  follow(signal: AbortSignal): AsyncGenerator<Buffer, void, undefined>;
  close(): void;
}

/** Throws NotOurs for what is no plain file of ours, and what the file system says. */
export function holdLog(log: KeptLog): HeldLog {
  const halves = openHalves(log);
  let held = halves;
  return {
    halves,
    close: () => {
      closeHalves(held);
      held = none;
    },
    follow: async function* follow(signal) {
      let at = held.newer?.size ?? 0;
      while (!signal.aborted) {
        // Looked at before its rest is read: whoever is renamed gets no more.
        const next = isReplaced(log, held) ? openHalves(log, { waits: true }) : undefined;
        let isGiven = false;
        try {
          at = yield* newPieces(held.newer, at, signal);
          if (next?.older !== undefined && isNew(next.older, held))
            yield* newPieces(next.older, 0, signal);
          isGiven = true;
        } finally {
          // Whoever listened may go in the midst of it.
          if (!isGiven) closeHalves(next ?? none);
        }
        if (next === undefined) {
          const end = at;
          const more = (): true | undefined =>
            hasMore(log, held, end) || signal.aborted || undefined;
          await waitInFolder(log.folder, WAIT_MS, more, { lookMs: LOOK_MS, signal });
        } else {
          closeHalves(held);
          held = next;
          at = 0;
        }
      }
    },
  };
}

/** A watch of the folder tells of what is added; the rest is for a folder that was made anew. */
const [WAIT_MS, LOOK_MS] = [10_000, 1000];

/** What came behind there; others have their turn between pieces. Returns where it ended. */
async function* newPieces(
  half: Half | undefined,
  from: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer, number, undefined> {
  if (half === undefined) return from;
  const { size } = fstatSync(half.descriptor);
  // Somebody emptied it: all that it holds is new.
  let at = Math.max(from > size ? 0 : from, size - caps.log);
  while (!signal.aborted) {
    const bytes = readAt(half.descriptor, PIECE, at);
    if (bytes.length === 0) break;
    at += bytes.length;
    yield bytes;
    await turn();
  }
  return at;
}

const PIECE = 64 * 1024;

/** None of those that are held: so all of it came behind them. Both stay held, for an inode that is let go is used again. */
function isNew({ inode }: Half, { older, newer }: Halves): boolean {
  return inode !== older?.inode && inode !== newer?.inode;
}

function isReplaced(log: KeptLog, { newer }: Halves): boolean {
  const inode = newestInode(log);
  return inode !== undefined && inode !== newer?.inode;
}

function hasMore(log: KeptLog, { newer }: Halves, at: number): boolean {
  const now = newest(log);
  return now !== undefined && (now.ino !== newer?.inode || now.size !== at);
}
