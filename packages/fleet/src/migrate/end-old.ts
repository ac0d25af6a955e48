import { endNamedSession, type QuitAgent } from "@mosaicstack/session-launcher";
import type { DesiredAgent } from "@mosaicstack/roster";
import { runtimeOfAgent } from "../agent/runtime-of-agent.js";
import { changedKeys, readSettings } from "../agent/started-settings.js";
import { livesOn } from "../apply/stop-agents.js";
import type { FleetContext } from "../context.js";
import { FleetError } from "../error.js";
import type { StopReport } from "../supervisor/supervisor.js";
import { tmuxSupervisor } from "../supervisor/tmux-supervisor.js";
import { findOldAgent, type OldAgent } from "./old-agent.js";
import { onOldServer, viewOldServer, type OldServer } from "./old-server.js";

/**
 * Ends exactly this one, as `stop` does, and looks whether it is gone. How many of its processes had to be killed. Throws
 * FleetError where it is not gone: then no other of its name may begin.
 */
export async function endOld(
  fleet: FleetContext,
  server: OldServer,
  agent: DesiredAgent,
  old: OldAgent | undefined,
): Promise<number> {
  const {
    failure,
    strays = 0,
    left = [],
  } = await onOldServer(server, async () =>
    old?.named === undefined
      ? await endOwn(fleet, server, agent, old)
      : await endOther(agent.name, await endNamedSession(server.tmux, old.named)),
  );
  const why = failure ?? livesOn(left);
  if (why !== undefined) throw notEnded(agent, why);
  const still = await findOldAgent(fleet, server, await viewOldServer(server), agent);
  if (still !== undefined)
    throw notEnded(agent, `a session of it is on \`${server.socket}\` again`);
  return strays;
}

function notEnded({ name }: DesiredAgent, why: string): FleetError {
  return new FleetError("Failed", `the old one is not ended: ${why}`, {
    remedy: `Nothing was started, so that \`${name}\` runs once at most; when that is mended, run it again.`,
  });
}

async function endOther(
  agent: string,
  { killed, left }: Awaited<ReturnType<typeof endNamedSession>>,
): Promise<StopReport> {
  return { agent, strays: killed, ...(left.length > 0 ? { left } : {}) };
}

/** Also where its session is gone: what it left behind bears its mark. */
async function endOwn(
  fleet: FleetContext,
  { socket, tmux }: OldServer,
  agent: DesiredAgent,
  old: OldAgent | undefined,
): Promise<StopReport> {
  const { paths, env } = fleet;
  const quit = await wayToQuit(fleet, socket, agent);
  const [report] = old?.isUnit
    ? await stopUnit(fleet, { socket, tmux }, quit)
    : await tmuxSupervisor({ paths, env, tmux, socket }).stop([quit]);
  return report ?? { agent: agent.name };
}

async function stopUnit(
  { paths, env }: FleetContext,
  { socket, tmux }: OldServer,
  quit: QuitAgent,
): Promise<StopReport[]> {
  const { managerOf } = await import("../supervisor/systemd-supervisor.js");
  const { stopUnits } = await import("../supervisor/stop-units.js");
  return await stopUnits({ paths, tmux, manager: managerOf(env), socket }, [quit]);
}

/** Its runtime's words only where it is known to have been started with what the roster says now. */
async function wayToQuit(
  fleet: FleetContext,
  socket: string,
  agent: DesiredAgent,
): Promise<QuitAgent> {
  const { paths } = fleet;
  const { name } = agent;
  try {
    const noted = readSettings({ paths, socket }, name);
    if (noted === undefined || changedKeys(noted, agent).length > 0)
      return { name, runtime: undefined };
    const runtime = await runtimeOfAgent(agent, fleet);
    return { name, runtime, channel: paths.channel(socket, name) };
  } catch {
    return { name, runtime: undefined };
  }
}
