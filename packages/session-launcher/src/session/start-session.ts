import type { Tmux } from "@mosaicstack/tmux-client";
import { LaunchError, type LaunchErrorCode } from "../error.js";
import { formatEnvironment } from "../launch/environment.js";
import { writeOnce } from "./one-time-file.js";
import { findOwnSession } from "./own-session.js";
import type { Looks } from "@mosaicstack/runtimes";
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
  /** After so long idle it goes to sleep. Not given: never. */
  readonly idleSeconds?: number | undefined;
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
  const text = formatEnvironment(options.environment);
  const once = writeOnce(options.name, text, options.runtimeFolder);
  const { idleSeconds } = options;
  const idle = idleSeconds === undefined ? [] : ["--idle", String(Math.ceil(idleSeconds))];
  try {
    const result = await runScript(
      options,
      ["--environment", once.file, "--restart", restartWords(options), ...idle, options.name],
      { deadlineMs: options.deadlineMs ?? 45_000 },
    );
    if (result.exitCode !== 0) throw failure(options.name, result);
    if (result.stdout.startsWith("running")) return "running";
    await becomeReady(options);
    return "started";
  } finally {
    once.remove();
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

/** POLICY:DELAY:MAX_DELAY:BURST, as the script takes it. */
export function restartWords({ restart }: Pick<StartOptions, "restart">): string {
  const { policy, delaySeconds, maxDelaySeconds, burst } = restart;
  return [policy, Math.ceil(delaySeconds), Math.ceil(maxDelaySeconds), burst].join(":");
}

/** Without `input` its standard input is empty. */
export async function runScript(
  { script, callerEnvironment }: Pick<StartOptions, "script" | "callerEnvironment">,
  args: readonly string[],
  { deadlineMs, input }: { readonly deadlineMs: number; readonly input?: string },
): Promise<Ran> {
  const { execa } = await import("execa");
  const running = execa(script, args, {
    env: { ...callerEnvironment },
    extendEnv: false,
    reject: false,
    ...(input === undefined ? { stdin: "ignore" as const } : { input }),
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

const codes: Readonly<Record<number, LaunchErrorCode>> = {
  66: "Away",
  69: "TmuxAway",
  72: "Away",
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
