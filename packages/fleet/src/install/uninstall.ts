import { lstatSync } from "node:fs";
import { join, resolve } from "node:path";
import type { UserManager } from "@mosaicstack/systemd-units";
import type {
  LeftPlace,
  RemovedPlace,
  UninstallDocument,
  UninstallPlanDocument,
} from "../documents/uninstall.js";
import { FleetError, translated, wordsOf } from "../error.js";
import { fleetPaths, type Environment, type FleetPaths } from "../files/paths.js";
import { loadRoster } from "../files/load-roster.js";
import { assertRuntimeFolder } from "../files/runtime-folder.js";
import { scheduleTimers } from "../supervisor/schedules.js";
import { openContext, type FleetOptions } from "../open-context.js";
import { endServers, refuseForeign, stopParts } from "./end-running.js";
import { findOwned, type Found } from "./find-owned.js";
import { findRunning, type Running } from "./find-running.js";
import { findSockets } from "./find-sockets.js";
import { removeEmptyFolders, removeFound } from "./remove-owned.js";

export interface UninstallOptions extends FleetOptions {
  /** State, transcripts, roster and `agents/*.env` too. */
  readonly purge?: boolean;
  /** Ends servers of ours also with sessions of others on them, and removes files whatever could not be ended. */
  readonly force?: boolean;
  /** Hears of each place as it goes. */
  readonly onRemoved?: (place: RemovedPlace) => void;
}

/** What `uninstallFleet` would do now. Throws FleetError where it would refuse. */
export async function planUninstall(
  options: UninstallOptions = {},
): Promise<UninstallPlanDocument> {
  return await translated(async () => {
    const { paths, running } = await look(options);
    const { found, left } = findOwned(paths, { purge: options.purge === true });
    const servers = running.parts.flatMap(({ supervisor, server }): RemovedPlace[] =>
      server?.runs ? [{ path: supervisor.tmux.socketPath, what: "server" }] : [],
    );
    return {
      version: 1,
      ends: [...new Set(running.parts.flatMap((part) => part.running))],
      removes: [...servers, ...found.map(({ path, what }) => ({ path, what }))],
      leaves: [...left, ...namedRoster(paths, options)],
    };
  });
}

/**
 * Stops every agent of ours, ends our servers, and removes what is ours on disk, links for boot first; needs no roster. What it did
 * not end or remove is in the document. Cut short, it is done by the next one. Throws FleetError before anything is done.
 */
export async function uninstallFleet(options: UninstallOptions = {}): Promise<UninstallDocument> {
  return await translated(async () => {
    const { paths, running } = await look(options);
    const { parts, manager } = running;
    const fleet = await openContext(options).catch(() => undefined);
    if (manager !== undefined) {
      const timers = scheduleTimers(manager, paths);
      await timers.end([...(await timers.states()).keys()]);
    }
    const agents = await stopParts(parts, fleet);
    const isStuck = agents.some(({ outcome }) => outcome === "failed");
    if (isStuck && !options.force) return { version: 1, agents, removed: [], left: [] };
    const servers = await endServers(parts);
    if (servers.left.length > 0 && !options.force) return { version: 1, agents, ...servers };
    const { found, left } = findOwned(paths, { purge: options.purge === true });
    const removed = [...servers.removed];
    const failed = [...servers.left];
    const remove = (places: readonly Found[]): void => {
      for (const place of places) {
        const became = removeFound(place);
        if (became === undefined) continue;
        if ("why" in became) {
          failed.push(became);
          continue;
        }
        removed.push(became);
        options.onRemoved?.(became);
      }
    };
    remove(found.filter(({ owned: { isUnit } }) => isUnit));
    if (manager !== undefined) failed.push(...(await forgetUnits(manager, paths)));
    remove(found.filter(({ owned: { isUnit } }) => !isUnit));
    for (const path of removeEmptyFolders(paths)) removed.push({ path, what: "folder" });
    return {
      version: 1,
      agents,
      removed,
      left: [...failed, ...left, ...namedRoster(paths, options)],
    };
  });
}

async function look(
  options: UninstallOptions,
): Promise<{ readonly paths: FleetPaths; readonly running: Running }> {
  const env: Environment = options.env ?? process.env;
  const paths = fleetPaths(env);
  assertRuntimeFolder(paths);
  const given = [...(await socketOfRoster(paths, options))];
  if (options.socket !== undefined) given.push(options.socket);
  const running = await findRunning({ paths, env }, await findSockets(paths, given));
  if (!options.force) refuseForeign(running.parts);
  return { paths, running };
}

/** None where there is no roster, or none that can be read. */
async function socketOfRoster(
  paths: FleetPaths,
  { roster, log }: UninstallOptions,
): Promise<(string | undefined)[]> {
  try {
    return [(await loadRoster(roster ?? paths.roster, paths)).socketName];
  } catch (error) {
    if (!(error instanceof FleetError)) throw error;
    if (error.code !== "NoRoster")
      log?.(`${error.message}: its agents are found by their units and sessions`);
    return [];
  }
}

/** systemd goes on with what it read, until it is told. */
async function forgetUnits(manager: UserManager, paths: FleetPaths): Promise<LeftPlace[]> {
  try {
    await manager.reload();
    const rows = await manager.states([
      "mosaic-agent@*.service",
      "mosaic-idle@*.*",
      "mosaic-schedule@*.*",
      "mosaic-gave-up@*.*",
    ]);
    await manager.resetFailed(
      rows.filter(({ active }) => active === "failed").map(({ unit }) => unit),
    );
    return [];
  } catch (error) {
    const reason = `systemd still knows the units: ${wordsOf(error)}. Run \`systemctl --user daemon-reload\``;
    return [{ path: paths.units, why: "failed", reason }];
  }
}

/** A roster that stands where the person wanted it is theirs, also with `--purge`. */
function namedRoster(paths: FleetPaths, { roster, purge }: UninstallOptions): LeftPlace[] {
  const path = resolve(roster ?? paths.roster);
  const isOurs = path === join(paths.config, "roster.yaml");
  if (!purge || isOurs || lstatSync(path, { throwIfNoEntry: false }) === undefined) return [];
  return [{ path, why: "yours", reason: "a roster at a place of your own" }];
}
