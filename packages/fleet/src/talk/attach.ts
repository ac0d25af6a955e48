import type { FleetContext } from "../context.js";
import { FleetError } from "../error.js";
import { sleepOf } from "../agent/asleep.js";
import type { SessionRow } from "../supervisor/supervisor.js";
import { viewSessions } from "../status/sessions.js";

/** A command for the person's own terminal; `env` is its whole environment. */
export interface AttachCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Its session, where it slept. Throws FleetError where it does not wake. */
async function woken(fleet: FleetContext, name: string): Promise<SessionRow | undefined> {
  const agent = fleet.desired.agents.find((each) => each.name === name);
  const seen = (await fleet.supervisor.observe([name], new Map())).get(name);
  if (agent === undefined || sleepOf(fleet, agent, seen) === undefined) return undefined;
  const { startAgents } = await import("../apply/start-agents.js");
  await startAgents(fleet, [agent]);
  return (await viewSessions(fleet.supervisor.tmux)).own.get(name);
}

/** From inside a client of the same server it switches that client; elsewhere it attaches, also from within another tmux. */
export async function attachCommand(
  fleet: FleetContext,
  agent: string,
  readOnly: boolean,
): Promise<AttachCommand> {
  const { tmux } = fleet.supervisor;
  const session = (await viewSessions(tmux)).own.get(agent) ?? (await woken(fleet, agent));
  if (session === undefined) {
    throw new FleetError("Failed", `\`${agent}\` has no session`, {
      remedy: `Start it with \`mosaic-fleet start ${agent}\`.`,
    });
  }
  const inside = fleet.env["TMUX"]?.split(",")[0] === tmux.socketPath;
  const { file, args } = tmux.attachCommand(session, { readOnly, inside });
  const given = Object.entries(fleet.env).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  // tmux refuses to attach within tmux unless it does not know that it is; another server's pane is no recursion.
  const kept = given.filter(([key]) => inside || (key !== "TMUX" && key !== "TMUX_PANE"));
  return { file, args, env: Object.fromEntries(kept) };
}
