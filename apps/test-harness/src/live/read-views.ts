import { agentUnit, holderUnit } from "@mosaicstack/fleet";
import { readPid, type UserManager } from "@mosaicstack/systemd-units";
import type { Sandbox } from "@mosaicstack/systemd-sandbox";
import { isTmuxError, type Tmux } from "@mosaicstack/tmux-client";
import type { ProcessRow, TmuxView, UnitRow } from "./views.js";

/** First view: the units of the fleet, also those that were never loaded. */
export async function readUnits(
  manager: UserManager,
  agents: readonly string[],
): Promise<Map<string, UnitRow>> {
  const columns = ["ActiveState", "SubState", "Result", "MainPID", "NRestarts"] as const;
  const rows = await manager.properties([holderUnit, ...agents.map(agentUnit)], columns);
  return new Map(
    [...rows].map(([name, row]) => [
      name,
      {
        active: row.ActiveState,
        sub: row.SubState,
        result: row.Result,
        mainPid: readPid(row.MainPID) ?? 0,
        restarts: Number(row.NRestarts),
      },
    ]),
  );
}

/** Second view: tmux's own list. A server that is away or ends is a view too; anything else is a throw. */
export async function readTmux(tmux: Tmux): Promise<TmuxView> {
  try {
    const state = await tmux.server.probe();
    if (state.state !== "running") return { absent: `the server is ${state.state}` };
    const rows = await tmux.list(["session_name", "pane_pid", "pane_dead"]);
    const panes = rows.map((row) => ({
      session: row.session_name,
      pid: row.pane_pid,
      dead: row.pane_dead,
    }));
    return { serverPid: state.epoch.pid, panes };
  } catch (error) {
    if (!isTmuxError(error)) throw error;
    return { absent: error.message };
  }
}

/** Third view: who stands in the cgroups of the fleet's units, sub-groups included. */
export async function readCgroups(sandbox: Sandbox): Promise<Map<string, ProcessRow[]>> {
  const [groups, table] = await Promise.all([
    // A cgroup may vanish while it is read; what was read until then is the view
    sandbox.exec("find", FIND_PROCESSES),
    sandbox.exec("ps", ["-A", "-ww", "-o", "pid=,ppid=,args="], { reject: true }),
  ]);
  if (groups.exitCode === undefined) throw new Error(`the cgroups were not read in time`);
  const processes = parseProcesses(table.stdout);
  const units = new Map<string, ProcessRow[]>();
  for (const line of groups.stdout.split("\n")) {
    const [, unit, pid] =
      /\/(mosaic-[^/]+\.service)\/(?:.*\/)?cgroup\.procs:(\d+)$/.exec(line) ?? [];
    if (unit === undefined) continue;
    const process = processes.get(Number(pid));
    // It ended between the two looks
    if (process === undefined) continue;
    units.set(unit, [...(units.get(unit) ?? []), process]);
  }
  return units;
}

const FIND_PROCESSES =
  "/sys/fs/cgroup -path */mosaic-*.service/* -name cgroup.procs -exec grep -H ^ {} +".split(" ");

/** Lines of `ps -o pid=,ppid=,args=`. */
function parseProcesses(text: string): Map<number, ProcessRow> {
  const rows = text.split("\n").flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
  return new Map(rows.map((row) => [row.pid, row]));
}
