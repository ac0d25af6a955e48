import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Tmux } from "@mosaicstack/tmux-client";
import { execa } from "execa";
import { formatEnvironment } from "../launch/environment.js";
import { LaunchError, type LaunchErrorCode } from "../error.js";
import { findOwnSession } from "./own-session.js";
import type { Looks } from "../runtime/find-obstacle.js";
import { waitReady, type ReadyOptions } from "./wait-ready.js";

export interface StartOptions {
  /** Absolute path of the launcher script. */
  readonly script: string;
  readonly name: string;
  /** The whole environment of the agent, `MOSAIC_*` settings included; it travels in a one-time 0600 file. */
  readonly environment: Readonly<Record<string, string>>;
  /** What the script itself needs: HOME, PATH, XDG folders, TMUX_TMPDIR, the fleet's MOSAIC_TMUX_SOCKET. */
  readonly callerEnvironment: Readonly<Record<string, string>>;
  readonly restart: {
    readonly policy: "always" | "on-failure" | "no";
    readonly delaySeconds: number;
    readonly maxDelaySeconds: number;
    readonly burst: number;
  };
  /** A folder of this user alone, 0700, for the one-time file. */
  readonly runtimeFolder: string;
  /** Milliseconds; default 45 s, more than all the script's own deadlines together. */
  readonly deadlineMs?: number;
  /** Wait also until it takes input, see `waitReady`: `started` is then true of the agent, not of its process alone. */
  readonly ready?: ReadyOptions & {
    /** The server that the session is made on. */
    readonly tmux: Tmux;
    /** Undefined: a plain command, whose screen has to stand still. */
    readonly runtime?: Looks | undefined;
  };
}

/**
 * Starts the session, or finds it running, through `start-agent-session.sh`: one implementation for people, units and
 * this library. Resolves once the agent's process runs in its pane, with `ready` once it takes input. Throws LaunchError
 * with the script's one line; `NotReady` leaves the session as it is, for a person to look at.
 */
export async function startSession(options: StartOptions): Promise<"started" | "running"> {
  const { policy, delaySeconds, maxDelaySeconds, burst } = options.restart;
  const file = await writeOnce(options);
  const restart = [policy, Math.ceil(delaySeconds), Math.ceil(maxDelaySeconds), burst].join(":");
  try {
    const result = await run(
      options,
      ["--environment", file, "--restart", restart, options.name],
      options.deadlineMs ?? 45_000,
    );
    if (result.exitCode !== 0) throw failure(options.name, result);
    if (result.stdout.startsWith("running")) return "running";
    await becomeReady(options);
    return "started";
  } finally {
    await rm(file, { force: true });
  }
}

async function becomeReady({ name, ready }: StartOptions): Promise<void> {
  if (ready === undefined) return;
  const pane = (await findOwnSession(ready.tmux, name))?.pane?.ref;
  const reason =
    pane === undefined
      ? "it ended at once"
      : await waitReady(ready.tmux, pane, ready.runtime, ready).then((found) =>
          found.ready ? undefined : found.reason,
        );
  if (reason !== undefined)
    throw new LaunchError("NotReady", `\`${name}\` was started, but ${reason}`);
}

interface Ran {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly shortMessage: string | undefined;
  readonly timedOut: boolean;
}

async function run(
  { script, callerEnvironment }: StartOptions,
  args: readonly string[],
  deadlineMs: number,
): Promise<Ran> {
  const running = execa(script, args, {
    env: { ...callerEnvironment },
    extendEnv: false,
    reject: false,
    stdin: "ignore",
  });
  let timedOut = false;
  const deadline = setTimeout(() => {
    timedOut = true;
    running.kill("SIGKILL");
    // What it waited for may hold its pipes for much longer
    running.stdout.destroy();
    running.stderr.destroy();
  }, deadlineMs);
  const { exitCode, stdout, stderr, shortMessage } = await running;
  clearTimeout(deadline);
  return { exitCode, stdout, stderr, shortMessage, timedOut };
}

async function writeOnce(options: StartOptions): Promise<string> {
  const folder = join(options.runtimeFolder, "once");
  const file = join(folder, `${options.name}.${randomUUID()}`);
  try {
    for (const each of [options.runtimeFolder, folder]) await makeFolder(each);
    await writeFile(file, formatEnvironment(options.environment), { mode: 0o600, flag: "wx" });
  } catch (cause) {
    if (cause instanceof LaunchError) throw cause;
    await rm(file, { force: true });
    throw new LaunchError(
      "RuntimeFiles",
      `${file} cannot be written (${(cause as Error).message}): free space or mend permissions there`,
      { cause },
    );
  }
  return file;
}

// Not the folders above: a missing XDG_RUNTIME_DIR is an error, as it is to the script.
async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
}

const codes: Readonly<Record<number, LaunchErrorCode>> = {
  69: "TmuxAway",
  73: "RuntimeFiles",
  78: "Configuration",
};

function failure(name: string, result: Ran): LaunchError {
  if (result.timedOut) {
    return new LaunchError(
      "Timeout",
      `the start of \`${name}\` did not end in time: see \`mosaic-fleet doctor\``,
    );
  }
  const said = result.stderr.trim().replace(/^start-agent-session\.sh: /, "");
  return new LaunchError(
    codes[result.exitCode ?? 0] ?? "Failed",
    said === ""
      ? `the launcher could not start \`${name}\`: ${result.shortMessage ?? "no reason given"}`
      : said,
    { exitCode: result.exitCode },
  );
}
