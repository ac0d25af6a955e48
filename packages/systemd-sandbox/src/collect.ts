import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { copyEnd, copyTrees } from "./copy-home.js";
import type { ExecOptions, ExecResult } from "./exec.js";
import type { SandboxProcess } from "./processes.js";

export interface CollectOptions {
  /** Files and folders below the home. Default: the units, and Mosaic's settings and state. */
  readonly home?: readonly string[];
}

/** The parts of a sandbox that are looked at. */
interface Source {
  readonly home: string;
  readonly log: string;
  readonly processes: () => SandboxProcess[];
  readonly exec: (
    file: string,
    args: readonly string[],
    options: ExecOptions,
  ) => Promise<ExecResult>;
}

const HOME = [".config/systemd/user", ".config/mosaic", ".local/state/mosaic"];
/** How long a manager may take to tell its state, in milliseconds; one that is stopped or hangs is often why we are here. */
const STATUS_MS = 10_000;
const STATUS_CHARACTERS = 1024 * 1024;

/** Its parts are independent: one that fails leaves its reason in its place. `root` is the sandbox's own view of the file system. */
export async function collectInto(
  sandbox: Source,
  root: string,
  folder: string,
  options: CollectOptions,
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const write = async (name: string, text: string): Promise<void> =>
    writeFile(join(folder, name), text, { mode: 0o600 });
  // First, for the next parts start processes and take their time
  await write("processes.txt", processTable(sandbox));
  const notes = await copyTrees(
    join(root, sandbox.home),
    options.home ?? HOME,
    join(folder, "home"),
  );
  await copyEnd(sandbox.log, join(folder, "manager.log")).catch(
    (error: unknown) => void notes.push(`the manager's log: ${String(error)}`),
  );
  await write("notes.txt", notes.map((note) => `${note}\n`).join(""));
  await write("status.txt", await statusText(sandbox));
}

function processTable(sandbox: Source): string {
  const rows = sandbox
    .processes()
    .map(({ pid, parent, outsidePid, state, startTime, cgroup, command }) =>
      [pid, parent, outsidePid, state, startTime, cgroup, command].join("\t"),
    );
  const columns = "pid\tparent\toutside pid\tstate\tstart time\tcgroup\tcommand";
  return `${[columns, ...rows].join("\n")}\n`;
}

async function statusText(sandbox: Source): Promise<string> {
  const command = ["--user", "--no-pager", "--full", "status", "--all"];
  const options = { deadlineMs: STATUS_MS };
  const found = await sandbox.exec("systemctl", command, options);
  const late = found.timedOut
    ? `\nThe manager did not answer within ${String(STATUS_MS)} ms; see manager.log\n`
    : "";
  return `${found.stdout.slice(0, STATUS_CHARACTERS)}\n${found.stderr}${late}`;
}
