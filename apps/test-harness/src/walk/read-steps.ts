import { UsageError } from "@mosaicstack/command-line";
import type { Step, Walk } from "./step.js";

/** A list of steps as `printSteps` writes it. Throws `UsageError`, with the line that is none. */
export function readSteps(text: string, file: string): Walk {
  const [first = "", ...rest] = text.split("\n").filter((line) => line.trim() !== "");
  const agents = objectOf(first)?.["agents"];
  if (!Array.isArray(agents) || agents.length === 0 || !agents.every(isText))
    throw new UsageError(`\`${file}\` does not begin with {"agents":["NAME", …]}`);
  const steps = rest.map((line) => {
    const step = objectOf(line);
    if (!isText(step?.["do"]))
      throw new UsageError(`\`${file}\` has a line that is no step: ${line.slice(0, 60)}`);
    return step as unknown as Step;
  });
  return { agents, steps };
}

function objectOf(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

const isText = (value: unknown): value is string => typeof value === "string";
