import type { FindingId } from "./finding-ids.js";

/** One thing that is not as it should be, with what to do about it. */
export interface DoctorFinding {
  readonly id: string;
  readonly severity: "error" | "warning" | "info";
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
  readonly fixable: boolean;
}

/** A finding that nothing of ours can mend by itself yet. */
export function finding(
  id: FindingId,
  severity: DoctorFinding["severity"],
  what: string,
  why: string,
  remedy: string,
): DoctorFinding {
  return { id, severity, what, why, remedy, fixable: false };
}
