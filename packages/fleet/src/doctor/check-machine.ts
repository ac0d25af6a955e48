import { stat } from "node:fs/promises";
import { isTmuxError } from "@mosaicstack/tmux-client";
import { FleetError, toFleetError } from "../error.js";
import { fleetPaths, type Environment, type FleetPaths } from "../files/paths.js";
import { requireTmux } from "../supervisor/require-tmux.js";
import { runtimeFolderFault } from "../files/runtime-folder.js";
import { finding } from "./finding.js";
import type { DoctorFinding } from "../documents/doctor.js";

/** Whether a tmux that can be used is on PATH. */
export async function checkTmux(env: Environment): Promise<DoctorFinding[]> {
  try {
    await requireTmux(env);
    return [];
  } catch (error) {
    const problem = toFleetError(error);
    if (!(problem instanceof FleetError)) throw error;
    const id = isTmuxError(error, "BinaryMissing") ? "tmux-missing" : "tmux-version";
    return [finding(id, problem.message)];
  }
}

/** Whether there is a folder for FIFOs and one-time files. */
export async function checkRuntimeFolder(env: Environment): Promise<DoctorFinding[]> {
  const given = env["XDG_RUNTIME_DIR"];
  if (!given?.startsWith("/")) {
    const how = given ? `\`${given}\`, which is not absolute` : "not set";
    const what = `XDG_RUNTIME_DIR is ${how}; ${fleetPaths(env).runtime} is used`;
    return [...checkRuntimeOwner(fleetPaths(env)), finding("runtime-folder-unset", what)];
  }
  const stats = await stat(given).catch(() => undefined);
  if (stats?.isDirectory() === true) return checkRuntimeOwner(fleetPaths(env));
  return [
    ...checkRuntimeOwner(fleetPaths(env)),
    finding(
      "runtime-folder-missing",
      `XDG_RUNTIME_DIR names ${given}, which is ${stats === undefined ? "not there" : "no folder"}`,
    ),
  ];
}

/** Whether what stands below it can be believed. */
function checkRuntimeOwner(paths: FleetPaths): DoctorFinding[] {
  const fault = runtimeFolderFault(paths);
  if (fault === undefined) return [];
  const what = `the runtime folder ${paths.runtime} ${fault.what}`;
  return [finding("runtime-folder-refused", what, fault.remedy)];
}
