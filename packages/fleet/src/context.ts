import type { DesiredFleet } from "@mosaicstack/roster";
import type { AgentContext } from "./agent/agent-context.js";
import type { Choice } from "./supervisor/choose-supervisor.js";
import type { Environment, FleetPaths } from "./files/paths.js";
import type { Supervisor } from "./supervisor/supervisor.js";

/** What every verb of the fleet works on. */
export interface FleetContext {
  readonly desired: DesiredFleet;
  readonly paths: FleetPaths;
  readonly env: Environment;
  /** Undefined: the person's own default server. */
  readonly socket: string | undefined;
  /** That reads the env files, as 252, whichever supervisor it is; undefined where there is none: they are read as by 254 and later then. */
  readonly systemdVersion: () => Promise<number | undefined>;
  readonly choice: Choice;
  readonly supervisor: Supervisor;
  readonly log: (line: string) => void;
  readonly disks?: AgentContext["disks"];
}
