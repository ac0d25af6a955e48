import { closeSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  inside,
  listNames,
  NotOurs,
  openFile,
  readFile,
  replaceFile,
  type Folder,
} from "@mosaicstack/outside-files";
import { inChannel, type AgentChannel } from "./agent-channel.js";
import { caps } from "./caps.js";
import { cleanText } from "./clean-text.js";
import {
  messageName,
  parseMessageName,
  UNWRITTEN,
  type QueuedMessage,
  type Withdrawal,
} from "./message-name.js";

export type { QueuedMessage };

/** Where in the queue a message goes, and until when it may be handed over. */
export interface Place {
  /** Milliseconds since the epoch, whole seconds. */
  readonly expires?: number | undefined;
  /** Before all that waits. */
  readonly first?: boolean;
}

/** Puts a message into the queue, at its end. Throws NotOurs, and what the file system says; then it is not in it. */
export function enqueue(
  channel: AgentChannel,
  id: string,
  text: string,
  place: Place = {},
): QueuedMessage {
  return put(channel, "queue", { id, text }, place);
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
export function begin(
  channel: AgentChannel,
  id: string,
  text: string,
  { expires }: Pick<Place, "expires"> = {},
): QueuedMessage {
  return put(channel, "taken", { id, text }, { expires });
}

/**
 * Takes it out for good: true when nobody else had taken it before, so that it has this end and no other. It stands in
 * `taken` under a name that says so until `finish`.
 */
export function withdraw(
  { state }: AgentChannel,
  { name, at, id }: QueuedMessage,
  withdrawn: Withdrawal,
): QueuedMessage | undefined {
  const as = messageName(at, id, { withdrawn });
  const isOurs = inChannel(state, ["queue"], (queue) =>
    inChannel(
      state,
      ["taken"],
      // What cannot be read is not ours to move
      (taken) => read(queue, name) !== undefined && move(name, queue, taken, as),
      { make: true },
    ),
  );
  return isOurs === true ? { name: as, at, id, withdrawn } : undefined;
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
  // What was withdrawn stands in no box
  return (found ?? []).filter(({ withdrawn }) => withdrawn === undefined);
}

/** What is being handed over, or was when its sender died; names alone, and nothing is removed. */
export function handingOver({ state }: AgentChannel): QueuedMessage[] {
  return inChannel(state, ["taken"], messages) ?? [];
}

/** `handingOver` and `queued`, by one look at the channel. */
export function bothBoxes({ state }: AgentChannel): {
  readonly handing: readonly QueuedMessage[];
  readonly waiting: readonly QueuedMessage[];
} {
  const found = inChannel(state, [], (folder) => ({
    handing: inside(folder, "taken", messages) ?? [],
    waiting: inside(folder, "queue", messages) ?? [],
  }));
  return found ?? { handing: [], waiting: [] };
}

/** Has what waits wait in another channel, in its order. How many. Throws NotOurs, and what the file system says. */
export function moveQueue(from: AgentChannel, to: AgentChannel): number {
  const moved = inChannel(from.state, ["queue"], (queue) =>
    inChannel(
      to.state,
      ["queue"],
      (there) => messages(queue).filter(({ name }) => move(name, queue, there)).length,
      { make: true },
    ),
  );
  return moved ?? 0;
}

/** The text of one that was left over, or waits; undefined where it is none of ours, or gone. */
export function textOf(
  { state }: AgentChannel,
  { name }: QueuedMessage,
  folder: "queue" | "taken" = "taken",
): string | undefined {
  return inChannel(state, [folder], (from) => read(from, name));
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

function put(
  channel: AgentChannel,
  folder: "queue" | "taken",
  { id, text }: { readonly id: string; readonly text: string },
  { expires, first = false }: Place = {},
): QueuedMessage {
  const now = Date.now();
  const at = first ? Math.min(now, (queued(channel)[0]?.at ?? Infinity) - 1) : now;
  const mark = expires === undefined ? {} : { expires };
  const name = messageName(at, id, mark);
  const write = (into: Folder): void => replaceFile(into.at(name), text, join(into.path, name));
  inChannel(channel.state, [folder], write, { make: true });
  return { name, id, at, ...mark };
}

/** False when it is not there any more. */
function move(name: string, from: Folder, to: Folder, as: string = name): boolean {
  try {
    renameSync(from.at(name), to.at(as));
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

function namesIn({ at, path, bytes }: Folder): string[] {
  return listNames(at("."), caps.entries, path, bytes);
}

function messages(folder: Folder): QueuedMessage[] {
  return messagesOf(namesIn(folder));
}

function messagesOf(names: readonly string[]): QueuedMessage[] {
  return names.toSorted().flatMap((name) => parseMessageName(name) ?? []);
}
