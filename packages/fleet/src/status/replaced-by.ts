import { readFileSync, readlinkSync } from "node:fs";
import { childrenOf } from "./cgroup-of.js";

/** Programs that read what is typed as something else than an agent does. */
const others: ReadonlySet<string> = new Set(
  [
    "sh bash dash zsh fish ksh mksh tcsh csh ash nu pwsh",
    "vi vim nvim view nano emacs hx helix micro kak joe mcedit",
    "less more most man ssh tmux screen su sudo",
  ].flatMap((kind) => kind.split(" ")),
);

/** What is looked at below one pane. */
const MOST = 200;

/**
 * The shell, editor or pager that has a pane's terminal where the agent should: the youngest process of the foreground that reads from
 * it. Undefined where that is the agent, or nobody can tell. `isPlain`: what was started may itself be a shell.
 */
export function replacedBy(
  panePid: number,
  { isPlain, proc = "/proc" }: { readonly isPlain: boolean; readonly proc?: string },
): string | undefined {
  const children = childrenOf(panePid, proc);
  if (isPlainlyAgent(children, isPlain, proc)) return undefined;
  const pane = statOf(panePid, proc);
  if (pane === undefined) return undefined;
  const [agent, ...more] = children.filter((pid) => reads(pid, pane, proc));
  // More than one: whose terminal it is just now nobody can say.
  if (agent === undefined || more.length > 0) return undefined;
  let last = agent;
  for (let looked = 0; looked < MOST; looked++) {
    const [next] = childrenOf(last, proc)
      .slice(0, MOST)
      .filter((pid) => reads(pid, pane, proc))
      .slice(-1);
    if (next === undefined) break;
    last = next;
  }
  if (last === agent && isPlain) return undefined;
  // A shell with job control makes a foreground of its own.
  if (statOf(last, proc)?.group !== pane.foreground) return undefined;
  const name = nameOf(last, proc);
  return name !== undefined && others.has(name) ? name : undefined;
}

/** The only one below the pane half, with nobody below it: whoever it is, its terminal matters only if its name does. */
function isPlainlyAgent(children: readonly number[], isPlain: boolean, proc: string): boolean {
  const [only, ...more] = children;
  if (only === undefined) return true;
  if (more.length > 0 || childrenOf(only, proc).length > 0) return false;
  return isPlain || !others.has(nameOf(only, proc) ?? "");
}

interface Stat {
  readonly group: string;
  readonly tty: string;
  /** The foreground of its terminal. */
  readonly foreground: string;
  readonly input: string;
}

/** Whether it has that pane's terminal for its input. */
function reads(pid: number, pane: Stat, proc: string): boolean {
  const stat = statOf(pid, proc);
  return stat !== undefined && stat.tty === pane.tty && stat.input === pane.input;
}

/** proc_pid_stat(5); undefined for what is gone, is another user's, or has no terminal. */
function statOf(pid: number, proc: string): Stat | undefined {
  try {
    const text = readFileSync(`${proc}/${pid}/stat`, "utf8");
    const [, , group, , tty, foreground] = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const input = readlinkSync(`${proc}/${pid}/fd/0`);
    if (group === undefined || tty === undefined || foreground === undefined || tty === "0")
      return undefined;
    return { group, tty, foreground, input };
  } catch {
    return undefined;
  }
}

function nameOf(pid: number, proc: string): string | undefined {
  try {
    return readFileSync(`${proc}/${pid}/comm`, "utf8").trim();
  } catch {
    return undefined;
  }
}
