import { checkSocketName, type DesiredAgent } from "@mosaicstack/roster";
import { openUserManager, systemdVersion } from "@mosaicstack/systemd-units";
import { openTmux } from "@mosaicstack/tmux-client";
import { attachCommand } from "./talk/attach.js";
import { chooseSupervisor } from "./supervisor/choose-supervisor.js";
import type { FleetContext } from "./context.js";
import type { AgentReport, AgentsDocument } from "./documents/reports.js";
import { FleetError, translated } from "./error.js";
import type { Fleet } from "./fleet.js";
import { agentLogs, agentScreen } from "./talk/logs.js";
import { namingFolder, namingFolders } from "./files/naming-folder.js";
import { fleetPaths, type Environment, type FleetPaths } from "./files/paths.js";
import { requireTmux } from "./supervisor/require-tmux.js";
import { loadRoster } from "./files/roster-file.js";
import { assertRuntimeFolder } from "./files/runtime-folder.js";
import { explainAgent } from "./agent/explain.js";
import { selectAgent, selectAgents } from "./agent/select-agents.js";
import { sendMessage } from "./talk/send.js";
import { applyFleet } from "./apply/apply-fleet.js";
import { restartAgents } from "./apply/restart-agents.js";
import { lookAtPlan } from "./plan/look-at-plan.js";
import { planDocument } from "./plan/plan-fleet.js";
import { renderFleet } from "./plan/render-fleet.js";
import { startAgents } from "./apply/start-agents.js";
import { fleetStatus } from "./status/status.js";
import { stopAgents, stopFleet } from "./apply/stop-agents.js";
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
  /** For what needs no tmux, such as `explain`: one that is missing is told only by the verbs that need it. */
  readonly withoutTmux?: boolean;
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
  const reports = async (use: () => Promise<readonly AgentReport[]>): Promise<AgentsDocument> => ({
    version: 1,
    agents: await told(use),
  });
  const { desired, choice } = fleet;
  return {
    name: desired.name,
    agents: desired.agents.map(({ name }) => name),
    supervisor: choice,
    select: (selection) => selectAgents(desired, selection).map(({ name }) => name),
    up: async () => await reports(async () => startAgents(fleet, desired.agents, { again: false })),
    down: async ({ force = false } = {}) => await told(async () => stopFleet(fleet, force)),
    start: async (names) => await reports(async () => startAgents(fleet, named(names))),
    stop: async (names) =>
      await reports(async () =>
        stopAgents(
          fleet,
          named(names).map(({ name }) => name),
        ),
      ),
    restart: async (names) => await reports(async () => restartAgents(fleet, named(names))),
    plan: async () => await told(async () => planDocument((await lookAtPlan(fleet)).changes)),
    apply: async (applyOptions) => await told(async () => applyFleet(fleet, applyOptions)),
    render: async () => await told(async () => renderFleet(fleet)),
    status: async () => await told(async () => fleetStatus(fleet)),
    explain: async (name) =>
      await told(async () => explainAgent(fleet, selectAgent(desired, name))),
    send: async (names, text) => ({
      version: 1,
      deliveries: await told(async () =>
        namingFolders(fleet, await sendMessage(fleet, named(names), text)),
      ),
    }),
    logs: (name, logOptions) => {
      named([name]);
      assertRuntimeFolder(fleet.paths);
      return agentLogs(fleet, name, logOptions);
    },
    screen: async (name) =>
      await translated(async () => {
        named([name]);
        const text = await agentScreen(fleet, name);
        return { version: 1, agent: name, lines: text.trimEnd().split("\n") };
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
  if (options.withoutTmux !== true) await requireTmux(tmuxEnv);
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
