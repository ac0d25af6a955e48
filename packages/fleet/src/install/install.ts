import { readFileSync } from "node:fs";
import { join } from "node:path";
import { channelScripts, type ShippedFile } from "@mosaicstack/agent-channel";
import { launcherScript, tmuxProfile } from "@mosaicstack/session-launcher";
import { openUserManager, shippedUnits } from "@mosaicstack/systemd-units";
import { fleetPaths, type Environment, type FleetPaths } from "../files/paths.js";
import { writeWhole, type FileAction, type WantedFile } from "../files/write-file.js";
import type { InstallDocument } from "../documents/install.js";

/**
 * Units, launcher and tmux profile into the user's folders; the same bytes that the packages ship. Needs no roster.
 * A user manager that answers is told to read its units anew; where none does, the files wait for one.
 */
export async function installFleet(options: { env?: Environment } = {}): Promise<InstallDocument> {
  const paths = fleetPaths(options.env);
  const units = await writeAll(await unitFiles(paths));
  const tools = await writeAll(await toolFiles(paths));
  if (units.some(({ action }) => action !== "unchanged")) {
    const manager = openUserManager(options.env === undefined ? {} : { env: options.env });
    if ((await manager.probe()).answers) await manager.reload();
  }
  return { version: 1, files: [...tools, ...units] };
}

/** The launcher with what stands beside it, and the profile: all that the tmux supervisor needs. */
export async function toolFiles(paths: FleetPaths): Promise<WantedFile[]> {
  return [
    wanted(launcherScript(), paths.script),
    ...channelScripts().map((file) => wanted(file, join(paths.tools, file.name))),
    wanted(tmuxProfile(), paths.profile),
  ];
}

/** The shipped units at their place. */
export async function unitFiles(paths: FleetPaths): Promise<WantedFile[]> {
  const units = await shippedUnits();
  return units.map((unit) => ({
    path: join(paths.units, unit.name),
    text: unit.text,
    mode: 0o644,
  }));
}

/** Writes each file that is not right already, in order. */
export async function writeAll(
  files: readonly WantedFile[],
): Promise<{ path: string; action: FileAction }[]> {
  const written: { path: string; action: FileAction }[] = [];
  for (const file of files) written.push({ path: file.path, action: await writeWhole(file) });
  return written;
}

/** Nobody but this user runs or reads them. At once, not by Node's threads: that takes a fraction of the time. */
function wanted(file: ShippedFile, path: string): WantedFile {
  return { path, text: readFileSync(file.path, "utf8"), mode: file.mode & 0o700 };
}
