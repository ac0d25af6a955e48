import type { Path } from "../text/pointer.js";
import { expandWorkdir } from "../values/home-path.js";
import { worktreeBranch, worktreePath } from "../values/worktree-path.js";
import type { AgentSettings, Roster, WorktreeSettings } from "../schema/roster.js";
import { workdirDefault } from "./defaults.js";
import type { DesiredAgent, Source } from "./desired-fleet.js";
import { given } from "./given.js";

/** Folders of this machine that a roster's values are read with. */
export interface Places {
  readonly home: string;
  /** Where worktrees stand, absolute. Default: `.local/share/mosaic/fleet/worktrees` in the home. */
  readonly worktrees?: string;
}

/** Notes where values came from. */
interface Notes {
  readonly sources: Record<string, Source>;
  note(path: Path, own: unknown, low: unknown): void;
}

/** Where an agent works: of `workdir` and `worktree` the nearer one, its own before that of `defaults`. */
export function workplaceOf(
  { content: { agents, defaults } }: Roster,
  index: number,
  { home, worktrees = `${home}/.local/share/mosaic/fleet/worktrees` }: Places,
  notes: Notes,
): Pick<DesiredAgent, "workdir" | "worktree"> {
  const own: AgentSettings & { name?: string } = agents[index] ?? {};
  const isOwn = own.worktree !== undefined;
  const low = typeof own.worktree === "string" ? undefined : defaults?.worktree;
  if (!isOwn && (low === undefined || own.workdir !== undefined)) {
    const workdir = own.workdir ?? defaults?.workdir ?? workdirDefault;
    notes.note(["workdir"], own.workdir, defaults?.workdir);
    return { workdir: expandWorkdir(workdir, home) };
  }
  const { repo = "", branch, base } = { ...asMap(low), ...asMap(own.worktree) };
  for (const key of ["repo", "branch", "base"] as const) noteKey(key, own.worktree, low, notes);
  const from = notes.sources["worktree.repo"];
  if (from !== undefined) notes.sources["workdir"] = from;
  const { name = "" } = own;
  const repository = expandWorkdir(repo, home).replace(/(?<=.)\/+$/, "");
  return {
    workdir: worktreePath(worktrees, repository, name),
    worktree: { repository, branch: branch ?? worktreeBranch(name), ...given({ base }) },
  };
}

/** Of a text, the place is its own. */
function noteKey(
  key: keyof WorktreeSettings,
  own: AgentSettings["worktree"],
  low: AgentSettings["worktree"],
  notes: Notes,
): void {
  const [mine, theirs] = [asMap(own)[key], asMap(low)[key]];
  if (mine === undefined && theirs === undefined && key === "base") return;
  const from = mine === undefined ? low : own;
  if (typeof from !== "string" || key !== "repo")
    return notes.note(["worktree", key], mine, theirs);
  notes.note(["worktree"], mine, theirs);
  const source = notes.sources["worktree"];
  delete notes.sources["worktree"];
  if (source !== undefined) notes.sources["worktree.repo"] = source;
}

function asMap(worktree: AgentSettings["worktree"]): WorktreeSettings {
  return typeof worktree === "string" ? { repo: worktree } : (worktree ?? {});
}
