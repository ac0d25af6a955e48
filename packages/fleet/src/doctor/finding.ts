import type { DoctorFinding } from "../documents/doctor.js";
import { findingTable, type FindingId } from "./finding-table.js";

/** A finding, beside what mends it: that is no part of a document. */
export interface Found extends DoctorFinding {
  /** Throws what keeps it from being mended. */
  readonly mend?: () => Promise<void>;
}

/** A finding that nothing of ours mends by itself; what `more` leaves open is as the table says. */
export function finding(
  id: FindingId,
  what: string,
  remedy: string = findingTable[id].remedy,
  more: Partial<Pick<DoctorFinding, "severity" | "why">> = {},
): DoctorFinding {
  const { severity, why } = { ...findingTable[id], ...more };
  return { id, severity, what, why, remedy, fixable: false };
}

/** The same finding as one that `doctor --fix` mends. */
export function mendable(found: DoctorFinding, mend: () => Promise<void>): Found {
  return { ...found, fixable: true, mend };
}

/** As it stands in the document. */
export function toldFinding({ mend: _mend, ...told }: Found): DoctorFinding {
  return told;
}
