import { readRecord } from "@mosaicstack/session-launcher";
import { openUserManager, readPid, type UserManager } from "@mosaicstack/systemd-units";
import type { Tmux } from "@mosaicstack/tmux-client";
import type { AgentLaunch } from "../agent/agent-launch.js";
import { agentDropIn, socketDropIns, staleSocketDropIns } from "../agent/drop-in.js";
import { exitOf } from "./exit-of.js";
import { forgetServer } from "./forget-server.js";
import { toolFiles, unitFiles } from "../install/install.js";
import { linkedAgents, linkedTimers, linkedUnits } from "./linked-units.js";
import { observeUnits } from "./observe-units.js";
import type { Environment, FleetPaths } from "../files/paths.js";
import { assertDone, enableAll, refused, tried } from "./refused.js";
import { stopUnits } from "./stop-units.js";
import { scheduleTimers } from "./schedules.js";
import { spreadStarts } from "./spread-starts.js";
import { startWithHolder } from "./start-with-holder.js";
import { hasUnreadDropIns } from "./unread-drop-ins.js";
import { unseen, type Supervisor } from "./supervisor.js";
import {
  agentOf,
  agentTimer,
  agentUnit,
  defaultSocket,
  fleetTarget,
  holderUnit,
} from "./unit-names.js";
import { unitPath } from "./unit-path.js";
import { toldWhole } from "../why/reason.js";
import { unitReasons } from "../why/unit-reasons.js";
import type { WantedFile } from "../files/write-file.js";

/** The manager that the supervisor asks. The times that systemctl prints are read as UTC. */
export function managerOf(env: Environment): UserManager {
  return openUserManager({ env: { ...env, TZ: "UTC" } });
}

/** Whether a fleet is held by this user's manager: one of its units runs, or is on its way, or some are linked for boot. */
export async function fleetLives(env: Environment, paths: FleetPaths): Promise<boolean> {
  if ((await linkedUnits(paths)).length > 0) return true;
  const rows = await managerOf(env).states([holderUnit, "mosaic-agent@*.service"]);
  return rows.some(({ active }) => active !== "inactive" && active !== "failed");
}

/** The user's systemd: one unit is one agent is one cgroup; survives logout and reboot. */
export async function systemdSupervisor(options: {
  paths: FleetPaths;
  env: Environment;
  tmux: Tmux;
  manager: UserManager;
  socket: string;
  /** Of the running manager, as 252. */
  version: number;
}): Promise<Supervisor> {
  const { paths, tmux, manager, socket, version } = options;
  const dropIn = (launch: AgentLaunch): WantedFile => {
    const channel = paths.channel(socket, launch.agent.name);
    return agentDropIn(launch, { units: paths.units, version, channel });
  };
  const context = { units: paths.units, env: options.env };
  const shipped = await unitFiles(paths);

  return {
    kind: "systemd",
    tmux,
    path: unitPath(
      shipped.find((file) => file.path.endsWith("mosaic-agent@.service"))?.text ?? "",
      paths,
    ),
    files: async () => [
      ...(await toolFiles(paths)),
      ...shipped,
      ...socketDropIns(socket, defaultSocket, paths.units),
    ],
    stale: () => staleSocketDropIns(socket, defaultSocket, paths.units),
    dropIn,
    reload: async () => {
      await manager.reload();
    },
    start: async (launches) => {
      const wanted = launches.map((launch) => agentUnit(launch.agent.name));
      const linked = await linkedUnits(paths);
      const turn = await turnOfTarget(manager, linked, wanted);
      await reloadIfNeeded(manager, wanted, paths);
      if (turn === "first") await refused(manager, "start", [fleetTarget]);
      const unlinked = await enableAll(
        manager,
        [fleetTarget, ...wanted].filter((unit) => !linked.includes(unit)),
      );
      const ofTarget = unlinked.get(fleetTarget);
      if (ofTarget !== undefined) assertDone(new Map([[fleetTarget, ofTarget]]));
      // A unit that used up its burst may start again: a person asked for it.
      await refused(manager, "reset-failed", [holderUnit, ...wanted]);
      const told = new Map<string, string>();
      await spreadStarts(launches, async (group) => {
        const units = group.map(({ agent }) => agentUnit(agent.name));
        const failed = await startWithHolder(manager, units);
        for (const { agent } of group) {
          const words = failed.get(agentUnit(agent.name));
          if (words !== undefined) told.set(agent.name, words);
        }
      });
      if (turn === "last") await refused(manager, "start", [fleetTarget]);
      const notAtBoot = launches.flatMap(({ agent: { name } }): [string, string][] => {
        const words = unlinked.get(agentUnit(name));
        return words === undefined
          ? []
          : [[name, `it was started, but is not linked for boot: ${words}`]];
      });
      if (told.size === 0) return new Map(notAtBoot);
      const names = [...told.keys()];
      const rows = await observeUnits(manager, names.map(agentUnit));
      const reasons = await unitReasons(manager, names, context);
      const down = [...told]
        .filter(([name]) => rows.get(agentUnit(name))?.observation.lifecycle !== "active")
        .map(([name, words]) => {
          const reason = reasons.get(name);
          return [name, reason === undefined ? words : toldWhole(reason)] as const;
        });
      return new Map([...notAtBoot, ...down]);
    },
    stop: async (given) => await stopUnits({ paths, tmux, manager, socket }, given),
    linked: async () => (await linkedAgents(paths)).flatMap((unit) => agentOf(unit) ?? []),
    link: async (agents) => {
      const failed = await enableAll(manager, agents.map(agentUnit));
      return new Map([...failed].map(([unit, words]) => [agentOf(unit) ?? unit, words]));
    },
    unlink: async (agents) => {
      const linked = await linkedAgents(paths);
      const units = agents.map(agentUnit).filter((unit) => linked.includes(unit));
      assertDone(await refused(manager, "disable", units));
    },
    watchIdle: async (agents) => {
      await tried(manager, "start", agents.map(agentTimer));
    },
    schedules: scheduleTimers(manager, paths),
    holds: async (pid) => {
      const shown = await manager.properties([holderUnit], ["MainPID"]);
      return readPid(shown.get(holderUnit)?.MainPID) === pid;
    },
    raise: async () => {
      await reloadIfNeeded(manager, [], paths);
      return (await tried(manager, "start", [holderUnit])).get(holderUnit);
    },
    holder: async () => {
      const names = ["MainPID", "LoadState", "ActiveState", "NeedDaemonReload"] as const;
      const row = (await manager.properties([holderUnit], names)).get(holderUnit);
      return {
        isInstalled: row?.LoadState === "loaded",
        isOnItsWay: row?.ActiveState.endsWith("ivating") === true,
        needsReload: row?.NeedDaemonReload === "yes",
        pid: readPid(row?.MainPID),
      };
    },
    observe: async (agents, _, homes) => {
      const rows = await observeUnits(manager, agents.map(agentUnit));
      return new Map(
        await Promise.all(
          agents.map(async (agent) => {
            const seen = rows.get(agentUnit(agent))?.observation ?? unseen;
            // systemd forgets the last end when it starts the unit anew; the launcher wrote it down.
            const record =
              seen.lastExit === null
                ? await readRecord(homes?.get(agent)?.record ?? paths.sessionRecord(socket, agent))
                : undefined;
            return [agent, { ...seen, lastExit: seen.lastExit ?? exitOf(record) }] as const;
          }),
        ),
      );
    },
    why: async (agents) => await unitReasons(manager, agents, context),
    endServer: async (keep) => {
      const [before] = await manager.states([holderUnit]);
      if (keep) return "kept";
      assertDone(
        await refused(manager, "disable", [
          fleetTarget,
          ...(await linkedAgents(paths)),
          ...(await linkedTimers(paths)),
        ]),
      );
      // By name, all in one job: the stop of a target may return before its parts are down.
      const failed = await refused(manager, "stop", [fleetTarget, holderUnit]);
      if (before !== undefined) assertDone(failed);
      await refused(manager, "reset-failed", [holderUnit]);
      await stopEmptySlices(manager);
      await forgetServer({ paths, tmux, socket }, (await tmux.server.probe()).state);
      return before?.active === "active" ? "ended" : "absent";
    },
  };
}

/**
 * When the target, which starts all that is linked to it, may be started with these agents. `first`: it starts nobody; systemd 252 would
 * start who is linked also without what his unit requires. `last`: only those asked for, in their own order. `never`: others too, or it is up.
 */
async function turnOfTarget(
  manager: UserManager,
  linked: readonly string[],
  units: readonly string[],
): Promise<"first" | "last" | "never"> {
  const rows = await manager.states(["mosaic-agent@*.service", fleetTarget]);
  const active = rows.filter((row) => row.active === "active").map(({ unit }) => unit);
  if (active.includes(fleetTarget)) return "never";
  const left = linked.filter((unit) => unit !== fleetTarget && !active.includes(unit));
  if (left.length === 0) return "first";
  return left.every((unit) => units.includes(unit)) ? "last" : "never";
}

/** systemd goes on with what it read last; after a write that was cut short that is not what stands there. */
async function reloadIfNeeded(
  manager: UserManager,
  units: readonly string[],
  paths: FleetPaths,
): Promise<void> {
  const rows = await observeUnits(manager, [holderUnit, ...units]);
  const isStale = [...rows].some(
    ([
      unit,
      {
        observation: { unit: read },
      },
    ]) => read?.needsReload === true || hasUnreadDropIns(paths, unit, read?.files ?? []),
  );
  if (isStale) await manager.reload();
}

/** Our slices, unless somebody put units of his own into them. */
async function stopEmptySlices(manager: UserManager): Promise<void> {
  const all = await manager.states(["*.service", "*.scope", "*.slice"]);
  const active = all.filter(({ active: state }) => state === "active").map(({ unit }) => unit);
  const shown = await manager.properties(active, ["Slice"]);
  const used = new Set([...shown.values()].map(({ Slice }) => Slice));
  if (used.has("mosaic-fleet.slice")) return;
  const others = active.some(
    (unit) => /^mosaic-.*\.slice$/.test(unit) && unit !== "mosaic-fleet.slice",
  );
  const parent =
    others ||
    [...shown].some(([unit, row]) => row.Slice === "mosaic.slice" && unit !== "mosaic-fleet.slice");
  await manager.stop(parent ? ["mosaic-fleet.slice"] : ["mosaic-fleet.slice", "mosaic.slice"]);
}
