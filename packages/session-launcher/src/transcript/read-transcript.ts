import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import type { AgentChannel } from "../channel/agent-channel.js";
import { plainText } from "./plain-text.js";

/** The last lines of what an agent's pane printed, as text; empty where nothing was kept. */
export function readTranscript({ state }: AgentChannel, lines: number): string[] {
  const files = ["transcript.1", "transcript"].map((name) => join(state, name));
  for (let size = 256 * 1024; ; size *= 4) {
    const { text, whole } = tail(files, size);
    const reader = plainText();
    const found = reader.push(text);
    const last = reader.end();
    const all = last === undefined ? found : [...found, last];
    // The first may have been cut.
    if (whole || all.length > lines) return lines === 0 ? [] : all.slice(-lines);
  }
}

/** The last bytes of files that follow each other. */
function tail(files: readonly string[], size: number): { text: string; whole: boolean } {
  const parts: Buffer[] = [];
  let left = size;
  for (const file of files.toReversed()) {
    const part = lastBytes(file, left);
    parts.unshift(part);
    left -= part.length;
  }
  const text = Buffer.concat(parts).toString("utf8");
  return { text, whole: left > 0 };
}

function lastBytes(file: string, size: number): Buffer {
  let descriptor: number;
  try {
    descriptor = openSync(file, "r");
  } catch {
    return Buffer.alloc(0);
  }
  try {
    const { size: all } = fstatSync(descriptor);
    const bytes = Buffer.alloc(Math.min(size, all));
    return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, all - bytes.length));
  } finally {
    closeSync(descriptor);
  }
}
