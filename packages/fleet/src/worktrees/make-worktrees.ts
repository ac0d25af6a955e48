import { join } from "node:path";
import { findProgram, takeLock } from "@mosaicstack/agent-channel";
import type { DesiredAgent } from "@mosaicstack/roster";
import type { FleetContext } from "../context.js";
import { FleetError, wordsOf } from "../error.js";
import { ensureRuntimeFolder } from "../files/runtime-folder.js";
import { worktreesPackage } from "./look-at-worktrees.js";
import { forgetWorktree, noteWorktree, type OldWorktree } from "./worktree-note.js";

/** So long another command may be at worktrees: a checkout of a large repository takes a while. */
const PATIENCE_MS = 120_000;

/** Makes the worktrees of these agents, one after the other; by agent why that failed, and what to do. */
export async function makeWorktrees(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
): Promise<Map<string, string>> {
  const failed = new Map<string, string>();
  if (agents.length === 0) return failed;
  await alone(fleet, async () => {
    for (const agent of agents) {
      try {
        await makeOne(fleet, agent);
      } catch (error) {
        failed.set(agent.name, wordsOf(error));
      }
    }
  }).catch((error: unknown) => {
    for (const { name } of agents) failed.set(name, wordsOf(error));
  });
  return failed;
}

/** Removes one where nothing would be lost; else why it is kept. Throws FleetError and WorktreeError. */
export async function removeOldWorktree(
  fleet: FleetContext,
  old: OldWorktree,
): Promise<string | undefined> {
  return await alone(fleet, async () => {
    const { removeWorktree } = await worktreesPackage();
    const keeps = await removeWorktree(old, fleet);
    if (keeps.length === 0) forgetWorktree(fleet, old.path);
    return keeps.length === 0 ? undefined : keeps.map(({ words }) => words).join("; ");
  });
}

async function makeOne(fleet: FleetContext, agent: DesiredAgent): Promise<void> {
  const { name, worktree, workdir: path } = agent;
  if (worktree === undefined) return;
  const { makeWorktree } = await worktreesPackage();
  noteWorktree(fleet, agent);
  const { made, notes } = await makeWorktree({ ...worktree, path }, fleet);
  if (made) fleet.log(`made the worktree of ${name}: ${path}, on branch \`${worktree.branch}\``);
  for (const note of notes) fleet.log(`${name}: ${note}`);
}

/** One command at a time, whatever fleet it is for. Throws FleetError `Failed`. */
async function alone<T>({ paths, env, log }: FleetContext, use: () => Promise<T>): Promise<T> {
  await ensureRuntimeFolder(paths);
  const folder = join(paths.runtime, "locks", "worktrees");
  const path = env["PATH"] ?? "/usr/bin:/bin";
  if (findProgram("flock", path) === undefined && findProgram("lockf", path) === undefined) {
    log("`flock` is not on PATH, so nothing keeps a second command from the worktrees: install it");
    return await use();
  }
  const release = await takeLock({ folder, state: folder }, PATIENCE_MS, path);
  if (release === undefined)
    throw new FleetError("Failed", "another command is at worktrees still", {
      remedy: "Wait for its end, then run it again.",
    });
  try {
    return await use();
  } finally {
    release();
  }
}
