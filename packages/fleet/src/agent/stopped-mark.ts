import type { FleetPaths } from "../files/paths.js";
import { readOwn, removeOwn, writeOwn, type OwnFile } from "../files/own-file.js";

/** Whose intent it is: the same name on another socket is another agent. */
interface Place {
  readonly paths: FleetPaths;
  readonly socket: string | undefined;
}

/**
 * Stopped by a person: remembered, so that neither boot nor `up` of another agent brings it back unasked. Throws NotOurs for
 * what stands there and is no mark.
 */
export async function isStopped(place: Place, agent: string): Promise<boolean> {
  return readOwn(stoppedMark(place, agent)) !== undefined;
}

/** Whether it had finished before it was stopped; false where nobody stopped it. Throws NotOurs as `isStopped`. */
export function isStoppedAtItsEnd(place: Place, agent: string): boolean {
  return readOwn(stoppedMark(place, agent)) === FINISHED;
}

/** `finished`: it is a task, and had ended by itself, which a later `up` has to know. Throws FleetError `Failed`. */
export async function markStopped(
  place: Place,
  agent: string,
  finished: boolean = false,
): Promise<void> {
  writeOwn(stoppedMark(place, agent), finished ? FINISHED : "");
}

const FINISHED = "finished\n";

/** Throws FleetError `Failed`. */
export async function clearStopped(place: Place, agent: string): Promise<void> {
  removeOwn(stoppedMark(place, agent));
}

export function stoppedMark({ paths, socket }: Place, agent: string): OwnFile {
  return { root: paths.state, names: ["stopped", socket ?? "default", agent] };
}
