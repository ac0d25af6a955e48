import { agentUnit, holderUnit } from "@mosaicstack/fleet";
import { compareCli } from "./compare-cli.js";
import { compareFailed, compareRunning, compareStopped } from "./compare-agent.js";
import { descends } from "./descends.js";
import type { Expectation } from "./expectation.js";
import { list, pidsOf } from "./pids.js";
import { lifeOf, panesOf, tellLife, type Views } from "./views.js";

const compare = { running: compareRunning, stopped: compareStopped, failed: compareFailed };

/** Every way in which the views disagree with each other or with what is expected; empty when all is well. */
export function compareViews(views: Views, expected: Expectation): string[] {
  const agents = Object.entries(expected.agents);
  return [
    ...compareServer(views, expected),
    ...agents.flatMap(([agent, state]) => compare[state](views, agent)),
    ...strangers(views, expected),
    ...compareLives(views, expected),
    ...compareCli(views, expected),
  ];
}

function compareServer(
  { units, tmux, processes }: Views,
  { server: expected = "running", others = [] }: Expectation,
): string[] {
  const all = processes.get(holderUnit) ?? [];
  const guests = others.flatMap((session) => pidsOf(panesOf(tmux, session)));
  const held = pidsOf(all.filter((process) => !descends(process, all, guests)));
  if ("absent" in tmux) {
    if (expected === "running") return [`tmux: ${tmux.absent}`];
    return held.length === 0
      ? []
      : [`processes: ${holderUnit} holds ${list(held)}, tmux says: ${tmux.absent}`];
  }
  if (expected === "absent") return [`tmux: server ${tmux.serverPid} runs`];
  const problems: string[] = [];
  const unit = units?.get(holderUnit);
  if (units !== undefined && unit?.active !== "active")
    problems.push(`unit: ${holderUnit} is ${unit?.active ?? "not known"}`);
  if (units !== undefined && unit?.mainPid !== tmux.serverPid)
    problems.push(
      `unit: ${holderUnit} has main pid ${unit?.mainPid}, tmux's server ${tmux.serverPid}`,
    );
  if (held.length !== 1 || held[0] !== tmux.serverPid)
    problems.push(
      `processes: ${holderUnit} holds ${list(held)}, not the server ${tmux.serverPid} alone`,
    );
  return problems;
}

/** Sessions that no agent has, and units that nobody asked for. */
function strangers({ tmux, processes }: Views, { agents, others = [] }: Expectation): string[] {
  const sessions = "absent" in tmux ? [] : tmux.panes.map(({ session }) => session);
  const names = Object.keys(agents);
  const known = new Set([holderUnit, ...names.map(agentUnit)]);
  return [
    ...sessions
      .filter((session) => !names.includes(session) && !others.includes(session))
      .map((session) => `tmux: session \`${session}\` belongs to no agent`),
    ...others
      .filter((session) => !sessions.includes(session))
      .map((session) => `tmux: session \`${session}\`, a person's own, is gone`),
    ...[...processes.keys()]
      .filter((unit) => !known.has(unit) && unit.startsWith("mosaic-agent@"))
      .map((unit) => `processes: ${unit} was never started`),
  ];
}

/** Whether one that had to live on began another life: no later look will show the old one again. */
export function hasDied(views: Views, { before, kept = [] }: Expectation): boolean {
  return kept.some((agent) => {
    const now = lifeOf(views, agent);
    if (before === undefined || now === undefined) return false;
    return tellLife(lifeOf(before, agent)) !== tellLife(now);
  });
}

function compareLives(views: Views, { before, kept = [], renewed = [] }: Expectation): string[] {
  if (before === undefined) return [];
  const problems: string[] = [];
  for (const agent of kept) {
    const [then, now] = [before, views].map((each) => tellLife(lifeOf(each, agent)));
    if (then !== now) problems.push(`\`${agent}\` did not live on: before ${then}; now ${now}`);
  }
  for (const agent of renewed) {
    const [then, now] = [lifeOf(before, agent), lifeOf(views, agent)];
    if (then?.agent === now?.agent) problems.push(`\`${agent}\` is still process ${then?.agent}`);
    // Under tmux a pane half has many lives.
    else if (views.units !== undefined && then?.pane === now?.pane)
      problems.push(`\`${agent}\` still has the pane half ${then?.pane}`);
  }
  return problems;
}
