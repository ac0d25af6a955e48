/** One thing that holds or does not, as every reporter understands it. Its texts are `visible` already. */
export interface Case {
  readonly name: string;
  readonly status: "passed" | "failed" | "skipped";
  /** One line: why it failed or was skipped. */
  readonly reason?: string;
  /** More of it, also for a case that passed with remarks. */
  readonly details: readonly string[];
  readonly seconds?: number;
  /** It passed, and there is a warning among its details. */
  readonly warned?: true;
}

/** A document as a named list of cases. */
export interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

export function countCases(cases: readonly Case[]): Readonly<Record<Case["status"], number>> {
  const count = (wanted: Case["status"]): number =>
    cases.filter(({ status }) => status === wanted).length;
  return { passed: count("passed"), failed: count("failed"), skipped: count("skipped") };
}
