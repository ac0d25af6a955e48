import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isTmuxError, type Tmux } from "@mosaicstack/tmux-client";
import { LaunchError } from "../error.js";
import { growTree, type AgentRun } from "./agent-run.js";
import { ourselves } from "./caller.js";
import { endLeftovers, type Leftovers } from "./end-leftovers.js";
import { listNamedSessions, type NamedSession } from "./named-session.js";
import {
  above,
  argvOf,
  isAlive,
  readProcesses,
  signal,
  userOf,
  type ProcessIdentity,
  type ProcessTable,
} from "./processes.js";

/**
 * Ends exactly this session, which the launcher did not make: TERM to all that runs in its panes, their time (default 10 s), then the
 * session by its id, then what is left of its processes. What another session shows too lives on. Throws LaunchError
 * `ForeignSession` before anything is sent where that session is gone, or has another name by now; `Failed` where this process runs
 * in it, and where it is still there at the end; and TmuxError.
 */
export async function endNamedSession(
  tmux: Tmux,
  session: NamedSession,
  { graceMs = 10_000 }: { readonly graceMs?: number } = {},
): Promise<Leftovers> {
  const seen = await sameSession(tmux, session);
  const table = readProcesses();
  const runs = runsIn(table, seen);
  const spared = ourselves(table);
  if (runs.some(({ half }) => half !== undefined && spared.has(half.pid)))
    throw new LaunchError(
      "Failed",
      `session \`${seen.name}\` is the one that this command runs in: run it from elsewhere`,
    );
  for (const { members } of runs) for (const each of members.values()) askEnd(table, each);
  await untilQuiet(runs, graceMs);
  await tmux.run(["kill-session", "-t", seen.id], { server: seen.server }).catch((error) => {
    // It may end by itself, and the server with it.
    if (!isTmuxError(error, "ServerAbsent", "StaleReference", "NoSuchSession")) throw error;
  });
  const ends = await endLeftovers(runs, spared);
  if ((await listNamedSessions(tmux)).some((each) => isSame(each, seen)))
    throw new LaunchError("Failed", `session \`${seen.name}\` is still there after its end`);
  const all = [...ends.values()];
  return {
    killed: all.reduce((sum, { killed }) => sum + killed, 0),
    strays: all.flatMap(({ strays }) => strays),
    left: all.flatMap(({ left }) => left),
  };
}

/** All that runs in the panes that end with this session. Empty where there is no /proc (macOS). */
export function processesIn(session: NamedSession): ProcessIdentity[] {
  return runsIn(readProcesses(), session).flatMap(({ members }) => [...members.values()]);
}

function isSame(one: NamedSession, other: NamedSession): boolean {
  return (
    one.id === other.id &&
    one.created === other.created &&
    one.server.pid === other.server.pid &&
    one.server.startTime === other.server.startTime
  );
}

/** A name is all that says whose it is. */
async function sameSession(tmux: Tmux, session: NamedSession): Promise<NamedSession> {
  const found = (await listNamedSessions(tmux)).find((each) => isSame(each, session));
  if (found?.name === session.name) return found;
  const what = found === undefined ? "is gone by now" : `is called \`${found.name}\` by now`;
  throw new LaunchError("ForeignSession", `session \`${session.name}\` ${what}: it is left alone`);
}

function runsIn(table: ProcessTable, { name, panes }: NamedSession): AgentRun[] {
  return panes.flatMap(({ pid, dead, shared }) => {
    const half = dead || shared ? undefined : table.get(pid);
    if (half === undefined) return [];
    const run: AgentRun = {
      name,
      half,
      argv: "",
      folder: undefined,
      user: userOf(pid),
      marks: [],
      reapers: new Set(above(table, pid)),
      otherPanes: new Set(),
      agents: new Set([pid]),
      members: new Map([[`${half.pid} ${half.startTicks}`, half]]),
    };
    growTree(table, run);
    return [run];
  });
}

function askEnd(table: ProcessTable, each: ProcessIdentity): void {
  signal(each, "SIGTERM");
  if (table.get(each.pid)?.state === "T") signal(each, "SIGCONT");
}

/** An interactive shell does not hear TERM: what it ran is what is waited for. */
async function untilQuiet(runs: readonly AgentRun[], graceMs: number): Promise<void> {
  const end = Date.now() + graceMs;
  let quietAt: number | undefined;
  while (Date.now() < end) {
    const alive = runs.flatMap(({ half, members }) =>
      [...members.values()]
        .filter(isAlive)
        .map((each) => ({ ...each, isFirst: half?.pid === each.pid })),
    );
    if (alive.length === 0) return;
    quietAt = alive.every(({ pid, isFirst }) => isFirst && isShell(pid))
      ? (quietAt ?? Date.now())
      : undefined;
    if (quietAt !== undefined && Date.now() - quietAt > SHELL_MS) return;
    await sleep(25);
    const table = readProcesses();
    for (const run of runs) growTree(table, run);
  }
}

/** For what a shell does at its end by itself. */
const SHELL_MS = 1000;

function isShell(pid: number): boolean {
  const name = basename(argvOf(pid)[0] ?? "").replace(/^-/, "");
  return [
    "sh",
    "ash",
    "bash",
    "dash",
    "zsh",
    "ksh",
    "mksh",
    "fish",
    "csh",
    "tcsh",
    "busybox",
  ].includes(name);
}
