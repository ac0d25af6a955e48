import { realpathSync } from "node:fs";
import { readConversation, type AgentChannel } from "@mosaicstack/agent-channel";
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
  const id =
    old?.named === undefined
      ? idOf(readConversation(from) ?? "", runtime)
      : toldBy(argvsOf(old), runtime);
  if (id === undefined) return { fate: "unknown", id: null };
  const folder = old?.told.workdir ?? null;
  const isElsewhere =
    folder !== null &&
    belongsToFolder(runtime) &&
    !isSameFolder(folder, workdirOf(fleet, launch.values).value);
  return { fate: isElsewhere ? "elsewhere" : "kept", id };
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
