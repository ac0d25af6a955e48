import { lstatSync } from "node:fs";
import { inFolder, NotOurs } from "@mosaicstack/outside-files";
import { agentHomes } from "../agent/agent-home.js";
import type { FleetContext } from "../context.js";
import { locateAgents } from "../status/locate-agents.js";
import { viewSessions } from "../status/sessions.js";
import { finding } from "./finding.js";
import type { DoctorFinding } from "../documents/doctor.js";
import type { StatusDocument } from "../documents/status.js";

/** Running agents that lack what only a start puts into their channel, as where somebody removed it. */
export async function checkChannels(
  fleet: FleetContext,
  status: StatusDocument,
): Promise<DoctorFinding[]> {
  const agents = fleet.desired.agents.filter((agent) =>
    status.agents.some(
      ({ name, lifecycle, pane }) => name === agent.name && lifecycle === "active" && pane,
    ),
  );
  if (agents.length === 0) return [];
  const view = await viewSessions(fleet.supervisor.tmux).catch(() => undefined);
  const homes = await locateAgents(fleet, await agentHomes(fleet, agents), view?.own);
  return [...homes].flatMap(([name, { channel, socket }]) => {
    const missing = missingOf(fleet, socket, name);
    if (missing === undefined || missing.length === 0) return [];
    const names = missing.map((each) => `\`${each}\``).join(" and ");
    return [
      finding(
        "agent-channel",
        `\`${name}\` runs, and its channel ${channel.folder} lacks ${names}`,
        `When its work allows: \`mosaic-fleet stop ${name}\`, then \`mosaic-fleet start ${name}\`.`,
      ),
    ];
  });
}

/** Undefined where the channel is not ours to look into: that is told elsewhere. */
function missingOf(
  { paths }: FleetContext,
  socket: string | undefined,
  agent: string,
): string[] | undefined {
  const wanted = ["state", "target"];
  try {
    const channel = ["channels", socket ?? "default", agent];
    const found = inFolder(paths.runtime, channel, ({ at }) =>
      wanted.filter((name) => lstatSync(at(name), { throwIfNoEntry: false }) === undefined),
    );
    return found ?? wanted;
  } catch (error) {
    if (error instanceof NotOurs) return undefined;
    throw error;
  }
}
