import { tellStep, type Step } from "./step.js";

/** How a failure names the step that it came with. */
export const sayStep = (at: number, step: Step): string => `step ${at + 1}, ${tellStep(step)}`;

/**
 * What a failed walk's reason says is wrong, the first of it, without what differs from one try to the next: the step that it came with, pids, counts,
 * times, ids and the sandbox's folder. Equal words are taken for the same failure.
 */
export function whatIsWrong(reason: string, said?: string): string {
  const words = said !== undefined ? withoutStep(reason, said) : reason;
  const [first = ""] = words.split("\n");
  return first
    .replaceAll(/mosaic-sandbox-[\w-]+/g, "SANDBOX")
    .replaceAll(/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g, "ID")
    .replaceAll(/\d+(?:[.,:-]\d+)*(?:, \d+)*/g, "N");
}

function withoutStep(reason: string, said: string): string {
  for (const prefix of [`after ${said}: `, `${said}: `])
    if (reason.startsWith(prefix)) return reason.slice(prefix.length);
  return reason;
}
