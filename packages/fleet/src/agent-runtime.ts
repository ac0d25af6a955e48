import type { DesiredAgent } from "@mosaicstack/roster";
import { runtimes, type Runtime, type RuntimeName } from "@mosaicstack/session-launcher";
import { readAgentFiles, type AgentFiles } from "./agent-environment.js";
import type { FleetPaths } from "./paths.js";

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

/** The table's entry of it; undefined for a plain command. */
export function runtimeEntry(name: RuntimeName | "command"): Runtime | undefined {
  return name === "command" ? undefined : runtimes[name];
}

/** What an agent that runs is; undefined for a plain command, and where its own files cannot be read. */
export async function runtimeOfAgent(
  agent: DesiredAgent,
  paths: FleetPaths,
): Promise<Runtime | undefined> {
  try {
    return runtimeEntry(agentRuntime(agent, await readAgentFiles(agent, paths)));
  } catch {
    return undefined;
  }
}

function isRuntime(name: string): name is RuntimeName {
  return Object.hasOwn(runtimes, name);
}
