/**
 * `GitMissing`: no git on PATH. `GitTooOld`. `NotAnswering`: a deadline passed. `NotARepository`. `NoCommits`. `NoSuchBase`.
 * `BadName`: a branch or base that git would not take. `BranchElsewhere`: another worktree has it. `Occupied`: something else stands
 * in its place. `InUse`: a process is at work there. `Locked`: a person locked it. `Failed`: git's own words say why.
 */
export type WorktreeErrorCode =
  | "GitMissing"
  | "GitTooOld"
  | "NotAnswering"
  | "NotARepository"
  | "NoCommits"
  | "NoSuchBase"
  | "BadName"
  | "BranchElsewhere"
  | "Occupied"
  | "InUse"
  | "Locked"
  | "Failed";

/** The one class that this package throws. */
export class WorktreeError extends Error {
  override readonly name = "WorktreeError";
  readonly code: WorktreeErrorCode;
  /** What to do next, one sentence. */
  readonly remedy: string | undefined;

  constructor(
    code: WorktreeErrorCode,
    message: string,
    details: { readonly remedy?: string; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
    this.code = code;
    this.remedy = details.remedy;
  }
}
