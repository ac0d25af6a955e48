import { basename, dirname, join } from "node:path";
import { fleetPaths, lingerNote, type FleetPaths } from "@mosaicstack/fleet";
import {
  mergedUnits,
  openUserManager,
  parseUnitName,
  shippedUnits,
  templateOf,
  type Finding,
  type UnitSet,
} from "@mosaicstack/systemd-units";
import type { Context } from "../context.js";
import type { SkippedRule } from "./check-document.js";
import { fleetStatus, type FleetStatus } from "./fleet-status.js";
import { checkInstallation, installationFinding } from "./installation-rules.js";

/** What only an installation can be asked. */
export interface Asked {
  readonly findings: readonly Finding[];
  /** What was looked at beside the units. */
  readonly files: readonly string[];
  readonly skipped: readonly SkippedRule[];
}

/** Looks at what is installed for the user: files, manager, linger, roster and what runs. What cannot be asked stands in `skipped`. */
export async function askInstallation(set: UnitSet, { env }: Context): Promise<Asked> {
  const paths = fleetPaths(env);
  const shipped = (await shippedUnits()).map(({ name, text }) => [name, text] as const);
  const skipped: SkippedRule[] = [];
  const ask = async (code: string, look: () => Promise<Finding[]>): Promise<Finding[]> => {
    try {
      return await look();
    } catch (error) {
      skipped.push({ code, reason: error instanceof Error ? error.message : String(error) });
      return [];
    }
  };
  const status = fleetStatus(env);
  status.catch(() => undefined); // both who wait for it tell it
  const findings = [
    ...checkInstallation(paths, new Map(shipped)),
    ...(await ask("MF706", async () => await unreadUnits(set, paths, env))),
    ...(await ask("MF707", async () => await lingerOff(paths, env))),
    ...(await ask("MF708", async () => leftDropIns(set, await status))),
    ...(await ask("MF709", async () => outsideUnits(await status, paths))),
  ];
  return { findings, files: [paths.script], skipped };
}

type Env = Context["env"];

/** Units that the manager has loaded, and whose files it has not read since they changed. */
async function unreadUnits(set: UnitSet, paths: FleetPaths, env: Env): Promise<Finding[]> {
  const manager = openUserManager({ env });
  const loaded = (await manager.states(["mosaic-*"]))
    .filter(({ load }) => load !== "not-found")
    .map(({ unit }) => unit);
  if (loaded.length === 0) return [];
  const shown = await manager.properties(loaded, ["NeedDaemonReload", "DropInPaths"]);
  const applied = new Map(
    mergedUnits({ ...set, instances: [...(set.instances ?? []), ...loaded] }).map((unit) => [
      unit.name,
      unit.files.filter(({ path }) => path !== unit.main).map(({ path }) => path),
    ]),
  );
  return [...shown].flatMap(([unit, row]) => {
    // It does not look for a drop-in in a folder that is new.
    const isNew = (path: string): boolean => !row.DropInPaths.includes(shortPath(path));
    const news = (applied.get(unit) ?? []).filter((path) => PLAIN.test(shortPath(path)));
    const unread = news.find(isNew);
    if (row.NeedDaemonReload !== "yes" && unread === undefined) return [];
    const file = unread ?? unitFile(unit, paths);
    return [installationFinding("MF706", file, `systemd has not read what changed of \`${unit}\``)];
  });
}

/** What systemd shows as it is, without an escape. */
const PLAIN = /^[\w@./:-]+$/;

/** A drop-in as every folder of the search path would have it. */
function shortPath(path: string): string {
  return `/${basename(dirname(path))}/${basename(path)}`;
}

function unitFile(unit: string, { units }: FleetPaths): string {
  return join(units, templateOf(unit) ?? unit);
}

async function lingerOff({ units }: FleetPaths, env: Env): Promise<Finding[]> {
  const note = await lingerNote(env);
  const target = join(units, "mosaic-fleet.target");
  // Its last sentence is the remedy.
  return note === undefined
    ? []
    : [installationFinding("MF707", target, note.replace(/\. `loginctl.*$/, ""))];
}

/** Drop-ins that `mosaic-fleet` wrote for agents that the roster has no more. */
function leftDropIns(set: UnitSet, { agents }: FleetStatus): Finding[] {
  const names = new Set(agents.map(({ name }) => name));
  return set.files.flatMap(({ path }) => {
    const unit = basename(dirname(path)).replace(/\.d$/, "");
    const { prefix, instance } = parseUnitName(unit) ?? {};
    const isOurs = basename(path) === "50-roster.conf" && prefix === "mosaic-agent";
    return isOurs && instance && !names.has(instance)
      ? [installationFinding("MF708", path, `\`${instance}\` is not in the roster`)]
      : [];
  });
}

/** Agents that run outside of their units. */
function outsideUnits({ supervisor, agents }: FleetStatus, paths: FleetPaths): Finding[] {
  if (supervisor !== "systemd") throw new Error(`the fleet's supervisor is ${supervisor}`);
  const file = unitFile("mosaic-agent@.service", paths);
  return agents.flatMap(({ name, drift }) =>
    drift
      .filter(({ kind }) => kind === "cgroup")
      .map(({ message }) => installationFinding("MF709", file, `\`${name}\` ${message}`)),
  );
}
