import { agentUnit, holderUnit } from "@mosaicstack/fleet";
import { readPid, type UserManager } from "@mosaicstack/systemd-units";
import { isTmuxError, type Tmux } from "@mosaicstack/tmux-client";
import type { TmuxView, UnitRow } from "./views.js";

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
