import { array, literal, number, strictObject, string, type ZodType } from "zod";
import type { Shape } from "./shape.js";

const names = [
  "desired",
  "lifecycle",
  "activity",
  "session",
  "restarts",
  "last exit",
  "memory",
  "waiting",
  "reason",
  "drift",
] as const;

/** The document of `status --why AGENT`. */
export interface WhyDocument {
  readonly version: 1;
  readonly agent: string;
  /** What `status` says of it, a word each; `drift` once for each. */
  readonly words: readonly WhyWord[];
}

/** What stands behind one word of `status`. */
export interface WhyWord {
  readonly name: (typeof names)[number];
  readonly value: string;
  /** Who says so, or by which rule. */
  readonly because: string;
  /** The file, unit or pane that it is read from; null where it follows from the others. */
  readonly where: string | null;
  /** How old the news is; null: it is of now, or its age is not known. */
  readonly ageMs: number | null;
}

const whyWord: ZodType<WhyWord> = strictObject({
  name: literal(names),
  value: string(),
  because: string(),
  where: string().nullable(),
  ageMs: number().nullable(),
} satisfies Shape<WhyWord>);

export const whySchema: ZodType<WhyDocument> = strictObject({
  version: literal(1),
  agent: string(),
  words: array(whyWord),
} satisfies Shape<WhyDocument>);
