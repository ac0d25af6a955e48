import { readSleep } from "@mosaicstack/agent-channel";
import type { FleetContext } from "../context.js";
import { FleetError } from "../error.js";
import { agentHomes } from "../agent/agent-home.js";
import { sleepOf } from "../agent/asleep.js";
import { locateAgent } from "../status/locate-agents.js";

/** A command for the person's own terminal; `env` is its whole environment. */
export interface AttachCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Starts it where it sleeps, or somebody has begun to wake it. Throws FleetError where it does not wake. */
async function wake(fleet: FleetContext, name: string): Promise<void> {
  const agent = fleet.desired.agents.find((each) => each.name === name);
  if (agent === undefined) return;
  const homes = await agentHomes(fleet, [agent]);
  const channel = homes.get(name)?.channel;
  const isWaking = channel !== undefined && readSleep(channel)?.isWaking === true;
  const seen = (await fleet.supervisor.observe([name], new Map(), homes)).get(name);
  if (!isWaking && (await sleepOf(fleet, agent, seen)) === undefined) return;
  const { startAgents } = await import("../apply/start-agents.js");
  await startAgents(fleet, [agent]);
}

/** From inside a client of the same server it switches that client; elsewhere it attaches, also from within another tmux. */
export async function attachCommand(
  fleet: FleetContext,
  agent: string,
  readOnly: boolean,
): Promise<AttachCommand> {
  await wake(fleet, agent);
  const { tmux, session } = await locateAgent(fleet, agent);
  if (session === undefined) {
    throw new FleetError("Failed", `\`${agent}\` has no session`, {
      remedy: `Start it with \`mosaic-fleet start ${agent}\`.`,
    });
  }
  const inside = fleet.env["TMUX"]?.split(",")[0] === tmux.socketPath;
  // Whatever else was opened in its session: its own pane is what was asked for.
  const pane = session.pane && { pane: session.pane.ref };
  const { file, args } = tmux.attachCommand(session, { readOnly, inside, ...pane });
  const given = Object.entries(fleet.env).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  // tmux refuses to attach within tmux unless it does not know that it is; another server's pane is no recursion.
  const kept = given.filter(([key]) => inside || (key !== "TMUX" && key !== "TMUX_PANE"));
  return { file, args, env: Object.fromEntries(kept) };
}
