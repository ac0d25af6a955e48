import type { FleetContext } from "../context.js";
import { FleetError } from "../error.js";
import { isFolderCode, tryFolders, type FolderTrouble } from "./try-folders.js";
import { usedFolders } from "./used-folders.js";
import type { AgentDelivery } from "../documents/deliveries.js";

/** A write that fails for want of space or rights throws FleetError `Failed` with the folder and what to do about it. */
export async function namingFolder<T>(fleet: FleetContext, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && isFolderCode(error.code))) throw error;
    const { path } = error as NodeJS.ErrnoException;
    const trouble = troubleOf(await tryFolders(fleet.paths, usedFolders(fleet)), error.code, path);
    if (trouble === undefined) throw error;
    throw new FleetError("Failed", trouble.message, { remedy: trouble.remedy, cause: error });
  }
}

/** The same of deliveries, each of which may have failed for it by itself, or for something that stands in the place of ours. */
export async function namingFolders(
  fleet: FleetContext,
  given: readonly AgentDelivery[],
): Promise<AgentDelivery[]> {
  const deliveries = given.map(namingPath);
  const failed = deliveries.filter(({ outcome }) => outcome === "failed");
  if (!failed.some(({ reason }) => isFolderCode(complaintOf(reason).code))) return deliveries;
  const troubles = await tryFolders(fleet.paths, usedFolders(fleet));
  return deliveries.map((each) => {
    const { code, path } = complaintOf(each.reason);
    if (each.outcome !== "failed" || !isFolderCode(code)) return each;
    const trouble = troubleOf(troubles, code, path);
    if (trouble === undefined) return each;
    return { ...each, reason: `${trouble.message}. ${trouble.remedy}` };
  });
}

/** NotOurs, of which a delivery has but the message: `PATH is a FIFO`. */
function namingPath(delivery: AgentDelivery): AgentDelivery {
  const { outcome, reason = "" } = delivery;
  const [, path] = /^(\/.+) is (?:a |no |larger |somebody|without )[^/]*$/.exec(reason) ?? [];
  if (outcome !== "failed" || path === undefined) return delivery;
  return { ...delivery, reason: `${reason}. Look at it with \`ls -ld ${path}\`, then remove it.` };
}

/** What a message of Node's names: `EACCES: permission denied, open '/a/b'`. */
function complaintOf(message = ""): { code?: string | undefined; path?: string | undefined } {
  const [, code, path] = /\b(E[A-Z]+): [^']*(?:'(.+?)'(?: -> |$))?/.exec(message) ?? [];
  return { code, path };
}

/** Of the folders in trouble the one in which that path is; of a write that names none, one with the same complaint. */
function troubleOf(
  troubles: readonly FolderTrouble[],
  code: unknown,
  path: string | undefined,
): FolderTrouble | undefined {
  if (path === undefined) return troubles.find((trouble) => trouble.code === code);
  const around = troubles.filter((each) => isWithin(path, each.path) || isWithin(each.path, path));
  return around.toSorted((one, other) => other.path.length - one.path.length)[0];
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
