import type { FindingId } from "./finding-ids.js";
import type { DoctorFinding } from "../documents/doctor.js";

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
