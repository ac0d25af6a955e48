import { basename } from "node:path";
import type { FoundOldWorktree, WorktreeLook } from "../worktrees/look-at-worktrees.js";
import { wordsOf } from "../error.js";
import type { Found } from "./found.js";
import type { PlannedChange } from "./planned-change.js";
import type { WantedAgent } from "./wanted.js";

/** The worktree that an agent has to have before it is started; nothing where it is there, on whatever branch. */
export function planWorktree(
  { agent: { name, workdir, worktree } }: WantedAgent,
  look: WorktreeLook | undefined,
  runs: boolean,
): PlannedChange | undefined {
  if (look === undefined || worktree === undefined || look.state === "there") return undefined;
  return {
    action: "create",
    kind: "worktree",
    agent: name,
    target: workdir,
    // Its working directory is gone.
    needsRestart: runs,
    needsPrune: false,
    reason: reasonOf(look, `branch \`${worktree.branch}\` of ${basename(worktree.repository)}`),
    counts: true,
  };
}

function reasonOf({ state, error }: WorktreeLook, what: string): string {
  if (error === undefined) return `${words[state]} (${what})`;
  const verb = state === "unknown" ? "looked at" : "made";
  return `cannot be ${verb}: ${wordsOf(error)}`;
}

const words: Readonly<Record<WorktreeLook["state"], string>> = {
  there: "is there",
  missing: "is not there",
  "half-made": "is half made",
  leaving: "was about to be removed",
  occupied: "is something else",
  unknown: "is not known",
};

/** Why an agent cannot be started where its worktree cannot be made. */
export function worktreeTrouble(found: Found, agent: string): string | undefined {
  const { error } = found.worktrees.get(agent) ?? {};
  return error === undefined ? undefined : "it has no worktree";
}

/** One that nobody needs goes with `--prune`, if nothing would be lost; one that is kept for that is no difference. */
export function planOldWorktree({ isMoved, keep, ...worktree }: FoundOldWorktree): PlannedChange {
  const why = isMoved ? "its agent works elsewhere" : "its agent is not in the roster";
  return {
    action: "delete",
    kind: "worktree",
    agent: worktree.agent,
    target: worktree.path,
    needsRestart: false,
    needsPrune: true,
    reason: keep === undefined ? why : `${why}; it ${keep}, so it is kept`,
    counts: keep === undefined,
    worktree,
  };
}
