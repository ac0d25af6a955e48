import { FleetError } from "./error.js";
import type { FleetPaths } from "./paths.js";
import type { AgentDelivery } from "./send.js";
import { isFolderCode, tryFolders } from "./try-folders.js";

/** A write that fails for want of space or rights throws FleetError `Failed` with the folder and what to do about it. */
export async function namingFolder<T>(paths: FleetPaths, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && isFolderCode(error.code))) throw error;
    const [trouble] = await tryFolders(paths);
    if (trouble === undefined) throw error;
    throw new FleetError("Failed", trouble.message, { remedy: trouble.remedy, cause: error });
  }
}

/** The same of deliveries, each of which may have failed for it by itself. */
export async function namingFolders(
  paths: FleetPaths,
  deliveries: AgentDelivery[],
): Promise<AgentDelivery[]> {
  const isFor = ({ outcome, reason = "" }: AgentDelivery): boolean =>
    outcome === "failed" && isFolderCode(/\b(E[A-Z]+): /.exec(reason)?.[1]);
  if (!deliveries.some(isFor)) return deliveries;
  const [trouble] = await tryFolders(paths);
  if (trouble === undefined) return deliveries;
  const reason = `${trouble.message}. ${trouble.remedy}`;
  return deliveries.map((each) => (isFor(each) ? { ...each, reason } : each));
}
