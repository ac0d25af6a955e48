import { spawn, type ChildProcessByStdio } from "node:child_process";
import type { Readable } from "node:stream";
import { SystemdError } from "../systemd-error.js";

export interface RunResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly deadlineMs: number;
  /** The command as a message shows it, without what is put in front of it. Default: all of it. */
  readonly command?: readonly string[];
  /** Run it in a process group of its own, so that at the deadline all that a prefix started is killed too. Default: false. */
  readonly group?: boolean;
}

/**
 * Runs one program to its end, or to the deadline. Throws `ManagerAbsent` where the program is not there and `Timeout`;
 * any exit code is a result. Output is in the C locale, without colours and pagers.
 */
export async function run(
  argv: readonly [string, ...string[]],
  { env, deadlineMs, command = argv, group = false }: RunOptions,
): Promise<RunResult> {
  const [file, ...args] = argv;
  // Not by a library: to load one takes longer than most of these calls.
  const child = spawn(file, args, {
    env: { ...env, ...PLAIN },
    detached: group,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), deadlineMs);
  });
  // `close` waits for pipes that a grandchild may keep open, so the deadline stands beside it.
  const result = await Promise.race([ended(child), deadline]);
  clearTimeout(timer);
  if (result === "late") {
    killAll(child.pid, group);
    child.stdout.destroy();
    child.stderr.destroy();
    throw new SystemdError(
      "Timeout",
      `\`${shown(command)}\` did not end within ${String(deadlineMs / 1000)} s; what it asked for may still happen, so look at the state before asking again`,
    );
  }
  const { exitCode, signal, stdout, stderr, cause } = result;
  if (cause?.code === "ENOENT") throw absentError(file, stderr, cause);
  if (exitCode === null)
    throw new SystemdError(
      "NotAnswering",
      `\`${shown(command)}\` was ended by ${signal ?? "a failure"}`,
      { detail: stderr, cause },
    );
  return { exitCode, stdout, stderr };
}

interface Ended {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Without their last line break. */
  readonly stdout: string;
  readonly stderr: string;
  /** Why it could not be run. */
  readonly cause?: NodeJS.ErrnoException;
}

async function ended(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Ended> {
  const parts = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].on("data", (part: Buffer) => parts[name].push(part));
    // One that was destroyed at the deadline.
    child[name].on("error", () => undefined);
  }
  const texts = (): Pick<Ended, "stdout" | "stderr"> => ({
    stdout: textOf(parts.stdout),
    stderr: textOf(parts.stderr),
  });
  return await new Promise((resolve) => {
    child.once("error", (cause) => resolve({ exitCode: null, signal: null, cause, ...texts() }));
    child.once("close", (exitCode, signal) => resolve({ exitCode, signal, ...texts() }));
  });
}

function textOf(parts: readonly Buffer[]): string {
  return Buffer.concat(parts)
    .toString("utf8")
    .replace(/\r?\n$/, "");
}

/**
 * What makes systemd's tools speak plainly and to us, whatever their caller has set: in the C locale, without colours, pagers, times and
 * places. `SYSTEMD_LOG_TARGET=null` would take their words; with `SYSTEMD_OFFLINE=1`, or in what it holds for a chroot, systemctl does
 * nothing and ends with 0.
 */
export const PLAIN: Readonly<Record<string, string>> = {
  LC_ALL: "C",
  LANGUAGE: "",
  SYSTEMCTL_INSTALL_CLIENT_SIDE: "0",
  SYSTEMD_COLORS: "0",
  SYSTEMD_LOG_LEVEL: "notice",
  SYSTEMD_LOG_LOCATION: "0",
  SYSTEMD_LOG_TARGET: "console",
  SYSTEMD_LOG_TID: "0",
  SYSTEMD_LOG_TIME: "0",
  SYSTEMD_OFFLINE: "0",
  SYSTEMD_PAGER: "",
  SYSTEMD_URLIFY: "0",
};

export function absentError(file: string, detail: string, cause?: unknown): SystemdError {
  const message = `\`${file}\` is not on PATH; this needs systemd`;
  return new SystemdError("ManagerAbsent", message, { detail, cause });
}

/** Kills a child, or the whole process group that it leads. One that is gone already is no error. */
export function killAll(pid: number | undefined, group: boolean): void {
  if (pid === undefined) return;
  try {
    process.kill(group ? -pid : pid, "SIGKILL");
  } catch {
    // it ended meanwhile
  }
}

/** A command for a message: short, however many units it names. */
function shown(command: readonly string[]): string {
  const words = command.slice(0, 8).join(" ");
  return command.length > 8 ? `${words} …` : words;
}
