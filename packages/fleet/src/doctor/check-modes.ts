import { lstat, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { channelScripts } from "@mosaicstack/agent-channel";
import { inFolder, listNames } from "@mosaicstack/outside-files";
import type { FleetPaths } from "../files/paths.js";
import { runtimeFolderFault } from "../files/runtime-folder.js";
import { changeMode } from "../files/change-mode.js";
import { finding, mendable, type Found } from "./finding.js";
import { runtimeFolders, stateFolders } from "../install/owned.js";

/** A folder of the fleet's, with what in it is looked at too. */
interface Place {
  readonly path: string;
  /** Whether it matters who reads it. */
  readonly isPrivate: boolean;
  readonly below: readonly string[];
}

/**
 * What is the fleet's, or decides what agents do, and is open to others: an error where they can write, a warning where they can
 * read what agents say and are told. Made by an earlier version, or by hand. `roster`: one that was named.
 */
export async function checkModes(paths: FleetPaths, roster?: string): Promise<Found[]> {
  const found = await Promise.all(places(paths).map(checkPlace));
  const persons = await Promise.all(
    personsFiles(paths, roster).map(async (path) =>
      writable(path, (await modeOf(path, true)) ?? 0),
    ),
  );
  // Of one that is not ours nothing is told but that.
  const isRefused = runtimeFolderFault(paths) !== undefined;
  return [...found.flat(), ...persons.flat(), ...(isRefused ? [] : await checkRuntime(paths))];
}

async function checkRuntime({ runtime }: FleetPaths): Promise<Found[]> {
  // Inside a folder that others cannot enter its own mode does not matter; systemd makes it with 0755.
  const parent = (await modeOf(dirname(runtime))) ?? 0;
  return await checkPlace({
    path: runtime,
    isPrivate: (parent & 0o011) !== 0,
    below: runtimeFolders.map((name) => join(runtime, name)),
  });
}

function places({ config, tools, script, state, profile }: FleetPaths): Place[] {
  const scripts = channelScripts().map(({ name }) => join(tools, name));
  const inState = [...stateFolders, "supervisors"];
  return [
    { path: state, isPrivate: true, below: inState.map((name) => join(state, name)) },
    { path: dirname(tools), isPrivate: false, below: [tools, script, ...scripts] },
    { path: config, isPrivate: false, below: [join(config, "agents"), profile] },
  ];
}

/** Files that say what agents run, or are run for them, and the folders `mosaic` that all of ours stands in: others may read those. */
function personsFiles(paths: FleetPaths, roster: string = paths.roster): string[] {
  const { state, config, units } = paths;
  const [agents, hooks] = [join(config, "agents"), join(config, "hooks")];
  const ours = namesIn(units).filter((name) => /^mosaic-(fleet|tmux|agent)/.test(name));
  return [
    dirname(state),
    dirname(config),
    roster,
    ...namesIn(agents)
      .filter((name) => name.endsWith(".env"))
      .map((name) => join(agents, name)),
    hooks,
    ...namesIn(hooks).map((name) => join(hooks, name)),
    ...ours.flatMap((name) => {
      const path = join(units, name);
      const inIt = name.endsWith(".d") ? namesIn(path).map((each) => join(path, each)) : [];
      return [path, ...inIt];
    }),
  ];
}

/** So many at most; of a folder of more, or of none that is ours, nothing. */
function namesIn(folder: string): string[] {
  try {
    return inFolder(folder, [], ({ at }) => listNames(at("."), 10_000, folder)) ?? [];
  } catch {
    return [];
  }
}

/** Who closes a folder to readers closes what is in it. */
async function checkPlace(place: Place): Promise<Found[]> {
  const { path, isPrivate, below } = place;
  const [own, ...modes] = await Promise.all([path, ...below].map(async (each) => modeOf(each)));
  const inIt = below.flatMap((each, index) => tellOwn(each, modes[index] ?? 0, false));
  return [...tellOwn(path, own ?? 0, isPrivate), ...inIt];
}

/** Of the fleet's own: nobody else has anything to do there. A person's files are left to the person. */
function tellOwn(path: string, mode: number, isPrivate: boolean): Found[] {
  return tell(path, mode, isPrivate).map((found) =>
    mendable(found, async () => changeMode(path, (before) => before & ~0o077)),
  );
}

function tell(path: string, mode: number, isPrivate: boolean): Found[] {
  if ((mode & 0o022) !== 0) return writable(path, mode, "go-rwx");
  if (!isPrivate || (mode & 0o055) === 0) return [];
  return [
    finding(
      "mode-too-wide",
      `${path} can be read by others (${shown(mode)})`,
      `Run \`chmod go-rwx ${path}\`.`,
      {
        severity: "warning",
        why: "Messages, transcripts and what agents say of themselves are kept there.",
      },
    ),
  ];
}

function writable(path: string, mode: number, change = "go-w"): Found[] {
  if ((mode & 0o022) === 0) return [];
  return [
    finding(
      "mode-too-wide",
      `${path} can be written by others (${shown(mode)})`,
      `Run \`chmod ${change} ${path}\`.`,
      { why: "Who can write there can have your agents do, or be told, what they like." },
    ),
  ];
}

function shown(mode: number): string {
  return `mode ${mode.toString(8).padStart(4, "0")}`;
}

/** Of links nothing, for they have no rights; of those of the person's what they lead to. */
async function modeOf(path: string, follow = false): Promise<number | undefined> {
  const stats = await (follow ? stat(path) : lstat(path)).catch(() => undefined);
  return stats === undefined || stats.isSymbolicLink() ? undefined : stats.mode & 0o777;
}
