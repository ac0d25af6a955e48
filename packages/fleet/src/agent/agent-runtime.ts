import type { DesiredAgent } from "@mosaicstack/roster";
import {
  commandRuntime,
  runtimes,
  type Runtime,
  type RuntimeName,
} from "@mosaicstack/session-launcher";
import { readAgentFiles, type AgentFiles, type EnvFileReader } from "./env-files.js";

/**
 * What an agent really runs as, by its own files first, as the launcher decides. A MOSAIC_AGENT_COMMAND makes it a plain
 * command: what that program shows is not known.
 */
export function agentRuntime(agent: DesiredAgent, files: AgentFiles): RuntimeName | "command" {
  const value = (key: string): string | undefined => files.own.get(key) ?? files.roster.get(key);
  if (value("MOSAIC_AGENT_COMMAND") ?? agent.env["MOSAIC_AGENT_COMMAND"]) return "command";
  const name = value("MOSAIC_AGENT_RUNTIME") ?? agent.runtime;
  return isRuntime(name) ? name : "command";
}

/** What is known of it: the table's entry, or what the roster says of its own command; undefined for a plain command. */
export function runtimeFor(agent: DesiredAgent, files: AgentFiles): Runtime | undefined {
  const name = agentRuntime(agent, files);
  if (name !== "command") return runtimes[name];
  const isReplaced = [files.own, files.roster].some((file) => file.get("MOSAIC_AGENT_COMMAND"));
  return isReplaced || agent.env["MOSAIC_AGENT_COMMAND"] ? undefined : ownRuntime(agent);
}

/** What the roster says of the agent's own command, as a runtime. */
export function ownRuntime({ screen }: DesiredAgent): Runtime | undefined {
  if (screen === undefined) return undefined;
  const { quietSeconds, deadlineSeconds, ...ready } = screen.ready;
  return commandRuntime({
    ...screen,
    ready: {
      ...ready,
      ...(quietSeconds === undefined ? {} : { quietMs: 1000 * quietSeconds }),
      ...(deadlineSeconds === undefined ? {} : { deadlineMs: 1000 * deadlineSeconds }),
    },
  });
}

/** What an agent that runs is; undefined for a plain command, and where its own files cannot be read. */
export async function runtimeOfAgent(
  agent: DesiredAgent,
  reader: EnvFileReader,
): Promise<Runtime | undefined> {
  try {
    return runtimeFor(agent, await readAgentFiles(agent, reader));
  } catch {
    return undefined;
  }
}

function isRuntime(name: string): name is RuntimeName {
  return Object.hasOwn(runtimes, name);
}
