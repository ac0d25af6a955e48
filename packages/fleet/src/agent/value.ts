import type { ExplainedValue } from "../documents/explain.js";

/** A variable of an agent's environment, as one layer has it. */
export type AgentValue = ExplainedValue;

/** Of values with the lowest precedence first, the one of this name that holds. */
export function winnerOf(values: readonly AgentValue[], name: string): AgentValue | undefined {
  return values.findLast((each) => each.name === name);
}

export function valueOf(values: readonly AgentValue[], name: string): string | undefined {
  return winnerOf(values, name)?.value;
}

/** Those that hold, a name each. */
export function winners(values: readonly AgentValue[]): AgentValue[] {
  return [...new Map(values.map((each) => [each.name, each])).values()];
}

/** The environment that they make. */
export function asEnvironment(values: readonly AgentValue[]): Record<string, string> {
  return Object.fromEntries(values.map(({ name, value }) => [name, value]));
}
