import { array, literal, strictObject, string, type ZodType } from "zod";
import type { Shape } from "./shape.js";

/** The document of `screen`. */
export interface ScreenDocument {
  readonly version: 1;
  readonly agent: string;
  /** What its pane shows now, from the top; blank lines at the end are left out. */
  readonly lines: readonly string[];
}

export const screenSchema: ZodType<ScreenDocument> = strictObject({
  version: literal(1),
  agent: string(),
  lines: array(string()),
} satisfies Shape<ScreenDocument>);
