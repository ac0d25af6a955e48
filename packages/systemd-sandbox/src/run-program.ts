import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { probeLanes } from "./lane.js";
import { openSandbox, type SandboxOptions } from "./open-sandbox.js";
import { runInside } from "./run-inside.js";
import { SandboxError } from "./sandbox-error.js";

const USAGE = `usage: systemd-sandbox [--keep PATH]... [--hybrid] [--log FILE] [--] [COMMAND [ARGUMENT...]]
       systemd-sandbox --probe | --version | --help

Runs COMMAND (default: a shell) beside a private, real \`systemd --user\`, and removes all of it when COMMAND ends.
  --keep PATH   stays visible inside, where it lies below /tmp, /run or /dev/shm; the current folder always does
  --hybrid      shows the v1 controllers of this machine, so that limits bind (as root)
  --log FILE    the manager's log is appended there
  --probe       which lane this machine allows, and why not the others
Exit: the command's own; 2 wrong usage; 5 no sandbox here; 128 and the number of the signal that ended the command.
INT, TERM and HUP reach the command, and it may take its time to end.
`;

export interface Program {
  readonly cwd: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** The \`systemd-sandbox\` command; returns its exit code. */
export async function runProgram(
  argv: readonly string[],
  { cwd, out, err }: Program,
): Promise<number> {
  const parsed = readArguments(argv);
  if (typeof parsed === "string") {
    err(`systemd-sandbox: ${parsed}\n${USAGE}`);
    return 2;
  }
  const { values, command } = parsed;
  if (values.help === true) {
    out(USAGE);
    return 0;
  }
  if (values.version === true) {
    const manifest = createRequire(import.meta.url)("@mosaicstack/systemd-sandbox/package.json");
    out(`${(manifest as { version: string }).version}\n`);
    return 0;
  }
  if (values.probe === true) {
    for (const { lane, possible, reason } of await probeLanes())
      out(`${lane.padEnd(10)} ${possible ? "yes" : "no "} ${reason}\n`);
    return 0;
  }
  const options: SandboxOptions = {
    keep: [cwd, ...(values.keep ?? [])],
    ...(values.hybrid === true ? { hierarchy: "hybrid" as const } : {}),
    ...(values.log === undefined ? {} : { log: values.log }),
  };
  try {
    const sandbox = await openSandbox(options);
    try {
      return await runInside(sandbox, command.length > 0 ? command : ["/bin/sh"], cwd);
    } finally {
      await sandbox.close();
    }
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    err(`systemd-sandbox: ${error.message}\n`);
    return error.code === "KeepRefused" ? 2 : 5;
  }
}

interface Arguments {
  readonly values: {
    readonly keep?: string[];
    readonly hybrid?: boolean;
    readonly log?: string;
    readonly probe?: boolean;
    readonly version?: boolean;
    readonly help?: boolean;
  };
  readonly command: readonly string[];
}

/** Options end at the first word that is none, so that the command keeps its own; a text says what is wrong. */
function readArguments(argv: readonly string[]): Arguments | string {
  const takesValue = ["--keep", "--log"];
  let end = 0;
  while (end < argv.length && argv[end]?.startsWith("-") === true && argv[end] !== "--")
    end += takesValue.includes(argv[end] ?? "") ? 2 : 1;
  try {
    const { values } = parseArgs({
      args: argv.slice(0, end),
      options: {
        keep: { type: "string", multiple: true },
        hybrid: { type: "boolean" },
        log: { type: "string" },
        probe: { type: "boolean" },
        version: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    return { values, command: argv.slice(argv[end] === "--" ? end + 1 : end) };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
