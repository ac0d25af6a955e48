import { createHash } from "node:crypto";

/** The longest part of a repository's own name that is kept. */
const LONGEST = 40;

/** Branch of an agent's worktree where the roster names none. */
export function worktreeBranch(agent: string): string {
  return `agent/${agent}`;
}

/**
 * Where an agent's worktree stands: `FOLDER/app-3f9a1c/writer`. The digits are of the repository's path, so that two repositories of one
 * name do not meet; only the path decides, so that nothing has to be looked up.
 */
export function worktreePath(folder: string, repository: string, agent: string): string {
  return `${folder.replace(/\/+$/, "")}/${folderOf(repository)}/${agent}`;
}

function folderOf(repository: string): string {
  const parts = repository.split("/").filter((part) => part !== "" && part !== ".");
  const digits = createHash("sha256")
    .update(`/${parts.join("/")}`)
    .digest("hex")
    .slice(0, 6);
  const last = (parts.at(-1) ?? "").replace(/\.git$/, "");
  const name = last.replaceAll(/[^A-Za-z0-9._-]+/g, "-").replace(/^[.-]+/, "");
  return `${name.slice(0, LONGEST) || "repository"}-${digits}`;
}
