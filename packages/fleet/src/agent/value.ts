import type { ExplainedValue } from "../documents/explain.js";

/** A variable of an agent's environment, as one layer has it. */
export type AgentValue = ExplainedValue;

/** Wherever it comes from. */
export type PlainValue = Pick<AgentValue, "name" | "value">;

/** Of values with the lowest precedence first, the one of this name that holds. */
export function winnerOf<Value extends PlainValue>(
  values: readonly Value[],
  name: string,
): Value | undefined {
  return values.findLast((each) => each.name === name);
}

export function valueOf(values: readonly PlainValue[], name: string): string | undefined {
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
