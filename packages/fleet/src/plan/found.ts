import type { DesiredAgent } from "@mosaicstack/roster";
import { sleepersOf } from "../agent/asleep.js";
import { readAllSettings, type StartedSettings } from "../agent/started-settings.js";
import type { FleetContext } from "../context.js";
import { lookAtFile, type FoundFile } from "../files/found-file.js";
import { readShipped } from "../files/shipped-note.js";
import { observeAgents } from "../status/locate-agents.js";
import type { SessionsView } from "../status/sessions.js";
import type { TimerState } from "../supervisor/schedules.js";
import type { Observation } from "../supervisor/supervisor.js";
import { agentUnit, holderUnit } from "../supervisor/unit-names.js";
import { hasUnreadDropIns } from "../supervisor/unread-drop-ins.js";
import {
  lookAtOldWorktrees,
  lookAtWorktrees,
  type FoundOldWorktree,
  type WorktreeLook,
} from "../worktrees/look-at-worktrees.js";
import { findOthers, type FoundOther } from "./others.js";
import type { Wanted } from "./wanted.js";

/** What is on this machine of what is wanted, and of agents that left the roster. */
export interface Found {
  /** By path; undefined: nothing stands there. */
  readonly files: ReadonlyMap<string, FoundFile | undefined>;
  /** By path the digest of the shipped text that was last put there. */
  readonly shipped: ReadonlyMap<string, string>;
  readonly agents: ReadonlyMap<string, FoundAgent>;
  /** By agent, of those that have one and should run. */
  readonly worktrees: ReadonlyMap<string, WorktreeLook>;
  readonly others: readonly FoundOther[];
  readonly oldWorktrees: readonly FoundOldWorktree[];
  /** Units that the manager has read before they were last written. */
  readonly unread: readonly string[];
}

export interface FoundAgent extends Observation {
  /** Undefined where nothing is known of its start. */
  readonly started: StartedSettings | undefined;
  /** What keeps its start from being known. */
  readonly fault?: unknown;
  /** What its session is called by now; undefined where it has none of its own. */
  readonly session: { readonly name: string; readonly isNameTaken: boolean } | undefined;
  /** It was put to sleep, and is down for that. */
  readonly isAsleep?: boolean;
  /** What starts and stops it by the clock; undefined where nothing does. */
  readonly timer?: TimerState | undefined;
  /** Whether it is linked for boot; undefined where the supervisor links nobody. */
  readonly linked: boolean | undefined;
}

/** Looks at all that the plan compares; changes nothing. */
export async function findFleet(
  fleet: FleetContext,
  wanted: Wanted,
  {
    sessions,
    observed,
    scope,
  }: {
    /** Undefined: the server could not be asked. */
    readonly sessions: SessionsView | undefined;
    /** Where somebody looked already. */
    readonly observed?: ReadonlyMap<string, Observation>;
    /** `agents`: of what left the roster, and of the units that all share, nothing. */
    readonly scope: "fleet" | "agents";
  },
): Promise<Found> {
  const { supervisor } = fleet;
  const names = wanted.agents.map(({ agent }) => agent.name);
  const seen = observed ?? (await observeAgents(fleet, names, sessions?.own));
  const linked = await supervisor.linked();
  const [worktrees, oldWorktrees, others, holder] = await Promise.all([
    lookAtWorktrees(fleet, running(wanted)),
    scope === "fleet" ? lookAtOldWorktrees(fleet) : [],
    scope === "fleet" ? findOthers(fleet, sessions, linked ?? []) : [],
    scope === "fleet" ? supervisor.holder?.() : undefined,
  ]);
  const desiredAgents = wanted.agents.map(({ agent }) => agent);
  const asleep = await sleepersOf(fleet, desiredAgents, seen);
  const starts = readAllSettings(fleet, names);
  const timers = await supervisor.schedules?.states();
  const files = [...wanted.files, ...wanted.agents.flatMap(({ file }) => file ?? [])];
  const schedules = wanted.agents.flatMap(({ timer }) => timer?.path ?? []);
  return {
    files: new Map(
      [...files.map(({ path }) => path), ...schedules, ...wanted.stale].map((path) => [
        path,
        lookAtFile(path),
      ]),
    ),
    shipped: readShipped(fleet.paths),
    agents: new Map(
      wanted.agents.flatMap(({ agent: { name } }) => {
        const observation = seen.get(name);
        if (observation === undefined) return [];
        const isLinked = linked?.includes(name);
        const isAsleep = asleep.has(name);
        const timer = timers?.get(name);
        const agent = { ...observation, ...starts.get(name), linked: isLinked, isAsleep, timer };
        const row = sessions?.own.get(name);
        const session = row?.isOwn === true ? row : undefined;
        return [[name, { started: undefined, session, ...agent }] as const];
      }),
    ),
    worktrees,
    oldWorktrees,
    others,
    unread: [...(holder?.needsReload === true ? [holderUnit] : []), ...unreadUnits(fleet, seen)],
  };
}

function running({ agents }: Wanted): DesiredAgent[] {
  return agents.flatMap(({ agent, should }) => (should === "running" ? [agent] : []));
}

/** Units of agents that the manager has read before they were last written. */
function unreadUnits({ paths }: FleetContext, seen: ReadonlyMap<string, Observation>): string[] {
  return [...seen].flatMap(([name, { unit }]) => {
    if (unit === null) return [];
    const isStale = unit.needsReload || hasUnreadDropIns(paths, agentUnit(name), unit.files);
    return isStale ? [agentUnit(name)] : [];
  });
}
