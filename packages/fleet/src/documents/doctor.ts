/** The document of `doctor`. */
export interface DoctorDocument {
  readonly version: 1;
  readonly findings: readonly DoctorFinding[];
}

/** One thing that is not as it should be, with what to do about it. */
export interface DoctorFinding {
  readonly id: string;
  readonly severity: "error" | "warning" | "info";
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
  /** Whether `doctor --fix` can mend it. */
  readonly fixable: boolean;
  /** After `doctor --fix`: whether it did. */
  readonly fixed?: boolean;
}
