import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { quitSessions, readRecord, type SessionRecord } from "@mosaicstack/session-launcher";
import { parseUnit, readPid, SystemdError, type UserManager } from "@mosaicstack/systemd-units";
import { isTmuxError, type Tmux } from "@mosaicstack/tmux-client";
import { agentDropIn, socketDropIns } from "./drop-in.js";
import { FleetError } from "./error.js";
import { exitOf } from "./exit-of.js";
import { forgetServer } from "./forget-server.js";
import { toolFiles, unitFiles } from "./install.js";
import { observeUnits, type UnitRow } from "./observe-units.js";
import type { FleetPaths } from "./paths.js";
import { spreadStarts } from "./spread-starts.js";
import { unseen, type StopReport, type Supervisor } from "./supervisor.js";
import { agentUnit, defaultSocket, fleetTarget, holderUnit } from "./unit-names.js";

/** The user's systemd: one unit is one agent is one cgroup; survives logout and reboot. */
export async function systemdSupervisor(context: {
  paths: FleetPaths;
  tmux: Tmux;
  manager: UserManager;
  socket: string;
}): Promise<Supervisor> {
  const { paths, tmux, manager, socket } = context;
  const shipped = await unitFiles(paths);
  // The target starts all that is linked to it: it takes part only where that is what was asked for.
  const targetIfAlone = async (units: readonly string[]): Promise<string[]> => {
    const rows = await manager.states(["mosaic-agent@*.service"]);
    const active = rows.filter((row) => row.active === "active").map(({ unit }) => unit);
    const linked = await linkedAgents(paths);
    return linked.every((unit) => units.includes(unit) || active.includes(unit))
      ? [fleetTarget]
      : [];
  };

  const records = async (agents: readonly string[]): Promise<(SessionRecord | undefined)[]> =>
    await Promise.all(agents.map(async (agent) => readRecord(paths.sessionRecord(socket, agent))));

  return {
    kind: "systemd",
    tmux,
    path: unitPath(
      shipped.find((file) => file.path.endsWith("mosaic-agent@.service"))?.text ?? "",
      paths,
    ),
    files: async (launches) => [
      ...(await toolFiles(paths)),
      ...shipped,
      ...socketDropIns(socket, defaultSocket, paths.units),
      ...launches.map((launch) => agentDropIn(launch, paths.units)),
    ],
    reload: async () => {
      await manager.reload();
    },
    start: async (launches) => {
      const units = launches.map((launch) => agentUnit(launch.agent.name));
      const linked = await linkedUnits(paths);
      await manager.enable([fleetTarget, ...units].filter((unit) => !linked.includes(unit)));
      // A unit that used up its burst may start again: a person asked for it.
      await manager.resetFailed([holderUnit, ...units]);
      await reloadIfNeeded(manager, units);
      const target = await targetIfAlone(units);
      const told = new Map<string, string>();
      const groups = await spreadStarts(launches, async (group) => {
        const some = group.map(({ agent }) => agentUnit(agent.name));
        const whole = group.length === launches.length;
        const failed = await failures(async () => {
          await manager.start([...(whole ? target : []), holderUnit, ...some]);
        });
        if (failed !== undefined) for (const { agent } of group) told.set(agent.name, failed);
      });
      // It starts at once whatever is linked to it: where starts are spread it comes behind them.
      if (groups.length > 1) {
        await failures(async () => {
          await manager.start(target);
        });
      }
      if (told.size === 0) return new Map();
      const rows = await observeUnits(manager, units);
      return new Map(
        [...told].flatMap(([name, failed]) => {
          const row = rows.get(agentUnit(name));
          return row?.observation.lifecycle === "active"
            ? []
            : [[name, whyNot(name, row, failed)] as const];
        }),
      );
    },
    stop: async (given) => {
      const agents = given.map(({ name }) => name);
      const units = agents.map(agentUnit);
      const before = await records(agents);
      await manager.disable(units);
      await quitSessions(tmux, given, {
        // At once, or its unit is restarted.
        ended: async (names) => {
          await failures(async () => {
            await manager.stop(names.map(agentUnit), { noBlock: true });
          });
        },
      }).catch(tmuxAway);
      const failed = await failures(async () => {
        await manager.stop(units);
      });
      await manager.resetFailed(units);
      const after = await records(agents);
      const rows = failed === undefined ? undefined : await observeUnits(manager, units);
      return agents.map((agent, index): StopReport => {
        const lifecycle = rows?.get(agentUnit(agent))?.observation.lifecycle ?? "inactive";
        if (failed !== undefined && lifecycle !== "inactive") return { agent, failure: failed };
        const told = after[index];
        // An older record tells of an older end.
        const isNew = told?.since.getTime() !== before[index]?.since.getTime();
        return { agent, ...(isNew && told?.strays ? { strays: told.strays } : {}) };
      });
    },
    unlink: async (agents) => {
      const linked = await linkedAgents(paths);
      await manager.disable(agents.map(agentUnit).filter((unit) => linked.includes(unit)));
    },
    holds: async (pid) => {
      const shown = await manager.properties([holderUnit], ["MainPID"]);
      return readPid(shown.get(holderUnit)?.MainPID) === pid;
    },
    observe: async (agents) => {
      const rows = await observeUnits(manager, agents.map(agentUnit));
      return new Map(
        await Promise.all(
          agents.map(async (agent) => {
            const seen = rows.get(agentUnit(agent))?.observation ?? unseen;
            // systemd forgets the last end when it starts the unit anew; the launcher wrote it down.
            const record =
              seen.lastExit === null
                ? await readRecord(paths.sessionRecord(socket, agent))
                : undefined;
            return [agent, { ...seen, lastExit: seen.lastExit ?? exitOf(record) }] as const;
          }),
        ),
      );
    },
    endServer: async (keep) => {
      const [before] = await manager.states([holderUnit]);
      if (keep) return "kept";
      await manager.disable([fleetTarget, ...(await linkedAgents(paths))]);
      // By name, all in one job: the stop of a target may return before its parts are down.
      const failed = await failures(async () => {
        await manager.stop([fleetTarget, holderUnit]);
      });
      if (failed !== undefined && before !== undefined) throw new FleetError("Failed", failed);
      await manager.resetFailed([holderUnit]);
      await stopEmptySlices(manager);
      await forgetServer({ paths, tmux, socket }, (await tmux.server.probe()).state);
      return before?.active === "active" ? "ended" : "absent";
    },
  };
}

/** systemd goes on with what it read last; after a write that was cut short that is not what stands there. */
async function reloadIfNeeded(manager: UserManager, units: readonly string[]): Promise<void> {
  const rows = await observeUnits(manager, [holderUnit, ...units]);
  if ([...rows.values()].some(({ needsReload }) => needsReload)) await manager.reload();
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

/** Whoever cannot be told to quit gets TERM: a stop of units needs no answer from tmux. */
function tmuxAway(error: unknown): void {
  if (!isTmuxError(error)) throw error;
}

/** systemd's words if the job failed; undefined if it did not. Another error passes. */
async function failures(job: () => Promise<void>): Promise<string | undefined> {
  try {
    await job();
    return undefined;
  } catch (error) {
    if (
      error instanceof SystemdError &&
      (error.code === "JobFailed" || error.code === "UnitNotFound")
    ) {
      return error.message;
    }
    throw error;
  }
}

function whyNot(agent: string, row: UnitRow | undefined, failed: string): string {
  const said = row?.observation.message ?? failed;
  return `${said} (see \`journalctl --user -u ${agentUnit(agent)}\`)`;
}

/** Agents linked for boot, those too that left the roster since. */
async function linkedAgents(paths: FleetPaths): Promise<string[]> {
  return (await linkedUnits(paths)).filter((name) => name.startsWith("mosaic-agent@"));
}

/** What the fleet's target starts at boot, and the target itself where it is linked. */
async function linkedUnits(paths: FleetPaths): Promise<string[]> {
  const wants = async (unit: string): Promise<string[]> =>
    readdir(join(paths.units, `${unit}.wants`)).catch(() => []);
  const atBoot = await wants("default.target");
  return [...atBoot.filter((name) => name === fleetTarget), ...(await wants(fleetTarget))];
}

/** The static PATH of the shipped template, as the manager expands it for this user. */
function unitPath(template: string, paths: FleetPaths): string {
  const line = parseUnit(template)
    .getAll("Service", "Environment")
    .find(({ value }) => value.startsWith("PATH="));
  const config = join(paths.config, "..", "..");
  return (line?.value ?? "PATH=/usr/local/bin:/usr/bin:/bin")
    .slice("PATH=".length)
    .replaceAll("%h", paths.home)
    .replaceAll("%E", config);
}
