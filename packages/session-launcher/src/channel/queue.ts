import { readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "../outside/replace-file.js";
import type { AgentChannel } from "./agent-channel.js";

/** A message by the name of its file: `MILLISECONDS-ID`. */
export interface QueuedMessage {
  readonly name: string;
  readonly id: string;
  /** Milliseconds since the epoch at which it was put there. */
  readonly at: number;
}

/** Puts a message at the end of the queue. Throws what the file system says; then it is not in it. */
export function enqueue({ state }: AgentChannel, id: string, text: string): QueuedMessage {
  const message = named(id);
  replaceFile(join(state, "queue", message.name), text);
  return message;
}

/** What waits, the oldest first. */
export function queued({ state }: AgentChannel): QueuedMessage[] {
  return messages(join(state, "queue"));
}

/** Takes it out to hand it over: its text; undefined when another one took it before. */
export function take({ state }: AgentChannel, { name }: QueuedMessage): string | undefined {
  const taken = join(state, "taken", name);
  try {
    renameSync(join(state, "queue", name), taken);
    return readFileSync(taken, "utf8");
  } catch {
    return undefined;
  }
}

/** Notes a message down as being handed over, so that its end is told even when we do not live to see it. */
export function begin({ state }: AgentChannel, id: string, text: string): QueuedMessage {
  const message = named(id);
  replaceFile(join(state, "taken", message.name), text);
  return message;
}

/** It was not handed over after all, and waits again. */
export function giveBack({ state }: AgentChannel, { name }: QueuedMessage): void {
  renameSync(join(state, "taken", name), join(state, "queue", name));
}

/** It was handed over, or will not be. */
export function finish({ state }: AgentChannel, { name }: QueuedMessage): void {
  rmSync(join(state, "taken", name), { force: true });
}

/**
 * Messages whose sender did not live to see what became of them, with their texts. Also removes what was not even written
 * whole; the caller holds the agent's lock, so nobody writes there now.
 */
export function leftOver({ state }: AgentChannel): (QueuedMessage & { readonly text: string })[] {
  for (const name of namesIn(join(state, "taken")))
    if (name.startsWith(".")) rmSync(join(state, "taken", name), { force: true });
  return messages(join(state, "taken")).flatMap((message) => {
    try {
      return [{ ...message, text: readFileSync(join(state, "taken", message.name), "utf8") }];
    } catch {
      return [];
    }
  });
}

function named(id: string): QueuedMessage {
  const at = Date.now();
  return { name: `${String(at).padStart(13, "0")}-${id}`, id, at };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // never made: nothing waits
    return [];
  }
}

function messages(folder: string): QueuedMessage[] {
  return namesIn(folder)
    .toSorted()
    .flatMap((name) => {
      const [, at, id] = /^(\d{13})-([\w-]+)$/.exec(name) ?? [];
      return at === undefined || id === undefined ? [] : [{ name, id, at: Number(at) }];
    });
}
