import type { UserManager } from "@mosaicstack/systemd-units";
import { filesOf } from "../why/unit-facts.js";
import { signalName } from "./signal-name.js";
import type { Observation } from "./supervisor.js";
import type { Lifecycle } from "../documents/status.js";

export interface UnitRow {
  readonly observation: Observation;
}

const properties = [
  "ActiveState",
  "StateChangeTimestamp",
  "NRestarts",
  "ExecMainCode",
  "ExecMainStatus",
  "ExecMainExitTimestamp",
  "MemoryCurrent",
  "NeedDaemonReload",
  "ControlGroup",
  "FragmentPath",
  "DropInPaths",
] as const;

/** By unit, in one call of the manager; units that were never loaded are `inactive`. Run the manager with TZ=UTC. */
export async function observeUnits(
  manager: UserManager,
  units: readonly string[],
): Promise<ReadonlyMap<string, UnitRow>> {
  const shown = await manager.properties(units, properties);
  return new Map(
    [...shown].map(([unit, row]) => [
      unit,
      {
        observation: {
          needsReload: row.NeedDaemonReload === "yes",
          lifecycle: lifecycles.find((each) => each === row.ActiveState) ?? "active",
          since: isoTime(row.StateChangeTimestamp),
          restarts: Number(row.NRestarts) || 0,
          lastExit: lastExit(row.ExecMainCode, row.ExecMainStatus, row.ExecMainExitTimestamp),
          memoryBytes: /^\d{1,15}$/.test(row.MemoryCurrent) ? Number(row.MemoryCurrent) : null,
          controlGroup: row.ControlGroup === "" ? null : row.ControlGroup,
          unit: { needsReload: row.NeedDaemonReload === "yes", files: filesOf(row) },
        },
      },
    ]),
  );
}

// `reloading` and `maintenance` count as active: the processes are there.
const lifecycles: readonly Lifecycle[] = [
  "inactive",
  "activating",
  "active",
  "deactivating",
  "failed",
];

/** systemd(1) writes `Sun 2026-11-22 09:04:54 UTC`, or nothing for never. */
function isoTime(text: string): string | null {
  const match = /(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}) UTC$/.exec(text);
  return match === null ? null : `${match[1]}T${match[2]}.000Z`;
}

/** `code` is CLD_EXITED (1), CLD_KILLED (2) or CLD_DUMPED (3) of waitid(2); 0 while nothing has ended. */
function lastExit(code: string, status: string, time: string): Observation["lastExit"] {
  const at = isoTime(time);
  if (at === null || code === "0" || code === "") return null;
  const signal = code === "1" ? undefined : signalName(Number(status));
  return { code: signal === undefined ? Number(status) : null, signal: signal ?? null, at };
}
