import { lstatSync, readdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { agentUnit, fleetPaths } from "@mosaicstack/fleet";
import { installedUnitPaths, parseUnitName, shippedUnitPaths } from "@mosaicstack/systemd-units";
import { NothingToRun } from "../nothing-to-run.js";
import { UsageError } from "@mosaicstack/command-line";
import type { Context } from "../context.js";

/** What is checked: files and folders, and the agents that are known to exist without a file among them. */
export interface UnitsToCheck {
  readonly paths: readonly string[];
  readonly instances: readonly string[];
}

/** The paths that were named. Throws `UsageError` for one that is not there. */
export function namedPaths(paths: readonly string[], { cwd }: Context): UnitsToCheck {
  const missing = paths.find((path) => !isThere(resolve(cwd, path)));
  if (missing !== undefined)
    throw new UsageError(`\`${missing}\` is not there; name unit files or folders of them`);
  return { paths: paths.map((path) => resolve(cwd, path)), instances: [] };
}

/**
 * The fleet's units of the user, with every drop-in and link of them on systemd's search path, and the agents that have an environment
 * file in the fleet's own folder. `version` is the manager's systemd. What else stands in those folders is none of ours.
 * Throws `NothingToRun` when there are none, or when the folder cannot be read.
 */
export function installedPaths({ env }: Context, version: number | undefined): UnitsToCheck {
  const paths = fleetPaths(env);
  const { units, home } = paths;
  const installed = namesIn(units);
  if (installed === undefined && isThere(units))
    throw new NothingToRun(`\`${units}\` cannot be listed; run \`chmod u+rx\` on it`);
  if (!installed?.some((name) => isOurs(name) && !ENABLED.test(name)))
    throw new NothingToRun(
      `no unit of the fleet is installed in \`${units}\`; run \`mosaic-fleet install\``,
    );
  const found = installedUnitPaths({ env, home, version });
  return { paths: found, instances: agentsIn(dirname(paths.agentEnvironment("x"))) };
}

export function shippedPaths(): UnitsToCheck {
  return { paths: shippedUnitPaths(), instances: [] };
}

const ENABLED = /\.(?:wants|requires|upholds)$/;

function isOurs(name: string): boolean {
  return name.startsWith("mosaic-");
}

/** The units of agents that have an environment file in the fleet's own folder. */
function agentsIn(folder: string): string[] {
  return (namesIn(folder) ?? [])
    .filter((name) => name.endsWith(".env"))
    .map((name) => name.slice(0, -".env".length))
    .filter((agent) => parseUnitName(`mosaic-agent@${agent}.service`)?.instance === agent)
    .filter((agent) => agent !== "")
    .map((agent) => agentUnit(agent));
}

/** In their order; `undefined` where the folder is not there or cannot be read. */
function namesIn(folder: string): string[] | undefined {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return undefined;
  }
}

/** Also a link that leads nowhere, and what may not be looked at: these have findings of their own. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}
