import type { DesiredAgent } from "@mosaicstack/roster";
import { parseEnvironmentFile, type EnvironmentFile } from "@mosaicstack/systemd-units";
import { FleetError } from "../error.js";
import type { FleetPaths } from "../files/paths.js";
import { readPlain, type ReadFile } from "../files/write-file.js";
import type { AgentValue } from "./value.js";

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
 * What the roster's `env_file` says, then `agents/<agent>.env`, both read as systemd would. Throws FleetError `InvalidRoster` for a
 * file that systemd would refuse whole, for an `env_file` that is not there or that others may read, and for a FIFO (it would hang
 * the whole user manager).
 */
export async function readAgentFiles(
  agent: DesiredAgent,
  { paths, systemdVersion }: EnvFileReader,
): Promise<AgentValue[]> {
  const path = paths.agentEnvironment(agent.name);
  const own = await valuesOf("env-file", path, await readPlain(path), systemdVersion);
  if (agent.envFile === undefined) return own;
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
  const shared = await valuesOf("roster-env-file", agent.envFile, roster, systemdVersion);
  if ((roster.mode & 0o077) !== 0) {
    throw new FleetError(
      "InvalidRoster",
      `env_file ${agent.envFile} of \`${agent.name}\` can be read by others`,
      { remedy: `Run \`chmod 600 ${agent.envFile}\`.` },
    );
  }
  return [...shared, ...own];
}

async function valuesOf(
  kind: "roster-env-file" | "env-file",
  path: string,
  file: ReadFile | undefined,
  systemdVersion: EnvFileReader["systemdVersion"],
): Promise<AgentValue[]> {
  if (file === undefined) return [];
  const { values, lines } = parseAsSystemd(path, file.bytes, await systemdVersion());
  return [...values].map(([name, value]) => {
    const line = lines.get(name);
    return { name, value, source: { kind, file: path, ...(line === undefined ? {} : { line }) } };
  });
}

/** Throws FleetError `InvalidRoster`, with the place, for what systemd would refuse whole. */
export function parseAsSystemd(
  path: string,
  bytes: Uint8Array,
  version: number | undefined,
): EnvironmentFile {
  const parsed = parseEnvironmentFile(bytes, version === undefined ? {} : { version });
  if (!parsed.refused) return parsed;
  const [first] = parsed.diagnostics;
  throw new FleetError(
    "InvalidRoster",
    `${path}:${first?.line ?? 1}:${first?.column ?? 1}: ${first?.message ?? "systemd refuses this file"}`,
    { remedy: first?.hint ?? "Mend it, or remove it." },
  );
}
