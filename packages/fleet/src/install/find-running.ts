import { lstatSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { dirname } from "node:path";
import { checkAgentName } from "@mosaicstack/roster";
import { inFolder, listNames } from "@mosaicstack/outside-files";
import {
  openUserManager,
  parseUnitName,
  type UnitState,
  type UserManager,
} from "@mosaicstack/systemd-units";
import { openTmux } from "@mosaicstack/tmux-client";
import { FleetError } from "../error.js";
import type { Environment, FleetPaths } from "../files/paths.js";
import { viewSessions } from "../status/sessions.js";
import { installedSocket } from "../supervisor/choose-supervisor.js";
import { linkedUnits } from "../supervisor/linked-units.js";
import { requireTmux } from "../supervisor/require-tmux.js";
import { readServerRecord } from "../supervisor/server-record.js";
import type { Supervisor } from "../supervisor/supervisor.js";
import { systemdSupervisor } from "../supervisor/systemd-supervisor.js";
import { tmuxSupervisor } from "../supervisor/tmux-supervisor.js";
import { defaultSocket, fleetTarget, holderUnit } from "../supervisor/unit-names.js";
import type { KnownSocket } from "./find-sockets.js";

/** Agents under one supervisor on one socket, whatever a roster says. */
export interface Part {
  readonly supervisor: Supervisor;
  readonly socket: string | undefined;
  /** All that may be there, and those of them that run. */
  readonly agents: readonly string[];
  readonly running: readonly string[];
  /** Of a server that is ours to end: whether it runs, and the sessions of others on it. */
  readonly server?: { readonly runs: boolean; readonly foreign: readonly string[] };
  /** Why nobody can say what is on the server. */
  readonly trouble?: unknown;
}

export interface Running {
  /** The manager that answers. */
  readonly manager?: UserManager;
  readonly parts: readonly Part[];
}

interface Look {
  readonly paths: FleetPaths;
  readonly env: Environment;
}

/** What of ours runs on this machine, by units, sessions and notes. Throws FleetError where that cannot be known. */
export async function findRunning(look: Look, sockets: readonly KnownSocket[]): Promise<Running> {
  const { paths, env } = look;
  const opened = openUserManager({ env: { ...env, TZ: "UTC" } });
  const answer = await opened.probe();
  const records = await Promise.all(
    sockets.map(async ({ name }) => await readServerRecord({ paths, socket: name })),
  );
  if (!answer.answers && records.some((record) => record?.kind === "holder"))
    throw new FleetError("Missing", answer.reason, { remedy: answer.remedy });
  const units = answer.answers ? await unitsPart(look, opened, answer.version) : undefined;
  const parts = units === undefined ? [] : [units];
  if (
    await isTmuxThere(
      env,
      records.some((record) => record !== undefined),
    )
  ) {
    for (const [index, socket] of sockets.entries())
      parts.push(...(await sessionsPart(look, { ...socket, pid: records[index]?.pid }, units)));
    const known = new Set(parts.flatMap(({ agents }) => agents));
    const agents = leftBehind(paths).filter((name) => !known.has(name));
    const tmux = openTmux({ socket: defaultSocket }, { env, deadlineMs: 5000 });
    const supervisor = tmuxSupervisor({ paths, env, tmux, socket: defaultSocket });
    if (agents.length > 0) parts.push({ supervisor, socket: defaultSocket, agents, running: [] });
  }
  return { ...(answer.answers ? { manager: opened } : {}), parts };
}

/** Without tmux there is no session, unless a server lives. */
async function isTmuxThere(env: Environment, isNeeded: boolean): Promise<boolean> {
  try {
    await requireTmux(env);
    return true;
  } catch (error) {
    if (isNeeded) throw error;
    return false;
  }
}

const living = ["active", "activating", "deactivating", "reloading"];

/** Undefined where systemd knows of none of our units. */
async function unitsPart(
  { paths, env }: Look,
  manager: UserManager,
  version: number,
): Promise<Part | undefined> {
  const rows = await ownUnits(manager, paths);
  const isAlive = (unit: string): boolean =>
    rows.some((row) => row.unit === unit && living.includes(row.active));
  const units = [...new Set([...rows.map(({ unit }) => unit), ...(await linkedUnits(paths))])];
  if (units.length === 0) return undefined;
  const socket = (await installedSocket(paths)) ?? defaultSocket;
  // As the holder's unit has it.
  const tmux = openTmux({ socket }, { env: { ...env, TMUX_TMPDIR: undefined }, deadlineMs: 5000 });
  const supervisor = await systemdSupervisor({ paths, env, tmux, manager, socket, version });
  const agents = units.filter((unit) => parseUnitName(unit)?.instance);
  const agentOf = (unit: string): string => parseUnitName(unit)?.instance ?? "";
  const runs = isAlive(holderUnit);
  const part = {
    supervisor,
    socket,
    agents: agents.map(agentOf),
    running: agents.filter(isAlive).map(agentOf),
    server: { runs, foreign: [] },
  };
  if (!runs) return part;
  try {
    const { foreign } = await viewSessions(tmux);
    return { ...part, server: { runs, foreign } };
  } catch (trouble) {
    return { ...part, trouble };
  }
}

/** Those of this very configuration: a manager may have read units of these names elsewhere, as of another home. */
async function ownUnits(manager: UserManager, { units }: FleetPaths): Promise<UnitState[]> {
  const rows = await manager.states(["mosaic-agent@*.service", holderUnit, fleetTarget]);
  const shown = await manager.properties(
    rows.map(({ unit }) => unit),
    ["FragmentPath"],
  );
  const folders = [units, await realpath(units).catch(() => units)];
  return rows.filter(({ unit }) => {
    const path = shown.get(unit)?.FragmentPath ?? "";
    return path === "" || path === "/dev/null" || folders.includes(dirname(path));
  });
}

/** None where nothing of ours is on that socket, nor was. */
async function sessionsPart(
  { paths, env }: Look,
  { name: socket, isFounded, pid }: KnownSocket & { readonly pid: number | undefined },
  units: Part | undefined,
): Promise<Part[]> {
  const address = socket === undefined ? ({ default: true } as const) : { socket };
  const tmux = openTmux(address, { env, deadlineMs: 5000 });
  const isThere = lstatSync(tmux.socketPath, { throwIfNoEntry: false }) !== undefined;
  if (!isThere && pid === undefined) return [];
  const supervisor = tmuxSupervisor({ paths, env, tmux, socket });
  const none: Part = { supervisor, socket, agents: [], running: [] };
  const isHolders =
    units?.server?.runs === true && units.supervisor.tmux.socketPath === tmux.socketPath;
  try {
    const known = pid === undefined ? {} : { pid };
    let state = await tmux.server.probe(known);
    // It makes its socket again where it is asked.
    if (state.state === "socket-lost" && (await tmux.server.recover(state.pid)))
      state = await tmux.server.probe(known);
    if (state.state === "absent")
      return isFounded ? [{ ...none, server: { runs: false, foreign: [] } }] : [];
    const { own, foreign } = await viewSessions(tmux);
    const isKnown = state.state === "running" && state.epoch.pid === pid;
    const isOurs = isFounded && !isHolders && (isKnown || own.size > 0);
    const agents = [...own.keys()]
      .filter((name) => !isHolders || !units.running.includes(name))
      .toSorted();
    return [
      { ...none, agents, running: agents, ...(isOurs ? { server: { runs: true, foreign } } : {}) },
    ];
  } catch (trouble) {
    // The handle on the holder's own is its unit.
    return isHolders ? [] : [{ ...none, trouble }];
  }
}

/** Agents whose session is gone, and that left a folder: processes of theirs may live. */
function leftBehind({ runtime }: FleetPaths): string[] {
  try {
    const names = inFolder(runtime, ["hand"], ({ at }) => listNames(at("."), 10_000)) ?? [];
    const agents = names.map((name) => name.replace(/\.\d+$/, ""));
    return [...new Set(agents)].filter((name) => checkAgentName(name) === undefined);
  } catch {
    return [];
  }
}
