import type { Rehearsal } from "./rehearsal.js";

/** One rehearsal. It gets a fresh sandbox with nothing installed. */
export interface Scenario {
  /** Kebab-case; `--scenario` selects by it. */
  readonly id: string;
  readonly title: string;
  /** Throws a `ScenarioFailure` when something is not as it has to be. */
  readonly run: (fleet: Rehearsal) => Promise<void>;
}
