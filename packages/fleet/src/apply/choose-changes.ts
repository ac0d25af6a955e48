import type { Change } from "../documents/plan.js";
import type { PlannedChange } from "../plan/planned-change.js";

export interface ApplyOptions {
  /** Also ends and removes what left the roster. */
  readonly prune?: boolean | undefined;
  /** `changed`, the default: agents whose roster entry needs it; `all`: those of an earlier launcher too. */
  readonly restart?: "none" | "changed" | "all" | undefined;
  /** What a person agreed to: no other delete, and no other restart, is done. Default: whatever the plan says. */
  readonly agreed?: readonly Change[] | undefined;
}

/** Whether this change is to be done under these options. */
export function isChosen(
  change: PlannedChange,
  { prune = false, restart = "changed", agreed }: ApplyOptions,
): boolean {
  const costs = change.needsPrune || change.action === "restart";
  if (!costs) return true;
  const isAgreed = agreed?.some((each) => isSame(each, change)) ?? true;
  if (change.needsPrune) return prune && isAgreed;
  return isAgreed && (restart === "all" || (restart === "changed" && change.counts));
}

function isSame(one: Change, other: Change): boolean {
  return one.action === other.action && one.kind === other.kind && one.target === other.target;
}
