import type { SandboxOptions } from "@mosaicstack/systemd-sandbox";
import type { SupervisorName } from "../views/views.js";
import type { Rehearsal } from "./rehearsal.js";

/** One rehearsal. It gets a fresh sandbox with nothing installed. */
export interface Scenario {
  /** Kebab-case; `--scenario` selects by it. */
  readonly id: string;
  /** What holds, as a sentence without a full stop. */
  readonly title: string;
  /** Under which supervisors it means something. Default: both. */
  readonly supervisors?: readonly SupervisorName[];
  /** Part of `--quick`: the shortest set that meets every kind of fault. */
  readonly quick?: true;
  /** Seconds that it may take, on a machine many times slower than a quiet one; then it has failed. Default: 180. */
  readonly budgetSeconds?: number;
  readonly sandbox?: Pick<SandboxOptions, "hierarchy">;
  /** What this machine's sandbox lacks for it; it is skipped, and this is told. */
  readonly obstacle?: (fleet: Rehearsal) => string | undefined | Promise<string | undefined>;
  /** Throws a `ScenarioFailure` when something is not as it has to be. */
  readonly run: (fleet: Rehearsal) => Promise<void>;
}
