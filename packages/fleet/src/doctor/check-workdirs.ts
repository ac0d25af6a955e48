import { accessSync, constants, statSync } from "node:fs";
import { joinCommand } from "@mosaicstack/roster";
import { agentLaunch } from "../agent/agent-launch.js";
import { workdirOf } from "../agent/what-runs.js";
import type { FleetContext } from "../context.js";
import { finding } from "./finding.js";
import type { DoctorFinding } from "../documents/doctor.js";
import type { StatusDocument } from "../documents/status.js";

/** Working directories that are not there. Of an agent that is down for it, its reason tells. */
export async function checkWorkdirs(
  fleet: FleetContext,
  status: StatusDocument,
): Promise<DoctorFinding[]> {
  const told = new Set(
    status.agents.filter(({ reason }) => reason?.kind === "folder-missing").map(({ name }) => name),
  );
  const found = new Map<string, { fault: string; agents: string[] }>();
  for (const agent of fleet.desired.agents) {
    if (told.has(agent.name) || !agent.enabled) continue;
    // An env file that cannot be read is told with its agent.
    const launch = await agentLaunch(agent, fleet).catch(() => undefined);
    const path = launch === undefined ? agent.workdir : workdirOf(fleet, launch.values).value;
    const fault = faultOf(path);
    if (fault === undefined) continue;
    const { agents = [] } = found.get(path) ?? {};
    found.set(path, { fault, agents: [...agents, agent.name] });
  }
  return [...found].map(([path, { fault, agents }]) => {
    const who = agents.map((name) => `\`${name}\``).join(", ");
    const remedy =
      fault === "is not there"
        ? `Run \`${joinCommand(["mkdir", "-p", path])}\`, or correct \`workdir\`.`
        : undefined;
    return finding("workdir-missing", `the working directory ${path} of ${who} ${fault}`, remedy);
  });
}

function faultOf(path: string): string | undefined {
  try {
    if (!statSync(path).isDirectory()) return "is no folder";
    accessSync(path, constants.X_OK);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOENT" ? "is not there" : "cannot be entered";
  }
}
