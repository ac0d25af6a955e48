import type { DesiredAgent } from "@mosaicstack/roster";
import { parseEnvironmentFile } from "@mosaicstack/systemd-units";
import { FleetError } from "../error.js";
import type { FleetPaths } from "../files/paths.js";
import { readPlain, type ReadFile } from "../files/write-file.js";

/** What an agent's own files say, lowest precedence first. */
export interface AgentFiles {
  /** The roster's `env_file`. */
  readonly roster: ReadonlyMap<string, string>;
  /** `agents/<agent>.env`, which wins over everything. */
  readonly own: ReadonlyMap<string, string>;
}

/** Where env files are, and the systemd whose grammar they are read in. */
export interface EnvFileReader {
  readonly paths: FleetPaths;
  /**
   * That reads the env files, as 252, whichever supervisor it is; undefined where there is none: they are read as by 254 and later
   * then. Asked only where there is a file: to find out may take a process.
   */
  readonly systemdVersion: () => Promise<number | undefined>;
}

/**
 * Reads both files as systemd would. Throws FleetError `InvalidRoster` for a file that systemd would refuse whole, for
 * an `env_file` that is not there or that others may read, and for a FIFO (it would hang the whole user manager).
 */
export async function readAgentFiles(
  agent: DesiredAgent,
  { paths, systemdVersion }: EnvFileReader,
): Promise<AgentFiles> {
  const own = await readPlain(paths.agentEnvironment(agent.name));
  const ownValues = await parse(paths.agentEnvironment(agent.name), own, systemdVersion);
  if (agent.envFile === undefined) return { roster: new Map(), own: ownValues };
  const roster = await readPlain(agent.envFile);
  if (roster === undefined) {
    throw new FleetError(
      "InvalidRoster",
      `env_file ${agent.envFile} of \`${agent.name}\` is not there`,
      {
        remedy: "Create it (mode 0600), or take `env_file` out of the roster.",
      },
    );
  }
  const rosterValues = await parse(agent.envFile, roster, systemdVersion);
  if ((roster.mode & 0o077) !== 0) {
    throw new FleetError(
      "InvalidRoster",
      `env_file ${agent.envFile} of \`${agent.name}\` can be read by others`,
      { remedy: `Run \`chmod 600 ${agent.envFile}\`.` },
    );
  }
  return { roster: rosterValues, own: ownValues };
}

async function parse(
  path: string,
  file: ReadFile | undefined,
  systemdVersion: EnvFileReader["systemdVersion"],
): Promise<ReadonlyMap<string, string>> {
  if (file === undefined) return new Map();
  const version = await systemdVersion();
  const parsed = parseEnvironmentFile(file.bytes, version === undefined ? {} : { version });
  if (!parsed.refused) return parsed.values;
  const [first] = parsed.diagnostics;
  throw new FleetError(
    "InvalidRoster",
    `${path}:${first?.line ?? 1}:${first?.column ?? 1}: ${first?.message ?? "systemd refuses this file"}`,
    { remedy: first?.hint ?? "Mend it, or remove it." },
  );
}
