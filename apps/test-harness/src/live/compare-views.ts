import { agentUnit, holderUnit } from "@mosaicstack/fleet";
import { compareCli } from "./compare-cli.js";
import { lifeOf, panesOf, type ProcessRow, type Views } from "./views.js";

/** What has to be true once a step has settled. */
export interface Expectation {
  readonly agents: Readonly<Record<string, "running" | "stopped">>;
  /** An earlier moment that `kept` and `renewed` are measured against. */
  readonly before?: Views;
  /** Agents that live on: same supervisor, pane half, own process and number of restarts. */
  readonly kept?: readonly string[];
  /** Agents that have a new pane half. */
  readonly renewed?: readonly string[];
}

/** Every way in which the views disagree with each other or with what is expected; empty when all is well. */
export function compareViews(views: Views, expected: Expectation): string[] {
  const agents = Object.entries(expected.agents);
  return [
    ...compareServer(views),
    ...agents.flatMap(([agent, state]) =>
      state === "running" ? compareRunning(views, agent) : compareStopped(views, agent),
    ),
    ...strangers(views, Object.keys(expected.agents)),
    ...compareLives(views, expected),
    ...compareCli(views, expected.agents),
  ];
}

function compareServer({ units, tmux, cgroups }: Views): string[] {
  const unit = units.get(holderUnit);
  if ("absent" in tmux) return [`tmux: ${tmux.absent}`];
  const problems: string[] = [];
  if (unit?.active !== "active")
    problems.push(`unit: ${holderUnit} is ${unit?.active ?? "not known"}`);
  if (unit?.mainPid !== tmux.serverPid)
    problems.push(
      `unit: ${holderUnit} has main pid ${unit?.mainPid}, tmux's server ${tmux.serverPid}`,
    );
  const held = pidsOf(cgroups.get(holderUnit));
  if (held.length !== 1 || held[0] !== tmux.serverPid)
    problems.push(
      `cgroup: ${holderUnit} holds ${list(held)}, not the server ${tmux.serverPid} alone`,
    );
  return problems;
}

function compareRunning({ units, tmux, cgroups }: Views, agent: string): string[] {
  const name = agentUnit(agent);
  const unit = units.get(name);
  const problems: string[] = [];
  if (unit?.active !== "active" || unit.sub !== "running")
    problems.push(`unit: ${name} is ${unit?.active}/${unit?.sub}, not active/running`);
  const panes = panesOf(tmux, agent);
  const [pane] = panes;
  if (pane === undefined || panes.length > 1 || pane.dead)
    return [
      ...problems,
      `tmux: session \`${agent}\` has ${panes.length} panes${pane?.dead ? ", dead" : ""}, not one that lives`,
    ];

  const held = cgroups.get(name) ?? [];
  const has = (pid: number | undefined): boolean => held.some((process) => process.pid === pid);
  if (!has(unit?.mainPid)) problems.push(`cgroup: ${name} lacks its supervisor ${unit?.mainPid}`);
  if (!has(pane.pid)) problems.push(`cgroup: ${name} lacks the pane half ${pane.pid}`);
  if (!held.some(({ parent }) => parent === pane.pid))
    problems.push(`cgroup: ${name} lacks the agent's own process, a child of ${pane.pid}`);
  const strays = held.filter((process) => !descends(process, held, [unit?.mainPid, pane.pid]));
  if (strays.length > 0)
    problems.push(`cgroup: ${name} holds ${list(pidsOf(strays))} of an earlier life`);
  return problems;
}

function compareStopped({ units, tmux, cgroups }: Views, agent: string): string[] {
  const name = agentUnit(agent);
  const unit = units.get(name);
  const problems: string[] = [];
  if (unit !== undefined && (unit.active !== "inactive" || unit.mainPid !== 0))
    problems.push(`unit: ${name} is ${unit.active}, main pid ${unit.mainPid}, not inactive`);
  if (panesOf(tmux, agent).length > 0) problems.push(`tmux: session \`${agent}\` is still there`);
  const held = pidsOf(cgroups.get(name));
  if (held.length > 0) problems.push(`cgroup: ${name} still holds ${list(held)}`);
  return problems;
}

/** Sessions that no unit has, and units that nobody asked for. */
function strangers({ tmux, cgroups }: Views, agents: readonly string[]): string[] {
  const sessions = "absent" in tmux ? [] : tmux.panes.map(({ session }) => session);
  const known = new Set([holderUnit, ...agents.map(agentUnit)]);
  return [
    ...sessions
      .filter((session) => !agents.includes(session))
      .map((session) => `tmux: session \`${session}\` belongs to no agent of this fleet`),
    ...[...cgroups.keys()]
      .filter((unit) => !known.has(unit) && pidsOf(cgroups.get(unit)).length > 0)
      .map((unit) => `cgroup: ${unit} was never started`),
  ];
}

function compareLives(views: Views, { before, kept = [], renewed = [] }: Expectation): string[] {
  if (before === undefined) return [];
  const problems: string[] = [];
  for (const agent of kept) {
    const [then, now] = [lifeOf(before, agent), lifeOf(views, agent)].map((life) =>
      JSON.stringify(life),
    );
    if (then !== now) problems.push(`\`${agent}\` did not live on: before ${then}, now ${now}`);
  }
  for (const agent of renewed) {
    const then = lifeOf(before, agent)?.pane;
    if (then === lifeOf(views, agent)?.pane)
      problems.push(`\`${agent}\` still has the pane half ${then}`);
  }
  return problems;
}

function descends(
  { pid, parent }: ProcessRow,
  all: readonly ProcessRow[],
  roots: readonly (number | undefined)[],
): boolean {
  if (roots.includes(pid) || roots.includes(parent)) return true;
  const above = all.find((process) => process.pid === parent);
  return above !== undefined && descends(above, all, roots);
}

const pidsOf = (processes: readonly ProcessRow[] = []): number[] => processes.map(({ pid }) => pid);
const list = (pids: readonly number[]): string => (pids.length === 0 ? "nothing" : pids.join(", "));
