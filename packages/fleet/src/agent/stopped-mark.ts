import type { FleetPaths } from "../files/paths.js";
import { readOwnNotes, removeOwn, writeOwn, type OwnFile } from "../files/own-file.js";

/** Whose intent it is: the same name on another socket is another agent. */
interface Place {
  readonly paths: FleetPaths;
  readonly socket: string | undefined;
}

/**
 * Who was stopped by a person: remembered, so that neither boot nor `up` of another agent brings it back unasked. One whose mark
 * cannot be read is not known to be stopped.
 */
export function readStopped(
  { paths, socket }: Place,
  agents: readonly string[],
): Map<string, { readonly stopped: boolean; readonly fault?: unknown }> {
  const notes = readOwnNotes(paths.state, folderOf(socket), agents);
  return new Map(
    [...notes].map(([name, note]) => [
      name,
      "error" in note
        ? { stopped: false, fault: note.error }
        : { stopped: note.text !== undefined },
    ]),
  );
}

/** Throws FleetError `Failed`. */
export async function markStopped(place: Place, agent: string): Promise<void> {
  writeOwn(stoppedMark(place, agent), "");
}

/** Throws FleetError `Failed`. */
export async function clearStopped(place: Place, agent: string): Promise<void> {
  removeOwn(stoppedMark(place, agent));
}

export function stoppedMark({ paths, socket }: Place, agent: string): OwnFile {
  return { root: paths.state, names: [...folderOf(socket), agent] };
}

function folderOf(socket: string | undefined): [string, string] {
  return ["stopped", socket ?? "default"];
}
