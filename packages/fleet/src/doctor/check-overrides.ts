import { homedir } from "node:os";
import type { DesiredAgent } from "@mosaicstack/roster";
import { readAgentFiles } from "../agent/env-files.js";
import { asEnvironment } from "../agent/value.js";
import type { FleetContext } from "../context.js";
import { finding } from "./finding.js";
import type { DoctorFinding } from "../documents/doctor.js";

/** What agents' own env files say otherwise than the roster: meant to win, so no fault, but good to know. */
export async function checkOverrides(fleet: FleetContext): Promise<DoctorFinding[]> {
  const found = await Promise.all(
    fleet.desired.agents.map(async (agent) => {
      const own = await ownOf(fleet, agent);
      const home = fleet.env["HOME"] ?? homedir();
      const names = overridden(agent, own, home);
      if (names.length === 0) return [];
      const file = fleet.paths.agentEnvironment(agent.name);
      return [
        finding(
          "agent-override",
          `\`${agent.name}\` runs by ${names.join(" and ")} of ${file}, not by the roster`,
        ),
      ];
    }),
  );
  return found.flat();
}

/** One that cannot be read is told with its agent. */
async function ownOf(
  fleet: FleetContext,
  agent: DesiredAgent,
): Promise<ReadonlyMap<string, string>> {
  try {
    const values = await readAgentFiles(agent, fleet);
    const own = values.filter(({ source }) => source.kind === "env-file");
    return new Map(Object.entries(asEnvironment(own)));
  } catch {
    return new Map();
  }
}

function overridden(
  { runtime, workdir }: DesiredAgent,
  own: ReadonlyMap<string, string>,
  home: string,
): string[] {
  const wanted: readonly (readonly [string, string])[] = [
    ["MOSAIC_AGENT_RUNTIME", runtime],
    ["MOSAIC_AGENT_WORKDIR", workdir],
    ["MOSAIC_AGENT_COMMAND", ""],
  ];
  return wanted.flatMap(([name, value]) => {
    const said = own.get(name) ?? "";
    // An empty one says nothing.
    return said === "" || expanded(said, home) === expanded(value, home) ? [] : [name];
  });
}

/** As the launcher does it: only as the whole first component. */
function expanded(path: string, home: string): string {
  return path.replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/|$)/, home);
}
