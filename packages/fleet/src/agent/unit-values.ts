import { basename, dirname, join } from "node:path";
import type { DesiredAgent } from "@mosaicstack/roster";
import {
  dropInDirectories,
  environmentOf,
  expandPath,
  mergeParsed,
  parseFile,
  shippedUnits,
  unitSearchPath,
  type MergedUnit,
  type ParsedFile,
  type SpecifierContext,
  type UnitText,
} from "@mosaicstack/systemd-units";
import type { ValueSource } from "../documents/explain.js";
import { namesIn } from "../files/names-in.js";
import type { FleetPaths } from "../files/paths.js";
import { readPlain, readText } from "../files/write-file.js";
import { agentTemplate, agentUnit } from "../supervisor/unit-names.js";
import type { AgentContext } from "./agent-context.js";
import type { AgentUnit } from "./agent-disk.js";
import { dropInFile } from "./drop-in-file.js";
import { environmentLines } from "./environment-lines.js";
import { parseAsSystemd } from "./env-files.js";
import { winnerOf, type AgentValue } from "./value.js";

/** Throws FleetError `InvalidRoster` for an env file that systemd would refuse whole, `Usage` for one that cannot be read. */
export async function readAgentUnit(
  agent: DesiredAgent,
  context: AgentContext,
): Promise<AgentUnit> {
  const { paths } = context;
  const version = await context.systemdVersion();
  const specifiers = specifiersOf(agent, context);
  const ours = dropInFile(agent.name, paths.units);
  const folders = unitSearchPath({ ...specifiers, ...(version === undefined ? {} : { version }) });
  const dropIns = await Promise.all(
    folders.map(async (folder) => await readDropIns(folder, agent.name, ours, paths)),
  );
  const template = await shippedTemplate(join(paths.units, agentTemplate));
  const files = [template, ...dropIns.flat()];
  const envFiles = new Map<string, Uint8Array>();
  // Only what counts: one that a later drop-in takes back may be what it likes.
  const named = merged(agent, files, ours, []).list("Service", "EnvironmentFile");
  for (const path of new Set(named.map(({ value }) => pathOf(value, specifiers)))) {
    const bytes = path === undefined ? undefined : (await readPlain(path))?.bytes;
    if (path === undefined || bytes === undefined) continue;
    parseAsSystemd(path, bytes, version);
    envFiles.set(path, bytes);
  }
  return { files, envFiles, version };
}

const templates = new Map<string, Promise<UnitText>>();

/** By its place; read once: it is this program's own, and many agents ask for it. */
async function shippedTemplate(path: string): Promise<UnitText> {
  const known = templates.get(path);
  if (known !== undefined) return await known;
  const reading = shippedUnits().then((units) => ({
    path,
    text: units.find(({ name }) => name === agentTemplate)?.text ?? "",
  }));
  templates.set(path, reading);
  return await reading;
}

/** What systemd gives the unit's processes once the roster's drop-in says `roster`. */
export function mergeUnitValues(
  agent: DesiredAgent,
  context: AgentContext,
  { files, envFiles, version }: AgentUnit,
  roster: readonly AgentValue[],
): AgentValue[] {
  const { paths } = context;
  const specifiers = specifiersOf(agent, context);
  const ours = dropInFile(agent.name, paths.units);
  const unit = merged(agent, files, ours, roster);
  const named = unit.list("Service", "EnvironmentFile").flatMap(({ value, file, line }) => {
    const path = pathOf(value, specifiers);
    const content = path === undefined ? undefined : envFiles.get(path);
    if (path === undefined || content === undefined) return [];
    return [{ file, line, key: "EnvironmentFile", path, kind: "file" as const, content }];
  });
  const kinds: Readonly<Record<string, ValueSource["kind"]>> = {
    [paths.agentEnvironment(agent.name)]: "env-file",
    ...(agent.envFile === undefined ? {} : { [agent.envFile]: "roster-env-file" }),
  };
  return [...environmentOf(unit, { files, named, specifiers }, version)].map(
    ([name, { value, file, line }]): AgentValue => {
      const own = file === ours ? winnerOf(roster, name) : undefined;
      if (own !== undefined) return { ...own, value };
      if (file === unit.main) return { name, value, source: { kind: "built-in" } };
      return { name, value, source: { kind: kinds[file] ?? "drop-in", file, line } };
    },
  );
}

/** The unit as systemd would see it, were `roster` in the roster's drop-in. */
function merged(
  agent: DesiredAgent,
  files: readonly UnitText[],
  ours: string,
  roster: readonly AgentValue[],
): MergedUnit {
  const text = ["[Service]", ...environmentLines(agent, roster), ""].join("\n");
  const all = files.map((file) => (file.path === ours ? { path: ours, text } : file));
  return mergeParsed(all, { name: agentUnit(agent.name) }, parsed);
}

/** What many agents share is parsed once. */
function parsed(file: UnitText): ParsedFile {
  const known = parsedFiles.get(file);
  if (known !== undefined) return known;
  const read = parseFile(file);
  parsedFiles.set(file, read);
  return read;
}

const parsedFiles = new WeakMap<UnitText, ParsedFile>();

/** Those of one folder of the search path. What cannot be read hides others of its name all the same, as a link to /dev/null does. */
async function readDropIns(
  folder: string,
  agent: string,
  ours: string,
  paths: FleetPaths,
): Promise<UnitText[]> {
  const there = namesIn(folder, paths);
  const inOurs = folder === dirname(dirname(ours));
  const found = dropInDirectories(agentUnit(agent))
    .filter((name) => there.includes(name))
    .flatMap((name) =>
      namesIn(join(folder, name), paths)
        .filter((each) => each.endsWith(".conf"))
        .map((each) => join(folder, name, each)),
    );
  // What we wrote there before, for this agent or for all, is written anew.
  const persons = found.filter((path) => !inOurs || basename(path) !== basename(ours));
  const read = await Promise.all(
    persons.map(async (path) => ({ path, text: (await readText(path).catch(() => "")) ?? "" })),
  );
  return [...(inOurs ? [{ path: ours, text: "" }] : []), ...read];
}

function pathOf(value: string, specifiers: SpecifierContext): string | undefined {
  return expandPath(value.replace(/^-/, ""), specifiers);
}

/** The manager's folders are those of the fleet's own paths. */
function specifiersOf(
  agent: DesiredAgent,
  { env, paths }: AgentContext,
): SpecifierContext & {
  readonly home: string;
} {
  const runtime = dirname(paths.runtime);
  const ofBoot = basename(paths.runtime) === "mosaic-fleet" ? { XDG_RUNTIME_DIR: runtime } : {};
  return {
    home: paths.home,
    env: { ...env, XDG_CONFIG_HOME: join(paths.config, "..", ".."), ...ofBoot },
    instance: agent.name,
    unit: agentUnit(agent.name),
  };
}
