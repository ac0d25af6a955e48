import type { DesiredAgent } from "@mosaicstack/roster";
import type * as Worktrees from "@mosaicstack/worktrees";
import type { Worktree } from "@mosaicstack/worktrees";
import type { FleetContext } from "../context.js";
import { FleetError, toFleetError, wordsOf } from "../error.js";
import { oldWorktrees, refuseAnothers, type OldWorktree } from "./worktree-note.js";

type Looking = Pick<FleetContext, "env" | "paths" | "desired">;

/** An agent's worktree, as git knows it now. */
export interface WorktreeLook {
  /** `unknown`: git could not be asked. */
  readonly state: "there" | "missing" | "half-made" | "leaving" | "occupied" | "unknown";
  /** What is checked out where it is there; undefined: no branch. */
  readonly branch?: string | undefined;
  /** Why it cannot be made, or looked at. */
  readonly error?: FleetError;
}

export interface FoundOldWorktree extends OldWorktree {
  /** Its agent is in the roster, and works elsewhere. */
  readonly isMoved: boolean;
  /** Why it is kept, half a sentence; undefined: nothing would be lost with it. */
  readonly keep: string | undefined;
}

/** By agent, of those that have one; git is asked once for each repository. Changes nothing, and throws for nobody's trouble. */
export async function lookAtWorktrees(
  fleet: Looking,
  agents: readonly DesiredAgent[],
): Promise<Map<string, WorktreeLook>> {
  const owners = agents.filter(({ worktree }) => worktree !== undefined);
  if (owners.length === 0) return new Map();
  const { listWorktrees } = await worktreesPackage();
  const repositories = new Set(owners.flatMap(({ worktree }) => worktree?.repository ?? []));
  const lists = new Map(
    await Promise.all(
      [...repositories].map(async (repository) => {
        const list = async (): Promise<Worktree[]> => await listWorktrees(repository, fleet);
        return [repository, await list().catch(toTrouble)] as const;
      }),
    ),
  );
  const looks = owners.map(async (agent): Promise<[string, WorktreeLook]> => {
    const list = lists.get(agent.worktree?.repository ?? "") ?? [];
    const look = list instanceof FleetError ? unknown(list) : await lookAtOne(fleet, agent, list);
    return [agent.name, look];
  });
  return new Map(await Promise.all(looks));
}

/** Worktrees that nobody of the roster needs, each with why it is kept. */
export async function lookAtOldWorktrees(fleet: FleetContext): Promise<FoundOldWorktree[]> {
  const old = oldWorktrees(fleet);
  if (old.length === 0) return [];
  const { whatKeeps } = await worktreesPackage();
  const names = new Set(fleet.desired.agents.map(({ name }) => name));
  return await Promise.all(
    old.map(async (each) => {
      // Who works there now may be about to end.
      const keeps = (await whatKeeps(each, fleet)).filter(({ what }) => what !== "process");
      return { ...each, isMoved: names.has(each.agent), keep: keeps[0]?.words };
    }),
  );
}

/** Loaded where somebody has a worktree alone. */
export async function worktreesPackage(): Promise<typeof Worktrees> {
  return await import("@mosaicstack/worktrees");
}

async function lookAtOne(
  fleet: Looking,
  agent: DesiredAgent,
  list: readonly Worktree[],
): Promise<WorktreeLook> {
  const { worktree, workdir: path } = agent;
  if (worktree === undefined) return { state: "unknown" };
  const { lookAtPlace, assertCanBeMade } = await worktreesPackage();
  const place = lookAtPlace(list, path);
  try {
    refuseAnothers(fleet, agent);
    if (place.state === "there") return { state: "there", branch: place.worktree.branch };
    await assertCanBeMade({ ...worktree, path }, list, fleet);
    return { state: place.state };
  } catch (cause) {
    const state = place.state === "there" ? "occupied" : place.state;
    return { state, error: toTrouble(cause) };
  }
}

function unknown(error: FleetError): WorktreeLook {
  return { state: "unknown", error };
}

function toTrouble(cause: unknown): FleetError {
  const error = toFleetError(cause);
  return error instanceof FleetError ? error : new FleetError("Failed", wordsOf(cause), { cause });
}
