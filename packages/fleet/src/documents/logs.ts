import { array, literal, strictObject, string, type ZodType } from "zod";
import type { Shape } from "./shape.js";

/** The document of `logs`. */
export interface LogsDocument {
  readonly version: 1;
  readonly agent: string;
  /** The oldest first. */
  readonly lines: readonly string[];
}

/** What `logs --follow` prints for each line. */
export interface LogLineDocument {
  readonly version: 1;
  readonly agent: string;
  readonly line: string;
}

export const logsSchema: ZodType<LogsDocument> = strictObject({
  version: literal(1),
  agent: string(),
  lines: array(string()),
} satisfies Shape<LogsDocument>);

export const logLineSchema: ZodType<LogLineDocument> = strictObject({
  version: literal(1),
  agent: string(),
  line: string(),
} satisfies Shape<LogLineDocument>);
