import { lstat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { channelScripts } from "@mosaicstack/session-launcher";
import type { FleetPaths } from "../paths.js";
import { finding, type DoctorFinding } from "./finding.js";

/** A folder of the fleet's, with what in it is looked at too. */
interface Place {
  readonly path: string;
  /** Whether it matters who reads it. */
  readonly isPrivate: boolean;
  readonly below: readonly string[];
}

/**
 * What is the fleet's, was made by an earlier version or by hand, and is open to others: an error where they can write, a
 * warning where they can read what agents say and are told.
 */
export async function checkModes(paths: FleetPaths): Promise<DoctorFinding[]> {
  const found = await Promise.all(places(paths).map(checkPlace));
  // Inside a folder that others cannot enter its own mode does not matter; systemd makes it with 0755.
  const parent = (await modeOf(dirname(paths.runtime))) ?? 0;
  const runtime = await checkPlace({
    path: paths.runtime,
    isPrivate: (parent & 0o011) !== 0,
    below: ["channels", "hand", "once", "servers"].map((name) => join(paths.runtime, name)),
  });
  return [...found.flat(), ...runtime];
}

function places({ config, tools, script, state, profile }: FleetPaths): Place[] {
  const scripts = channelScripts().map(({ name }) => join(tools, name));
  const inState = ["agents", "sessions", "started", "stopped", "supervisors"];
  return [
    { path: state, isPrivate: true, below: inState.map((name) => join(state, name)) },
    { path: dirname(tools), isPrivate: false, below: [tools, script, ...scripts] },
    { path: config, isPrivate: false, below: [join(config, "agents"), profile] },
  ];
}

/** Who closes a folder to readers closes what is in it. */
async function checkPlace({ path, isPrivate, below }: Place): Promise<DoctorFinding[]> {
  const [own, ...modes] = await Promise.all([path, ...below].map(modeOf));
  const inIt = below.flatMap((each, index) => tell(each, modes[index] ?? 0, false));
  return [...tell(path, own ?? 0, isPrivate), ...inIt];
}

function tell(path: string, mode: number, isPrivate: boolean): DoctorFinding[] {
  const shown = `mode ${mode.toString(8).padStart(4, "0")}`;
  if ((mode & 0o022) !== 0)
    return [
      finding(
        "mode-too-wide",
        "error",
        `${path} can be written by others (${shown})`,
        "Who can write there can have your agents do, or be told, what they like.",
        `Run \`chmod go-rwx ${path}\`.`,
      ),
    ];
  if (!isPrivate || (mode & 0o055) === 0) return [];
  return [
    finding(
      "mode-too-wide",
      "warning",
      `${path} can be read by others (${shown})`,
      "Messages, transcripts and what agents say of themselves are kept there.",
      `Run \`chmod go-rwx ${path}\`.`,
    ),
  ];
}

/** Of links nothing: they are the person's own, and have no rights. */
async function modeOf(path: string): Promise<number | undefined> {
  const stats = await lstat(path).catch(() => undefined);
  return stats === undefined || stats.isSymbolicLink() ? undefined : stats.mode & 0o777;
}
