import { agentUnit } from "@mosaicstack/fleet";

/** Who keeps the agents alive in a rehearsal. */
export const supervisors = ["systemd", "tmux"] as const;
export type SupervisorName = (typeof supervisors)[number];

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
  /** It bears an agent's mark. */
  readonly marked: boolean;
}

/** What `mosaic-fleet status --json` says, as far as it is compared. */
export interface CliStatus {
  readonly server: { readonly state: string; readonly pid: number | null };
  readonly agents: readonly CliAgent[];
}

export interface CliAgent {
  readonly name: string;
  readonly desired: string;
  readonly activity?: { readonly state: string };
  readonly lifecycle: string;
  readonly session: { readonly name: string } | null;
  readonly pane: { readonly pid: number; readonly dead: boolean } | null;
  readonly restarts: number;
  readonly lastExit: { readonly code: number | null; readonly signal: string | null } | null;
  readonly reason?: {
    readonly kind: string;
    readonly message: string;
    readonly remedy: string;
  } | null;
}

/** `missing`: no use in asking again. */
export type CliView =
  { readonly status: CliStatus } | { readonly error: string; readonly missing: boolean };

/** The views of one moment. Without `cli` where it was not asked. All pids are those of the inside. */
export interface Views {
  /** `undefined` under tmux, where there are no units. */
  readonly units: ReadonlyMap<string, UnitRow> | undefined;
  readonly tmux: TmuxView;
  /**
   * Whose process is whose, by the name of the unit: under systemd the contents of its cgroup, under tmux the server, and what bears an
   * agent's mark in its environment.
   */
  readonly processes: ReadonlyMap<string, readonly ProcessRow[]>;
  readonly cli?: CliView;
}

/** The pids that tell one life of an agent from the next. `undefined` when it does not run in full. */
export interface Life {
  /** 0 under tmux. */
  readonly supervisor: number;
  readonly pane: number;
  /** The first process of the agent itself, a child of the pane half. */
  readonly agent: number;
  readonly restarts: number;
}

/** All of a life, for a person; equal words are an equal life. */
export function tellLife(life: Life | undefined): string {
  if (life === undefined) return "none";
  return Object.entries(life)
    .map(([what, number]) => `${what} ${number}`)
    .join(", ");
}

export function lifeOf(views: Views, agent: string): Life | undefined {
  const pane = panesOf(views.tmux, agent)[0]?.pid;
  const held = views.processes.get(agentUnit(agent)) ?? [];
  const own = held.find((process) => isOwn(process, pane))?.pid;
  if (pane === undefined || own === undefined) return undefined;
  if (views.units === undefined) return { supervisor: 0, pane, agent: own, restarts: 0 };
  const unit = views.units.get(agentUnit(agent));
  if (unit === undefined || unit.mainPid < 2) return undefined;
  return { supervisor: unit.mainPid, pane, agent: own, restarts: unit.restarts };
}

/** Whether it is the agent's own first process: the pane half has other children at times, such as `date`. */
export const isOwn = ({ parent, marked }: ProcessRow, pane: number | undefined): boolean =>
  parent === pane && marked;

export function panesOf(tmux: TmuxView, session: string): readonly PaneRow[] {
  return "absent" in tmux ? [] : tmux.panes.filter((pane) => pane.session === session);
}

export function serverOf(tmux: TmuxView): number | undefined {
  return "absent" in tmux ? undefined : tmux.serverPid;
}
