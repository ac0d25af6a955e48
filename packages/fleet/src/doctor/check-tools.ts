import { access, constants, stat } from "node:fs/promises";
import { join } from "node:path";
import { channelScripts, findProgram } from "@mosaicstack/agent-channel";
import type { FleetContext } from "../context.js";
import { readShipped } from "../files/shipped-note.js";
import { checkRunBits } from "./check-run-bits.js";
import { finding, type Found } from "./finding.js";
import type { DoctorFinding } from "../documents/doctor.js";

/** What agents and senders need beside tmux and the launcher, to know of one another. */
export async function checkTools(fleet: Pick<FleetContext, "env" | "paths">): Promise<Found[]> {
  const runBits = await checkRunBits(fleet.paths);
  return [...checkLock(fleet), ...runBits, ...(await checkChannelScripts(fleet))];
}

function checkLock({ env }: Pick<FleetContext, "env">): DoctorFinding[] {
  const path = env["PATH"] || "/usr/bin:/bin";
  if (findProgram("flock", path) !== undefined) return [];
  return [finding("flock-missing", "`flock` is not on PATH")];
}

async function checkChannelScripts({
  paths,
}: Pick<FleetContext, "paths">): Promise<DoctorFinding[]> {
  // Where the launcher is not there yet, the first start puts all of them into place.
  if (!(await isReadableFile(paths.script))) return [];
  const usable = await Promise.all(
    channelScripts().map(async ({ name }) => {
      const file = join(paths.tools, name);
      // That one lost its run bit is a finding of its own.
      return await isReadableFile(file);
    }),
  );
  const noted = readShipped(paths);
  // One that the installed version did not have is missed by nobody who runs with it.
  const isNew = (name: string): boolean => noted.size > 0 && !noted.has(name);
  const lacking = channelScripts().filter(({ name }, index) => !usable[index] && !isNew(name));
  if (lacking.length === 0) return [];
  return [
    finding(
      "channel-script-missing",
      `${lacking.map(({ name }) => `\`${name}\``).join(", ")} cannot be used in ${paths.tools}`,
    ),
  ];
}

async function isReadableFile(file: string): Promise<boolean> {
  try {
    await access(file, constants.R_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
