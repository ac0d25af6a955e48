import { closeSync, existsSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { StringDecoder } from "node:string_decoder";
import type { AgentChannel } from "../channel/agent-channel.js";
import { waitInFolder } from "../channel/watch-folder.js";
import { plainText } from "./plain-text.js";

/** Lines of text as the pane prints them, from now on, across the transcript's rotation; ends with the signal. */
export async function* followTranscript(
  { state }: AgentChannel,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  const path = join(state, "transcript");
  const reader = plainText();
  const decoder = new StringDecoder("utf8");
  let file = open(path, true);
  try {
    while (!signal.aborted) {
      for (const bytes of file === undefined ? [] : newBytes(file))
        yield* reader.push(decoder.write(bytes));
      if (file === undefined || isReplaced(path, file)) {
        // What was written between the last look and the rename stands in the old one still.
        for (const bytes of file === undefined ? [] : newBytes(file))
          yield* reader.push(decoder.write(bytes));
        close(file);
        file = open(path, false);
        if (file !== undefined) continue;
      }
      await waitInFolder(state, 1000, () => changed(path, file) || signal.aborted || undefined);
    }
  } finally {
    close(file);
  }
}

interface Followed {
  readonly descriptor: number;
  readonly inode: number;
  at: number;
}

function open(path: string, atEnd: boolean): Followed | undefined {
  if (!existsSync(path)) return undefined;
  const descriptor = openSync(path, "r");
  const { ino, size } = fstatSync(descriptor);
  return { descriptor, inode: ino, at: atEnd ? size : 0 };
}

function close(file: Followed | undefined): void {
  if (file !== undefined) closeSync(file.descriptor);
}

function* newBytes(file: Followed): Generator<Buffer> {
  for (;;) {
    const bytes = Buffer.alloc(64 * 1024);
    const count = readSync(file.descriptor, bytes, 0, bytes.length, file.at);
    if (count === 0) return;
    file.at += count;
    yield bytes.subarray(0, count);
  }
}

function isReplaced(path: string, file: Followed): boolean {
  const now = statSync(path, { throwIfNoEntry: false });
  return now !== undefined && now.ino !== file.inode;
}

function changed(path: string, file: Followed | undefined): boolean {
  const now = statSync(path, { throwIfNoEntry: false });
  if (now === undefined) return false;
  return file === undefined || now.ino !== file.inode || now.size > file.at;
}
