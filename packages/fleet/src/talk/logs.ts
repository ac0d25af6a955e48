import { followTranscript, readTranscript } from "@mosaicstack/agent-channel";
import { openUserManager } from "@mosaicstack/systemd-units";
import { visible } from "@mosaicstack/tmux-client/visible";
import type { FleetContext } from "../context.js";
import { FleetError, toFleetError } from "../error.js";
import { agentHome, fleetHome, type AgentHome } from "../agent/agent-home.js";
import { locateAgent } from "../status/locate-agents.js";
import { agentUnit } from "../supervisor/unit-names.js";

export interface LogOptions {
  /** The unit's journal instead of what the pane printed. */
  readonly unit?: boolean;
  /** So many of the newest lines. */
  readonly lines: number;
  /** Goes on with what comes, until the signal. */
  readonly follow?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * What an agent's pane printed, as lines of text, or its unit's journal, an entry a line. Followed, a line comes once, when it has its
 * end. What would act on a terminal is `visible`:
 * an agent may write to either. Throws FleetError `Refused` where there is no unit.
 */
export async function* agentLogs(
  fleet: FleetContext,
  agent: string,
  options: LogOptions,
): AsyncGenerator<string, void, undefined> {
  const { lines, unit = false, follow = false, signal = new AbortController().signal } = options;
  if (unit) {
    yield* journal(fleet, agent, { lines, follow, signal });
    return;
  }
  const { channel } = await homeOfLogs(fleet, agent);
  try {
    if (follow) yield* followTranscript(channel, signal, lines);
    else yield* readTranscript(channel, lines);
  } catch (error) {
    throw toFleetError(error);
  }
}

/** Its transcript outlives its session, and its server. */
async function homeOfLogs(fleet: FleetContext, name: string): Promise<AgentHome> {
  const agent = fleet.desired.agents.find((each) => each.name === name);
  const home = agent === undefined ? fleetHome(fleet, name) : await agentHome(fleet, agent);
  if (home.socket === fleet.socket) return home;
  return await locateAgent(fleet, name).catch(() => home);
}

/** What its pane shows now, as lines; what would act on a terminal is `visible`. Throws FleetError `Failed` for an agent without a session. */
export async function agentScreen(fleet: FleetContext, agent: string): Promise<string> {
  const { tmux, session } = await locateAgent(fleet, agent);
  const pane = session?.pane;
  if (pane === undefined) {
    throw new FleetError("Failed", `\`${agent}\` has no session`, {
      remedy: `Start it with \`mosaic-fleet start ${agent}\`.`,
    });
  }
  return visible(await tmux.panes.capture(pane.ref), "\t\n");
}

async function* journal(
  fleet: FleetContext,
  agent: string,
  options: { readonly lines: number; readonly follow: boolean; readonly signal: AbortSignal },
): AsyncGenerator<string, void, undefined> {
  if (fleet.supervisor.kind !== "systemd") {
    throw new FleetError("Refused", `\`${agent}\` has no unit: this fleet runs under tmux`, {
      remedy: `\`mosaic-fleet logs ${agent}\` shows what its pane printed.`,
    });
  }
  try {
    const manager = openUserManager({ env: fleet.env });
    for await (const entry of manager.journal(agentUnit(agent), options)) {
      const who = visible(entry.identifier ?? agentUnit(agent));
      yield `${entry.at.toISOString()} ${who}: ${visible(entry.message, "\t")}`;
    }
  } catch (error) {
    throw toFleetError(error);
  }
}
