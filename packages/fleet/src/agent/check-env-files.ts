import { join } from "node:path";
import type { DesiredAgent } from "@mosaicstack/roster";
import type { Finding, NamedPath } from "@mosaicstack/systemd-units";
import type { EnvFileReader } from "./env-files.js";
import { checkOwnNames } from "./check-own-names.js";
import { agentUnit } from "../supervisor/unit-names.js";
import { FleetError } from "../error.js";
import { readPlain } from "../files/write-file.js";

/** A line of an environment file that says something else than its writer meant. Values never stand in it. */
export type EnvFileFinding = Finding;

/**
 * What the rules for environment files say of an agent's `env_file` and of its `agents/<agent>.env`: the same that
 * `mosaic-fleet-harness check --installed` says, whichever supervisor reads them; and the names in
 * them, and in the person's drop-ins, that are the launcher's own. Of what cannot be read as a file nothing: that is an error of its own.
 */
export async function checkEnvFiles(
  agent: DesiredAgent,
  reader: EnvFileReader & { readonly supervisor?: { readonly kind: string } },
): Promise<EnvFileFinding[]> {
  // Without units nobody reads their drop-ins; who supervises is not known to all who ask.
  const dropIns = reader.supervisor?.kind !== "tmux";
  return [
    ...(await checkLines(agent, reader)),
    ...(await checkOwnNames(agent, reader, { dropIns })),
  ];
}

/** Which of them cannot be read as a file. Whoever starts or explains an agent is told so by that; `validate` does neither. */
export async function unreadEnvFiles(
  agent: DesiredAgent,
  { paths }: Pick<EnvFileReader, "paths">,
): Promise<EnvFileFinding[]> {
  const findings: EnvFileFinding[] = [];
  for (const file of [agent.envFile, paths.agentEnvironment(agent.name)]) {
    if (file === undefined) continue;
    await readPlain(file).catch((error: unknown) => {
      if (!(error instanceof FleetError)) throw error;
      const { message, remedy = "" } = error;
      const what = message.startsWith(file) ? `This${message.slice(file.length)}` : message;
      findings.push({ code: "env-file", severity: "error", file, line: 1, message: what, remedy });
    });
  }
  return findings;
}

async function checkLines(
  agent: DesiredAgent,
  { paths, systemdVersion }: EnvFileReader,
): Promise<EnvFileFinding[]> {
  const files = [agent.envFile, paths.agentEnvironment(agent.name)];
  const found = await Promise.all(files.map(async (path) => await lookAt(path)));
  const read = found.filter((each) => each !== undefined);
  if (read.length === 0) return [];
  const version = await systemdVersion();
  // A unit of just these files: what else a unit should have is not asked here.
  const unit = join(paths.units, agentUnit(agent.name));
  const lines = read.map(({ path }) => `EnvironmentFile=${path.replaceAll("%", "%%")}\n`);
  const named = read.map((facts, index): NamedPath => ({
    ...facts,
    file: unit,
    line: index + 2,
    key: "EnvironmentFile",
  }));
  const set = { files: [{ path: unit, text: `[Service]\n${lines.join("")}` }], named };
  const { checkUnits } = await import("./unit-rules.js");
  const findings = checkUnits(set, version === undefined ? {} : { version });
  return findings.filter(({ file }) => read.some(({ path }) => path === file));
}

/** As a compiler would say it. */
export function placeOf({ file, line, message }: EnvFileFinding): string {
  return `${file}:${line}: ${message}`;
}

async function lookAt(
  path: string | undefined,
): Promise<Pick<NamedPath, "path" | "kind" | "mode" | "uid" | "size" | "content"> | undefined> {
  if (path === undefined) return undefined;
  try {
    const file = await readPlain(path);
    if (file === undefined) return undefined;
    const { bytes: content, mode, uid } = file;
    return { path, kind: "file", mode, uid, size: content.length, content };
  } catch {
    return undefined;
  }
}
