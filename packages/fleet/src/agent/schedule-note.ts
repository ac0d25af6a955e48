import { readOwnNotes, writeOwn } from "../files/own-file.js";
import type { FleetPaths } from "../files/paths.js";

interface Place {
  readonly paths: FleetPaths;
  readonly socket: string | undefined;
}

/** How far back the edge is looked for that decides what a schedule begins with. */
const LONG_SECONDS = 400 * 24 * 3600;

/** Those of these agents whose schedule has begun, as far as that can be known. */
export function begunSchedules(
  { paths, socket }: Place,
  agents: readonly string[],
): ReadonlySet<string> {
  const notes = readOwnNotes(paths.state, folderOf(socket), agents);
  return new Set(
    [...notes].flatMap(([name, said]) => ("text" in said && said.text !== undefined ? [name] : [])),
  );
}

/** From now on its edges count: what a person did holds until the next one. Throws FleetError `Failed`. */
export function noteAct(place: Place, agent: string): void {
  note(place, agent, String(seconds()));
}

/** The last edge that is past decides. A task waits for its first one. Throws FleetError `Failed`. */
export function noteBegin(place: Place, { name, task }: { name: string; task: boolean }): void {
  note(place, name, `${task ? seconds() : seconds() - LONG_SECONDS} new`);
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** As `keep-schedule.sh` reads it. */
function note({ paths, socket }: Place, agent: string, text: string): void {
  writeOwn({ root: paths.state, names: [...folderOf(socket), agent] }, `${text}\n`);
}

function folderOf(socket: string | undefined): [string, string] {
  return ["scheduled", socket ?? "default"];
}
