import { rm } from "node:fs/promises";
import {
  LaunchError,
  quitSessions,
  readRecord,
  startSession,
  stopSession,
  type LeavingSession,
  type SessionRecord,
} from "@mosaicstack/session-launcher";
import { isTmuxError, type Tmux } from "@mosaicstack/tmux-client";
import { handEnvironment, type AgentLaunch } from "./agent-launch.js";
import { exitOf } from "./exit-of.js";
import { forgetServer } from "./forget-server.js";
import { inBatches } from "./in-batches.js";
import { toolFiles } from "./install.js";
import type { Environment, FleetPaths } from "./paths.js";
import { pickEnvironment } from "./pick-environment.js";
import { ensureRuntimeFolder } from "./runtime-folder.js";
import { spreadStarts } from "./spread-starts.js";
import {
  unseen,
  type Observation,
  type SessionRow,
  type StopReport,
  type Supervisor,
} from "./supervisor.js";
import type { Reason } from "./why/reason.js";
import { recordReason } from "./why/record-reason.js";

/** Sessions restarted by the launcher's own loop; the tmux server holds itself. Serves wherever tmux does. */
export function tmuxSupervisor(context: {
  paths: FleetPaths;
  env: Environment;
  tmux: Tmux;
  /** Undefined: the person's own default server, where our agents are guests. */
  socket: string | undefined;
}): Supervisor {
  const { paths, env, tmux, socket } = context;
  const path = `${env["PATH"] || "/usr/local/bin:/usr/bin:/bin"}:${paths.tools}`;
  const recordOf = (agent: string): string => paths.sessionRecord(socket, agent);

  return {
    kind: "tmux",
    tmux,
    path,
    files: async () => await toolFiles(paths),
    reload: async () => {},
    start: async (launches) => {
      await ensureRuntimeFolder(paths);
      const failures = new Map<string, unknown>();
      await spreadStarts(launches, async (group) => {
        await inBatches(group, 4, async (launch) => {
          try {
            await start(launch);
          } catch (error) {
            failures.set(launch.agent.name, error);
          }
        });
      });
      // One that cannot be told, as that tmux does not answer, is everybody's where it kept all.
      const others = [...failures.values()].filter((error) => !isOwnTrouble(error));
      if (others.length === launches.length && others.length > 0) throw others[0];
      return new Map([...failures].map(([name, error]) => [name, (error as Error).message]));
    },
    stop: async (agents) => {
      const leaving = await quitSessions(tmux, agents);
      return await inBatches(agents, 4, async ({ name }) => await stop(name, leaving.get(name)));
    },
    unlink: async () => {},
    holds: async () => true,
    observe: async (agents, sessions) =>
      new Map(
        await Promise.all(
          agents.map(async (agent) => {
            const record = await readRecord(recordOf(agent));
            return [
              agent,
              observation(record, sessions?.get(agent), sessions !== undefined),
            ] as const;
          }),
        ),
      ),
    why: async (agents, sessions) => {
      const found = new Map<string, Reason>();
      for (const agent of agents) {
        const isGone = sessions !== undefined && !sessions.has(agent);
        const reason = recordReason(agent, await readRecord(recordOf(agent)), isGone);
        if (reason !== undefined) found.set(agent, reason);
      }
      return found;
    },
    endServer: async (keep) => {
      if (socket === undefined || keep) return "kept";
      const state = await tmux.server.probe();
      if (state.state === "running") await tmux.server.shutdown(state.epoch);
      await forgetServer({ paths, tmux, socket }, state.state);
      return state.state === "running" ? "ended" : "absent";
    },
  };

  async function start(launch: AgentLaunch): Promise<void> {
    await startSession({
      script: paths.script,
      name: launch.agent.name,
      environment: handEnvironment(launch, { env, path }),
      callerEnvironment: scriptEnvironment(env, paths, socket),
      restart: launch.agent.restart,
      runtimeFolder: paths.runtime,
    });
  }

  async function stop(agent: string, leaving: LeavingSession | undefined): Promise<StopReport> {
    try {
      const result = await stopSession(tmux, agent, { leaving, runtimeFolder: paths.runtime });
      // The loop says `inactive` itself, with the last end; one that was killed left a word that is not true any more.
      const record = await readRecord(recordOf(agent));
      if (record?.state !== "inactive") await rm(recordOf(agent), { force: true });
      return { agent, strays: result.killed };
    } catch (error) {
      if (error instanceof LaunchError) return { agent, failure: error.message };
      if (isTmuxError(error) && error.code !== "Timeout") return { agent, failure: error.message };
      throw error;
    }
  }
}

/** What the launcher says of one agent. */
function isOwnTrouble(error: unknown): boolean {
  return error instanceof LaunchError && error.code !== "Timeout";
}

/** What the launcher itself may see of the caller's environment. */
function scriptEnvironment(
  env: Environment,
  paths: FleetPaths,
  socket: string | undefined,
): Record<string, string> {
  const named = [
    "PATH",
    "USER",
    "LOGNAME",
    "SHELL",
    "XDG_CONFIG_HOME",
    "XDG_STATE_HOME",
    "XDG_RUNTIME_DIR",
    "TMUX_TMPDIR",
    "TMPDIR",
  ];
  return { ...pickEnvironment(env, named), HOME: paths.home, MOSAIC_TMUX_SOCKET: socket ?? "" };
}

function observation(
  record: SessionRecord | undefined,
  session: SessionRow | undefined,
  sessionsKnown: boolean,
): Observation {
  if (record === undefined)
    return { ...unseen, lifecycle: session === undefined ? "inactive" : "active" };
  const known = { ...unseen, since: record.since.toISOString(), restarts: record.restarts };
  const running = record.state === "active" || record.state === "activating";
  if (session === undefined && sessionsKnown && running) {
    return { ...known, lifecycle: "failed" };
  }
  return { ...known, lifecycle: record.state, lastExit: exitOf(record) };
}
