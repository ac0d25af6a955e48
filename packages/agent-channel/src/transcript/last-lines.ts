import { StringDecoder } from "node:string_decoder";
import { readAt } from "@mosaicstack/outside-files";
import { caps } from "../channel/caps.js";
import type { Half, Halves } from "../log/halves.js";
import { plainText } from "./plain-text.js";

/** Turns the bytes of a pane into lines, piece by piece. */
export interface LineReader {
  push(bytes: Buffer): string[];
  /** What is left of an unfinished line; undefined where there is none. */
  end(): string | undefined;
}

export interface LastLines {
  readonly lines: string[];
  /** Goes on behind them: it holds the beginning of the line that has no end yet. */
  readonly reader: LineReader;
}

function lineReader(): LineReader {
  const text = plainText();
  const decoder = new StringDecoder("utf8");
  return { push: (bytes) => text.push(decoder.write(bytes)), end: () => text.end() };
}

/**
 * The last lines that have an end, as both halves stood when they were opened. 32 MiB of their end are looked at, at most, and
 * a million lines given.
 */
export function lastLines(halves: Halves, wanted: number): LastLines {
  const lines = Math.min(wanted, MOST);
  for (let size = 256 * 1024; ; size *= 4) {
    const { pieces, whole } = tail(halves, Math.min(size, caps.log));
    const { count, ...found } = read(pieces, lines);
    // The first may have been cut.
    if (whole || count > lines || size >= caps.log) return found;
  }
}

/** A byte can be a line. */
const MOST = 1_000_000;
const PIECE = 1024 * 1024;

/** Keeps no more than is wanted on the way. */
function read(pieces: Iterable<Buffer>, wanted: number): LastLines & { readonly count: number } {
  const reader = lineReader();
  let lines: string[] = [];
  let count = 0;
  for (const piece of pieces) {
    const found = reader.push(piece);
    count += found.length;
    lines = wanted === 0 ? [] : lines.concat(found).slice(-wanted);
  }
  return { lines, reader, count };
}

/** The last bytes of both, which follow each other; whole, when there are no more. */
function tail(
  { older, newer }: Halves,
  size: number,
): { pieces: Iterable<Buffer>; whole: boolean } {
  const ofNewer = Math.min(newer?.size ?? 0, size);
  const ofOlder = Math.min(older?.size ?? 0, size - ofNewer);
  return {
    pieces: inPieces([
      [older, ofOlder],
      [newer, ofNewer],
    ]),
    whole: ofNewer + ofOlder < size,
  };
}

function* inPieces(ends: readonly (readonly [Half | undefined, number])[]): Generator<Buffer> {
  for (const [half, length] of ends) {
    if (half === undefined) continue;
    for (let at = half.size - length; at < half.size;) {
      const bytes = readAt(half.descriptor, Math.min(PIECE, half.size - at), at);
      // Cut short meanwhile
      if (bytes.length === 0) break;
      at += bytes.length;
      yield bytes;
    }
  }
}
