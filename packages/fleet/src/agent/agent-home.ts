import { openTmux, type Tmux } from "@mosaicstack/tmux-client";
import { checkSocketName, type DesiredAgent } from "@mosaicstack/roster";
import type { AgentChannel } from "@mosaicstack/agent-channel";
import type { FleetContext } from "../context.js";
import { valueOf, type PlainValue } from "./value.js";
import { agentDecision } from "./values.js";

/** Where an agent lives: on the fleet's own server, or as a guest on another one that its env file names. */
export interface AgentHome {
  /** Undefined: the person's own default server. */
  readonly socket: string | undefined;
  readonly tmux: Tmux;
  readonly channel: AgentChannel;
  /** What the launcher notes of its session. */
  readonly record: string;
}

/** The home that an agent is given. The fleet's own where its files cannot be read or name no socket: the launcher refuses those. */
export async function agentHome(fleet: FleetContext, agent: DesiredAgent): Promise<AgentHome> {
  let socket = fleet.socket;
  try {
    socket = socketOf(await agentDecision(agent, fleet), fleet.socket);
  } catch {
    // What is wrong with them is said by who starts it.
  }
  return homeOn(fleet, agent.name, socket);
}

/** By agent, without a look at any server. */
export async function agentHomes(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
): Promise<ReadonlyMap<string, AgentHome>> {
  return new Map(
    await Promise.all(
      agents.map(async (agent) => [agent.name, await agentHome(fleet, agent)] as const),
    ),
  );
}

/** Where it would live without a word of its own. */
export function fleetHome(fleet: FleetContext, agent: string): AgentHome {
  return homeOn(fleet, agent, fleet.socket);
}

/** The socket that these values name, as the launcher takes it: empty and `default` are the person's own server. */
export function socketOf(
  values: readonly PlainValue[],
  own: string | undefined,
): string | undefined {
  const named = valueOf(values, "MOSAIC_TMUX_SOCKET");
  if (named === undefined) return own;
  if (named === "" || named === "default") return undefined;
  return checkSocketName(named) === undefined ? named : own;
}

function homeOn(fleet: FleetContext, agent: string, socket: string | undefined): AgentHome {
  const { env, paths, supervisor } = fleet;
  // As the fleet's own, see openContext
  const tmuxEnv = supervisor.kind === "systemd" ? { ...env, TMUX_TMPDIR: undefined } : env;
  return {
    socket,
    tmux:
      socket === fleet.socket
        ? supervisor.tmux
        : openTmux(socket === undefined ? { default: true } : { socket }, {
            env: tmuxEnv,
            deadlineMs: 5000,
          }),
    channel: paths.channel(socket, agent),
    record: paths.sessionRecord(socket, agent),
  };
}
