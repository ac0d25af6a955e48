import { lstatSync, realpathSync, renameSync } from "node:fs";
import { inFolderBelow, isOurs, NotOurs, readFile, replaceFile } from "@mosaicstack/outside-files";
import type { AgentChannel } from "@mosaicstack/agent-channel";
import type { Runtime } from "@mosaicstack/runtimes";
import type { AgentLaunch } from "../agent/agent-launch.js";
import { agentRuntime, runtimeFor } from "../agent/agent-runtime.js";
import { workdirOf } from "../agent/what-runs.js";
import type { FleetContext } from "../context.js";
import type { ConversationFate } from "../documents/migrate.js";
import { argvsOf, type OldAgent } from "./old-agent.js";

/**
 * Which conversation the old one is in, and whether the new one can go on with it. One of ours noted it down; of another only the
 * arguments tell, with which it was started. Nothing is guessed.
 */
export function conversationOf(
  fleet: FleetContext,
  from: AgentChannel,
  old: OldAgent | undefined,
  launch: AgentLaunch | undefined,
): ConversationFate {
  const runtime = launch && resumableOf(fleet, launch);
  if (launch === undefined || runtime === undefined) return { fate: "new", id: null };
  const id = old?.named === undefined ? notedIn(from, runtime) : toldBy(argvsOf(old), runtime);
  if (id === undefined) return { fate: "unknown", id: null };
  const folder = old?.told.workdir ?? null;
  const isElsewhere =
    folder !== null &&
    belongsToFolder(runtime) &&
    !isSameFolder(folder, workdirOf(fleet, launch.values).value);
  return { fate: isElsewhere ? "elsewhere" : "kept", id };
}

/**
 * Notes it down for the new one; what was noted there before is kept as `conversation.lost`. A folder of its own comes along.
 * Throws NotOurs, and what the file system says.
 */
export function carryConversation(from: AgentChannel, to: AgentChannel, id: string): void {
  inFolderBelow(
    to.state,
    DEPTH,
    (folder) => {
      const there = readFile(folder.at("conversation"), MOST_BYTES)?.text.trim() ?? "";
      if (there === id) return;
      moveFolder(from, (place) => {
        if (exists(folder.at(CONVERSATIONS)))
          renameSync(folder.at(CONVERSATIONS), folder.at(`${CONVERSATIONS}.lost-${Date.now()}`));
        renameSync(place, folder.at(CONVERSATIONS));
      });
      if (there !== "") replaceFile(folder.at("conversation.lost"), `${there}\n`);
      replaceFile(folder.at("conversation"), `${id}\n`);
    },
    { make: true },
  );
}

/** Whether one is noted for it there; yes where that cannot be told. */
export function hasConversation({ state }: AgentChannel): boolean {
  try {
    const read = inFolderBelow(state, DEPTH, (folder) =>
      readFile(folder.at("conversation"), MOST_BYTES),
    );
    return read !== undefined;
  } catch {
    return true;
  }
}

/** The runtime, where the launcher would bring a conversation of it back. */
function resumableOf(
  fleet: FleetContext,
  { agent, plan, values }: AgentLaunch,
): Runtime | undefined {
  if (!agent.resume || plan.resumeArgv === undefined) return undefined;
  // What a person's env file runs instead begins anew.
  return agentRuntime(agent, values) === agent.runtime
    ? runtimeFor(agent, values, fleet)
    : undefined;
}

function notedIn({ state }: AgentChannel, runtime: Runtime): string | undefined {
  try {
    const text = inFolderBelow(
      state,
      DEPTH,
      (folder) => readFile(folder.at("conversation"), MOST_BYTES)?.text,
    );
    return idOf(text?.split("\n")[0] ?? "", runtime);
  } catch (error) {
    if (error instanceof NotOurs) return undefined;
    throw error;
  }
}

/** Behind the words with which the runtime is told a conversation. */
function toldBy(argvs: readonly (readonly string[])[], runtime: Runtime): string | undefined {
  for (const argv of argvs)
    for (const words of [runtime.resume, runtime.newSession]) {
      const at = words.indexOf("{id}");
      const before = words.slice(0, at);
      if (at < 1) continue;
      for (let start = 1; start + at < argv.length; start++) {
        const id = argv[start + at] ?? "";
        if (before.every((word, index) => argv[start + index] === word)) {
          const found = idOf(id, runtime);
          if (found !== undefined) return found;
        }
      }
    }
  return undefined;
}

/** As the launcher believes it, for it becomes an argument. */
function idOf(text: string, { conversation }: Runtime): string | undefined {
  if (text.length > 128 || !/^[A-Za-z0-9][A-Za-z0-9._:@+=-]*$/.test(text)) return undefined;
  return conversation === null || new RegExp(conversation).test(text) ? text : undefined;
}

/** Its record of a conversation lies by the folder that it runs in, and it finds none from another. */
function belongsToFolder({ record }: Runtime): boolean {
  return record !== null && /\{(?:cwd|folder)\}/.test(record);
}

function isSameFolder(one: string, other: string): boolean {
  const real = (path: string): string => {
    try {
      return realpathSync(path);
    } catch {
      return path;
    }
  };
  return real(one) === real(other);
}

function moveFolder({ state }: AgentChannel, move: (place: string) => void): void {
  inFolderBelow(state, DEPTH, (folder) => {
    const place = folder.at(CONVERSATIONS);
    const stats = lstatSync(place, { throwIfNoEntry: false });
    if (stats?.isDirectory() === true && isOurs(stats.uid)) move(place);
  });
}

function exists(place: string): boolean {
  return lstatSync(place, { throwIfNoEntry: false }) !== undefined;
}

/** `agents/SOCKET/AGENT` is what agents can write. */
const DEPTH = 3;
const MOST_BYTES = 200;
const CONVERSATIONS = "conversations";
