import { StringDecoder } from "node:string_decoder";
import { readAt } from "@mosaicstack/outside-files";
import { caps } from "../channel/caps.js";
import type { Half, KeptLog } from "../log/halves.js";
import { holdLog, type HeldLog } from "../log/hold-log.js";
import { changes, type FleetEvent } from "./changes.js";
import { timeOfId } from "./event-id.js";

export interface EventsOptions {
  /** From that time on, milliseconds since the epoch; without it and `after` from now on. */
  readonly since?: number;
  /** Behind the event of this id. */
  readonly after?: string;
  /** Goes on with what comes, until the signal. */
  readonly follow?: boolean;
  readonly signal: AbortSignal;
}

/** What was asked for is not there any more, or never was in this journal. */
export interface EventGap {
  readonly kind: "gap";
  /** From when on nothing is missing, ISO 8601 UTC; null where nothing is kept. */
  readonly from: string | null;
}

/** Events of a journal, the oldest first. Throws NotOurs for what is no plain file of ours, and what the file system says. */
export async function* followEvents(
  journal: KeptLog,
  { since, after, follow = false, signal }: EventsOptions,
): AsyncGenerator<FleetEvent | EventGap, void, undefined> {
  const log = holdLog(journal);
  try {
    const understand = changes();
    const lines = lineReader();
    const kept: FleetEvent[] = [];
    for (const piece of keptPieces(log)) {
      for (const line of lines(piece)) {
        const event = understand(line);
        if (event !== undefined && (since !== undefined || after !== undefined)) kept.push(event);
      }
    }
    yield* wanted(kept, { since, after, isWhole: log.halves.older === undefined });
    if (!follow) return;
    for await (const piece of log.follow(signal)) {
      for (const line of lines(piece)) {
        const event = understand(line);
        if (event !== undefined) yield event;
      }
    }
  } finally {
    log.close();
  }
}

function* wanted(
  kept: readonly FleetEvent[],
  {
    since,
    after,
    isWhole,
  }: {
    readonly since: number | undefined;
    readonly after: string | undefined;
    readonly isWhole: boolean;
  },
): Generator<FleetEvent | EventGap> {
  const index = after === undefined ? -1 : kept.findIndex(({ id }) => id === after);
  if (index >= 0) {
    yield* kept.slice(index + 1);
    return;
  }
  const begin = after === undefined ? since : timeOfId(after);
  if (begin === undefined) return;
  const first = kept[0];
  const reachesBack = first !== undefined && Date.parse(first.at) <= begin;
  if (after !== undefined || (!isWhole && !reachesBack))
    yield { kind: "gap", from: first?.at ?? null };
  yield* kept.filter(({ at }) => Date.parse(at) >= begin);
}

function lineReader(): (piece: Buffer) => string[] {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  return (piece) => {
    const lines = (rest + decoder.write(piece)).split("\n");
    rest = lines.pop() ?? "";
    // No line of ours is longer: what is, is passed over
    if (rest.length > LONGEST) rest = "\u0000";
    return lines;
  };
}

const LONGEST = 64 * 1024;

/** What stood there when it was opened, both halves. */
function* keptPieces({ halves }: HeldLog): Generator<Buffer> {
  for (const half of [halves.older, halves.newer]) if (half !== undefined) yield* piecesOf(half);
}

function* piecesOf({ descriptor, size }: Half): Generator<Buffer> {
  for (let at = Math.max(0, size - caps.log); at < size;) {
    const bytes = readAt(descriptor, Math.min(PIECE, size - at), at);
    // Cut short meanwhile
    if (bytes.length === 0) break;
    at += bytes.length;
    yield bytes;
  }
}

const PIECE = 1024 * 1024;
