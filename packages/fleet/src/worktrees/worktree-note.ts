import { existsSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { inFolder, listNames } from "@mosaicstack/outside-files";
import { AGENT_NAME_PATTERN, type DesiredAgent } from "@mosaicstack/roster";
import { identityOf } from "../agent/started-settings.js";
import type { FleetContext } from "../context.js";
import { FleetError } from "../error.js";
import { digest } from "../files/digest.js";
import { pathOf, readOwnOrNothing, removeOwn, writeOwn, type OwnFile } from "../files/own-file.js";

/** For whom a worktree was made; it is noted before that is begun. */
interface WorktreeNote {
  readonly path: string;
  readonly repository: string;
  readonly roster: string;
}

/** A worktree of an agent that needs none there any more. */
export interface OldWorktree {
  readonly agent: string;
  readonly path: string;
  readonly repository: string;
}

const MOST_NOTES = 10_000;
const AGENT = new RegExp(AGENT_NAME_PATTERN);

type Place = Pick<FleetContext, "paths" | "desired">;

/** Throws FleetError `Refused` where the agent of another roster works. */
export function refuseAnothers(fleet: Place, { name, workdir }: DesiredAgent): void {
  const note = noteOf(fleet, workdir);
  const before = read(note);
  if (before === undefined || !isAnothers(before, fleet.desired.file)) return;
  throw new FleetError(
    "Refused",
    `${workdir} is the worktree of agent \`${name}\` of another roster, ${before.roster}`,
    { remedy: `Give the agent another name; or, if nobody works there, remove ${pathOf(note)}.` },
  );
}

/** Notes that a roster's agent works there. Throws as `refuseAnothers`, and FleetError `Failed`. */
export function noteWorktree(fleet: Place, agent: DesiredAgent): void {
  refuseAnothers(fleet, agent);
  const repository = agent.worktree?.repository ?? "";
  const { workdir: path } = agent;
  const note: WorktreeNote = { path, repository, roster: identityOf(fleet.desired.file) };
  writeOwn(noteOf(fleet, path), `${JSON.stringify(note)}\n`);
}

export function forgetWorktree(fleet: Place, path: string): void {
  removeOwn(noteOf(fleet, path));
}

/** Worktrees that were made for this roster, or for one that is gone, and that no agent of it works in. */
export function oldWorktrees(fleet: Place): OldWorktree[] {
  const { paths, desired } = fleet;
  const wanted = new Set(desired.agents.map(({ workdir }) => workdir));
  const names = inFolder(paths.state, ["worktrees"], ({ at }) => listNames(at("."), MOST_NOTES));
  const found = (names ?? []).flatMap((name) => {
    const note = read({ root: paths.state, names: ["worktrees", name] });
    if (note === undefined || wanted.has(note.path) || isAnothers(note, desired.file)) return [];
    const { path, repository } = note;
    const agent = basename(path);
    // Agents can write notes, too: no other place is looked at, least of all removed.
    const isHere = dirname(dirname(path)) === paths.worktrees && resolve(path) === path;
    return isHere && AGENT.test(agent) ? [{ agent, path, repository }] : [];
  });
  return found.toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

/** Of a roster that is gone it is anybody's. */
function isAnothers({ roster }: WorktreeNote, file: string): boolean {
  return roster !== identityOf(file) && existsSync(roster);
}

function noteOf({ paths }: Place, path: string): OwnFile {
  return { root: paths.state, names: ["worktrees", digest(path)] };
}

/** Undefined also for what is no note: then nothing is known of it, least of all that it may go. */
function read(file: OwnFile): WorktreeNote | undefined {
  try {
    const note = JSON.parse(readOwnOrNothing(file) ?? "") as Partial<WorktreeNote> | null;
    const { path, repository, roster } = note ?? {};
    const texts = [path, repository, roster];
    if (!texts.every((text) => typeof text === "string" && text.startsWith("/"))) return undefined;
    return note as WorktreeNote;
  } catch {
    return undefined;
  }
}
