import type { FleetPaths } from "../files/paths.js";
import { tryFolders, type FolderUse } from "../files/try-folders.js";
import { finding } from "./finding.js";
import type { DoctorFinding } from "../documents/doctor.js";

const whys: Readonly<Record<FolderUse["use"], string>> = {
  state:
    "Messages, transcripts, and what is known of ends and stops are kept there: `send` fails, and `status` knows less than is so.",
  runtime:
    "FIFOs, locks and one-time files are made there: no agent can start, and no message is handed over.",
  configuration: "`up` and `install` write the launcher and the tmux profile there.",
  units: "`up` and `start` write what the roster says, and link agents for boot there.",
};

/** Whether each folder of the fleet takes what the verbs write. */
export async function checkFolders(
  paths: FleetPaths,
  used: readonly FolderUse[] = [],
): Promise<DoctorFinding[]> {
  return (await tryFolders(paths, used)).map(({ use, message, remedy }) => {
    const severity = use === "state" || use === "runtime" ? "error" : "warning";
    return finding("folder-not-writable", message, remedy, { severity, why: whys[use] });
  });
}
