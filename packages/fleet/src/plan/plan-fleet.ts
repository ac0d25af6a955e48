import { agentOf, agentSchedule, agentUnit } from "../supervisor/unit-names.js";
import type { SupervisorKind } from "../supervisor/supervisor.js";
import type { PlanDocument, PlanSummary } from "../documents/plan.js";
import type { Found } from "./found.js";
import type { FoundOther } from "./others.js";
import { asChange, type PlannedChange } from "./planned-change.js";
import { planAgent } from "./plan-agent.js";
import { planOldWorktree } from "./plan-worktrees.js";
import { planShippedFile, planStaleFile } from "./plan-files.js";
import type { Wanted } from "./wanted.js";

/**
 * Every difference between what is wanted and what was found, in the order in which they are done: what left the roster, files,
 * what is read anew, worktrees, who is to stop, who is to run, worktrees that nobody needs. Pure. Nothing of a person's is in it.
 */
export function planFleet(wanted: Wanted, found: Found, kind: SupervisorKind): PlannedChange[] {
  const someRuns = [...found.agents.values()].some(({ lifecycle }) => lifecycle === "active");
  const shipped = wanted.files.flatMap((file) => planShippedFile(file, found, someRuns) ?? []);
  const stale = wanted.stale.flatMap((path) => planStaleFile(path, found.files.get(path)) ?? []);
  const ofAgents = wanted.agents.flatMap((agent) => planAgent(agent, wanted, found, kind));
  const others = found.others.flatMap((other) => planOther(other, kind));
  const files = ofAgents.filter(({ kind: what }) => what === "file");
  const trees = ofAgents.filter(({ kind: what }) => what === "worktree");
  const acts = ofAgents.filter(({ kind: what }) => what !== "file" && what !== "worktree");
  const old = found.oldWorktrees.map(planOldWorktree);
  const ends = acts.filter(({ action }) => action === "stop" || action === "delete");
  const begins = acts.filter((change) => !ends.includes(change));
  // Whatever is written is read.
  const reads = stale.length + shipped.length + files.length > 0 ? [] : planReading(found);
  // Whoever works in an old one may have left it by then.
  return [
    ...others,
    ...stale,
    ...shipped,
    ...files,
    ...reads,
    ...trees,
    ...ends,
    ...begins,
    ...old,
  ];
}

/** A write of which the manager was not told, as after an `apply` that was cut short. */
function planReading({ unread }: Found): PlannedChange[] {
  return unread.map((unit) => ({
    action: "update",
    kind: "unit",
    agent: agentOf(unit) ?? null,
    target: unit,
    needsRestart: false,
    needsPrune: false,
    reason: "systemd has not read it since it changed",
    counts: true,
  }));
}

/** An agent that left the roster goes with `--prune` alone; its env file, its conversation and its transcript stay. */
function planOther(
  { name, runs, linked, timed, files }: FoundOther,
  kind: SupervisorKind,
): PlannedChange[] {
  const isUnit = kind === "systemd";
  const target = isUnit ? agentUnit(name) : name;
  const about = {
    action: "delete",
    agent: name,
    needsRestart: false,
    needsPrune: true,
    counts: true,
    reason: "is not in the roster",
  } as const;
  return [
    ...(timed === true ? [{ ...about, kind: "link" as const, target: agentSchedule(name) }] : []),
    ...(runs
      ? [{ ...about, kind: isUnit ? ("unit" as const) : ("session" as const), target }]
      : []),
    ...(linked ? [{ ...about, kind: "link" as const, target }] : []),
    ...files.map((file) => ({ ...about, kind: "file" as const, target: file })),
  ];
}

/** The plan as everybody may see it. */
export function planDocument(changes: readonly PlannedChange[]): PlanDocument {
  return { version: 1, changes: changes.map(asChange), summary: summaryOf(changes) };
}

function summaryOf(changes: readonly PlannedChange[]): PlanSummary {
  const count = (action: PlannedChange["action"]): number =>
    changes.filter((change) => change.action === action).length;
  return {
    create: count("create"),
    update: count("update"),
    delete: count("delete"),
    start: count("start"),
    stop: count("stop"),
    restart: count("restart"),
    differs: changes.some(({ counts }) => counts),
  };
}
