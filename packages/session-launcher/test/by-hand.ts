import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { HANG_MS, openThrowAwayTmux, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { openTmux, type Tmux } from "@mosaicstack/tmux-client";
import { execa } from "execa";
import type { StartOptions } from "../src/session/start-session.js";
import { sh, type Shell } from "@mosaicstack/agent-channel/testing";
import { installScript } from "./install-script.js";

export interface Ran {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** A person's account on a machine without a user manager: home, runtime folder and tmux sockets of its own. */
export interface ByHand extends AsyncDisposable {
  readonly home: string;
  /** `XDG_RUNTIME_DIR`; `mosaic-fleet` in it is the launcher's. */
  readonly runtime: string;
  /** Private `TMUX_TMPDIR`. */
  readonly directory: string;
  readonly script: string;
  /** The caller's whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** The fleet's server. */
  readonly tmux: Tmux;
  /** Runs the script; `env` is added to the caller's. */
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran>;
  /** Starts an agent with that command. */
  start(name: string, command: string, env?: Readonly<Record<string, string>>): Promise<Ran>;
  /** tmux on the fleet's socket; empty output when it fails. */
  ask(...args: readonly string[]): Promise<string>;
  /** An executable sh file in the home; gives its path. */
  program(name: string, body: string): string;
  /** `agents/NAME.env`. */
  envFile(name: string, text: string | Uint8Array): string;
  /** A file below the home, or undefined. */
  read(path: string): string | undefined;
  /** What the loop of an agent wrote last, by key. */
  record(name: string): Record<string, string>;
  /** Folders of sessions in the runtime folder. */
  folders(): string[];
}

/** What `startSession` needs to start agents of this account; makes the launcher's runtime folder. */
export function startOptions(
  hand: ByHand,
  restart: StartOptions["restart"],
): Omit<StartOptions, "name" | "environment"> {
  const { HOME = "", PATH = "", XDG_RUNTIME_DIR = "", TMUX_TMPDIR = "" } = hand.env;
  const runtimeFolder = join(hand.runtime, "mosaic-fleet");
  mkdirSync(runtimeFolder, { mode: 0o700 });
  return {
    script: hand.script,
    callerEnvironment: { HOME, PATH, XDG_RUNTIME_DIR, TMUX_TMPDIR },
    restart,
    runtimeFolder,
  };
}

export async function openByHand(shell: Shell = sh): Promise<ByHand> {
  const throwAway: ThrowAwayTmux = await openThrowAwayTmux({ start: false, env: {} });
  const { directory } = throwAway;
  const home = join(directory, "home");
  const runtime = join(directory, "run");
  for (const folder of [home, runtime]) mkdirSync(folder, { mode: 0o700 });
  const script = installScript(join(home, ".config/mosaic/tools/fleet"), shell);
  const env = {
    HOME: home,
    USER: "somebody",
    PATH: "/usr/local/bin:/usr/bin:/bin",
    XDG_RUNTIME_DIR: runtime,
    TMUX_TMPDIR: directory,
    CALLER_SECRET: "not-for-agents",
  };
  const run: ByHand["run"] = async (args, more = {}) => {
    const { exitCode, stdout, stderr } = await execa(script, args, {
      env: { ...env, ...more },
      extendEnv: false,
      reject: false,
      stdin: "ignore",
      timeout: HANG_MS,
    });
    return { exitCode, stdout, stderr };
  };
  const put = (path: string, text: string | Uint8Array): string => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  };
  const read = (path: string): string | undefined => {
    try {
      return readFileSync(path, "utf8");
    } catch {
      return undefined;
    }
  };
  return {
    home,
    runtime,
    directory,
    script,
    env,
    tmux: openTmux({ socket: "mosaic-fleet" }, { env, deadlineMs: HANG_MS }),
    run,
    start: async (name, command, more = {}) =>
      await run([name], { MOSAIC_AGENT_COMMAND: command, ...more }),
    ask: async (...args) =>
      (
        await execa("tmux", ["-u", "-N", "-L", "mosaic-fleet", ...args], {
          env,
          extendEnv: false,
          reject: false,
          timeout: HANG_MS,
        })
      ).stdout,
    program: (name, body) => {
      const path = put(join(home, "bin", name), `#!/bin/sh\n${body}\n`);
      chmodSync(path, 0o755);
      return path;
    },
    envFile: (name, text) => put(join(home, `.config/mosaic/fleet/agents/${name}.env`), text),
    read: (path) => read(join(home, path)),
    record: (name) =>
      Object.fromEntries(
        (read(join(home, ".local/state/mosaic/fleet/sessions/mosaic-fleet", name)) ?? "")
          .trim()
          .split("\n")
          .map((line) => line.split(/=(.*)/s, 2) as [string, string]),
      ),
    folders: () => {
      try {
        return readdirSync(join(runtime, "mosaic-fleet/hand"));
      } catch {
        return [];
      }
    },
    [Symbol.asyncDispose]: async () => await throwAway.close(),
  };
}
