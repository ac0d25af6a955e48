import type { Rehearsal } from "./rehearsal.js";

/** One rehearsal. It gets a fresh sandbox with nothing installed. */
export interface Scenario {
  /** Kebab-case; `--scenario` selects by it. */
  readonly id: string;
  readonly title: string;
  /** Throws a `ScenarioFailure` when something is not as it has to be. */
  readonly run: (fleet: Rehearsal) => Promise<void>;
}

/** A scenario does not hold. The first line of the message says why, further ones what was seen. */
export class ScenarioFailure extends Error {
  override readonly name = "ScenarioFailure";
}
