import { lstatSync, renameSync } from "node:fs";
import { isOurs, NotOurs, replaceFile } from "@mosaicstack/outside-files";
import { inChannel, readInChannel, type AgentChannel } from "./agent-channel.js";
import { caps } from "./caps.js";

/** What is noted as the agent's conversation, as it stands there; undefined where nothing is that is ours to read. */
export function readConversation({ state }: AgentChannel): string | undefined {
  try {
    return readInChannel(state, FILE, caps.conversation)?.text.split("\n")[0]?.trim() || undefined;
  } catch (error) {
    if (error instanceof NotOurs) return undefined;
    throw error;
  }
}

/**
 * Notes a conversation down for an agent that goes on elsewhere; what was noted there before is kept as `conversation.lost`. A
 * folder of conversations comes along. Throws NotOurs, and what the file system says.
 */
export function carryConversation(from: AgentChannel, to: AgentChannel, id: string): void {
  const there = readConversation(to);
  if (there === id) return;
  inChannel(
    to.state,
    [],
    (folder) => {
      inChannel(from.state, [], (old) => {
        if (!isOwnFolder(old.at(FOLDER))) return;
        if (lstatSync(folder.at(FOLDER), { throwIfNoEntry: false }) !== undefined)
          renameSync(folder.at(FOLDER), folder.at(`${FOLDER}.lost-${Date.now()}`));
        renameSync(old.at(FOLDER), folder.at(FOLDER));
      });
      if (there !== undefined) replaceFile(folder.at(`${FILE}.lost`), `${there}\n`);
      replaceFile(folder.at(FILE), `${id}\n`);
    },
    { make: true },
  );
}

function isOwnFolder(place: string): boolean {
  const stats = lstatSync(place, { throwIfNoEntry: false });
  return stats?.isDirectory() === true && isOurs(stats.uid);
}

const FILE = "conversation";
/** Of a runtime that keeps its own there, as `{dir}`. */
const FOLDER = "conversations";
