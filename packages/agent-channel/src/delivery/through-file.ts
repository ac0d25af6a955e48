import { join } from "node:path";
import { inChannel, type AgentChannel } from "../channel/agent-channel.js";
import { caps } from "../channel/caps.js";
import { removeFile } from "../channel/queue.js";
import { listNames, NotOurs, replaceFile, type Folder } from "@mosaicstack/outside-files";
import type { Message } from "./message.js";

/** Bytes above which no input box is known to take a message whole. */
const LARGE = 256 * 1024;
const WEEK = 7 * 24 * 3600 * 1000;

/** What is handed over: the text itself or, for a large one, where to read it. Throws NotOurs, and what the file system says. */
export function asTyped(
  { state }: AgentChannel,
  message: Message & { readonly id: string },
): string {
  if (message.bytes <= LARGE) return message.text;
  const name = `${message.id}.txt`;
  const write = (folder: Folder): string => {
    removeOld(folder);
    const file = join(folder.path, name);
    replaceFile(folder.at(name), message.text, file);
    return file;
  };
  const file = inChannel(state, ["messages"], write, { make: true });
  return `A message of ${message.bytes} bytes for you is in the file ${file}: read it, and do what it says.`;
}

/** It was not handed over, so that nobody will read it. */
export function forgetFile({ state }: AgentChannel, id: string): void {
  try {
    inChannel(state, ["messages"], (folder) => removeFile(folder, `${id}.txt`));
  } catch {
    // not ours to look into: then it was not written either
  }
}

/** As we name them; what else is there is not ours to remove. */
const OURS = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.txt$/;

function removeOld(folder: Folder): void {
  let names: string[];
  try {
    names = listNames(folder.at("."), caps.entries, folder.path);
  } catch (error) {
    // Too many are no reason to send nothing
    if (error instanceof NotOurs) return;
    throw error;
  }
  for (const name of names) if (OURS.test(name)) removeFile(folder, name, Date.now() - WEEK);
}
