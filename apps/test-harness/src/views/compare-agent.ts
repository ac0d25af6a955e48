import { agentUnit } from "@mosaicstack/fleet";
import { descends } from "./descends.js";
import { list, pidsOf } from "./pids.js";
import { isOwn, panesOf, serverOf, type Views } from "./views.js";

/** What is wrong with an agent that has to run: one living pane, and of its processes none from an earlier life. */
export function compareRunning({ units, tmux, processes }: Views, agent: string): string[] {
  const name = agentUnit(agent);
  const unit = units?.get(name);
  const problems: string[] = [];
  if (units !== undefined && (unit?.active !== "active" || unit.sub !== "running"))
    problems.push(`unit: ${name} is ${unit?.active}/${unit?.sub}, not active/running`);
  const panes = panesOf(tmux, agent);
  const [pane] = panes;
  if (pane === undefined || panes.length > 1 || pane.dead)
    return [
      ...problems,
      `tmux: session \`${agent}\` has ${panes.length} panes${pane?.dead ? ", dead" : ""}, not one that lives`,
    ];

  const held = processes.get(name) ?? [];
  const has = (pid: number | undefined): boolean => held.some((process) => process.pid === pid);
  if (units !== undefined && !has(unit?.mainPid))
    problems.push(`processes: ${name} lacks its supervisor ${unit?.mainPid}`);
  if (units !== undefined && !has(pane.pid))
    problems.push(`processes: ${name} lacks the pane half ${pane.pid}`);
  if (!held.some((process) => isOwn(process, pane.pid)))
    problems.push(`processes: ${name} lacks the agent's own process, a child of ${pane.pid}`);
  // Beside the pane half, tmux's server starts the reader of the pane's output, one a life.
  const [reader] = held.filter(({ pid, parent }) => parent === serverOf(tmux) && pid !== pane.pid);
  const roots = [unit?.mainPid, pane.pid, reader?.pid];
  const strays = held.filter((process) => !descends(process, held, roots));
  if (strays.length > 0)
    problems.push(`processes: ${name} holds ${list(pidsOf(strays))} of an earlier life`);
  return problems;
}

/** The same of one that has to be stopped: nothing of it is left. */
export function compareStopped(views: Views, agent: string): string[] {
  return compareAway(views, agent, "inactive");
}

/** The same of one that was given up: nothing of it runs, and its unit says so. Under tmux its last screen may stand. */
export function compareFailed(views: Views, agent: string): string[] {
  return compareAway(views, agent, "failed");
}

function compareAway(
  { units, tmux, processes }: Views,
  agent: string,
  wanted: "inactive" | "failed",
): string[] {
  const name = agentUnit(agent);
  const unit = units?.get(name);
  const problems: string[] = [];
  const seen = unit?.active ?? "inactive";
  if (units !== undefined && (seen !== wanted || (unit?.mainPid ?? 0) !== 0))
    problems.push(`unit: ${name} is ${seen}, main pid ${unit?.mainPid}, not ${wanted}`);
  const mayStand = units === undefined && wanted === "failed";
  if (!mayStand && panesOf(tmux, agent).length > 0)
    problems.push(`tmux: session \`${agent}\` is still there`);
  const held = pidsOf(processes.get(name));
  if (held.length > 0) problems.push(`processes: ${name} still holds ${list(held)}`);
  return problems;
}
