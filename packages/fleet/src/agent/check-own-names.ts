import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { checkEnvName, type DesiredAgent } from "@mosaicstack/roster";
import { variables } from "@mosaicstack/session-launcher";
import {
  expandPath,
  parseEnvironmentFile,
  parseUnit,
  splitWords,
  type Finding,
} from "@mosaicstack/systemd-units";
import type { EnvFileReader } from "./env-files.js";
import { dropInFile } from "./drop-in-file.js";
import { agentUnit } from "../supervisor/unit-names.js";
import { readPlain, readText } from "../files/write-file.js";

/** `code` of a finding of these; why it is one stands in `ownNameWhy`. */
export const ownNameCode = "reserved-env-name";
export const ownNameWhy =
  "Only the launcher knows these values; with others an agent's messages, marks and hooks go astray.";

/** Of the names that a roster's `env` cannot hold those which the launcher, or tmux, sets for the agent. */
const OURS = /^(?:MOSAIC_|TMUX(?:_PANE|_TMPDIR)?$)/;

/** What a person may say of an agent in its environment, see docs/reference/files.md. */
const documented = new Set<string>(
  variables.filter(({ inFiles }) => inFiles).map(({ name }) => name),
);

/**
 * Names that are the launcher's own to set, in an agent's env files and, where `dropIns`, in the person's drop-ins of its unit and
 * in the env files that those name. Each is an error. Of what cannot be read nothing: that is told elsewhere.
 */
export async function checkOwnNames(
  agent: DesiredAgent,
  reader: EnvFileReader,
  { dropIns }: { readonly dropIns: boolean },
): Promise<Finding[]> {
  const { paths } = reader;
  const own = [agent.envFile, paths.agentEnvironment(agent.name)].filter(
    (path) => path !== undefined,
  );
  const units = dropIns ? await dropInsOf(agent.name, reader) : [];
  const files = [...own, ...units.flatMap(({ files: named }) => named)];
  const inFiles = await Promise.all(
    [...new Set(files)].map(async (path) => await namesInFile(path, reader)),
  );
  return [...units.flatMap(({ found }) => found), ...inFiles.flat()];
}

async function namesInFile(file: string, { systemdVersion }: EnvFileReader): Promise<Finding[]> {
  const content = await readPlain(file).catch(() => undefined);
  if (content === undefined) return [];
  const version = await systemdVersion();
  const { lines } = parseEnvironmentFile(content.bytes, version === undefined ? {} : { version });
  return [...lines].flatMap(([name, line]) => told(name, file, line));
}

interface DropIn {
  readonly found: readonly Finding[];
  /** The env files that it names. */
  readonly files: readonly string[];
}

async function dropInsOf(agent: string, { paths }: EnvFileReader): Promise<DropIn[]> {
  const ofAgent = dropInFile(agent, paths.units);
  // Also what `systemctl --user edit --runtime` writes, and what is said of all units of such names. Not so in a folder for everybody.
  const ofBoot = join(dirname(paths.runtime), "systemd/user");
  const roots = [paths.units, ...(basename(paths.runtime) === "mosaic-fleet" ? [ofBoot] : [])];
  const kinds = ["service.d", "mosaic-.service.d", "mosaic-agent@.service.d"];
  const folders = roots.flatMap((root) =>
    [...kinds, basename(dirname(ofAgent))].map((name) => join(root, name)),
  );
  const unit = agentUnit(agent);
  const env = { XDG_CONFIG_HOME: join(paths.config, "..", "..") };
  const context = { home: paths.home, env, instance: agent, unit };
  const read = async (file: string): Promise<DropIn> => {
    const text = (await readText(file).catch(() => undefined)) ?? "";
    const service = parseUnit(text);
    const found = service
      .getAll("Service", "Environment")
      .flatMap(({ value, line }) =>
        splitWords(value).words.flatMap((word) => told(word.split("=")[0] ?? "", file, line)),
      );
    const files = service
      .list("Service", "EnvironmentFile")
      .flatMap((value) => expandPath(value.replace(/^-/, ""), context) ?? []);
    return { found, files };
  };
  const names = await Promise.all(
    folders.map(async (folder) => {
      const all = await readdir(folder).catch(() => []);
      return all.filter((name) => name.endsWith(".conf")).map((name) => join(folder, name));
    }),
  );
  // Ours say what the roster says.
  const persons = names.flat().filter((path) => basename(path) !== basename(ofAgent));
  return await Promise.all(persons.map(read));
}

/** Whether an environment that all agents share should not have it: the launcher, or one agent's own files, say it. */
export function isReservedForLauncher(name: string): boolean {
  return name.startsWith("MOSAIC_") && (documented.has(name) || checkEnvName(name) !== undefined);
}

function told(name: string, file: string, line: number): Finding[] {
  if (!OURS.test(name) || documented.has(name)) return [];
  const { message, hint = "remove it" } = checkEnvName(name) ?? {};
  if (message === undefined) return [];
  const remedy = hint.startsWith("write")
    ? `Remove the line; in the roster ${hint}.`
    : "Remove the line.";
  return [{ code: ownNameCode, severity: "error", file, line, message, remedy }];
}
