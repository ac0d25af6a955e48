import { agentUnit } from "@mosaicstack/fleet";

/** A unit as `systemctl show` has it. A unit that never ran is `inactive` with main pid 0. */
export interface UnitRow {
  readonly active: string;
  readonly sub: string;
  readonly result: string;
  readonly mainPid: number;
  readonly restarts: number;
}

export interface PaneRow {
  readonly session: string;
  readonly pid: number;
  readonly dead: boolean;
}

/** tmux's own list, or why there is none. */
export type TmuxView =
  { readonly serverPid: number; readonly panes: readonly PaneRow[] } | { readonly absent: string };

export interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** What `mosaic-fleet status --json` says, as far as it is compared. */
export interface CliStatus {
  readonly server: { readonly state: string; readonly pid: number | null };
  readonly agents: readonly CliAgent[];
}

export interface CliAgent {
  readonly name: string;
  readonly lifecycle: string;
  readonly session: { readonly name: string } | null;
  readonly pane: { readonly pid: number; readonly dead: boolean } | null;
  readonly restarts: number;
  readonly lastExit: { readonly code: number | null; readonly signal: string | null } | null;
}

/** `missing`: no use in asking again. */
export type CliView =
  { readonly status: CliStatus } | { readonly error: string; readonly missing: boolean };

/** The four views of one moment. Without `cli` where it was not asked. All pids are those of the inside. */
export interface Views {
  readonly units: ReadonlyMap<string, UnitRow>;
  readonly tmux: TmuxView;
  readonly cgroups: ReadonlyMap<string, readonly ProcessRow[]>;
  readonly cli?: CliView;
}

/** The pids that tell one life of an agent from the next. `undefined` when it does not run in full. */
export interface Life {
  readonly supervisor: number;
  readonly pane: number;
  /** The first process of the agent itself, a child of the pane half. */
  readonly agent: number;
  readonly restarts: number;
}

export function lifeOf(views: Views, agent: string): Life | undefined {
  const unit = views.units.get(agentUnit(agent));
  const pane = panesOf(views.tmux, agent)[0]?.pid;
  const own = views.cgroups.get(agentUnit(agent))?.find(({ parent }) => parent === pane)?.pid;
  if (unit === undefined || unit.mainPid < 2 || pane === undefined || own === undefined)
    return undefined;
  return { supervisor: unit.mainPid, pane, agent: own, restarts: unit.restarts };
}

export function panesOf(tmux: TmuxView, session: string): readonly PaneRow[] {
  return "absent" in tmux ? [] : tmux.panes.filter((pane) => pane.session === session);
}
