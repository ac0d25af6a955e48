import { argvsBelow, type NamedPane, type NamedSession } from "@mosaicstack/session-launcher";
import { readActivity } from "@mosaicstack/agent-channel";
import type { DesiredAgent } from "@mosaicstack/roster";
import { runtimeOfAgent } from "../agent/runtime-of-agent.js";
import type { FleetContext } from "../context.js";
import type { ActivityStatus } from "../documents/activity.js";
import type { OldSession } from "../documents/migrate.js";
import { cgroupsOf } from "../status/cgroup-of.js";
import { agentUnit } from "../supervisor/unit-names.js";
import type { SessionRow } from "../supervisor/supervisor.js";
import type { OldServer, OldView } from "./old-server.js";

/** One agent as it stands on the old server. */
export interface OldAgent {
  readonly told: OldSession;
  /** The session that somebody else made; undefined for one with our marks. */
  readonly named: NamedSession | undefined;
  readonly row: SessionRow | undefined;
  /** A unit of the user's systemd holds it. */
  readonly isUnit: boolean;
  /** The pane in which it runs. */
  readonly pane: NamedPane | undefined;
}

/** Undefined where the old server has neither a session with its marks nor one of exactly its name. */
export async function findOldAgent(
  fleet: FleetContext,
  old: OldServer,
  { marked, sessions }: OldView,
  agent: DesiredAgent,
): Promise<OldAgent | undefined> {
  const { name } = agent;
  const row = marked.own.get(name);
  const panes = new Map(sessions.flatMap((each) => each.panes.map((pane) => [pane.ref.id, pane])));
  if (row !== undefined) {
    const pane = row.pane === undefined ? undefined : panes.get(row.pane.ref.id);
    const runtime = await runtimeOfAgent(agent, fleet);
    const channel = fleet.paths.channel(old.socket, name);
    const { title, outputAt, piped } = row.pane ?? {};
    const activity = readActivity({ runtime, channel, title, outputAt, piped });
    const told = toldOf(row.name, "launcher", pane, activity, row.attached);
    return { told, named: undefined, row, pane, isUnit: await isUnitsPane(name, pane) };
  }
  const named = sessions.find((each) => each.name === name);
  if (named === undefined) return undefined;
  // A person may have opened more beside it; the first is what it was made with.
  const pane = named.panes.find(({ dead }) => !dead);
  const activity = await activityOf(fleet, agent, pane);
  const told = toldOf(named.name, "other", pane, activity, named.attached);
  return { told, named, row: undefined, pane, isUnit: false };
}

/** Whose panes are in a session that somebody else made: it is not this agent's alone to end. */
export function othersIn({ named }: OldAgent, { marked }: OldView): string[] {
  const ids = new Set(named?.panes.map(({ ref }) => ref.id));
  return [...marked.own.values()].flatMap(({ agent, pane }) =>
    pane !== undefined && ids.has(pane.ref.id) ? [agent] : [],
  );
}

/** Argv of all that runs in its pane. */
export function argvsOf({ pane }: OldAgent): string[][] {
  return pane === undefined || pane.dead ? [] : argvsBelow(pane.pid);
}

function toldOf(
  session: string,
  madeBy: OldSession["madeBy"],
  pane: NamedPane | undefined,
  activity: ActivityStatus,
  attached: number,
): OldSession {
  return {
    session,
    madeBy,
    pid: pane === undefined || pane.dead ? null : pane.pid,
    activity,
    workdir: pane?.folder || null,
    attached: attached > 0,
  };
}

/** Only its pane's title says what it does, where the program in it is the runtime's own. */
async function activityOf(
  fleet: FleetContext,
  agent: DesiredAgent,
  pane: NamedPane | undefined,
): Promise<ActivityStatus> {
  const runtime = await runtimeOfAgent(agent, fleet);
  const isIts =
    runtime !== undefined && pane !== undefined && runtime.processes.includes(pane.command);
  const seen = readActivity({
    runtime: isIts ? runtime : undefined,
    channel: undefined,
    title: pane?.title,
    outputAt: pane?.outputAt,
  });
  const age = pane?.outputAt === undefined ? Infinity : Date.now() - pane.outputAt;
  // Some show the same title always: who prints works.
  return seen.state === "idle" && age < QUIET_MS ? { ...seen, state: "working" } : seen;
}

const QUIET_MS = 5000;

async function isUnitsPane(name: string, pane: NamedPane | undefined): Promise<boolean> {
  if (pane === undefined || pane.dead) return false;
  return (await cgroupsOf(pane.pid)).some((cgroup) => cgroup.includes(`/${agentUnit(name)}`));
}
