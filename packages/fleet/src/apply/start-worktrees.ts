import type { DesiredAgent } from "@mosaicstack/roster";
import { nothingStarted } from "../agent/prepare-agents.js";
import type { FleetContext } from "../context.js";
import { wordsOf } from "../error.js";
import type { Found } from "../plan/found.js";
import type { PlannedChange } from "../plan/planned-change.js";
import { makeWorktrees } from "../worktrees/make-worktrees.js";
import { noteWorktree } from "../worktrees/worktree-note.js";

/** Throws, before anything is written, where no agent can be started for want of its worktree, and none runs. */
export function refuseWithoutWorktrees(named: readonly DesiredAgent[], found: Found): void {
  const enabled = named.filter((agent) => agent.enabled);
  if (enabled.some(({ name }) => found.agents.get(name)?.lifecycle === "active")) return;
  const errors = enabled.map(({ name }) => found.worktrees.get(name)?.error);
  const [first] = errors;
  if (first === undefined || errors.includes(undefined)) return;
  throw nothingStarted(first);
}

/** Makes the worktrees of a plan, and notes those that stand there unnoted. Where that fails it is that agent's trouble. */
export async function makePlannedWorktrees(
  fleet: FleetContext,
  plan: readonly PlannedChange[],
  { worktrees }: Found,
  troubles: Map<string, string>,
): Promise<void> {
  const names = plan.flatMap(({ kind, action, agent }) =>
    kind === "worktree" && action === "create" ? (agent ?? []) : [],
  );
  const agents = fleet.desired.agents.filter(({ name }) => !troubles.has(name));
  for (const agent of agents.filter(({ name }) => worktrees.get(name)?.state === "there")) {
    try {
      noteWorktree(fleet, agent);
    } catch (error) {
      troubles.set(agent.name, wordsOf(error));
    }
  }
  const missing = agents.filter(({ name }) => names.includes(name));
  for (const [name, trouble] of await makeWorktrees(fleet, missing)) troubles.set(name, trouble);
}
