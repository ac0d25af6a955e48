import type { FleetContext } from "../context.js";
import { FleetError, wordsOf } from "../error.js";
import { noteShipped } from "../files/shipped-note.js";
import { removeFile } from "../files/remove-file.js";
import { assertWritable, writeWhole, type WantedFile } from "../files/write-file.js";
import type { Observation } from "../supervisor/supervisor.js";
import type { PlannedChange } from "../plan/planned-change.js";

/** What became of a change that was tried. */
export interface Outcome {
  readonly outcome: "done" | "failed" | "left";
  readonly message?: string;
}

/**
 * Writes the files of a plan, everybody's first. An agent's own that cannot be written is that agent's trouble; throws FleetError
 * where one that all need cannot: then nothing else was done.
 */
export async function writeChanges(
  changes: readonly PlannedChange[],
): Promise<Map<PlannedChange, Outcome>> {
  const told = new Map<PlannedChange, Outcome>();
  const shared = changes.filter(({ agent }) => agent === null);
  for (const { file } of shared) if (file !== undefined) await assertWritable(file);
  for (const change of shared) {
    if (change.action === "delete") removeFile(change.target);
    else if (change.file === undefined) continue;
    else await writeWhole(change.file);
    told.set(change, { outcome: "done" });
  }
  for (const change of changes.filter(({ agent }) => agent !== null)) {
    try {
      if (change.action === "delete") removeFile(change.target);
      else if (change.file === undefined) continue;
      else await writeWhole(change.file);
      told.set(change, { outcome: "done" });
    } catch (error) {
      if (!(error instanceof FleetError)) throw error;
      told.set(change, { outcome: "failed", message: wordsOf(error) });
    }
  }
  return told;
}

/** Says how much was written, and has it read, if anything was. What was put there of ours is noted, so that an edit is told from a version. */
export async function readWritten(
  fleet: FleetContext,
  written: ReadonlyMap<PlannedChange, Outcome>,
  shipped: readonly WantedFile[],
): Promise<boolean> {
  const done = [...written].filter(([, { outcome }]) => outcome === "done");
  const count = done.length;
  if (count === 0) return false;
  const gone = done.filter(([{ action }]) => action === "delete").length;
  if (count > gone) fleet.log(`wrote ${files(count - gone)}`);
  if (gone > 0) fleet.log(`removed ${files(gone)}`);
  for (const [{ target, isLink = false }] of done)
    if (isLink) fleet.log(`${target} is a link: what it leads to was written`);
  // Without the note an edit may be taken for a version, or the other way round: no reason to start nobody.
  try {
    if (done.some(([{ agent }]) => agent === null)) noteShipped(fleet.paths, shipped);
  } catch (error) {
    fleet.log(wordsOf(error));
  }
  await fleet.supervisor.reload();
  return true;
}

/** What was written of those that run holds from now on, also where they did not sleep before. */
export async function watchIdle(
  { supervisor, desired }: FleetContext,
  written: ReadonlyMap<PlannedChange, Outcome>,
  seen: ReadonlyMap<string, Observation>,
): Promise<void> {
  const changed = new Set([...written.keys()].map(({ agent }) => agent));
  const sleepers = desired.agents.filter(
    ({ name, idle }) =>
      idle !== undefined && changed.has(name) && seen.get(name)?.lifecycle === "active",
  );
  if (sleepers.length > 0) await supervisor.watchIdle?.(sleepers.map(({ name }) => name));
}

function files(count: number): string {
  return `${count} ${count === 1 ? "file" : "files"}`;
}
