import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fleetPaths } from "@mosaicstack/fleet";
import { shippedUnits } from "@mosaicstack/systemd-units";
import { NothingToRun } from "../nothing-to-run.js";
import { UsageError } from "../usage-error.js";
import type { Context } from "../context.js";

/** The paths that were named. Throws `UsageError` for one that is not there. */
export function namedPaths(paths: readonly string[], { cwd }: Context): string[] {
  const missing = paths.find((path) => !existsSync(resolve(cwd, path)));
  if (missing !== undefined)
    throw new UsageError(`\`${missing}\` is not there; name unit files or folders of them`);
  return paths.map((path) => resolve(cwd, path));
}

/**
 * The fleet's units and drop-ins of the user; what else stands in that folder is none of ours.
 * Throws `NothingToRun` when there are none.
 */
export function installedPaths({ env }: Context): string[] {
  const { units } = fleetPaths(env);
  const names = existsSync(units) ? readdirSync(units).sort() : [];
  const ours = names.filter(
    (name) => name.startsWith("mosaic-") && !/\.(wants|requires)$/.test(name),
  );
  if (ours.length === 0)
    throw new NothingToRun(
      `no unit of the fleet is installed in \`${units}\`; run \`mosaic-fleet install\``,
    );
  return [...ours, ...names.filter((name) => name === "service.d")].map((name) =>
    join(units, name),
  );
}

export async function shippedPaths(): Promise<string[]> {
  return (await shippedUnits()).map(({ path }) => path);
}
