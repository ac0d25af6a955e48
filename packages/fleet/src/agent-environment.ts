import { stat } from "node:fs/promises";
import type { DesiredAgent } from "@mosaicstack/roster";
import { parseEnvironmentFile } from "@mosaicstack/systemd-units";
import { FleetError } from "./error.js";
import type { FleetContext } from "./context.js";
import { readBytes } from "./write-file.js";

/** What an agent's own files say, lowest precedence first. */
export interface AgentFiles {
  /** The roster's `env_file`. */
  readonly roster: ReadonlyMap<string, string>;
  /** `agents/<agent>.env`, which wins over everything. */
  readonly own: ReadonlyMap<string, string>;
}

/** Where env files are, and the systemd whose grammar they are read in. */
export type EnvFileReader = Pick<FleetContext, "paths" | "systemdVersion">;

/**
 * Reads both files as systemd would. Throws FleetError `InvalidRoster` for a file that systemd would refuse whole, for
 * an `env_file` that is not there or that others may read, and for a FIFO (it would hang the whole user manager).
 */
export async function readAgentFiles(
  agent: DesiredAgent,
  { paths, systemdVersion: version }: EnvFileReader,
): Promise<AgentFiles> {
  const own = await readEnvironment(paths.agentEnvironment(agent.name), version);
  if (agent.envFile === undefined) return { roster: new Map(), own: own ?? new Map() };
  const roster = await readEnvironment(agent.envFile, version);
  if (roster === undefined) {
    throw new FleetError(
      "InvalidRoster",
      `env_file ${agent.envFile} of \`${agent.name}\` is not there`,
      {
        remedy: "Create it (mode 0600), or take `env_file` out of the roster.",
      },
    );
  }
  const { mode } = await stat(agent.envFile);
  if ((mode & 0o077) !== 0) {
    throw new FleetError(
      "InvalidRoster",
      `env_file ${agent.envFile} of \`${agent.name}\` can be read by others`,
      { remedy: `Run \`chmod 600 ${agent.envFile}\`.` },
    );
  }
  return { roster, own: own ?? new Map() };
}

async function readEnvironment(
  path: string,
  version: number | undefined,
): Promise<ReadonlyMap<string, string> | undefined> {
  const bytes = await readBytes(path);
  if (bytes === undefined) return undefined;
  const parsed = parseEnvironmentFile(bytes, version === undefined ? {} : { version });
  if (!parsed.refused) return parsed.values;
  const [first] = parsed.diagnostics;
  throw new FleetError(
    "InvalidRoster",
    `${path}:${first?.line ?? 1}:${first?.column ?? 1}: ${first?.message ?? "systemd refuses this file"}`,
    { remedy: first?.hint ?? "Mend it, or remove it." },
  );
}
