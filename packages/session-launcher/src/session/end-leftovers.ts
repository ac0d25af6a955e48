import { setTimeout as sleep } from "node:timers/promises";
import { growMarked, growTree, type AgentRun } from "./agent-run.js";
import { ourselves } from "./caller.js";
import {
  argvOf,
  isIn,
  readProcesses,
  signal,
  type ProcessIdentity,
  type ProcessTable,
} from "./processes.js";

/** A process that outlived TERM and the end of its session. */
export interface Stray {
  readonly pid: number;
  /** Its argv, blanks between; empty where that could not be read. */
  readonly command: string;
}

export interface Leftovers {
  /** How many were killed. */
  readonly killed: number;
  /** The first hundred of them. */
  readonly strays: readonly Stray[];
  /** Those that are alive still. */
  readonly left: readonly Stray[];
}

/** Gives what is left of these runs half a second, then kills it, again and again for two: what forks meanwhile is seen too. */
export async function endLeftovers(
  runs: readonly AgentRun[],
  spared: ReadonlySet<number>,
): Promise<Map<AgentRun, Leftovers>> {
  const killed = new Map(runs.map((run) => [run, new Map<string, Stray>()]));
  let left = await lookAgain(runs, spared);
  const end = Date.now() + KILL_MS;
  while (left.size > 0 && Date.now() < end) {
    for (const [run, some] of left) for (const each of some) kill(each, killed.get(run));
    await sleep(25);
    left = look(runs, spared);
  }
  const table = readProcesses();
  return new Map(
    runs.map((run) => {
      const dead = [...(killed.get(run)?.values() ?? [])];
      const alive = [...(left.get(run) ?? []), ...agentAbove(table, run, spared)];
      const isLeft = new Set(alive.map(({ pid }) => pid));
      const strays = dead.filter(({ pid }) => !isLeft.has(pid));
      return [
        run,
        {
          killed: strays.length,
          strays: strays.slice(0, MOST),
          left: alive.slice(0, MOST).map(stray),
        },
      ];
    }),
  );
}

/** By run what is alive of it after half a second, where somebody else ended it; none where nothing is. */
export async function findLeftovers(
  runs: readonly AgentRun[],
): Promise<Map<AgentRun, readonly Stray[]>> {
  const left = await lookAgain(runs, ourselves(readProcesses()));
  return new Map([...left].map(([run, alive]) => [run, alive.slice(0, MOST).map(stray)]));
}

const WAIT_MS = 500;
const KILL_MS = 2000;
const MOST = 100;

/** As `look`, once nothing is left or its time is over. */
async function lookAgain(
  runs: readonly AgentRun[],
  spared: ReadonlySet<number>,
): Promise<Map<AgentRun, ProcessIdentity[]>> {
  const end = Date.now() + WAIT_MS;
  let left = look(runs, spared);
  while (left.size > 0 && Date.now() < end) {
    await sleep(25);
    left = look(runs, spared);
  }
  return left;
}

/** By run what of it is alive; none where nothing is. */
function look(
  runs: readonly AgentRun[],
  spared: ReadonlySet<number>,
): Map<AgentRun, ProcessIdentity[]> {
  const table = readProcesses();
  for (const run of runs) growTree(table, run);
  growMarked(table, runs, spared);
  const alive = runs.map((run): [AgentRun, ProcessIdentity[]] => [
    run,
    [...run.members.values()].filter((each) => isIn(table, each) && !spared.has(each.pid)),
  ]);
  return new Map(alive.filter(([, some]) => some.length > 0));
}

function kill(each: ProcessIdentity, killed: Map<string, Stray> | undefined): void {
  // Its argv goes with it.
  const seen = killed !== undefined && killed.size < MOST ? stray(each) : { ...each, command: "" };
  if (signal(each, "SIGKILL")) killed?.set(`${each.pid} ${each.startTicks}`, seen);
}

/** The agent itself, where the caller stands below it and it would not go. */
function agentAbove(
  table: ProcessTable,
  run: AgentRun,
  spared: ReadonlySet<number>,
): ProcessIdentity[] {
  if (run.half === undefined) return [];
  return [...run.members.values()].filter(
    (each) =>
      each.pid !== process.pid &&
      spared.has(each.pid) &&
      isIn(table, each) &&
      run.agents.has(each.pid),
  );
}

function stray({ pid }: ProcessIdentity): Stray {
  return { pid, command: argvOf(pid).join(" ").trim() };
}
