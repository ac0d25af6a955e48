import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { inFolder, listNames } from "@mosaicstack/outside-files";
import type { DesiredAgent } from "@mosaicstack/roster";
import { identityOf } from "../agent/started-settings.js";
import type { FleetContext } from "../context.js";
import { FleetError } from "../error.js";
import { pathOf, readOwnOrNothing, removeOwn, writeOwn, type OwnFile } from "../files/own-file.js";

/** For whom a worktree was made; it is noted before that is begun. */
interface WorktreeNote {
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
const NAME = /^([\w-][\w.-]*-[0-9a-f]{6})\+([a-z0-9][a-z0-9_-]{0,62})$/;

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
  const note: WorktreeNote = { repository, roster: identityOf(fleet.desired.file) };
  writeOwn(noteOf(fleet, agent.workdir), `${JSON.stringify(note)}\n`);
}

export function forgetWorktree(fleet: Place, path: string): void {
  removeOwn(noteOf(fleet, path));
}

/** Worktrees that were made for this roster, or for one that is gone, and that no agent of it works in. */
export function oldWorktrees(fleet: Place): OldWorktree[] {
  const { paths, desired } = fleet;
  const wanted = new Set(desired.agents.map(({ workdir }) => workdir));
  const names = inFolder(paths.state, ["worktrees"], ({ at }) => listNames(at("."), MOST_NOTES));
  return (names ?? []).toSorted().flatMap((name) => {
    const [, folder = "", agent = ""] = NAME.exec(name) ?? [];
    const path = join(paths.worktrees, folder, agent);
    if (agent === "" || wanted.has(path)) return [];
    const note = read(noteOf(fleet, path));
    if (note === undefined || isAnothers(note, desired.file)) return [];
    return [{ agent, path, repository: note.repository }];
  });
}

/** Of a roster that is gone it is anybody's. */
function isAnothers({ roster }: WorktreeNote, file: string): boolean {
  return roster !== identityOf(file) && existsSync(roster);
}

function noteOf({ paths }: Place, path: string): OwnFile {
  const name = `${basename(dirname(path))}+${basename(path)}`;
  return { root: paths.state, names: ["worktrees", name] };
}

/** Undefined also for what is no note: then nothing is known of it, least of all that it may go. */
function read(file: OwnFile): WorktreeNote | undefined {
  try {
    const note = JSON.parse(readOwnOrNothing(file) ?? "") as Partial<WorktreeNote> | null;
    const { repository, roster } = note ?? {};
    if (typeof repository !== "string" || typeof roster !== "string") return undefined;
    return repository.startsWith("/") ? { repository, roster } : undefined;
  } catch {
    return undefined;
  }
}
