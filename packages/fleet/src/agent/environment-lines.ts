import type { DesiredAgent } from "@mosaicstack/roster";
import { formatEnvironmentAssignment } from "@mosaicstack/systemd-units";
import { asEnvironment, type AgentValue } from "./value.js";

/** What an agent's drop-in says of its environment; `roster` as of a launch. */
export function environmentLines(agent: DesiredAgent, roster: readonly AgentValue[]): string[] {
  return [
    ...Object.entries(asEnvironment(roster)).map(
      ([key, value]) => `Environment=${formatEnvironmentAssignment(key, value)}`,
    ),
    ...(agent.envFile === undefined
      ? []
      : [
          "EnvironmentFile=",
          `EnvironmentFile=${agent.envFile.replaceAll("%", "%%")}`,
          "EnvironmentFile=-%E/mosaic/fleet/agents/%i.env",
        ]),
  ];
}
