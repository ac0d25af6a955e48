import { closeSync, fstatSync, lstatSync } from "node:fs";
import { join } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { setImmediate as turn } from "node:timers/promises";
import { inChannel, type AgentChannel } from "../channel/agent-channel.js";
import { caps } from "../channel/caps.js";
import { waitInFolder } from "../channel/watch-folder.js";
import { NotOurs } from "@mosaicstack/outside-files";
import { openFile } from "@mosaicstack/outside-files";
import { readAt } from "@mosaicstack/outside-files";
import { plainText } from "./plain-text.js";

/**
 * Lines of text as the pane prints them, from now on, across the transcript's rotation; ends with the signal. What is no
 * plain file of ours is waited out. Of more than 32 MiB that came at once, the end is given.
 */
export async function* followTranscript(
  { state }: AgentChannel,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  const reader = plainText();
  const decoder = new StringDecoder("utf8");
  let file = open(state, true);
  try {
    while (!signal.aborted) {
      // What was written between the last look and the rename stands in the old one still: so it is looked at once more.
      const isOver = file === undefined || isReplaced(state, file);
      for await (const bytes of newBytes(file, signal)) yield* reader.push(decoder.write(bytes));
      if (isOver) {
        close(file);
        file = open(state, false);
        if (file !== undefined) continue;
      }
      await waitInFolder(state, 1000, () => changed(state, file) || signal.aborted || undefined);
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

const NAME = "transcript";

function open(state: string, atEnd: boolean): Followed | undefined {
  try {
    return inChannel(state, [], ({ at, path }) => {
      const opened = openFile(at(NAME), join(path, NAME));
      if (opened === undefined) return undefined;
      const { ino, size } = opened.stats;
      return { descriptor: opened.descriptor, inode: ino, at: atEnd ? size : 0 };
    });
  } catch (error) {
    if (error instanceof NotOurs) return undefined;
    throw error;
  }
}

function close(file: Followed | undefined): void {
  if (file !== undefined) closeSync(file.descriptor);
}

/** What came since the last look, in pieces; lets others have their turn between them. */
async function* newBytes(file: Followed | undefined, signal: AbortSignal): AsyncGenerator<Buffer> {
  if (file === undefined) return;
  const { size } = fstatSync(file.descriptor);
  file.at = Math.max(file.at, size - caps.transcript);
  while (!signal.aborted) {
    const bytes = readAt(file.descriptor, PIECE, file.at);
    if (bytes.length === 0) return;
    file.at += bytes.length;
    yield bytes;
    await turn();
  }
}

const PIECE = 64 * 1024;

function isReplaced(state: string, file: Followed): boolean {
  const now = look(state);
  return now !== undefined && now.ino !== file.inode;
}

function changed(state: string, file: Followed | undefined): boolean {
  const now = look(state);
  if (now === undefined) return false;
  return file === undefined || now.ino !== file.inode || now.size > file.at;
}

/** What stands there, if it is a plain file. */
function look(state: string): { readonly ino: number; readonly size: number } | undefined {
  try {
    const now = inChannel(state, [], ({ at }) => lstatSync(at(NAME), { throwIfNoEntry: false }));
    return now?.isFile() === true ? now : undefined;
  } catch (error) {
    if (error instanceof NotOurs) return undefined;
    throw error;
  }
}
