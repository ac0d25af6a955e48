import { closeSync } from "node:fs";
import { join } from "node:path";
import { inChannel, type AgentChannel } from "../channel/agent-channel.js";
import { caps } from "../channel/caps.js";
import { openFile } from "@mosaicstack/outside-files";
import { readAt } from "@mosaicstack/outside-files";
import { plainText } from "./plain-text.js";

/**
 * The last lines of what an agent's pane printed, as text; empty where nothing was kept. 32 MiB of its end are looked at, at
 * most, and a million lines given. Throws NotOurs for what is no plain file of ours, and what the file system says.
 */
export function readTranscript({ state }: AgentChannel, wanted: number): string[] {
  const lines = Math.min(wanted, MOST);
  for (let size = 256 * 1024; ; size *= 4) {
    const { text, whole } = tail(state, Math.min(size, caps.transcript));
    const { last, count } = lastLines(text, lines);
    // The first may have been cut.
    if (whole || count > lines || size >= caps.transcript) return last;
  }
}

/** Keeps no more than is wanted on the way, for a byte can be a line. */
function lastLines(text: string, lines: number): { last: string[]; count: number } {
  const reader = plainText();
  const end = (all: readonly string[]): string[] => (lines === 0 ? [] : all.slice(-lines));
  let last: string[] = [];
  let count = 0;
  for (let at = 0; at < text.length; at += PIECE) {
    const found = reader.push(text.slice(at, at + PIECE));
    count += found.length;
    last = end(last.concat(found));
  }
  const rest = reader.end();
  return rest === undefined ? { last, count } : { last: end([...last, rest]), count: count + 1 };
}

const PIECE = 1024 * 1024;
/** A byte can be a line. */
const MOST = 1_000_000;

/** The last bytes of both, which follow each other; older ones are not looked at where the newer have enough. */
function tail(state: string, size: number): { text: string; whole: boolean } {
  const parts: Buffer[] = [];
  let left = size;
  for (const name of ["transcript", "transcript.1"]) {
    if (left === 0) break;
    const part = lastBytes(state, name, left);
    parts.unshift(part);
    left -= part.length;
  }
  return { text: Buffer.concat(parts).toString("utf8"), whole: left > 0 };
}

function lastBytes(state: string, name: string, size: number): Buffer {
  const found = inChannel(state, [], ({ at, path }) => {
    const opened = openFile(at(name), join(path, name));
    if (opened === undefined) return undefined;
    try {
      const length = Math.min(size, opened.stats.size);
      return readAt(opened.descriptor, length, opened.stats.size - length);
    } finally {
      closeSync(opened.descriptor);
    }
  });
  return found ?? Buffer.alloc(0);
}
