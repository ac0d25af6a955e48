import { agentUnit, holderUnit } from "@mosaicstack/fleet";
import type { Sandbox } from "@mosaicstack/systemd-sandbox";
import type { ProcessRow, SupervisorName } from "./views.js";

/** Third view: whose process is whose, told by the cgroups under systemd, and under tmux by the marks that agents bear. */
export async function readProcesses(
  sandbox: Sandbox,
  supervisor: SupervisorName,
): Promise<Map<string, ProcessRow[]>> {
  const [owners, table] = await Promise.all([
    supervisor === "systemd" ? ownersByCgroup(sandbox) : ownersByMark(sandbox),
    sandbox.exec("ps", ["-A", "-ww", "-o", "pid=,ppid=,comm=,args="], { reject: true }),
  ]);
  const units = new Map<string, ProcessRow[]>();
  for (const { comm, ...row } of parseProcesses(table.stdout)) {
    const server = supervisor === "tmux" && comm === "tmux: server";
    const unit = server ? holderUnit : owners.get(row.pid);
    if (unit !== undefined) units.set(unit, [...(units.get(unit) ?? []), row]);
  }
  return units;
}

/** Sub-groups included. A cgroup may vanish while it is read; what was read until then is the view. */
async function ownersByCgroup(sandbox: Sandbox): Promise<Map<number, string>> {
  const { exitCode, stdout } = await sandbox.exec("find", FIND_PROCESSES);
  if (exitCode === undefined) throw new Error("the cgroups were not read in time");
  return ownersIn(stdout.split("\n"), /\/(mosaic-[^/]+\.service)\/(?:.*\/)?cgroup\.procs:(\d+)$/);
}

const FIND_PROCESSES =
  "/sys/fs/cgroup -path */mosaic-*.service/* -name cgroup.procs -exec grep -H ^ {} +".split(" ");

async function ownersByMark(sandbox: Sandbox): Promise<Map<number, string>> {
  const { stdout } = await sandbox.exec("sh", ["-c", FIND_MARKS]);
  const found = stdout.split("\0").flatMap((line): [number, string][] => {
    const [, pid, name] =
      /^\n?\/proc\/(\d+)\/environ:MOSAIC_RUN=.*\/([^/.]+)[^/]*$/.exec(line) ?? [];
    return name === undefined ? [] : [[Number(pid), agentUnit(name)]];
  });
  return new Map(found);
}

const FIND_MARKS = "grep -aHoz '^MOSAIC_RUN=[^:]*' /proc/[0-9]*/environ 2>/dev/null";

function ownersIn(lines: readonly string[], pattern: RegExp): Map<number, string> {
  const found = lines.flatMap((line): [number, string][] => {
    const [, unit, pid] = pattern.exec(line) ?? [];
    return unit === undefined ? [] : [[Number(pid), unit]];
  });
  return new Map(found);
}

/** Lines of `ps -o pid=,ppid=,comm=,args=`. */
function parseProcesses(text: string): (ProcessRow & { comm: string })[] {
  return text.split("\n").flatMap((line) => {
    const [, pid, parent, comm = "", command] =
      /^\s*(\d+)\s+(\d+)\s+(tmux: server|\S+)\s+(.*)$/.exec(line) ?? [];
    if (command === undefined) return [];
    return [{ pid: Number(pid), parent: Number(parent), comm, command }];
  });
}
