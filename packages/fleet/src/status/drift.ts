import type { DesiredAgent } from "@mosaicstack/roster";
import { recordFault } from "@mosaicstack/session-launcher";
import { checkEnvFiles, placeOf } from "../agent/check-env-files.js";
import type { FleetContext } from "../context.js";
import type { Drift } from "../documents/drift.js";
import { readOwn, sessionNote } from "../files/own-file.js";
import type { PlannedChange } from "../plan/planned-change.js";
import type { Observation } from "../supervisor/supervisor.js";
import type { WorktreeLook } from "../worktrees/look-at-worktrees.js";
import { lookDrift } from "./look-drift.js";

/** What is known of an agent's files and settings before it is told as drift. */
export interface AgentPlan {
  /** Of this agent, and of what all share. */
  readonly changes: readonly PlannedChange[];
  /** Why it cannot be said how it is started. */
  readonly trouble: string | undefined;
  /** It should not run. */
  readonly stopped: boolean;
  /** Undefined where it has none. */
  readonly worktree?: WorktreeLook | undefined;
  /** What keeps it from being known whether it should run, and what it was started with. */
  readonly faults: readonly unknown[];
}

/** The plan, seen by one agent: what `apply` would do for it, and what only a person can. */
export async function planDrift(
  fleet: FleetContext,
  agent: DesiredAgent,
  { lifecycle, isRecorded }: Observation,
  { changes, trouble, faults, stopped, worktree }: AgentPlan,
  /** Where it lives. */
  socket: string | undefined,
): Promise<Drift[]> {
  const active = lifecycle === "active";
  const counted = changes.filter((change) => change.counts && !change.needsPrune);
  const drift = counted.flatMap(
    (change) => driftOf(change, agent.name, { active, stopped, worktree }) ?? [],
  );
  if (trouble !== undefined) drift.unshift({ kind: "file", target: agent.name, message: trouble });
  drift.unshift(...faults.map((fault) => lookDrift(agent.name, fault)));
  if (!active) {
    // Of one that should run and does not: what its env files say may be why.
    const asks = drift.length === 0 && !stopped;
    return asks ? await envFileDrift(fleet, agent) : drift;
  }
  const record = isRecorded === true ? undefined : await recordDrift(fleet, agent.name, socket);
  return record === undefined ? drift : [...drift, record];
}

/** Whether it runs as it should is told by its lifecycle. */
function driftOf(
  { action, kind, agent, target, reason }: PlannedChange,
  name: string,
  {
    active,
    stopped,
    worktree,
  }: Pick<AgentPlan, "stopped" | "worktree"> & { readonly active: boolean },
): Drift | undefined {
  const isOwn = agent === name;
  if (kind === "file") {
    // What was never put there yet is missed by nobody but who runs.
    if (action === "create" && !active) return undefined;
    if (!isOwn && stopped) return undefined;
    return { kind: "file", target, message: `${target} ${reason}: run \`mosaic-fleet apply\`` };
  }
  if (!isOwn) return undefined;
  if (kind === "worktree") {
    if (stopped || action !== "create") return undefined;
    const what = `the worktree ${target} ${reason}`;
    if (worktree?.error === undefined)
      return { kind, target, message: `${what}: \`mosaic-fleet apply\` makes it` };
    const known = worktree.state === "unknown" ? "look" : kind;
    return { kind: known, target, message: what.replace(/\.$/, "") };
  }
  if (action === "restart")
    return {
      kind: "settings",
      target: name,
      message: `${reason}: \`mosaic-fleet apply\` restarts it`,
    };
  if (kind === "link")
    return { kind: "link", target, message: `${target} ${reason}: run \`mosaic-fleet apply\`` };
  if (kind === "unit" && action === "update")
    return {
      kind: "reload",
      target,
      message:
        "has a unit that systemd has not read since it changed: `mosaic-fleet apply` reads it",
    };
  return undefined;
}

/** Who restarts an agent by the launcher's own loop is known from its record alone: without one, its state is not. */
async function recordDrift(
  { paths, supervisor }: FleetContext,
  agent: string,
  socket: string | undefined,
): Promise<Drift | undefined> {
  if (supervisor.kind !== "tmux") return undefined;
  const file = paths.sessionRecord(socket, agent);
  const fault = await recordFault(file);
  if (fault === undefined) return undefined;
  try {
    readOwn(sessionNote({ paths, socket }, agent));
  } catch (error) {
    return lookDrift(agent, error);
  }
  const message = `has a session, but whether it runs in it is not known: its record ${file} is ${fault}. It is written anew at the agent's next end or start`;
  return { kind: "file", target: file, message };
}

async function envFileDrift(fleet: FleetContext, agent: DesiredAgent): Promise<Drift[]> {
  const findings = await checkEnvFiles(agent, fleet);
  return findings.map((each) => ({ kind: "file", target: each.file, message: placeOf(each) }));
}
