import type { FleetPaths } from "../files/paths.js";
import { readOwnNotes, removeOwn, writeOwn, type OwnFile } from "../files/own-file.js";

/** Whose intent it is: the same name on another socket is another agent. */
interface Place {
  readonly paths: FleetPaths;
  readonly socket: string | undefined;
}

export interface StoppedMark {
  readonly stopped: boolean;
  /** It was a task, and had ended by itself before it was stopped. */
  readonly finished: boolean;
  /** `schedule`: by its schedule, which starts it again; `down`: with the whole fleet, and its schedule with it. */
  readonly by?: "person" | "schedule" | "down";
  /** What keeps it from being known. */
  readonly fault?: unknown;
}

/**
 * Who was stopped by a person: remembered, so that neither boot nor `up` of another agent brings it back unasked. One whose mark
 * cannot be read is not known to be stopped.
 */
export function readStopped(
  { paths, socket }: Place,
  agents: readonly string[],
): Map<string, StoppedMark> {
  const notes = readOwnNotes(paths.state, folderOf(socket), agents);
  return new Map(
    [...notes].map(([name, note]) => [
      name,
      "error" in note
        ? { stopped: false, finished: false, fault: note.error }
        : {
            stopped: note.text !== undefined,
            finished: note.text === FINISHED,
            ...byWhom(note.text),
          },
    ]),
  );
}

/** `finished`: it is a task, and had ended by itself, which a later `up` has to know. Throws FleetError `Failed`. */
export async function markStopped(
  place: Place,
  agent: string,
  { finished = false, down = false }: { readonly finished?: boolean; readonly down?: boolean } = {},
): Promise<void> {
  writeOwn(stoppedMark(place, agent), finished ? FINISHED : down ? DOWN : "");
}

const FINISHED = "finished\n";
/** `keep-schedule.sh` writes the one and reads the other. */
const SCHEDULE = "schedule\n";
const DOWN = "down\n";

function byWhom(text: string | undefined): Pick<StoppedMark, "by"> {
  if (text === undefined) return {};
  return { by: text === SCHEDULE ? "schedule" : text === DOWN ? "down" : "person" };
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
