import type { DesiredAgent } from "@mosaicstack/roster";
import type { Runtime } from "@mosaicstack/runtimes";
import type { AgentContext } from "./agent-context.js";
import { runtimeFor } from "./agent-runtime.js";
import { agentDecision } from "./values.js";

/** What an agent that runs is; undefined for a plain command, and where its own files cannot be read. */
export async function runtimeOfAgent(
  agent: DesiredAgent,
  context: AgentContext,
): Promise<Runtime | undefined> {
  try {
    return runtimeFor(agent, await agentDecision(agent, context), context);
  } catch {
    return undefined;
  }
}
