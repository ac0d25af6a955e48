import { lstatSync } from "node:fs";
import { inFolder, NotOurs } from "@mosaicstack/outside-files";
import type { FleetContext } from "../context.js";
import { finding } from "./finding.js";
import type { DoctorFinding } from "../documents/doctor.js";
import type { StatusDocument } from "../documents/status.js";

/** Running agents that lack what only a start puts into their channel, as where somebody removed it. */
export function checkChannels(fleet: FleetContext, status: StatusDocument): DoctorFinding[] {
  const running = status.agents.filter(({ lifecycle, pane }) => lifecycle === "active" && pane);
  return running.flatMap(({ name }) => {
    const missing = missingOf(fleet, name);
    if (missing === undefined || missing.length === 0) return [];
    const names = missing.map((each) => `\`${each}\``).join(" and ");
    return [
      finding(
        "agent-channel",
        "warning",
        `\`${name}\` runs, and its channel ${fleet.paths.channel(fleet.socket, name).folder} lacks ${names}`,
        "Without it the agent's hooks, its queue, its conversation or its transcript go nowhere.",
        `When its work allows: \`mosaic-fleet stop ${name}\`, then \`mosaic-fleet start ${name}\`.`,
      ),
    ];
  });
}

/** Undefined where the channel is not ours to look into: that is told elsewhere. */
function missingOf({ paths, socket }: FleetContext, agent: string): string[] | undefined {
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
