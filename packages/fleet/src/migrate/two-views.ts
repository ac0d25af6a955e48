import { runsBelow } from "@mosaicstack/session-launcher";
import type { DesiredAgent } from "@mosaicstack/roster";
import { visible } from "@mosaicstack/tmux-client/visible";
import { agentHomes } from "../agent/agent-home.js";
import type { AgentLaunch } from "../agent/agent-launch.js";
import { launchEach, prepareEach } from "../agent/prepare-agents.js";
import { readStopped } from "../agent/stopped-mark.js";
import { winnerOf } from "../agent/value.js";
import type { FleetContext } from "../context.js";
import type {
  ConversationFate,
  MigratePlanDocument,
  MigratingAgent,
} from "../documents/migrate.js";
import { locateAgents, observeLocated, type Located } from "../status/locate-agents.js";
import { viewSessions, type SessionsView } from "../status/sessions.js";
import { unseen, type Observation } from "../supervisor/supervisor.js";
import { conversationOf } from "./conversation.js";
import { livingOf, readMove, type MoveNote } from "./move-note.js";
import { obstacleOf } from "./obstacle.js";
import { findOldAgent, othersIn, type OldAgent } from "./old-agent.js";
import { viewOldServer, type OldServer, type OldView } from "./old-server.js";

/** One agent on both sockets, and what is to be done. */
export interface Row {
  readonly agent: DesiredAgent;
  readonly old: OldAgent | undefined;
  /** Where it is to live. */
  readonly home: Located;
  readonly seen: Observation;
  readonly launch: AgentLaunch | undefined;
  readonly note: MoveNote | undefined;
  readonly next: MigratingAgent["next"];
  readonly reason: string | undefined;
  readonly conversation: ConversationFate;
}

export interface TwoViews {
  /** In roster order. */
  readonly rows: readonly Row[];
  readonly server: MigratePlanDocument["server"];
  /** Sessions on the old server that are none of these agents'. */
  readonly others: readonly string[];
}

/** What stands of these agents on the old server and on their own. Changes nothing. Throws FleetError where either cannot be asked. */
export async function lookAtBoth(
  fleet: FleetContext,
  old: OldServer,
  agents: readonly DesiredAgent[],
): Promise<TwoViews> {
  const view = await viewOldServer(old);
  const own = await viewSessions(fleet.supervisor.tmux);
  const given = await agentHomes(fleet, agents);
  const homes = await locateAgents(fleet, given, own.own);
  const names = agents.map(({ name }) => name);
  const observed = await observeLocated(fleet, names, own.own, homes);
  // A program that is missing is an obstacle; how it would run is known all the same.
  const { launches } = await launchEach(fleet, agents);
  const { troubles } = await prepareEach(fleet, agents);
  const stops = readStopped(fleet, names);
  const rows = await Promise.all(
    agents.map(async (agent): Promise<Row> => {
      const { name } = agent;
      const there = await findOldAgent(fleet, old, view, agent);
      const home = homes.get(name);
      if (home === undefined) throw new Error(`\`${name}\` was not looked for`);
      const seen = observed.get(name) ?? unseen;
      const launch = launches.find((each) => each.agent === agent);
      const noted = readMove(fleet, name);
      const note = noted?.from === old.socket ? noted : undefined;
      const parts = { agent, old: there, home, seen, launch, note };
      const stopped = stops.get(name)?.stopped === true;
      const step = await nextOf(fleet, old, parts, {
        view,
        own,
        stopped,
        trouble: troubles.get(name),
      });
      const from = fleet.paths.channel(old.socket, name);
      const conversation =
        there === undefined && note !== undefined
          ? fateNoted(note)
          : conversationOf(fleet, from, there, launch);
      return { ...parts, reason: undefined, ...step, conversation };
    }),
  );
  return { rows, server: await serverState(old, view), others: othersOf(view, rows) };
}

/** Once the old one is gone, what was noted before is all that is known. */
function fateNoted({ conversation }: MoveNote): ConversationFate {
  return conversation === undefined
    ? { fate: "new", id: null }
    : { fate: "kept", id: conversation };
}

type Parts = Pick<Row, "agent" | "old" | "home" | "seen" | "launch" | "note">;
type Step = Pick<Row, "next"> & { readonly reason?: string };

async function nextOf(
  fleet: FleetContext,
  server: OldServer,
  { agent, old, home, seen, launch, note }: Parts,
  around: {
    readonly view: OldView;
    readonly own: SessionsView;
    readonly stopped: boolean;
    readonly trouble: string | undefined;
  },
): Promise<Step> {
  const { name } = agent;
  const skip = (reason: string): Step => ({ next: "skip", reason });
  const isBound = home.socket === server.socket;
  const isThere = !isBound && livesThere(home, seen, old);
  if (old === undefined && isThere) return { next: "already-there" };
  if (old === undefined && note === undefined) return { next: "not-there" };
  if (old === undefined && around.stopped)
    return skip(`it was stopped since: \`mosaic-fleet start ${name}\` starts it`);
  if (isThere)
    return skip(
      `it runs on both: end the one that is to go, by \`mosaic-fleet stop ${name}\` or ` +
        `\`tmux -L ${server.socket} kill-session -t '=${name}'\`, then run this again`,
    );
  if (isBound) return skip(boundBy(server, launch));
  if (!agent.enabled)
    return skip(
      "the roster says `enabled: false`, so it would not be started: enable it, or end the old one by " +
        `\`tmux -L ${server.socket} kill-session -t '=${name}'\``,
    );
  if (old !== undefined) {
    const others = othersIn(old, around.view).map((each) => `\`${each}\``);
    if (others.length > 0)
      return skip(`its session holds the pane of ${others.join(", ")} too: move that out first`);
    if (old.pane !== undefined && !old.pane.dead && runsBelow(old.pane.pid))
      return skip("this command runs in its session: run it from elsewhere");
  }
  const obstacle = await obstacleOf(fleet, { agent, launch, home }, around);
  if (obstacle !== undefined) return skip(obstacle);
  const left = note === undefined || old !== undefined ? [] : livingOf(note);
  if (left.length > 0)
    return skip(
      `its session is gone, and what ran in it lives on: end ${left.map(({ pid }) => pid).join(", ")} first`,
    );
  return { next: old === undefined ? "start" : "move" };
}

/** A unit whose session is the one on the old server has not come here by that. */
function livesThere(
  { session }: Located,
  { lifecycle }: Observation,
  old: OldAgent | undefined,
): boolean {
  if (lifecycle === "active" || lifecycle === "activating" || lifecycle === "deactivating")
    return old?.isUnit !== true || session !== undefined;
  return session !== undefined && lifecycle !== "failed";
}

function boundBy({ socket }: OldServer, launch: AgentLaunch | undefined): string {
  const source = launch && winnerOf(launch.values, "MOSAIC_TMUX_SOCKET")?.source;
  const place = source?.file === undefined ? "its own files" : `${source.file}:${source.line ?? 1}`;
  return `MOSAIC_TMUX_SOCKET in ${place} keeps it on \`${socket}\`: take that line out, then run this again`;
}

function othersOf({ marked, sessions }: OldView, rows: readonly Row[]): string[] {
  const ids = new Set(rows.flatMap(({ old }) => old?.named?.id ?? old?.row?.id ?? []));
  const names = sessions.filter(({ id }) => !ids.has(id)).map(({ name }) => name);
  return marked.server === undefined ? [] : names;
}

async function serverState(
  { tmux }: OldServer,
  { sessions }: OldView,
): Promise<MigratePlanDocument["server"]> {
  if (sessions.length > 0) return "running";
  // A server may live without a session.
  return (await tmux.server.probe()).state === "running" ? "running" : "absent";
}

/** For documents. */
export function toldRow({
  agent,
  old,
  home,
  seen,
  next,
  reason,
  conversation,
}: Row): MigratingAgent {
  return {
    name: agent.name,
    from: old?.told ?? null,
    to: { lifecycle: seen.lifecycle, session: home.session?.name ?? null },
    next,
    ...(reason === undefined ? {} : { reason: visible(reason) }),
    ...(next === "move" || next === "start" ? { conversation } : {}),
  };
}
