import { array, boolean, literal, strictObject, string, type ZodType } from "zod";
import { severities, type Severity } from "./severity.js";
import type { Shape } from "./shape.js";

/** The document of `doctor`. */
export interface DoctorDocument {
  readonly version: 1;
  readonly findings: readonly DoctorFinding[];
}

/** One thing that is not as it should be, with what to do about it. */
export interface DoctorFinding {
  readonly id: string;
  readonly severity: Severity;
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
  /** Whether `doctor --fix` can mend it. */
  readonly fixable: boolean;
  /** After `doctor --fix`: whether it did. */
  readonly fixed?: boolean;
}

const finding: ZodType<DoctorFinding> = strictObject({
  id: string(),
  severity: literal(severities),
  what: string(),
  why: string(),
  remedy: string(),
  fixable: boolean(),
  fixed: boolean().exactOptional(),
} satisfies Shape<DoctorFinding>);

export const doctorSchema: ZodType<DoctorDocument> = strictObject({
  version: literal(1),
  findings: array(finding),
} satisfies Shape<DoctorDocument>);
