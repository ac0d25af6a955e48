import type { Change } from "../documents/plan.js";
import type { OldWorktree } from "../worktrees/worktree-note.js";
import type { WantedFile } from "../files/write-file.js";

/** A change with what is needed to do it. */
export interface PlannedChange extends Change {
  /** Whether the machine is not as the roster wants it; false for what is merely of another version. */
  readonly counts: boolean;
  /** A person keeps the file elsewhere. */
  readonly isLink?: boolean;
  /** Of `delete` of a worktree. */
  readonly worktree?: OldWorktree;
  /** Of `create` and `update` of a file. */
  readonly file?: WantedFile;
}

/** The change as everybody may see it. */
export function asChange({ action, kind, agent, target, ...rest }: PlannedChange): Change {
  const { needsRestart, needsPrune, reason, counts } = rest;
  const wish = action === "restart" && !counts ? ({ needsWish: true } as const) : {};
  return { action, kind, agent, target, needsRestart, needsPrune, ...wish, reason };
}
