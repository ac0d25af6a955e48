import { readFileSync } from "node:fs";
import type { Tmux } from "@mosaicstack/tmux-client";
import { listSessions, type AgentSession, type SessionList } from "./list-sessions.js";
import {
  above,
  ageOf,
  argvOf,
  below,
  environmentValues,
  isIn,
  readProcesses,
  userOf,
  type ProcessIdentity,
  type ProcessRow,
  type ProcessTable,
} from "./processes.js";
import { isMark, isRunFolder, MARK_VARIABLE, readMark, type RunMark } from "./run-mark.js";

/** One life of an agent, and what is known to be its own. */
export interface AgentRun {
  readonly name: string;
  /** The pane half; undefined where it is gone. */
  readonly half: ProcessRow | undefined;
  /** Its argv, which its helper has too. */
  readonly argv: string;
  /** The launcher's folder of it; undefined where that is not known. */
  readonly folder: string | undefined;
  /** The user whose processes are meant. */
  readonly user: number | undefined;
  /** Of this session, and of earlier ones whose pane half is gone. */
  readonly marks: readonly RunMark[];
  /** Where orphans of the agent come to: what the pane half stands below, the tmux server first. */
  readonly reapers: ReadonlySet<number>;
  /** First processes of other panes: what is below them, or in their sessions, is not the agent's. */
  readonly otherPanes: ReadonlySet<number>;
  /** The pane half and what it runs itself. */
  readonly agents: ReadonlySet<number>;
  /** All that was ever seen to be its own, the pane half first. */
  readonly members: Map<string, ProcessIdentity>;
}

/** Take it before anything is sent: a process that dies leaves its children to others, and a pane half takes its mark along. */
export function runOf(
  table: ProcessTable,
  name: string,
  view: SessionList,
  from: {
    readonly session?: AgentSession | undefined;
    readonly left?: readonly RunMark[];
    readonly runtimeFolder?: string | undefined;
  },
): AgentRun {
  const { session, left = [], runtimeFolder } = from;
  const argv = session?.pane === undefined ? [] : argvOf(session.pane.pid);
  const [, told] = argv.slice(argv.indexOf("--pane") >>> 0);
  // What session options say, the agent can have written: another's pane may have been linked in and be named by them.
  const isOwn = told === undefined || isRunFolder(told, name, undefined);
  const half = session?.pane && isOwn ? table.get(session.pane.pid) : undefined;
  // The caller's runtime folder may be another than the starter's.
  const folder =
    (isOwn ? told : undefined) ??
    [session?.folder].find((each) => each !== undefined && isRunFolder(each, name, runtimeFolder));
  const agents = [...table.values()].flatMap(({ pid, parent }) =>
    half !== undefined && (pid === half.pid || parent === half.pid) ? [pid] : [],
  );
  const run: AgentRun = {
    name,
    half,
    argv: half === undefined ? "" : argv.join("\0"),
    folder,
    user: half === undefined ? process.geteuid?.() : userOf(half.pid),
    marks: [...(folder === undefined ? [] : [readMark(folder)]), ...left],
    reapers: new Set(
      half === undefined ? (view.server ? [view.server.pid] : []) : above(table, half.pid),
    ),
    otherPanes: new Set(view.panePids.filter((pid) => pid !== half?.pid)),
    agents: new Set(agents),
    members: new Map(half === undefined ? [] : [[key(half), half]]),
  };
  growTree(table, run);
  return run;
}

/** The runs of these names that have a session, before somebody else ends them. Throws TmuxError. */
export async function findRuns(
  tmux: Tmux,
  names: readonly string[],
  runtimeFolder?: string,
): Promise<AgentRun[]> {
  const view = await listSessions(tmux);
  const table = readProcesses();
  return names.flatMap((name) => {
    const session = view.agents.get(name);
    if (session === undefined) return [];
    return [runOf(table, name, view, { session, runtimeFolder })];
  });
}

/** Adds what came to be below a member, or in the pane half's session. */
export function growTree(table: ProcessTable, { half, argv, members }: AgentRun): void {
  const living = [...members.values()].filter((each) => isIn(table, each));
  const roots = living.map(({ pid }) => pid);
  for (const each of below(table, roots)) members.set(key(each), each);
  if (half === undefined) return;
  // Once its session is empty, its number may be another's.
  const leader = table.get(half.pid);
  if (leader !== undefined && leader.startTicks !== half.startTicks) return;
  const apart = [...table.values()].filter(
    (each) => each.session === half.pid && !members.has(key(each)) && isSince(each, half),
  );
  // Goes by itself, and what it runs too
  const helpers = helpersOf(apart, argv);
  const helping = new Set(
    below(
      table,
      helpers.map(({ pid }) => pid),
    ).map(key),
  );
  for (const each of apart) if (!helping.has(key(each))) members.set(key(each), each);
}

/** The pane half's own helper: a fork of it, in its session and not below it, that waits for its end. */
function helpersOf(apart: readonly ProcessRow[], argv: string): readonly ProcessRow[] {
  return apart.filter(({ pid }) => argv !== "" && argvOf(pid).join("\0") === argv);
}

/** The helpers of those runs whose mark this process bears: at their pane half's end they would end it as well. */
export function helpersAgainst(
  table: ProcessTable,
  runs: readonly AgentRun[],
  pid: number,
): ProcessRow[] {
  const row = table.get(pid);
  const values = row === undefined ? [] : environmentValues(row, MARK_VARIABLE);
  const bears = ({ marks }: AgentRun): boolean =>
    marks.some((mark) => values.some((value) => isMark(value, mark)));
  return runs.filter(bears).flatMap(({ half, argv, members }) => {
    const apart = [...table.values()].filter(
      (each) => each.session === half?.pid && !members.has(key(each)),
    );
    return helpersOf(apart, argv);
  });
}

/**
 * Adds to each run what is its own by its mark, and looks at nothing of `spared`. Those with the smallest environments first, and
 * for so long at most: who shows a large one holds up itself.
 */
export function growMarked(
  table: ProcessTable,
  runs: readonly AgentRun[],
  spared: ReadonlySet<number>,
): void {
  const now = Date.now();
  const end = performance.now() + LOOK_MS;
  const values = new Map<number, readonly string[]>();
  const valuesOf = (pid: number): readonly string[] => {
    const row = performance.now() < end ? table.get(pid) : undefined;
    const known = values.get(pid) ?? (row && environmentValues(row, MARK_VARIABLE)) ?? [];
    values.set(pid, known);
    return known;
  };
  const taken = new Set(runs.flatMap(({ members }) => [...members.keys()]));
  const rows = [...table.values()].toSorted((a, b) => a.environment - b.environment);
  for (const row of rows) {
    if (spared.has(row.pid) || row.pid <= 1 || taken.has(key(row)) || !isIn(table, row)) continue;
    // The cheap questions first: most of a machine's processes are older, or another's.
    const could = runs.filter((run) => couldBear(run, row, now));
    const user = could.length === 0 ? undefined : userOf(row.pid);
    for (const run of could) {
      if (user === undefined || user !== run.user) continue;
      const bears = (pid: number): boolean =>
        valuesOf(pid).some((value) => run.marks.some((mark) => isMark(value, mark)));
      if (bears(row.pid) && isStartedBy(table, row, run, { bears, now }))
        run.members.set(key(row), row);
    }
  }
}

/** Milliseconds in which a machine's environments are read: of two thousand processes it takes thirty. */
const LOOK_MS = 500;

function couldBear({ half, marks }: AgentRun, row: ProcessRow, now: number): boolean {
  if (marks.length === 0) return false;
  return half === undefined ? marks.some((mark) => !isOlder(row, mark, now)) : isSince(row, half);
}

/**
 * A mark can be passed on to anybody, so it is not enough: whatever the agent started stands below what bears the mark too, or
 * came from there to a reaper of the pane half; and is in a session of the pane half's, or of one that bears the mark.
 */
function isStartedBy(
  table: ProcessTable,
  row: ProcessRow,
  { half, marks, reapers, otherPanes, members, name }: AgentRun,
  { bears, now }: { bears: (pid: number) => boolean; now: number },
): boolean {
  if (reapers.has(row.pid) || otherPanes.has(row.pid) || otherPanes.has(row.session)) return false;
  const isOwn = (each: ProcessRow): boolean => members.has(key(each)) || bears(each.pid);
  const leader = table.get(row.session);
  if (leader !== undefined && leader.pid !== row.pid && !isOwn(leader)) return false;
  if (isInUnitOfAnother(row.pid, name)) return false;
  const seen = new Set<number>();
  for (let up = table.get(row.parent); up !== undefined; up = table.get(up.parent)) {
    if (otherPanes.has(up.pid) || seen.has(up.pid)) return false;
    seen.add(up.pid);
    if (reapers.has(up.pid) || members.has(key(up))) return true;
    // Without a pane half nobody knows who its reapers were, but that they were there before it.
    if (!bears(up.pid)) return half === undefined && marks.every((mark) => isOlder(up, mark, now));
  }
  return true;
}

function isInUnitOfAnother(pid: number, name: string): boolean {
  try {
    const found = readFileSync(`/proc/${pid}/cgroup`, "latin1").matchAll(
      /\/mosaic-agent@([^/\n]*)\.service(?:\/|$)/gm,
    );
    return [...found].some(([, agent]) => agent !== name);
  } catch {
    return true;
  }
}

function isSince(row: ProcessRow, half: ProcessRow): boolean {
  return Number(row.startTicks) >= Number(half.startTicks);
}

/** Whether it ran before the mark was made; yes where that cannot be told. A second for clocks that are not read at once. */
function isOlder(row: ProcessRow, { at, born }: RunMark, now: number): boolean {
  if (born !== undefined) return Number(row.startTicks) < born;
  const age = ageOf(row);
  return age === undefined || at === undefined || now - age < at - 1000;
}

function key({ pid, startTicks }: ProcessIdentity): string {
  return `${pid} ${startTicks}`;
}
