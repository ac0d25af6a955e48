import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writtenAt, type AgentChannel } from "../channel/agent-channel.js";
import { replaceFile } from "../outside/replace-file.js";
import type { Message } from "./message.js";

/** Bytes above which no input box is known to take a message whole. */
const LARGE = 256 * 1024;
const WEEK = 7 * 24 * 3600 * 1000;

/** What is handed over: the text itself or, for a large one, where to read it. Throws what the file system says. */
export function asTyped(
  { state }: AgentChannel,
  message: Message & { readonly id: string },
): string {
  if (message.bytes <= LARGE) return message.text;
  const folder = join(state, "messages");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  removeOld(folder);
  const file = join(folder, `${message.id}.txt`);
  replaceFile(file, message.text);
  return `A message of ${message.bytes} bytes for you is in the file ${file}: read it, and do what it says.`;
}

/** It was not handed over, so that nobody will read it. */
export function forgetFile({ state }: AgentChannel, id: string): void {
  rmSync(join(state, "messages", `${id}.txt`), { force: true });
}

function removeOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (Date.now() - (writtenAt(file) ?? 0) > WEEK) rmSync(file, { force: true });
  }
}
