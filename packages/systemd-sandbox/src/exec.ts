import { mkdir, rmdir, writeFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { execa } from "execa";
import { enterArgv, type Inside } from "./enter.js";
import { SandboxError } from "./sandbox-error.js";

export interface ExecOptions {
  /** Added to the sandbox's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** A folder inside. Default: the sandbox's home. */
  readonly cwd?: string;
  /** Milliseconds until everything that the command started is killed. Default: 30 s. */
  readonly deadlineMs?: number;
  /** Throw `CommandFailed` for an exit other than 0, or `Timeout`. Default: false. */
  readonly reject?: boolean;
}

/** `stdout` and `stderr` without the last newline. */
export interface ExecResult {
  /** `undefined` when a signal ended the command. */
  readonly exitCode: number | undefined;
  readonly signal?: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

/** How long output may still arrive once the command itself has ended, in milliseconds. */
const DRAIN_MS = 500;

/**
 * Runs a command inside, in a cgroup of its own below `payload`. What it leaves running stays there until the sandbox
 * ends; its output after the command's own end is not waited for.
 */
export async function execInside(
  inside: Inside,
  payload: string,
  command: readonly string[],
  options: ExecOptions = {},
): Promise<ExecResult> {
  const { deadlineMs = 30_000, input } = options;
  const cgroup = join(payload, `exec-${randomUUID()}`);
  await mkdir(cgroup).catch((cause: unknown) => {
    const message = `the sandbox of \`${payload}\` has ended; open another one`;
    throw new SandboxError("Closed", message, { cause });
  });
  const { file, args } = enterArgv(inside, cgroup, options.cwd);
  const running = execa(file, [...args, ...command], {
    reject: false,
    detached: true,
    cleanup: false,
    extendEnv: false,
    env: { ...inside.env, ...options.env },
    ...(input === undefined ? { stdin: "ignore" } : { input }),
  });
  const destroyPipes = (): void => {
    running.stdin?.destroy();
    running.stdout.destroy();
    running.stderr.destroy();
  };

  let timedOut = false;
  const deadline = setTimeout(() => {
    timedOut = true;
    running.kill("SIGKILL");
    // The cgroup is gone where a reboot came before
    void writeFile(join(cgroup, "cgroup.kill"), "1")
      .catch(() => undefined)
      .finally(destroyPipes);
  }, deadlineMs);
  let drain: NodeJS.Timeout | undefined;
  running.on("exit", () => {
    drain = setTimeout(destroyPipes, DRAIN_MS);
  });
  const result = await running;
  clearTimeout(deadline);
  clearTimeout(drain);
  // It stays while a daemon lives in it
  await rmdir(cgroup).catch(() => undefined);

  const outcome: ExecResult = {
    exitCode: timedOut ? undefined : result.exitCode,
    ...(result.signal === undefined ? {} : { signal: result.signal }),
    stdout: result.stdout,
    stderr: result.stderr,
    timedOut,
  };
  if (options.reject === true) throwUnlessGood(command, outcome, deadlineMs);
  return outcome;
}

function throwUnlessGood(
  command: readonly string[],
  outcome: ExecResult,
  deadlineMs: number,
): void {
  const what = `\`${command.join(" ")}\``;
  if (outcome.timedOut)
    throw new SandboxError("Timeout", `${what} did not end within ${deadlineMs} ms and was killed`);
  if (outcome.exitCode === 0) return;
  const how = outcome.signal ?? `exit code ${outcome.exitCode}`;
  throw new SandboxError("CommandFailed", `${what} ended with ${how}: ${outcome.stderr}`);
}
