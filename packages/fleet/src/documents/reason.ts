import { literal, strictObject, string, type ZodType } from "zod";
import type { Shape } from "./shape.js";

const kinds = [
  "masked",
  "not-installed",
  "not-loadable",
  "requirement",
  "configuration",
  "program-missing",
  "folder-missing",
  "launcher-missing",
  "no-space",
  "tmux-away",
  "session-gone",
  "not-prepared",
  "timeout",
  "out-of-memory",
  "gave-up",
  "back-off",
  "ended",
] as const;

/** Which state, or which trouble, keeps an agent from running. */
export type ReasonKind = (typeof kinds)[number];

/** Why an agent is not as it should be. Everybody who tells it, tells this. */
export interface Reason {
  readonly kind: ReasonKind;
  /** Half a sentence, fit for brackets. */
  readonly message: string;
  /** What to do next, whole sentences; each command in it can work as things stand. */
  readonly remedy: string;
}

export const reasonSchema: ZodType<Reason> = strictObject({
  kind: literal(kinds),
  message: string(),
  remedy: string(),
} satisfies Shape<Reason>);
