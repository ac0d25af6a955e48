/** One working tree of a repository, as `git worktree list` tells it. */
export interface Worktree {
  /** Absolute, links resolved when it was made. */
  readonly path: string;
  /** Commit; undefined in a bare repository. */
  readonly head?: string;
  /** Without `refs/heads/`; undefined where HEAD is detached, or the repository is bare. */
  readonly branch?: string;
  readonly isBare: boolean;
  /** The reason, empty where none was given; undefined: not locked. */
  readonly locked?: string;
  /** Why git would forget it; undefined: it would not. */
  readonly prunable?: string;
}

/**
 * Reads `git worktree list --porcelain -z`: attributes that end with NUL, and one more NUL behind each tree. Pure. Words that a later
 * git adds are passed over. Undefined for what is no such list.
 */
export function parseWorktreeList(text: string): Worktree[] | undefined {
  if (text === "") return [];
  if (!text.endsWith("\0\0")) return undefined;
  const found = text.slice(0, -2).split("\0\0").map(parseOne);
  return found.every((one) => one !== undefined) ? found : undefined;
}

function parseOne(block: string): Worktree | undefined {
  const words = new Map(
    block.split("\0").map((line) => {
      const at = line.indexOf(" ");
      return at < 0 ? [line, ""] : [line.slice(0, at), line.slice(at + 1)];
    }),
  );
  const path = words.get("worktree");
  if (path === undefined || path === "") return undefined;
  const given = {
    head: words.get("HEAD"),
    branch: words.get("branch")?.replace(/^refs\/heads\//, ""),
    locked: words.get("locked"),
    prunable: words.get("prunable"),
  };
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  return { path, isBare: words.has("bare"), ...Object.fromEntries(said) };
}
