import { closeSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Folder } from "@mosaicstack/outside-files";
import { listNames } from "@mosaicstack/outside-files";
import { NotOurs } from "@mosaicstack/outside-files";
import { openFile } from "@mosaicstack/outside-files";
import { readFile } from "@mosaicstack/outside-files";
import { replaceFile } from "@mosaicstack/outside-files";
import { inChannel, type AgentChannel } from "./agent-channel.js";
import { caps } from "./caps.js";
import { cleanText } from "./clean-text.js";

/** A message by the name of its file: `MILLISECONDS-ID`. */
export interface QueuedMessage {
  readonly name: string;
  readonly id: string;
  /** Milliseconds since the epoch at which it was put there. */
  readonly at: number;
}

/** Puts a message at the end of the queue. Throws NotOurs, and what the file system says; then it is not in it. */
export function enqueue(channel: AgentChannel, id: string, text: string): QueuedMessage {
  return put(channel, "queue", id, text);
}

/** What waits, the oldest first. Throws NotOurs where the queue is not ours to read. */
export function queued({ state }: AgentChannel): QueuedMessage[] {
  return inChannel(state, ["queue"], messages) ?? [];
}

/**
 * Takes it out to hand it over: its text, without what could act on a terminal; undefined when another one took it before,
 * and for what is no file of ours, or a larger one than is ever put there: that stays.
 */
export function take({ state }: AgentChannel, { name }: QueuedMessage): string | undefined {
  return inChannel(state, ["queue"], (queue) =>
    inChannel(
      state,
      ["taken"],
      (taken) => {
        // Read before it is moved: what cannot be read is not ours to move
        const text = read(queue, name);
        return text !== undefined && move(name, queue, taken) ? text : undefined;
      },
      { make: true },
    ),
  );
}

/** Notes a message down as being handed over, so that its end is told even when we do not live to see it. */
export function begin(channel: AgentChannel, id: string, text: string): QueuedMessage {
  return put(channel, "taken", id, text);
}

/** It was handed over, or will not be. */
export function finish({ state }: AgentChannel, { name }: QueuedMessage): void {
  try {
    inChannel(state, ["taken"], ({ at }) => rmSync(at(name), { force: true }));
  } catch {
    // Something else stands there by now
  }
}

/**
 * Messages whose sender did not live to see what became of them, the oldest first; names alone, for what stands there may be
 * large. Also removes what was not even written whole; the caller holds the agent's lock, so nobody writes
 * there now. Throws NotOurs where the folder is not ours to read.
 */
export function leftOver({ state }: AgentChannel): QueuedMessage[] {
  const found = inChannel(state, ["taken"], (taken) => {
    const names = namesIn(taken);
    for (const name of names) if (UNWRITTEN.test(name)) removeFile(taken, name);
    return messagesOf(names);
  });
  return found ?? [];
}

/** The text of one that was left over; undefined where it is none of ours, or gone. */
export function textOf({ state }: AgentChannel, { name }: QueuedMessage): string | undefined {
  return inChannel(state, ["taken"], (taken) => read(taken, name));
}

/** Removes a plain file of ours; anything else stays. */
export function removeFile(
  { at }: Pick<Folder, "at">,
  name: string,
  ifOlder: number = Infinity,
): void {
  try {
    const opened = openFile(at(name));
    if (opened === undefined) return;
    closeSync(opened.descriptor);
    if (opened.stats.mtimeMs < ifOlder) rmSync(at(name), { force: true });
  } catch (error) {
    if (!(error instanceof NotOurs)) throw error;
  }
}

/** Whether a file of `queue` or `taken` is a message by its name; others are nobody's business. */
export function isMessage(name: string): boolean {
  return MESSAGE.test(name);
}

/** As `replaceFile` names what it has not written whole yet. */
const UNWRITTEN = /^\.\d{13}-[\w-]+\.[\w-]+$/;
const MESSAGE = /^(\d{13})-([\w-]{1,200})$/;

function put(
  { state }: AgentChannel,
  folder: "queue" | "taken",
  id: string,
  text: string,
): QueuedMessage {
  const at = Date.now();
  const name = `${String(at).padStart(13, "0")}-${id}`;
  inChannel(state, [folder], (into) => replaceFile(into.at(name), text, join(into.path, name)), {
    make: true,
  });
  return { name, id, at };
}

/** False when it is not there any more. */
function move(name: string, from: Folder, to: Folder): boolean {
  try {
    renameSync(from.at(name), to.at(name));
    return true;
  } catch {
    return false;
  }
}

function read({ at, path }: Folder, name: string): string | undefined {
  try {
    const content = readFile(at(name), caps.message, join(path, name));
    return content && cleanText(content.text);
  } catch (error) {
    if (error instanceof NotOurs) return undefined;
    throw error;
  }
}

function namesIn({ at, path }: Folder): string[] {
  return listNames(at("."), caps.entries, path);
}

function messages(folder: Folder): QueuedMessage[] {
  return messagesOf(namesIn(folder));
}

function messagesOf(names: readonly string[]): QueuedMessage[] {
  return names.toSorted().flatMap((name) => {
    const [, at, id] = MESSAGE.exec(name) ?? [];
    return at === undefined || id === undefined ? [] : [{ name, id, at: Number(at) }];
  });
}
