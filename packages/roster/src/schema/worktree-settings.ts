import { strictObject, union, type ZodType } from "zod";
import { line, rule } from "./leaf.js";
import type { WorktreeSettings } from "./roster.js";
import type { Shape } from "./shape.js";
import { checkBase, checkBranch } from "../values/branch.js";
import { checkRepository } from "../values/home-path.js";
import { BASE_PATTERN, BRANCH_PATTERN, WORKDIR_PATTERN } from "../values/patterns.js";

const repository = rule(line(), checkRepository).meta({
  description: "The repository: its top folder, or a bare one.",
  pattern: WORKDIR_PATTERN,
  samples: ["~/src/app"],
});

/** A git worktree of the agent's own. */
export const worktreeShape: Shape<WorktreeSettings> = {
  repo: repository.optional(),
  branch: rule(line(), checkBranch)
    .meta({
      description: "Its branch, made where there is none yet; `agent/NAME` where none is said.",
      pattern: BRANCH_PATTERN,
      samples: ["agent/writer"],
    })
    .optional(),
  base: rule(line(), checkBase)
    .meta({
      description:
        "Branch, tag or commit at which a new branch begins; what the repository has checked out where none is said.",
      pattern: BASE_PATTERN,
      samples: ["main", "origin/main"],
    })
    .optional(),
};

/** A repository alone, or a map. */
export const worktree: ZodType<string | WorktreeSettings> = union(
  [repository, strictObject(worktreeShape)],
  { error: "a repository's path, or a map" },
).meta({
  description: "Instead of `workdir`: a git worktree of its own, of this repository.",
  samples: ["~/src/app", { repo: "~/src/app", branch: "agent/writer", base: "main" }],
});
