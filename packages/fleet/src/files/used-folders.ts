import { dirname, join } from "node:path";
import type { FleetContext } from "../context.js";
import { dropInFile } from "../agent/drop-in-file.js";
import type { FolderUse } from "./try-folders.js";

/** Where the verbs write for these very agents. A `sudo mosaic-fleet` may have made one of them root's, and left those above alone. */
export function usedFolders(
  fleet: Pick<FleetContext, "desired" | "paths" | "socket"> & {
    readonly supervisor: Pick<FleetContext["supervisor"], "kind">;
  },
): FolderUse[] {
  const { paths, socket } = fleet;
  const names = fleet.desired.agents.map(({ name }) => name);
  const channels = names.map((name) => paths.channel(socket, name));
  const records = names.map((name) => dirname(paths.sessionRecord(socket, name)));
  const marks = ["stopped", "started"].map((kind) => join(paths.state, kind, socket ?? "default"));
  const state = channels.flatMap((each) => [
    each.state,
    ...["queue", "taken"].map((name) => join(each.state, name)),
  ]);
  const dropIns =
    fleet.supervisor.kind === "systemd"
      ? names.map((name) => dirname(dropInFile(name, paths.units)))
      : [];
  const of = (use: FolderUse["use"], folders: readonly string[]): FolderUse[] =>
    [...new Set(folders)].map((path) => ({ use, path }));
  return [
    ...of("state", [...records, ...marks, join(paths.state, "supervisors"), ...state]),
    ...of("runtime", [
      ...channels.map(({ folder }) => folder),
      dirname(paths.serverRecord(socket ?? "default")),
    ]),
    ...of("configuration", [paths.tools]),
    ...of("units", dropIns),
  ];
}
