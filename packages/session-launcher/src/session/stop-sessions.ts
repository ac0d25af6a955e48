import { rmSync } from "node:fs";
import { basename, dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isTmuxError, type Tmux } from "@mosaicstack/tmux-client";
import { inFolderBelow } from "@mosaicstack/outside-files";
import { runOf, type AgentRun } from "./agent-run.js";
import { askTerm, outliveRuns, ourselves } from "./caller.js";
import { holdLeashes } from "./hold-leash.js";
import { endLeftovers, type Stray } from "./end-leftovers.js";
import { listSessions, type AgentSession, type SessionList } from "./list-sessions.js";
import { ownSession } from "./own-session.js";
import { isAlive, readProcesses, type ProcessTable } from "./processes.js";
import type { LeavingSession } from "./quit-sessions.js";
import { isHandFolder, isRunFolder, leftBehind, type RunMark } from "./run-mark.js";

export interface StopResult {
  readonly outcome: "stopped" | "absent";
  /** What ended the agent: its own way to quit, or TERM and what follows; null when there was none. */
  readonly by: "quit" | "signal" | null;
  /** How many processes outlived TERM and the end of the session, and were killed. */
  readonly killed: number;
  /** The first hundred of them. */
  readonly strays: readonly Stray[];
  /** What is the agent's and is alive still: it could not be ended. */
  readonly left: readonly Stray[];
}

export interface StopManyOptions {
  /** Milliseconds that all have between TERM and the end of their sessions. Default 10 s. */
  readonly graceMs?: number;
  readonly runtimeFolder?: string | undefined;
}

/**
 * Stops the sessions of exactly these agents, those that the launcher made by hand, all at once: TERM to the agents' process
 * groups, their time, then the sessions, then what is left of their processes. One agent's trouble is its own result, in
 * the given order. Throws TmuxError where the sessions cannot be listed: then nothing was done.
 */
export async function stopSessions(
  tmux: Tmux,
  agents: readonly { readonly name: string; readonly leaving?: LeavingSession | undefined }[],
  { graceMs = 10_000, runtimeFolder }: StopManyOptions = {},
): Promise<PromiseSettledResult<StopResult>[]> {
  const seen = await listSessions(tmux);
  const table = readProcesses();
  const marks = agents.map(({ name }) => leftBehind(runtimeFolder, name, table));
  const view = marks.flat().length === 0 ? seen : await withServer(tmux, seen);
  const stops = agents.map((agent, index): Stop =>
    begin(agent, { view, table, runtimeFolder, left: marks[index] ?? [] }),
  );
  const runs = stops.flatMap(({ run }) => run ?? []);
  const mayEnd = outliveRuns(table, runs);
  const letGo = holdLeashes(runs, runtimeFolder);
  try {
    const spared = ourselves(table);
    for (const { run, by } of stops)
      if (run?.half !== undefined && by === "signal") askTerm(table, run, spared);
    await until(() => !runs.some(({ half }) => half !== undefined && isAlive(half)), graceMs);
    const refusals = await endSessions(tmux, stops);
    const ends = await endLeftovers(runs, spared);
    for (const run of runs) removeFolder(run, runtimeFolder);
    return stops.map(({ name, session, run, by, error }): PromiseSettledResult<StopResult> => {
      const reason = error ?? refusals.get(name);
      if (run === undefined || reason !== undefined) return { status: "rejected", reason };
      const end = ends.get(run) ?? { killed: 0, strays: [], left: [] };
      const outcome = session === undefined ? "absent" : "stopped";
      return { status: "fulfilled", value: { outcome, by, ...end } };
    });
  } finally {
    letGo();
    mayEnd();
  }
}

interface Stop {
  readonly name: string;
  readonly session?: AgentSession | undefined;
  readonly run?: AgentRun;
  readonly by: StopResult["by"];
  /** Why nothing is done to it. */
  readonly error?: unknown;
}

function begin(
  { name, leaving }: { readonly name: string; readonly leaving?: LeavingSession | undefined },
  from: {
    readonly view: SessionList;
    readonly table: ProcessTable;
    readonly runtimeFolder: string | undefined;
    readonly left: readonly RunMark[];
  },
): Stop {
  const { view, table, runtimeFolder, left } = from;
  try {
    if (leaving !== undefined) {
      const { session, run, quit } = leaving;
      const marks = [...run.marks, ...left.filter(({ folder }) => folder !== run.folder)];
      return { name, session, run: { ...run, marks }, by: quit ? "quit" : "signal" };
    }
    const session = ownSession(view, name);
    const run = runOf(table, name, view, { session, left, runtimeFolder });
    return { name, session, run, by: session === undefined ? null : "signal" };
  } catch (error) {
    return { name, by: null, error };
  }
}

/** A server without a session is in no list, and still not to be ended for a mark that its starter bore. */
async function withServer(tmux: Tmux, view: SessionList): Promise<SessionList> {
  if (view.server !== undefined) return view;
  const state = await tmux.server.probe();
  if (state.state !== "running") return view;
  const { epoch, version } = state;
  return { ...view, server: { ...epoch, version } };
}

/** Those that are there still. By name why one could not be ended. */
async function endSessions(tmux: Tmux, stops: readonly Stop[]): Promise<Map<string, unknown>> {
  const asked = stops.filter(({ session }) => session !== undefined);
  const refusals = new Map<string, unknown>();
  if (asked.length === 0) return refusals;
  const refuse = (name: string, error: unknown): void => {
    // The server may end with its last session; one of the same name may be made anew.
    const gone = ["ServerAbsent", "StaleReference", "NoSuchSession", "NoSuchPane"] as const;
    if (!isTmuxError(error, ...gone)) refusals.set(name, error);
  };
  let view: SessionList;
  try {
    view = await listSessions(tmux);
  } catch (error) {
    for (const { name } of asked) refuse(name, error);
    return refusals;
  }
  await Promise.all(
    asked.map(async ({ name, session }) => {
      if (session === undefined || session.server.pid !== view.server?.pid) return;
      await endOne(tmux, session, view).catch((error: unknown) => refuse(name, error));
    }),
  );
  return refusals;
}

/** By id, for it may be renamed at any moment. A session that is not the agent's loses its pane alone. */
async function endOne(
  tmux: Tmux,
  session: AgentSession,
  { ids, panePids }: SessionList,
): Promise<void> {
  const { id, server, isOwn, pane } = session;
  if (isOwn && ids.has(id)) await tmux.run(["kill-session", "-t", id], { server });
  else if (pane !== undefined && panePids.includes(pane.pid))
    await tmux.run(["kill-pane", "-t", pane.ref.id], { server });
}

/** That of a unit is its manager's, and one that is not known for sure nobody's to remove. */
function removeFolder({ name, folder, half }: AgentRun, given: string | undefined): void {
  if (folder === undefined || !isRunFolder(folder, name, given) || !isHandFolder(folder)) return;
  if (half !== undefined && isAlive(half)) return;
  try {
    inFolderBelow(dirname(folder), 2, (hand) => {
      rmSync(hand.at(basename(folder)), { recursive: true, force: true });
    });
  } catch {
    // The next start removes it.
  }
}

async function until(condition: () => boolean, milliseconds: number): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!condition() && Date.now() < end) await sleep(25);
}
