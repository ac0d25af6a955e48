import { execFile, type ExecFileException } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { CliResult } from "./run-for-test.js";

/** A person of their own for end-to-end tests: home, runtime folder and tmux sockets. */
export interface Scratch {
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  readonly rosterFile: string;
  /** Runs the bundled program. */
  run(argv: readonly string[], options?: RunOptions): Promise<CliResult>;
  /** Runs tmux on a socket of this person. */
  tmux(socket: string, ...argv: string[]): Promise<string>;
  writeRoster(text: string): void;
  /** Commands of the processes that carry this person's mark in their environment. */
  processes(): string[];
  /** Paths of the sockets of this person's tmux servers. */
  sockets(): string[];
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** What is needed of `ThrowAwayTmux`. */
export interface ThrowAway {
  /** TMUX_TMPDIR of `env`. */
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
}

const app = join(import.meta.dirname, "../..");
const root = join(app, "../..");

/** Bundles the program from source, as the build does, into `folder`. Returns the file to run. */
export async function bundleInto(folder: string): Promise<string> {
  mkdirSync(join(folder, "dist"));
  symlinkSync(join(app, "src"), join(folder, "src"));
  // Scripts and unit files are found by the names of the packages.
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const code = `const [tool, folder] = process.argv.slice(1);
    const { bundleApp } = await import(tool);
    await bundleApp(folder);`;
  const tool = pathToFileURL(join(root, "tools/bundle-app.mjs")).href;
  const argv = ["--input-type=module", "--eval", code, tool, folder];
  await promisify(execFile)(process.execPath, argv);
  return join(folder, "dist/main.js");
}

/** In the folder of a throw-away tmux, which goes with it. */
export function openScratch(program: string, away: ThrowAway): Scratch {
  const home = join(away.directory, "home");
  const runtime = join(away.directory, "run");
  for (const folder of [home, runtime]) mkdirSync(folder, { mode: 0o700 });
  const env = { ...away.env, HOME: home, XDG_RUNTIME_DIR: runtime, TERM: "xterm-256color" };
  const rosterFile = join(home, ".config/mosaic/fleet/roster.yaml");
  return {
    home,
    env,
    rosterFile,
    run: async (argv, options = {}) => {
      const given = { ...env, ...options.env };
      return await execute(process.execPath, [program, ...argv], given, options.stdin ?? "");
    },
    tmux: async (socket, ...argv) => {
      const { code, stdout, stderr } = await execute("tmux", ["-L", socket, ...argv], env, "");
      if (code !== 0) throw new Error(stderr);
      return stdout;
    },
    writeRoster: (text) => {
      mkdirSync(join(rosterFile, ".."), { recursive: true });
      writeFileSync(rosterFile, text);
    },
    processes: () => markedProcesses(`TMUX_TMPDIR=${away.directory}`, home),
    sockets: () =>
      readdirSync(away.directory)
        .filter((name) => name.startsWith("tmux-"))
        .flatMap((name) => readdirSync(join(away.directory, name))),
  };
}

function execute(
  file: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  stdin: string,
): Promise<CliResult> {
  return new Promise((resolve) => {
    // Only a hang takes as long
    const child = execFile(file, argv, { env, timeout: 120_000 }, (error, stdout, stderr) => {
      resolve({ code: exitCode(error), stdout, stderr });
    });
    // Who does not read its input may be gone before it is written.
    child.stdin?.on("error", () => undefined).end(stdin);
  });
}

function exitCode(error: ExecFileException | null): number {
  if (error === null) return 0;
  return typeof error.code === "number" ? error.code : -1;
}

function markedProcesses(...marks: readonly string[]): string[] {
  const read = (path: string): string => {
    try {
      return readFileSync(path, "utf8");
    } catch {
      return ""; // gone meanwhile, or not ours
    }
  };
  return readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => marks.some((mark) => read(`/proc/${pid}/environ`).includes(mark)))
    .map((pid) => `${pid} ${read(`/proc/${pid}/cmdline`).replaceAll("\0", " ")}`);
}
