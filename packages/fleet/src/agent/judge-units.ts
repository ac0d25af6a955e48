import { basename, dirname } from "node:path";
import { installedUnitPaths, loadUnitSet, type Finding } from "@mosaicstack/systemd-units";
import type { Environment, FleetPaths } from "../files/paths.js";
import { agentUnit } from "../supervisor/unit-names.js";

export interface UnitJudge {
  readonly paths: Pick<FleetPaths, "units" | "home">;
  readonly env: Environment;
  readonly systemdVersion: () => Promise<number | undefined>;
}

/**
 * What the rules for units say of a person's own drop-ins and units of the fleet, and of the env files that these name: the same that
 * `mosaic-fleet-harness check --installed` says. Errors and warnings; none where nothing is installed. `files`: those of one unit, as
 * systemd has read them; default: all that are installed.
 */
export async function judgeUnits(
  { paths, env, systemdVersion }: UnitJudge,
  agents: readonly string[],
  files?: readonly string[],
): Promise<Finding[]> {
  const version = await systemdVersion();
  const { home, units } = paths;
  const known = version === undefined ? {} : { version };
  const looked = files ?? installedUnitPaths({ env, home, ...known });
  if (looked.every((path) => isPersons(path, units))) return [];
  const set = loadUnitSet(looked, { home, env, instances: agents.map(agentUnit), ...known });
  if (set.files.every(({ path }) => !isPersons(path, units))) return [];
  const { checkUnits } = await import("./unit-rules.js");
  const findings = checkUnits(set, { installed: true, ...known });
  return findings.filter(
    ({ file, severity }) => severity !== "info" && isPersons(file, units) && !isOurEnv(file),
  );

  /** Of those there are findings of their own, whoever supervises. */
  function isOurEnv(file: string): boolean {
    return file.endsWith(".env") && basename(dirname(file)) === "agents";
  }
}

/** Whether a file is none of those that we write: the shipped units, and what the roster says. */
export function isPersons(path: string, units: string): boolean {
  const isRosters = basename(path) === "50-roster.conf" && dirname(dirname(path)) === units;
  // One of a single agent takes the place of the template.
  const isShipped = dirname(path) === units && /^mosaic-[^@]+@?\.[a-z]+$/.test(basename(path));
  return !isRosters && !isShipped;
}

/** Whether it breaks what an agent, or the holder, is by; not merely ignored, or unwise. */
export function isBreaking({ code, severity }: Finding): boolean {
  return severity === "error" && /^MF[2-5]/.test(code);
}
