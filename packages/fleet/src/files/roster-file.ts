import {
  parseRoster,
  presets,
  resolveFleet,
  type DesiredFleet,
  type Diagnostic,
} from "@mosaicstack/roster";
import { systemdVersion } from "@mosaicstack/systemd-units";
import { checkEnvFiles, placeOf, type EnvFileFinding } from "../agent/check-env-files.js";
import { FleetError } from "../error.js";
import { fleetPaths, type Environment } from "./paths.js";
import { readText, writeWhole } from "./write-file.js";

/** A roster file with all that is to be said about it. */
export interface CheckedRoster {
  readonly file: string;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Lines of its agents' env files that do not say what they seem to. */
  readonly environment: readonly EnvFileFinding[];
}

/** The fleet that a file wants. Throws FleetError `NoRoster`, `Usage` (unreadable) or `InvalidRoster`. */
export async function loadRoster(file: string, home: string): Promise<DesiredFleet> {
  const text = await textOfRoster(file);
  const { roster, diagnostics } = parseRoster(text, { file });
  if (roster === undefined) {
    throw new FleetError("InvalidRoster", `${file} is not a valid roster`, {
      diagnostics,
      texts: { [file]: text },
      remedy: "Mend what is marked, then check with `mosaic-fleet validate`.",
    });
  }
  return resolveFleet(roster, { home });
}

/** Every diagnostic of every file; no file named: the default one. Throws FleetError for a file that cannot be read. */
export async function validateRosters(
  files: readonly string[],
  env: Environment = process.env,
): Promise<CheckedRoster[]> {
  const paths = fleetPaths(env);
  const named = files.length > 0 ? files : [paths.roster];
  const reader = { paths, systemdVersion: await systemdVersion({ env }) };
  const rosters: CheckedRoster[] = [];
  const troubles: FleetError[] = [];
  for (const file of named) {
    try {
      const text = await textOfRoster(file);
      const { roster, diagnostics } = parseRoster(text, { file });
      const agents = roster === undefined ? [] : resolveFleet(roster, { home: paths.home }).agents;
      const environment = new Map<string, EnvFileFinding>();
      for (const agent of agents)
        for (const each of await checkEnvFiles(agent, reader)) environment.set(placeOf(each), each);
      rosters.push({ file, text, diagnostics, environment: [...environment.values()] });
    } catch (error) {
      if (!(error instanceof FleetError)) throw error;
      troubles.push(error);
    }
  }
  const [first] = troubles;
  if (first === undefined) return rosters;
  // What is wrong with the others is said all the same.
  throw new FleetError(first.code, troubles.map(({ message }) => message).join("; "), {
    ...(first.remedy === undefined ? {} : { remedy: first.remedy }),
    diagnostics: rosters.flatMap(({ diagnostics }) => diagnostics),
    texts: Object.fromEntries(rosters.map(({ file, text }) => [file, text])),
  });
}

/** The text of a roster; undefined if nothing is there. Throws FleetError `Usage` for what is no plain file or unreadable. */
export async function readRosterText(file: string): Promise<string | undefined> {
  return file === "" ? undefined : await readText(file);
}

async function textOfRoster(file: string): Promise<string> {
  const text = await readRosterText(file);
  if (text !== undefined) return text;
  throw new FleetError("NoRoster", `there is no roster at \`${file}\``, {
    remedy: "Write one with `mosaic-fleet init`, or name yours with `--roster FILE`.",
  });
}

export interface InitOptions {
  readonly preset: string;
  /** Replace a roster that stands there. */
  readonly force?: boolean;
  readonly roster?: string | undefined;
  readonly env?: Environment;
}

/** Writes a preset as the roster. The same text again is no change; another one is refused without `force`. */
export async function initRoster(options: InitOptions): Promise<{ file: string; preset: string }> {
  const file = options.roster ?? fleetPaths(options.env).roster;
  const preset = presets.find(({ name }) => name === options.preset);
  if (preset === undefined) {
    throw new FleetError("Usage", `there is no preset \`${options.preset}\``, {
      remedy: `Choose one of ${presets.map(({ name }) => `\`${name}\``).join(", ")} (see \`mosaic-fleet presets\`).`,
    });
  }
  const before = await readText(file);
  if (before !== undefined && before !== preset.text && options.force !== true) {
    throw new FleetError(
      "Refused",
      `${file} is there already and differs from preset \`${preset.name}\``,
      {
        remedy: "Keep it, name another file with `--roster FILE`, or replace it with `--force`.",
      },
    );
  }
  if (before !== preset.text) await writeWhole({ path: file, text: preset.text, mode: 0o600 });
  return { file, preset: preset.name };
}
