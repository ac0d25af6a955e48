import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment } from "../values/environment.js";
import type { TmuxOptions } from "../values/options.js";
import { openTmux } from "../tmux.js";
import type { Tmux } from "../tmux.js";
import { HANG_MS } from "./wait-for.js";

/** `deadlineMs` is `HANG_MS` by default. */
export interface ThrowAwayOptions extends Omit<TmuxOptions, "prefix" | "uid"> {
  /** Name of the socket; default `throw-away`. */
  readonly socket?: string;
  /** Whether the server runs already; default true. */
  readonly start?: boolean;
  /** Given to `server.start()`. */
  readonly config?: string;
  /** Folder for the private one; its path must be short. Default the system's temporary folder. */
  readonly parent?: string;
}

/** A tmux server in a folder of its own, for tests. */
export interface ThrowAwayTmux extends AsyncDisposable {
  readonly tmux: Tmux;
  /** The private TMUX_TMPDIR; other servers founded in it go with it. */
  readonly directory: string;
  /** For programs under test: the given environment with this TMUX_TMPDIR, without `$TMUX`. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends every tmux server and program of this TMUX_TMPDIR, and removes the folder. */
  close(): Promise<void>;
}

/**
 * Opens one. It goes when it is closed, and also when this process is killed: a small sh process
 * waits for the end of a pipe that only this process holds.
 */
export async function openThrowAwayTmux(options: ThrowAwayOptions = {}): Promise<ThrowAwayTmux> {
  const {
    socket = "throw-away",
    start = true,
    config,
    parent = tmpdir(),
    env: given,
    ...rest
  } = options;
  const directory = mkdtempSync(join(realpathSync(parent), "tmux-"));
  const env = privateEnvironment(given ?? process.env, directory);
  const watcher = watch(directory, options.binary ?? "tmux", env["PATH"]);
  const close = async (): Promise<void> => await ended(watcher);
  try {
    const tmux = openTmux({ socket }, { deadlineMs: HANG_MS, ...rest, env });
    if (start) await tmux.server.start(config === undefined ? {} : { config });
    return { tmux, directory, env, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

// Whoever carries this TMUX_TMPDIR in its first environment is ours: the server, its panes, and
// what a test ran with `env`. /proc/PID/environ holds NUL-ended entries.
const WATCHER = `
directory=$1 tmux=$2
cat >/dev/null
cd /
marked() {
  grep -lzxF "TMUX_TMPDIR=$directory" /proc/[0-9]*/environ 2>/dev/null | cut -d / -f 3
}
for pid in $(marked); do
  kill -CONT "$pid" 2>/dev/null
done
for socket in "$directory"/tmux-*/*; do
  [ -S "$socket" ] && timeout -k 1 5 "$tmux" -u -N -S "$socket" kill-server >/dev/null 2>&1
done
round=0
while pids=$(marked); [ -n "$pids" ] && [ "$round" -lt 2000 ]; do
  round=$((round + 1))
  for pid in $pids; do
    [ "$round" -lt 3 ] || kill -KILL "$pid" 2>/dev/null
  done
  sleep 0.05
done
rm -rf -- "$directory"
`;

function watch(directory: string, tmux: string, path: string | undefined): ChildProcess {
  const watcher = spawn("/bin/sh", ["-c", WATCHER, "tmux-watcher", directory, tmux], {
    cwd: "/",
    env: { PATH: path ?? "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C.UTF-8" },
    // A group of its own: an interrupt from the terminal must not end it before its work.
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  watcher.unref();
  return watcher;
}

async function ended(watcher: ChildProcess): Promise<void> {
  if (watcher.exitCode !== null || watcher.signalCode !== null) return;
  await new Promise((resolve) => {
    watcher.once("exit", resolve);
    watcher.ref();
    watcher.stdin?.end();
  });
}

function privateEnvironment(env: Environment, directory: string): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && name !== "TMUX" && name !== "TMUX_PANE") result[name] = value;
  }
  return { ...result, TMUX_TMPDIR: directory };
}
