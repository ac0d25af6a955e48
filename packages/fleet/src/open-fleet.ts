import { checkSocketName, type DesiredAgent, type DesiredFleet } from "@mosaicstack/roster";
import { openUserManager, systemdVersion } from "@mosaicstack/systemd-units";
import { openTmux } from "@mosaicstack/tmux-client";
import { attachCommand, type AttachCommand } from "./talk/attach.js";
import { chooseSupervisor, type Choice } from "./supervisor/choose-supervisor.js";
import type { FleetContext } from "./context.js";
import { FleetError, translated } from "./error.js";
import { agentLogs, agentScreen, type LogOptions } from "./talk/logs.js";
import { namingFolder, namingFolders } from "./files/naming-folder.js";
import { fleetPaths, type Environment, type FleetPaths } from "./files/paths.js";
import { requireTmux } from "./supervisor/require-tmux.js";
import { loadRoster } from "./files/roster-file.js";
import { assertRuntimeFolder } from "./files/runtime-folder.js";
import { selectAgents, type Selection } from "./agent/select-agents.js";
import { sendMessage, type AgentDelivery } from "./talk/send.js";
import { startAgents, type AgentReport } from "./apply/start-agents.js";
import { fleetStatus, type StatusDocument } from "./status/status.js";
import { stopAgents, stopFleet, type DownReport } from "./apply/stop-agents.js";
import type { SupervisorKind } from "./supervisor/supervisor.js";
import { systemdSupervisor } from "./supervisor/systemd-supervisor.js";
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
  /** Talk for people, line by line. */
  readonly log?: (line: string) => void;
}

/** One fleet, as its roster declares it. Every verb throws FleetError. */
export interface Fleet {
  readonly desired: DesiredFleet;
  readonly supervisor: Choice;
  readonly paths: FleetPaths;
  /** In roster order. Throws `NoSuchAgent`, or `Usage` when nothing was named. */
  select(selection: Selection): DesiredAgent[];
  /** Starts every enabled agent; what a person stopped before is started too. */
  up(): Promise<AgentReport[]>;
  down(options?: { force?: boolean }): Promise<DownReport>;
  start(names: readonly string[]): Promise<AgentReport[]>;
  stop(names: readonly string[]): Promise<AgentReport[]>;
  status(): Promise<StatusDocument>;
  send(names: readonly string[], text: string): Promise<AgentDelivery[]>;
  /** Lines of text, the oldest first. */
  logs(name: string, options: LogOptions): AsyncIterable<string>;
  /** What its pane shows now. */
  screen(name: string): Promise<string>;
  /** What to run on the person's terminal. Throws `Failed` for an agent without a session. */
  attachCommand(name: string, options?: { readOnly?: boolean }): Promise<AttachCommand>;
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
  return {
    desired: fleet.desired,
    supervisor: fleet.choice,
    paths: fleet.paths,
    select: (selection) => selectAgents(fleet.desired, selection),
    up: async () => await told(async () => startAgents(fleet, fleet.desired.agents)),
    down: async ({ force = false } = {}) => await told(async () => stopFleet(fleet, force)),
    start: async (names) => await told(async () => startAgents(fleet, named(names))),
    stop: async (names) =>
      await told(async () =>
        stopAgents(
          fleet,
          named(names).map(({ name }) => name),
        ),
      ),
    status: async () => await told(async () => fleetStatus(fleet)),
    send: async (names, text) =>
      await told(async () => namingFolders(fleet, await sendMessage(fleet, named(names), text))),
    logs: (name, logOptions) => {
      named([name]);
      assertRuntimeFolder(fleet.paths);
      return agentLogs(fleet, name, logOptions);
    },
    screen: async (name) =>
      await translated(async () => {
        named([name]);
        return await agentScreen(fleet, name);
      }),
    attachCommand: async (name, { readOnly = false } = {}) =>
      await translated(async () => {
        named([name]);
        return await attachCommand(fleet, name, readOnly);
      }),
  };
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
  const desired = await loadRoster(options.roster ?? paths.roster, paths.home);
  const socket = options.socket ?? desired.socketName;
  // The times that systemctl prints are read as UTC.
  const manager = openUserManager({ env: { ...env, TZ: "UTC" } });
  let version = 0;
  const choice = await chooseSupervisor({
    wish: options.supervisor ?? "auto",
    whenNew: options.whenNew,
    socket,
    paths,
    probe: async () => {
      const answer = await manager.probe();
      if (answer.answers) ({ version } = answer);
      return answer;
    },
  });
  // Under systemd the units leave TMUX_TMPDIR out, so the server is where tmux puts it by itself.
  const tmuxEnv = choice.kind === "systemd" ? { ...env, TMUX_TMPDIR: undefined } : env;
  await requireTmux(tmuxEnv);
  // Half the launcher's own deadline: a look at a stopped server should not cost a person more than that.
  const tmuxOptions = { env: tmuxEnv, deadlineMs: 5000 };
  const tmux = openTmux(socket === undefined ? { default: true } : { socket }, tmuxOptions);
  const supervisor =
    choice.kind === "systemd" && socket !== undefined
      ? await systemdSupervisor({ paths, env, tmux, manager, socket, version })
      : tmuxSupervisor({ paths, env, tmux, socket });
  return {
    desired,
    paths,
    env,
    socket,
    systemdVersion: version || (await systemdVersion({ env })),
    choice,
    supervisor,
    log: options.log ?? (() => {}),
  };
}

function refuseBadSocket(socket: string): void {
  const problem = checkSocketName(socket);
  if (problem === undefined) return;
  throw new FleetError("Usage", `--socket: ${problem.message}`, {
    remedy: problem.hint ?? "Give another name.",
  });
}
