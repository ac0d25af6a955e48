import { spawn } from "node:child_process";
import { gitEnvironment, type Environment } from "./environment.js";
import { WorktreeError } from "./error.js";
import { shownWords } from "./shown-words.js";

export interface GitOptions {
  /** Default: this process's. */
  readonly env?: Environment;
  /** For a question; a checkout and a hook have their own. Default: 10 s. */
  readonly deadlineMs?: number;
  /** For a checkout. Default: ten minutes. */
  readonly checkoutMs?: number;
  /** For the hook behind it. Default: a minute. */
  readonly hookMs?: number;
}

export interface GitResult {
  readonly code: number;
  readonly stdout: string;
  /** Its words for people, in a line. */
  readonly words: string;
}

/** Nothing is paged, no file monitor is started or asked, and submodules are left to whoever wants them. */
const SETTINGS = ["core.fsmonitor=false", "submodule.recurse=false", "core.pager=cat"];
/** More than any answer that is read; what comes behind it is dropped. */
const MOST_BYTES = 4 * 1024 * 1024;
/** So long what git left behind may keep its output open. */
const LINGER_MS = 500;

/**
 * Runs git to its end, or to the deadline; then it is killed with all that it started. `argv` begins with `-C PATH` where it is about
 * one repository. Throws `GitMissing` and `NotAnswering`; any exit code is a result.
 */
export async function git(
  argv: readonly string[],
  { env = process.env, deadlineMs = 10_000 }: GitOptions = {},
): Promise<GitResult> {
  const settings = SETTINGS.flatMap((each) => ["-c", each]);
  const child = spawn("git", ["--no-pager", ...settings, ...argv], {
    // A folder that is gone would look like a git that is.
    cwd: "/",
    env: gitEnvironment(env),
    // A session of its own: nothing in it can ask on our terminal, and a kill reaches all of it.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { stdout, stderr } = { stdout: collect(child.stdout), stderr: collect(child.stderr) };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), deadlineMs);
  });
  const ended = new Promise<number | "late">((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 128));
    child.once("exit", (code) => setTimeout(() => resolve(code ?? 128), LINGER_MS).unref());
  });
  try {
    const code = await Promise.race([ended, late]);
    if (code === "late") {
      killGroup(child.pid);
      const seconds = deadlineMs / 1000;
      throw new WorktreeError(
        "NotAnswering",
        `\`${shown(argv)}\` did not end within ${seconds} s, and was killed`,
        { remedy: "Run it by hand to see what it waits for." },
      );
    }
    return { code, stdout: stdout(), words: shownWords(stderr()) };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
    const remedy = `Install git, ${LEAST_GIT} or newer.`;
    throw new WorktreeError("GitMissing", "git is not on PATH", { remedy, cause });
  } finally {
    clearTimeout(timer);
    child.stdout.destroy();
    child.stderr.destroy();
  }
}

/** `git worktree list -z` and `git hook run` came with it. */
export const LEAST_GIT = "2.36";

/** Its output. Throws `Failed` with git's words where it does not end with 0. */
export async function gitOutput(argv: readonly string[], options: GitOptions): Promise<string> {
  const { code, stdout, words } = await git(argv, options);
  if (code === 0) return stdout;
  throw new WorktreeError("Failed", `\`${shown(argv)}\` failed: ${words || `exit ${code}`}`);
}

/** As it can be run again; what is long is cut. */
function shown(argv: readonly string[]): string {
  const line = `git ${argv.filter((word) => word !== "--").join(" ")}`;
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const parts: Buffer[] = [];
  let length = 0;
  stream.on("data", (part: Buffer) => {
    if (length < MOST_BYTES) parts.push(part);
    length += part.length;
  });
  // One that was destroyed at the deadline.
  stream.on("error", () => undefined);
  return () => Buffer.concat(parts).subarray(0, MOST_BYTES).toString("utf8");
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // It ended meanwhile.
  }
}
