import type { Severity } from "../../documents/severity.js";

/** What doctor can find, as it is told of in the reference. */
export interface FindingEntry {
  /** How much it matters, unless a check says otherwise. */
  readonly severity: Severity;
  /** What it can be as well. */
  readonly also?: Severity;
  /** What is so, as a sentence without its full stop. */
  readonly what: string;
  /** Why it matters, whole sentences. */
  readonly why: string;
  /** What to do, whole sentences. */
  readonly remedy: string;
  /** Whether `doctor --fix` may mend it. */
  readonly fixable?: true;
}
