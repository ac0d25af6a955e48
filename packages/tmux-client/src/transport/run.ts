import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { aborted, onAbort } from "./abort.js";
import type { Signals } from "./abort.js";

export interface RunOptions {
  readonly env: Readonly<Record<string, string>>;
  /** Written to standard input, which is then closed; without it standard input is empty. */
  readonly input?: Buffer | undefined;
  readonly deadlineMs: number;
  readonly signals?: Signals;
}

export type RunOutcome =
  | {
      readonly kind: "exited";
      readonly exitCode: number | undefined;
      readonly stdout: Buffer;
      readonly stderr: string;
    }
  | { readonly kind: "timed-out"; readonly stdout: Buffer }
  | { readonly kind: "aborted"; readonly started: boolean; readonly stdout: Buffer };

/**
 * Runs one program in a process group of its own. Rejects only when it cannot be started.
 *
 * A tmux client hands its standard streams to the server, and a stopped server keeps them open, so
 * `close` may never come: the deadline kills the group and destroys our ends of the pipes.
 */
export async function runProcess(
  file: string,
  args: readonly string[],
  options: RunOptions,
): Promise<RunOutcome> {
  const { signals = [] } = options;
  if (aborted(signals)) return { kind: "aborted", started: false, stdout: Buffer.alloc(0) };
  return await new Promise((resolve, reject) => {
    const child: ChildProcess = spawn(file, args, {
      cwd: "/",
      env: options.env,
      detached: true,
      stdio: [options.input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    let exited: { readonly exitCode: number | undefined } | undefined;
    let quiet: NodeJS.Timeout | undefined;
    let settled = false;
    let read = 0;

    const end = (): void => {
      settled = true;
      clearTimeout(deadline);
      clearTimeout(quiet);
      forget();
      // Out of file descriptors, Node makes a child without streams.
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
    };
    const finish = (): void => {
      end();
      const text = Buffer.concat(stderr).toString("utf8").trim();
      resolve({
        kind: "exited",
        exitCode: exited?.exitCode,
        stdout: Buffer.concat(stdout),
        stderr: text,
      });
    };
    const giveUp = (outcome: RunOutcome): void => {
      if (!exited) killGroup(child);
      end();
      resolve(outcome);
    };
    // Only after the client is gone may silence mean that all was read.
    const drain = (): void => {
      clearTimeout(quiet);
      // A busy program comes to its timers before it has read what is there; then to this.
      const look = (): void => void setImmediate(() => seen === read && !settled && finish());
      const seen = (read += 1);
      if (exited && !settled) quiet = setTimeout(look, QUIET_MS);
    };
    const deadline = setTimeout(
      () => giveUp({ kind: "timed-out", stdout: Buffer.concat(stdout) }),
      options.deadlineMs,
    );

    const forget = onAbort(signals, () =>
      giveUp({ kind: "aborted", started: true, stdout: Buffer.concat(stdout) }),
    );
    child.once("error", (error) => {
      end();
      reject(error);
    });
    child.once("exit", (code) => {
      exited = { exitCode: code ?? undefined };
      drain();
    });
    child.once("close", finish);
    collect(child.stdout, stdout, drain);
    collect(child.stderr, stderr, drain);
    // The client may end before it reads its input; its exit tells what happened.
    child.stdin?.on("error", () => {});
    child.stdin?.end(options.input);
  });
}

const QUIET_MS = 250;

function collect(stream: ChildProcess["stdout"], into: Buffer[], then: () => void): void {
  stream?.on("data", (chunk: Buffer) => {
    into.push(chunk);
    then();
  });
  stream?.on("error", () => {});
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}
