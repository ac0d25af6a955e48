import type { LoginSession } from "@mosaicstack/systemd-sandbox";
import type { Rehearsal } from "../live/rehearsal.js";
import type { Views } from "../views/views.js";

/** One thing that happens to a whole fleet. */
export interface Disaster {
  /** Kebab-case; `--scenario` selects by it. */
  readonly id: string;
  /** What happens, as half a sentence. */
  readonly title: string;
  /** The fleet is started from a login session, which the disaster may end. */
  readonly fromLogin?: true;
  readonly strike: (struck: Struck) => Promise<void>;
}

export interface Struck {
  readonly fleet: Rehearsal;
  /** The agents that run. */
  readonly running: readonly string[];
  readonly before: Views;
  /** Of a disaster `fromLogin`. */
  readonly login: LoginSession | undefined;
  /** Whether the person's manager outlasts the last logout, on the machine that is asked about. */
  readonly lingers: boolean;
}
