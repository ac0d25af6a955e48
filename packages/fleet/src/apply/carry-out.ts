import type { DesiredAgent } from "@mosaicstack/roster";
import type { FleetContext } from "../context.js";
import type { AgentReport } from "../documents/reports.js";
import { readStopped } from "../agent/stopped-mark.js";
import { wordsOf } from "../error.js";
import { removeFile } from "../files/remove-file.js";
import type { PlanView } from "../plan/look-at-plan.js";
import type { PlannedChange } from "../plan/planned-change.js";
import type { Journal } from "./journal.js";
import { beginSchedules } from "./begin-schedules.js";
import { renameBack } from "./rename-back.js";
import { observeAgents } from "../status/locate-agents.js";
import { viewSessions } from "../status/sessions.js";
import { agentSchedule } from "../supervisor/unit-names.js";
import { makeWorktrees, removeOldWorktree } from "../worktrees/make-worktrees.js";
import { bringUp } from "./bring-up.js";
import { stopOnce } from "./stop-agents.js";
import { readWritten, watchIdle, writeChanges, type Outcome } from "./write-changes.js";

/** What became of the changes that were to be done, and of the agents that were started. */
export interface Told {
  readonly outcomes: ReadonlyMap<PlannedChange, Outcome>;
  readonly agents: readonly AgentReport[];
}

/** By agent why something failed, with what to do. */
type Failures = ReadonlyMap<string, string>;

/** Does these changes of a plan: what left the roster ends, files, one reload, worktrees, who is to stop, who is to run as one batch. */
export async function carryOut(
  fleet: FleetContext,
  view: PlanView,
  chosen: readonly PlannedChange[],
  journal: Journal,
): Promise<Told> {
  const { supervisor } = fleet;
  const outcomes = new Map<PlannedChange, Outcome>();
  const tell = (changes: readonly PlannedChange[], failed: Failures): void => {
    for (const change of changes) {
      const message = failed.get(change.agent ?? "");
      outcomes.set(
        change,
        message === undefined ? { outcome: "done" } : { outcome: "failed", message },
      );
      journal.step(change);
    }
  };
  const kept = chosen.filter(({ needsPrune }) => !needsPrune);
  const these = (
    kind: PlannedChange["kind"] | "any",
    ...actions: readonly PlannedChange["action"][]
  ): PlannedChange[] =>
    kept.filter((each) => (kind === "any" || each.kind === kind) && actions.includes(each.action));

  const old = chosen.filter(({ kind, needsPrune }) => needsPrune && kind === "worktree");
  const pruned = chosen.filter((each) => each.needsPrune && !old.includes(each));
  await prune(fleet, pruned, tell);
  const clockless = these("link", "delete").filter(isTimer);
  tell(clockless, await endTimers(fleet, clockless));
  const written = await writeChanges(these("file", "create", "update", "delete"));
  for (const [change, outcome] of written) {
    outcomes.set(change, outcome);
    journal.step(change);
  }
  const reads = these("unit", "update");
  const isRead = await readWritten(fleet, written, view.wanted.files);
  const isGone = pruned.some(({ kind }) => kind === "file");
  if (!isRead && (isGone || reads.length > 0)) await supervisor.reload();
  await watchIdle(fleet, written, view.found.agents);
  const timers = these("link", "create").filter(isTimer);
  const schedule = {
    wish: "apply",
    changed: [...written.keys()],
    seen: view.found.agents,
  } as const;
  tell(timers, await beginSchedules(fleet, fleet.desired.agents, schedule));
  tell(reads, new Map());

  const trees = these("worktree", "create");
  const unmade = await makeWorktrees(fleet, agentsOf(fleet, namesOf(trees)));
  tell(trees, unmade);
  const renames = these("session", "update");
  tell(renames, await renameBack(fleet, namesOf(renames), view.sessions.own));
  const unlinks = these("link", "delete").filter((change) => !isTimer(change));
  tell(unlinks, await eachAlone(unlinks, async (name) => await supervisor.unlink([name])));
  const stops = these("any", "stop");
  tell(stops, failuresOf(await stopOnce(fleet, namesOf(stops))));

  const restarts = these("any", "restart");
  const unwritten = [...written].flatMap(([{ agent }, { message }]): [string, string][] =>
    agent === null || message === undefined ? [] : [[agent, message]],
  );
  // Who could not be started with what is wanted goes on as it is.
  const hopeless = new Map([...view.prepared.troubles, ...unwritten, ...unmade]);
  const ending = namesOf(restarts).filter((name) => !hopeless.has(name));
  const notEnded = failuresOf(await stopOnce(fleet, ending));
  const starts = [...restarts, ...these("any", "start")];
  // Who was stopped by a person since the plan was made stays so.
  const timed = waitingForSchedule(view).filter((name) => !hopeless.has(name));
  const marks = readStopped(fleet, [...namesOf(starts), ...timed]);
  const isStopped = (name: string | null): boolean => marks.get(name ?? "")?.stopped === true;
  const wished = starts.filter(({ agent }) => !isStopped(agent));
  const begun = timed.filter((name) => !isStopped(name));
  const troubles = new Map([...hopeless, ...notEnded]);
  const agents = await start(fleet, view, [...new Set([...namesOf(wished), ...begun])], troubles);
  const failed = new Map([...failuresOf(agents), ...troubles]);
  tell(wished, failed);
  const links = these("link", "create").filter((change) => !isTimer(change));
  const others = namesOf(links).filter((name) => !agents.some(({ agent }) => agent === name));
  const unlinked = others.length === 0 ? [] : await supervisor.link(others);
  tell(links, new Map([...failed, ...unlinked]));
  for (const change of old) {
    outcomes.set(change, await removeOld(fleet, change));
    journal.step(change);
  }
  return { outcomes, agents };
}

function isTimer({ kind, agent, target }: PlannedChange): boolean {
  return kind === "link" && agent !== null && target === agentSchedule(agent);
}

async function endTimers(
  { supervisor }: FleetContext,
  changes: readonly PlannedChange[],
): Promise<Failures> {
  return (await supervisor.schedules?.end(namesOf(changes))) ?? new Map();
}

/** Those of which the plan could not say whether they are to run. */
function waitingForSchedule({ wanted, found }: PlanView): string[] {
  return wanted.agents.flatMap(({ agent: { name, enabled }, should, timer }) => {
    const waits = enabled && should === "running" && timer?.begins === true;
    return waits && found.agents.get(name)?.lifecycle !== "active" ? name : [];
  });
}

/** Looked at anew: what keeps it may have come, or gone, since the plan was made. */
async function removeOld(fleet: FleetContext, { worktree }: PlannedChange): Promise<Outcome> {
  if (worktree === undefined) return { outcome: "left" };
  try {
    const kept = await removeOldWorktree(fleet, worktree);
    if (kept === undefined) return { outcome: "done" };
    return { outcome: "left", message: `${worktree.path} ${kept}, so it is kept` };
  } catch (error) {
    return { outcome: "failed", message: wordsOf(error) };
  }
}

function agentsOf({ desired }: FleetContext, names: readonly string[]): DesiredAgent[] {
  return desired.agents.filter(({ name }) => names.includes(name));
}

/** What left the roster ends, then its files go. What would not stop keeps them: they are the handle on it. */
async function prune(
  fleet: FleetContext,
  changes: readonly PlannedChange[],
  tell: (changes: readonly PlannedChange[], failed: Failures) => void,
): Promise<void> {
  const timers = changes.filter(isTimer);
  tell(timers, await endTimers(fleet, timers));
  const runs = changes.filter(({ kind }) => kind === "unit" || kind === "session");
  const alive = failuresOf(await stopOnce(fleet, namesOf(runs)));
  tell(runs, alive);
  const links = changes.filter((change) => change.kind === "link" && !isTimer(change));
  tell(links, await eachAlone(links, async (name) => await fleet.supervisor.unlink([name])));
  for (const change of changes.filter(({ kind }) => kind === "file")) {
    const remove = async (): Promise<void> => removeFile(change.target);
    tell([change], alive.has(change.agent ?? "") ? alive : await eachAlone([change], remove));
  }
}

async function start(
  fleet: FleetContext,
  { prepared, wanted }: PlanView,
  names: readonly string[],
  failed: Failures,
): Promise<AgentReport[]> {
  if (names.length === 0) return [];
  // Anew: who is to be restarted had a session when the plan was made.
  const seen = await viewSessions(fleet.supervisor.tmux);
  const isNamed = (name: string): boolean => names.includes(name);
  const troubles = new Map([...prepared.troubles, ...failed].filter(([name]) => isNamed(name)));
  return await bringUp(fleet, {
    named: agentsOf(fleet, names),
    able: prepared.launches.filter(({ agent: { name } }) => isNamed(name) && !troubles.has(name)),
    // None is among those to be started.
    done: new Map(),
    troubles,
    seen,
    before: await observeAgents(fleet, names, seen.own),
    shipped: wanted.shipped,
  });
}

async function eachAlone(
  changes: readonly PlannedChange[],
  use: (name: string) => Promise<void>,
): Promise<Failures> {
  const failed = new Map<string, string>();
  for (const name of namesOf(changes)) {
    try {
      await use(name);
    } catch (error) {
      failed.set(name, wordsOf(error));
    }
  }
  return failed;
}

function namesOf(changes: readonly PlannedChange[]): string[] {
  return [...new Set(changes.flatMap(({ agent }) => agent ?? []))];
}

function failuresOf(reports: readonly AgentReport[]): Failures {
  return new Map(
    reports.flatMap(({ agent, outcome, message }): [string, string][] =>
      outcome === "failed" || outcome === "not-ready" ? [[agent, message ?? outcome]] : [],
    ),
  );
}
