import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openScratch, type ThrowAway } from "./scratch.js";

/** How a command ended. */
export interface Ended {
  /** Undefined where a signal ended it, as after the deadline. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

/** A person's home with a program in it, under one of the supervisors, where agents do as they like. */
export interface Bed {
  readonly supervisor: "tmux" | "systemd";
  readonly home: string;
  /** `$XDG_RUNTIME_DIR`, as this process reaches it. */
  readonly runtime: string;
  /** The bundled `mosaic-fleet`. */
  readonly program: string;
  /** Runs a program as that person; kills it where it does not end within what only a hang takes. */
  exec(file: string, argv: readonly string[], options?: BedOptions): Promise<Ended>;
}

export interface BedOptions {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Bytes that a command of ours, or a script, may hold; only what reads without an end comes there. */
const MOST_DATA = 1_000_000_000;

/** Milliseconds that only a hang takes. A long run on code with many faults takes a shorter time. */
const DEADLINE_MS = Number(process.env["PLANTED_DEADLINE_MS"] ?? 120_000);

/** What is needed of `Sandbox`. */
interface Inside {
  readonly home: string;
  readonly runtimeDirectory: string;
  readonly managerPid: number;
  exec(
    file: string,
    argv: readonly string[],
    options: {
      readonly deadlineMs: number;
      readonly env: Readonly<Record<string, string>>;
      readonly input?: string;
    },
  ): Promise<{ exitCode: number | undefined; stdout: string; stderr: string }>;
}

/** Runs `mosaic-fleet`, unable to take memory without an end. */
export async function mosaic(
  bed: Bed,
  argv: readonly string[],
  options: BedOptions = {},
): Promise<Ended> {
  const words = [`--data=${MOST_DATA}`, process.execPath, bed.program, ...argv];
  return await bed.exec("prlimit", words, options);
}

/** The restart loop as supervisor, in the folder of a throw-away tmux, which goes with it. */
export function tmuxBed(program: string, away: ThrowAway): Bed {
  const { home, env } = openScratch(program, away);
  const path = `${join(home, ".local/bin")}:${process.env["PATH"] ?? ""}`;
  furnish(home);
  return {
    supervisor: "tmux",
    home,
    runtime: join(away.directory, "run"),
    program,
    exec: (file, argv, options = {}) => {
      const began = performance.now();
      return new Promise((resolve) => {
        const given = { ...env, PATH: path, ...options.env };
        const limits = { timeout: DEADLINE_MS, killSignal: "SIGKILL", maxBuffer: 2 ** 26 } as const;
        const child = execFile(file, argv, { env: given, ...limits }, (_, stdout, stderr) => {
          const ms = performance.now() - began;
          resolve({ code: child.exitCode ?? undefined, stdout, stderr, ms });
        });
        // Who does not read its input may be gone before it is written.
        child.stdin?.on("error", () => undefined).end(options.stdin ?? "");
      });
    },
  };
}

/** A user manager as supervisor. Its runtime folder is seen through a process inside. */
export function systemdBed(program: string, sandbox: Inside): Bed {
  furnish(sandbox.home);
  // What an agent's own scripts do is bounded too.
  const dropIns = join(sandbox.home, ".config/systemd/user/mosaic-agent@.service.d");
  mkdirSync(dropIns, { recursive: true });
  writeFileSync(join(dropIns, "90-bound.conf"), `[Service]\nLimitDATA=${MOST_DATA}\n`);
  return {
    supervisor: "systemd",
    home: sandbox.home,
    runtime: `/proc/${sandbox.managerPid}/root${sandbox.runtimeDirectory}`,
    program,
    exec: async (file, argv, { stdin, env = {} } = {}) => {
      const began = performance.now();
      const { exitCode, stdout, stderr } = await sandbox.exec(file, argv, {
        deadlineMs: DEADLINE_MS,
        env,
        ...(stdin === undefined ? {} : { input: stdin }),
      });
      return { code: exitCode, stdout, stderr, ms: performance.now() - began };
    },
  };
}

/** Where the stand-in for `claude` notes each start: its words, NUL behind each, and a newline. */
export function startsOf(home: string): string {
  return join(home, ".cache", "starts");
}

/** Where it notes each line that it takes. */
export function heardIn(home: string): string {
  return join(home, ".cache", "heard");
}

function furnish(home: string): void {
  mkdirSync(join(home, ".local/bin"), { recursive: true });
  mkdirSync(join(home, ".local/state"), { recursive: true });
  mkdirSync(join(home, ".config"), { recursive: true });
  mkdirSync(join(home, ".cache"), { recursive: true });
  const file = join(home, ".local/bin/claude");
  writeFileSync(file, standIn);
  chmodSync(file, 0o755);
}

/** Stands in for `claude`, with its input box: takes lines, and leaves by its own command. */
const standIn = `#!/bin/sh
[ "\${1-}" != --version ] || { echo '2.0.0 (Claude Code)'; exit 0; }
printf '%s\\0' "$@" >> "$HOME/.cache/starts"; echo >> "$HOME/.cache/starts"
trap 'exit 0' TERM
box() { printf '\\342\\235\\257\\302\\240'; }
box
while IFS= read -r line; do
  [ "$line" != /exit ] || exit 0
  printf '%s\\n' "$line" >> "$HOME/.cache/heard"
  printf '\\033[H\\033[2Jheard %.40s\\n' "$line"; box
done
`;
