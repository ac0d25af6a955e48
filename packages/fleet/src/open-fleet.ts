import { checkSocketName, type DesiredAgent } from "@mosaicstack/roster";
import { systemdVersion } from "@mosaicstack/systemd-units";
import { openTmux } from "@mosaicstack/tmux-client";
import { chooseSupervisor } from "./supervisor/choose-supervisor.js";
import type { FleetContext } from "./context.js";
import type { AgentReport, AgentsDocument } from "./documents/reports.js";
import { FleetError, translated } from "./error.js";
import type { Fleet } from "./fleet.js";
import { namingFolder, namingFolders } from "./files/naming-folder.js";
import { fleetPaths, type Environment, type FleetPaths } from "./files/paths.js";
import { requireTmux } from "./supervisor/require-tmux.js";
import { loadRoster } from "./files/load-roster.js";
import { assertRuntimeFolder } from "./files/runtime-folder.js";
import { explainAgent } from "./agent/explain.js";
import { selectAgent, selectAgents } from "./agent/select-agents.js";
import { lookAtPlan } from "./plan/look-at-plan.js";
import { planDocument } from "./plan/plan-fleet.js";
import { fleetStatus } from "./status/status.js";
import { sayLinger } from "./supervisor/linger.js";
import type { startAgents } from "./apply/start-agents.js";
import type { Supervisor, SupervisorKind } from "./supervisor/supervisor.js";
import type { systemdSupervisor } from "./supervisor/systemd-supervisor.js";
import { tmuxSupervisor } from "./supervisor/tmux-supervisor.js";

export interface FleetOptions {
  /** Default: MOSAIC_FLEET_ROSTER, else the roster in the user's configuration. */
  readonly roster?: string | undefined;
  /** Overrides the roster's `socket_name`. */
  readonly socket?: string | undefined;
  readonly supervisor?: "auto" | SupervisorKind | undefined;
  /** What `auto` takes for a fleet that nobody brought up yet. Default: systemd where a user manager answers. */
  readonly whenNew?: SupervisorKind | undefined;
  readonly env?: Environment;
  /** For what needs no tmux, such as `explain`: one that is missing is told only by the verbs that need it. */
  readonly withoutTmux?: boolean;
  /**
   * An earlier reading of the same roster will do: for who only looks. Nothing that it says may be started or written. Default: false.
   */
  readonly onlyLooks?: boolean;
  /** Also where another fleet lives here: for who shows what would be, such as `plan`. Default: false. */
  readonly evenRefused?: boolean;
  /** Talk for people, line by line. */
  readonly log?: (line: string) => void;
}

/** Reads the roster and decides who supervises. Throws FleetError. */
export async function openFleet(options: FleetOptions = {}): Promise<Fleet> {
  const fleet = await translated(async () => openContext(options));
  const named = (names: readonly string[]): DesiredAgent[] =>
    selectAgents(fleet.desired, { names });
  const told = async <T>(use: () => Promise<T>): Promise<T> =>
    await translated(async () => {
      // Again, for it may have come since.
      assertRuntimeFolder(fleet.paths);
      return await namingFolder(fleet, use);
    });
  /** Who only looks has not asked yet whether this tmux can be used, and asks when it shows. */
  const seen = async <T>(use: () => Promise<T>): Promise<T> => {
    try {
      return await use();
    } catch (error) {
      if (options.onlyLooks === true) await requireTmux(fleet.env);
      throw error;
    }
  };
  const acted = async <T>(use: () => Promise<T>): Promise<T> => {
    if (options.onlyLooks === true) throw new Error("this fleet was opened only to look at it");
    return await told(use);
  };
  const reports = async (use: () => Promise<readonly AgentReport[]>): Promise<AgentsDocument> => ({
    version: 1,
    agents: await acted(use),
  });
  const { desired, choice } = fleet;
  return {
    name: desired.name,
    agents: desired.agents.map(({ name }) => name),
    supervisor: choice,
    select: (selection) => selectAgents(desired, selection).map(({ name }) => name),
    up: async () =>
      await reports(async () => await started(fleet, desired.agents, { again: false })),
    down: async ({ force = false } = {}) =>
      await acted(async () => (await stopping()).stopFleet(fleet, force)),
    start: async (names) => await reports(async () => await started(fleet, named(names))),
    stop: async (names) =>
      await reports(async () => {
        const agents = named(names).map(({ name }) => name);
        return await (await stopping()).stopAgents(fleet, agents);
      }),
    restart: async (names) =>
      await reports(async () => (await restarting()).restartAgents(fleet, named(names))),
    status: async () => await told(async () => await seen(async () => await fleetStatus(fleet))),
    plan: async () =>
      await told(
        async () => await seen(async () => planDocument((await lookAtPlan(fleet)).changes)),
      ),
    apply: async (applyOptions) =>
      await acted(async () => (await applying()).applyFleet(fleet, applyOptions)),
    render: async () => await told(async () => (await rendering()).renderFleet(fleet)),
    explain: async (name) =>
      await told(async () => explainAgent(fleet, selectAgent(desired, name))),
    send: async (names, text, sendOptions) => ({
      version: 1,
      deliveries: await acted(async () => {
        const agents = named(names);
        const { sendMessage } = await import("./talk/send.js");
        return await namingFolders(fleet, await sendMessage(fleet, agents, text, sendOptions));
      }),
    }),
    ask: async (name, text, askOptions) =>
      await acted(async () => {
        const agent = selectAgent(desired, name);
        const { askAgent } = await import("./talk/ask.js");
        return await askAgent(fleet, agent, text, askOptions);
      }),
    queue: async (names) =>
      await told(async () => {
        const agents = named(names);
        return { version: 1, messages: await (await queueing()).queuedMessages(fleet, agents) };
      }),
    cancel: async (names, id) =>
      await told(async () => {
        const agents = named(names);
        return await (await queueing()).cancelQueued(fleet, agents, id);
      }),
    logs: (name, logOptions) => {
      named([name]);
      assertRuntimeFolder(fleet.paths);
      return lines(async () => {
        if (options.onlyLooks === true) await translated(async () => await requireTmux(fleet.env));
        return (await looking()).agentLogs(fleet, name, logOptions);
      });
    },
    screen: async (name) =>
      await translated(async () => {
        named([name]);
        const { agentScreen } = await looking();
        const text = await seen(async () => await agentScreen(fleet, name));
        return { version: 1, agent: name, lines: text.trimEnd().split("\n") };
      }),
    attachCommand: async (name, { readOnly = false } = {}) =>
      await translated(async () => {
        named([name]);
        const { attachCommand } = await import("./talk/attach.js");
        return await seen(async () => await attachCommand(fleet, name, readOnly));
      }),
  };
}

// A verb is loaded when it is used: `status` should not wait for what starts and stops.
const starting = async () => await import("./apply/start-agents.js");
const started = async (...args: Parameters<typeof startAgents>): Promise<AgentReport[]> => {
  const reports = await (await starting()).startAgents(...args);
  await sayLinger(args[0]);
  return reports;
};
const stopping = async () => await import("./apply/stop-agents.js");
const restarting = async () => await import("./apply/restart-agents.js");
const applying = async () => await import("./apply/apply-fleet.js");
const rendering = async () => await import("./plan/render-fleet.js");
const queueing = async () => await import("./talk/queue.js");
const looking = async () => await import("./talk/logs.js");

const loadSystemd = async () => await import("./supervisor/systemd-supervisor.js");

async function underSystemd(
  options: Omit<Parameters<typeof systemdSupervisor>[0], "manager">,
): Promise<Supervisor> {
  const { managerOf, systemdSupervisor } = await loadSystemd();
  return await systemdSupervisor({ ...options, manager: managerOf(options.env) });
}

async function* lines(
  open: () => Promise<AsyncIterable<string>>,
): AsyncGenerator<string, void, undefined> {
  yield* await open();
}

/**
 * The context behind `openFleet`, for verbs that live beside it. `paths`: those of its environment, unless their runtime folder
 * has been judged already. Throws FleetError, also for a runtime folder of which nothing can be believed.
 */
export async function openContext(
  options: FleetOptions,
  judged?: FleetPaths,
): Promise<FleetContext> {
  const env = options.env ?? process.env;
  const paths = judged ?? fleetPaths(env);
  if (judged === undefined) assertRuntimeFolder(paths);
  if (options.socket !== undefined) refuseBadSocket(options.socket);
  const kept = options.onlyLooks === true;
  const desired = await loadRoster(options.roster ?? paths.roster, paths, { kept });
  const socket = options.socket ?? desired.socketName;
  let version = 0;
  const lives = async (): Promise<boolean> => await (await loadSystemd()).fleetLives(env, paths);
  const choice = await chooseSupervisor({
    wish: options.supervisor ?? "auto",
    whenNew: options.whenNew,
    socket,
    paths,
    probe: async () => {
      const answer = await (await loadSystemd()).managerOf(env).probe();
      if (answer.answers) ({ version } = answer);
      return answer;
    },
    ...(options.evenRefused === true ? {} : { lives }),
  });
  // Under systemd the units leave TMUX_TMPDIR out, so the server is where tmux puts it by itself.
  const tmuxEnv = choice.kind === "systemd" ? { ...env, TMUX_TMPDIR: undefined } : env;
  // Who only looks asks when a look fails: it is a process more.
  if (!kept && options.withoutTmux !== true) await requireTmux(tmuxEnv);
  // Half the launcher's own deadline: a look at a stopped server should not cost a person more than that.
  const tmuxOptions = { env: tmuxEnv, deadlineMs: 5000 };
  const tmux = openTmux(socket === undefined ? { default: true } : { socket }, tmuxOptions);
  const supervisor =
    choice.kind === "systemd" && socket !== undefined
      ? await underSystemd({ paths, env, tmux, socket, version })
      : tmuxSupervisor({ paths, env, tmux, socket });
  return {
    desired,
    paths,
    env,
    socket,
    systemdVersion: once(async () => version || (await systemdVersion({ env }))),
    choice,
    supervisor,
    log: options.log ?? (() => {}),
  };
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | undefined;
  return async () => await (begun ??= work());
}

function refuseBadSocket(socket: string): void {
  const problem = checkSocketName(socket);
  if (problem === undefined) return;
  throw new FleetError("Usage", `--socket: ${problem.message}`, {
    remedy: problem.hint ?? "Give another name.",
  });
}
