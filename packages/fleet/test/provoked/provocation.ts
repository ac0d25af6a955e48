import type { FindingId } from "../../src/doctor/finding-table.js";

/** How a finding is brought about for real, and what takes it away again: what its remedy says. */
export interface Provocation<Stage> {
  /** Where the machine itself may have it. */
  readonly before?: (stage: Stage) => Promise<unknown>;
  readonly provoke: (stage: Stage) => Promise<unknown>;
  readonly remedy: (stage: Stage) => Promise<unknown>;
}

export type Provocations<Stage> = Readonly<Partial<Record<FindingId, Provocation<Stage>>>>;
