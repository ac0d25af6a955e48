import { helpersAgainst, type AgentRun } from "./agent-run.js";
import { above, below, readProcesses, signal, type ProcessTable } from "./processes.js";

/** This process, what it stands below, and what it started: what asks for a stop is not ended by it. */
export function ourselves(table: ProcessTable): ReadonlySet<number> {
  const own = below(table, [process.pid]).map(({ pid }) => pid);
  return new Set([process.pid, ...own, ...above(table, process.pid)]);
}

/** Whether this process is the one with that number, or stands below it. */
export function runsBelow(pid: number): boolean {
  return pid === process.pid || above(readProcesses(), process.pid).includes(pid);
}

/** TERM to the pane half's process group; to each of it by itself where the caller is in it. What is stopped is woken to hear it. */
export function askTerm(
  table: ProcessTable,
  { half, agents, members }: AgentRun,
  spared: ReadonlySet<number>,
): void {
  if (half === undefined || half.pid <= 1) return;
  const group = [...table.values()].filter((each) => each.group === half.pid);
  if (group.some(({ pid }) => pid === process.pid)) {
    for (const each of group)
      if (each.pid !== process.pid && (!spared.has(each.pid) || agents.has(each.pid)))
        signal(each, "SIGTERM");
  } else signalGroup(half.pid);
  for (const each of members.values())
    if (table.get(each.pid)?.state === "T") signal(each, "SIGCONT");
  // Its helper, which is no member
  for (const each of table.values())
    if (each.session === half.pid && each.state === "T") signal(each, "SIGCONT");
}

/**
 * A caller that is the agent's own goes on until it has ended the rest: it hears no end of the agent's terminal, and what would
 * end it behind the pane half goes first, whose work is done here. Call what this gives once it may end too.
 */
export function outliveRuns(table: ProcessTable, runs: readonly AgentRun[]): () => void {
  for (const each of helpersAgainst(table, runs, process.pid)) signal(each, "SIGKILL");
  const own = table.get(process.pid);
  const isIn = runs.some(({ half }) => half !== undefined && half.pid === own?.session);
  if (!isIn) return () => {};
  const nothing = (): void => {};
  process.on("SIGHUP", nothing);
  return () => void process.off("SIGHUP", nothing);
}

function signalGroup(leader: number): void {
  try {
    process.kill(-leader, "SIGTERM");
  } catch {
    // gone already: its session is ended next
  }
}
