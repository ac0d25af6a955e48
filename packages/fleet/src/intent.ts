import { access, rm } from "node:fs/promises";
import { join } from "node:path";
import type { FleetPaths } from "./paths.js";
import { writeWhole } from "./write-file.js";

/** Whose intent it is: the same name on another socket is another agent. */
interface Place {
  readonly paths: FleetPaths;
  readonly socket: string | undefined;
}

/** Stopped by a person: remembered, so that neither boot nor `up` of another agent brings it back unasked. */
export async function isStopped(place: Place, agent: string): Promise<boolean> {
  return await access(mark(place, agent)).then(
    () => true,
    () => false,
  );
}

export async function markStopped(place: Place, agent: string): Promise<void> {
  await writeWhole({ path: mark(place, agent), text: "", mode: 0o644 });
}

export async function clearStopped(place: Place, agent: string): Promise<void> {
  await rm(mark(place, agent), { force: true });
}

function mark({ paths, socket }: Place, agent: string): string {
  return join(paths.state, "stopped", socket ?? "default", agent);
}
