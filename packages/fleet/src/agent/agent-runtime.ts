import type { DesiredAgent } from "@mosaicstack/roster";
import { commandRuntime, runtimes, type Runtime, type RuntimeName } from "@mosaicstack/runtimes";
import { runtimeOf } from "@mosaicstack/session-launcher";
import type { AgentContext } from "./agent-context.js";
import { valueOf, type PlainValue } from "./value.js";

/**
 * What an agent really runs as, by all that it is given, as the launcher decides. A MOSAIC_AGENT_COMMAND makes it a plain
 * command: what that program shows is not known.
 */
export function agentRuntime(
  agent: DesiredAgent,
  values: readonly PlainValue[],
): RuntimeName | "command" {
  if (valueOf(values, "MOSAIC_AGENT_COMMAND")) return "command";
  const name = valueOf(values, "MOSAIC_AGENT_RUNTIME") ?? agent.runtime;
  return isRuntime(name) ? name : "command";
}

/**
 * What is known of it: the table's entry with what the roster changes of it, or what the roster says of its own command;
 * undefined for a plain command.
 */
export function runtimeFor(
  agent: DesiredAgent,
  values: readonly PlainValue[],
  { desired }: Pick<AgentContext, "desired">,
): Runtime | undefined {
  const name = agentRuntime(agent, values);
  if (name !== "command") return runtimeOf({ runtime: name, override: desired.runtimes[name] });
  return valueOf(values, "MOSAIC_AGENT_COMMAND") ? undefined : ownRuntime(agent);
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

function isRuntime(name: string): name is RuntimeName {
  return Object.hasOwn(runtimes, name);
}
