import { removeLeftOnce } from "@mosaicstack/session-launcher";
import type { DesiredAgent } from "@mosaicstack/roster";
import { endSleep } from "./end-sleep.js";
import { atRest, type Rest } from "./at-rest.js";
import { settleSchedules } from "./begin-schedules.js";
import { settleSleep } from "./settle-sleep.js";
import { prepareAll } from "../agent/prepare-agents.js";
import type { FleetContext } from "../context.js";
import type { AgentReport } from "../documents/reports.js";
import { FleetError, wordsOf } from "../error.js";
import { tellSchedules } from "../status/schedule-status.js";
import { refuseServerElsewhere } from "../supervisor/server-elsewhere.js";
import { findFleet } from "../plan/found.js";
import { planFleet } from "../plan/plan-fleet.js";
import { wantFleet } from "../plan/wanted.js";
import { renameBack } from "./rename-back.js";
import { viewSessions, type SessionsView } from "../status/sessions.js";
import { makePlannedWorktrees, refuseWithoutWorktrees } from "./start-worktrees.js";
import { readWritten, watchIdle, writeChanges } from "./write-changes.js";
import { bringUp, observeNow, type Beginning } from "./bring-up.js";

/**
 * Writes what must stand on disk, starts what is not running, waits until it is ready, and says what is true at the end,
 * in the given order. One that cannot be started is told, and costs the others nothing.
 * `until`: when the wait is over, milliseconds since the epoch, if before its runtime's own deadline. `again: false`: a task that is done is left so, and who sleeps.
 * Throws FleetError before anything is written when none of them can, as `Missing` when a program is found nowhere, and when no
 * server can be used.
 */
export async function startAgents(
  fleet: FleetContext,
  named: readonly DesiredAgent[],
  { again = true, until }: { readonly again?: boolean; readonly until?: number | undefined } = {},
): Promise<AgentReport[]> {
  const reports = await bringUp(fleet, await writeStart(fleet, named, { again, until }));
  return await tellSchedules(fleet, named, reports);
}

/** All of `startAgents` that comes before the first start. Throws as that does. */
export async function writeStart(
  fleet: FleetContext,
  named: readonly DesiredAgent[],
  { again, until }: { readonly again: boolean; readonly until?: number | undefined },
): Promise<Beginning> {
  if (again) await settleSleep(fleet, named);
  removeLeftOnce(fleet.paths.runtime);
  const { launches, troubles } = await prepareAll(fleet, named, async (names) => {
    const now = await observeNow(fleet, names);
    return names.some((name) => now.get(name)?.lifecycle === "active");
  });
  const seen = await viewSessions(fleet.supervisor.tmux);
  await refuseServer(fleet, seen.server);
  const wanted = await wantFleet(fleet, named, { launches, troubles }, "running");
  const found = await findFleet(fleet, wanted, { sessions: seen, scope: "agents" });
  refuseWithoutWorktrees(named, found);
  const plan = planFleet(wanted, found, fleet.supervisor.kind);
  sayWhatWaits(
    fleet,
    plan.flatMap(({ action, agent, counts }) =>
      action === "restart" && counts ? (agent ?? []) : [],
    ),
  );
  const renames = plan.filter(({ kind, action }) => kind === "session" && action === "update");
  await renameBack(
    fleet,
    renames.flatMap(({ agent }) => agent ?? []),
    seen.own,
  );
  // Also the files of disabled agents: they are only not started.
  const files = plan.filter(({ kind, needsPrune }) => kind === "file" && !needsPrune);
  const written = await writeChanges(files);
  await readWritten(fleet, written, wanted.files);
  await watchIdle(fleet, written, found.agents);
  const timed = {
    wish: again ? "start" : "up",
    changed: [...written.keys()],
    seen: found.agents,
  } as const;
  for (const [name, words] of await settleSchedules(fleet, named, timed)) troubles.set(name, words);
  for (const [{ agent }, { outcome, message }] of written)
    if (outcome === "failed" && agent !== null) troubles.set(agent, message ?? "");
  await makePlannedWorktrees(fleet, plan, found, troubles);
  for (const { name } of named.filter(({ enabled }) => !enabled)) {
    endSleep(fleet, name);
    await fleet.supervisor.unlink([name]).catch((error: unknown) => {
      troubles.set(name, wordsOf(error));
    });
  }
  const done = again ? new Map<string, Rest>() : await atRest(fleet, named, found.agents);
  const able = launches.filter(
    ({ agent: { name, enabled } }) => enabled && !troubles.has(name) && !done.has(name),
  );
  return {
    named,
    able,
    done,
    troubles,
    seen,
    before: found.agents,
    shipped: wanted.shipped,
    until,
  };
}

/** A running agent keeps what it was started with: nobody's work is ended unasked. */
function sayWhatWaits(fleet: FleetContext, names: readonly string[]): void {
  if (names.length === 0) return;
  fleet.log(`new settings of ${names.join(", ")} wait for a restart: \`mosaic-fleet apply\``);
}

/** Before anything is written: a guest needs a server, and a second keeper of the same sessions would undo the first one's work. */
export async function refuseServer(
  fleet: FleetContext,
  server: SessionsView["server"],
): Promise<void> {
  if (fleet.socket === undefined) {
    if (server !== undefined) return;
    throw new FleetError("Missing", "no tmux server runs on your default socket", {
      remedy: "Start tmux, or give the roster a `socket_name` (or `--socket NAME`).",
    });
  }
  if (server === undefined) await refuseServerElsewhere(fleet);
  if (server === undefined || (await fleet.supervisor.holds(server.pid))) return;
  throw new FleetError(
    "Refused",
    `a tmux server that systemd does not hold answers on socket \`${fleet.socket}\` (pid ${server.pid})`,
    {
      remedy:
        "End it first, with `mosaic-fleet down --supervisor tmux`, or go on with `--supervisor tmux`.",
    },
  );
}
