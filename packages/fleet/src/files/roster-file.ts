import { basename, dirname } from "node:path";
import { parseRoster, presets, resolveFleet, type Diagnostic } from "@mosaicstack/roster";
import { systemdVersion } from "@mosaicstack/systemd-units";
import {
  checkEnvFiles,
  placeOf,
  unreadEnvFiles,
  type EnvFileFinding,
} from "../agent/check-env-files.js";
import { judgeUnits } from "../agent/judge-units.js";
import { FleetError } from "../error.js";
import { judgeCalendars } from "./judge-calendars.js";
import { agentTemplate, agentUnit } from "../supervisor/unit-names.js";
import { textOfRoster } from "./load-roster.js";
import { fleetPaths, type Environment } from "./paths.js";
import { readText, writeWhole } from "./write-file.js";

/** A roster file with all that is to be said about it. */
export interface CheckedRoster {
  readonly file: string;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Lines of its agents' env files, and of a person's drop-ins of them, that do not say what they seem to, or break a unit. */
  readonly environment: readonly EnvFileFinding[];
}

/** Every diagnostic of every file; no file named: the default one. Throws FleetError for a file that cannot be read. */
export async function validateRosters(
  files: readonly string[],
  env: Environment = process.env,
): Promise<CheckedRoster[]> {
  const paths = fleetPaths(env);
  const named = files.length > 0 ? files : [paths.roster];
  const version = systemdVersion({ env });
  const reader = { paths, systemdVersion: async () => await version };
  const rosters: CheckedRoster[] = [];
  const troubles: FleetError[] = [];
  for (const file of named) {
    try {
      const text = await textOfRoster(file);
      const { roster, diagnostics } = parseRoster(text, { file });
      const judged =
        roster === undefined ? [] : await judgeCalendars(roster, { home: paths.home, env });
      const agents = roster === undefined ? [] : resolveFleet(roster, paths).agents;
      const environment = new Map<string, EnvFileFinding>();
      for (const agent of agents)
        for (const each of [
          ...(await unreadEnvFiles(agent, reader)),
          ...(await checkEnvFiles(agent, reader)),
        ])
          environment.set(placeOf(each), each);
      const names = agents.map(({ name }) => name);
      for (const each of await judgeUnits({ ...reader, env }, names))
        if (isOfAgents(each.file, names)) environment.set(placeOf(each), each);
      rosters.push({
        file,
        text,
        diagnostics: [...diagnostics, ...judged],
        environment: [...environment.values()],
      });
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

/** Whether it is a drop-in of one of these agents, or of all; what else is installed here concerns no roster. */
function isOfAgents(file: string, names: readonly string[]): boolean {
  const folder = basename(dirname(file));
  return [agentTemplate, ...names.map(agentUnit)].some((unit) => folder === `${unit}.d`);
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
  if (before !== preset.text) {
    // A roster is the person's, whatever it says: where they keep it elsewhere it is written there.
    await writeWhole({ path: file, text: preset.text, mode: 0o600 }, () => true);
  }
  return { file, preset: preset.name };
}
