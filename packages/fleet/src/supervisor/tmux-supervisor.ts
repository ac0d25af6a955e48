import {
  LaunchError,
  readRecord,
  readRecords,
  removeRecord,
  type SessionRecord,
  type StartOne,
  type StopResult,
} from "@mosaicstack/session-launcher";
import type { Tmux } from "@mosaicstack/tmux-client";
import type { AgentLaunch } from "../agent/agent-launch.js";
import { asEnvironment } from "../agent/value.js";
import { wordsOf } from "../error.js";
import { exitOf } from "./exit-of.js";
import { forgetServer } from "./forget-server.js";
import { inBatches } from "./in-batches.js";
import type { Environment, FleetPaths } from "../files/paths.js";
import { pickEnvironment } from "../agent/pick-environment.js";
import { ensureRuntimeFolder } from "../files/runtime-folder.js";
import { spreadStarts } from "./spread-starts.js";
import {
  unseen,
  type Homes,
  type Observation,
  type SessionRow,
  type StopReport,
  type Supervisor,
} from "./supervisor.js";
import { recordReason } from "../why/record-reason.js";
import type { Reason } from "../documents/reason.js";

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
  const recordOf = (agent: string, homes?: Homes): string =>
    homes?.get(agent)?.record ?? paths.sessionRecord(socket, agent);
  const recordsOf = (agents: readonly string[], homes?: Homes): ReturnType<typeof readRecords> =>
    readRecords(new Map(agents.map((agent) => [agent, recordOf(agent, homes)])));
  const isKnown = (agent: string, sessions: unknown, homes?: Homes): boolean =>
    homes?.get(agent)?.known ?? sessions !== undefined;

  return {
    kind: "tmux",
    tmux,
    path,
    files: async () => await (await import("../install/install.js")).toolFiles(paths),
    reload: async () => {},
    start: async (launches) => {
      await ensureRuntimeFolder(paths);
      const failures = new Map<string, unknown>();
      const { startMany, startSession } = await import("./hand-sessions.js");
      const { script, runtime: runtimeFolder } = paths;
      const common = {
        script,
        callerEnvironment: scriptEnvironment(env, paths, socket),
        runtimeFolder,
      };
      await spreadStarts(launches, async (group) => {
        const done =
          group.length < 2 ? new Set<string>() : await startMany(group.map(startOf), common);
        const left = group.filter(({ agent }) => !done.has(agent.name));
        await inBatches(left, 4, async (launch) => {
          try {
            await startSession({ ...startOf(launch), ...common });
          } catch (error) {
            failures.set(launch.agent.name, error);
          }
        });
      });
      // One that cannot be told, as that tmux does not answer, is everybody's where it kept all.
      const others = [...failures.values()].filter((error) => !isOwnTrouble(error));
      if (others.length === launches.length && others.length > 0) throw others[0];
      return new Map([...failures].map(([name, error]) => [name, wordsOf(error)]));
    },
    stop: async (agents) => {
      const { quitSessions, stopSessions } = await import("./hand-sessions.js");
      const { runtime: runtimeFolder } = paths;
      const leaving = await quitSessions(tmux, agents, { runtimeFolder });
      const told = agents.map(({ name }) => ({ name, leaving: leaving.get(name) }));
      const results = await stopSessions(tmux, told, { runtimeFolder });
      return await Promise.all(
        results.map(async (result, index) => await stopped(agents[index]?.name ?? "", result)),
      );
    },
    linked: async () => undefined,
    link: async () => new Map(),
    unlink: async () => {},
    holds: async () => true,
    observe: async (agents, sessions, homes) => {
      const records = recordsOf(agents, homes);
      const observed = (agent: string): Observation =>
        observation(records.get(agent), sessions?.get(agent), isKnown(agent, sessions, homes));
      return new Map(agents.map((agent) => [agent, observed(agent)]));
    },
    why: async (agents, sessions, homes) => {
      const found = new Map<string, Reason>();
      const records = recordsOf(agents, homes);
      for (const agent of agents) {
        const isGone = isKnown(agent, sessions, homes) && sessions?.has(agent) !== true;
        const reason = recordReason(agent, records.get(agent), isGone);
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

  async function stopped(
    agent: string,
    result: PromiseSettledResult<StopResult>,
  ): Promise<StopReport> {
    if (result.status === "rejected") return { agent, failure: wordsOf(result.reason) };
    try {
      // The loop says `inactive` itself, with the last end; one that was killed left a word that is not true any more.
      const record = await readRecord(recordOf(agent));
      if (record?.state !== "inactive") removeRecord(recordOf(agent));
    } catch (error) {
      return { agent, failure: `it is stopped, but its record stays: ${wordsOf(error)}` };
    }
    const { killed: strays, left } = result.value;
    return { agent, strays, ...(left.length > 0 ? { left } : {}) };
  }
}

function startOf({ agent, values }: AgentLaunch): StartOne {
  return {
    name: agent.name,
    environment: asEnvironment(values),
    restart: agent.restart,
    idleSeconds: agent.idle?.stopAfterSeconds,
  };
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
  const { since, restarts } = record;
  const known = { ...unseen, since: since.toISOString(), restarts, isRecorded: true } as const;
  const running = record.state === "active" || record.state === "activating";
  if (session === undefined && sessionsKnown && running) {
    return { ...known, lifecycle: "failed" };
  }
  return { ...known, lifecycle: record.state, lastExit: exitOf(record) };
}
