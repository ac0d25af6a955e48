import { basename, join } from "node:path";
import { faultOf, inspectChannel, type ChannelFault } from "@mosaicstack/agent-channel";
import { inFolder } from "@mosaicstack/outside-files";
import { choiceNote } from "../supervisor/choose-supervisor.js";
import type { FleetContext } from "../context.js";
import { settingsNote } from "../agent/started-settings.js";
import { stoppedMark } from "../agent/stopped-mark.js";
import { pathOf, readOwn, sessionNote, type OwnFile } from "../files/own-file.js";
import { serverNote } from "../supervisor/server-record.js";
import { finding } from "./finding.js";
import type { DoctorFinding } from "../documents/doctor.js";

/** What stands in the place of a file or folder of the fleet's, and is neither read nor followed; each with its path. */
export function checkNotOurs(fleet: FleetContext): ReadonlyMap<string, DoctorFinding> {
  const { paths, socket, desired } = fleet;
  const found = new Map<string, DoctorFinding>();
  const names = desired.agents.map(({ name }) => name);
  const files: OwnFile[] = [
    ...(socket === undefined ? [] : [serverNote(paths, socket), choiceNote(paths, socket)]),
    ...names.flatMap((name) => [
      stoppedMark(fleet, name),
      settingsNote(fleet, name),
      sessionNote(fleet, name),
    ]),
  ];
  for (const file of files)
    for (const each of faultsOf(pathOf(file), () => nothing(readOwn(file)))) tell(found, each);
  for (const folder of ["once", "hand", "agents"])
    for (const each of faultsOf(join(paths.runtime, folder), () =>
      inFolder(paths.runtime, [folder], nothing),
    ))
      tell(found, each);
  for (const name of names)
    for (const each of inspectChannel(paths.channel(socket, name))) tell(found, each, name);
  return found;
}

/** Only to be there and ours is asked for. */
function nothing(_found: unknown): undefined {
  return undefined;
}

function faultsOf(path: string, look: () => undefined): readonly ChannelFault[] {
  try {
    look();
    return [];
  } catch (error) {
    return [faultOf(path, error)];
  }
}

/** What of an agent's channel only its start makes; what its program prints goes on to the file that was moved away. */
const ofStart = new Set(["state", "target", "transcript"]);

/** `agent`: whose channel it stands in. */
function tell(
  found: Map<string, DoctorFinding>,
  { path, what }: ChannelFault,
  agent?: string,
): void {
  const anew =
    agent !== undefined && ofStart.has(basename(path))
      ? `; where it runs, then \`mosaic-fleet stop ${agent}\` and \`mosaic-fleet start ${agent}\` make it anew`
      : ": who writes there makes it anew";
  found.set(
    path,
    finding(
      "not-ours",
      `${path} is ${what}`,
      `Look at it with \`ls -ld ${path}\`, then remove it${anew}.`,
    ),
  );
}
