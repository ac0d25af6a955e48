import { readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { readFile } from "@mosaicstack/outside-files";
import { checkAgentName, type Diagnostic } from "@mosaicstack/roster";
import { fromEnvFiles, type EnvFile } from "@mosaicstack/roster/edit";
import { systemdVersion } from "@mosaicstack/systemd-units";
import { parseAsSystemd } from "../agent/env-files.js";
import { FleetError } from "../error.js";
import { visible } from "@mosaicstack/tmux-client/visible";
import { fleetPaths, type Environment } from "./paths.js";
import { readText, writeWhole } from "./write-file.js";

export interface ImportOptions {
  /** Where the env files are. Default: where the fleet reads them. */
  readonly folder?: string | undefined;
  /** Replace a roster that stands there. */
  readonly force?: boolean;
  readonly roster?: string | undefined;
  readonly env?: Environment;
}

export interface ImportedRoster {
  readonly file: string;
  readonly folder: string;
  /** Agents of the roster, in the order of their names. */
  readonly agents: readonly string[];
  /** What stays in an env file, where it goes on to have effect. */
  readonly left: readonly { readonly file: string; readonly names: readonly string[] }[];
  /** Files of which no agent was made, and why. */
  readonly skipped: readonly SkippedFile[];
  /** The folder is not the one that the fleet reads: what is left in its files has no effect. */
  readonly isElsewhere: boolean;
}

export interface SkippedFile {
  readonly file: string;
  readonly why: string;
}

/** More than systemd reads without complaint, and than anybody writes. */
const MOST_BYTES = 64 * 1024;

/**
 * Writes a roster for a fleet that so far is env files alone; they stay as they are, and win. What is no plain file of this
 * user's, systemd would refuse, or could be no agent, is left out and told. Throws FleetError `Refused` where another
 * roster stands, `Usage` where no file of the folder could be an agent.
 */
export async function importEnvFiles(options: ImportOptions = {}): Promise<ImportedRoster> {
  const { env = process.env } = options;
  const paths = fleetPaths(env);
  const file = options.roster ?? paths.roster;
  const own = join(paths.config, "agents");
  const folder = resolve(options.folder ?? own);
  const skipped: SkippedFile[] = [];
  const version = await systemdVersion({ env });
  const files = namesOf(folder).flatMap((name) => readEach(join(folder, name), version, skipped));
  const { text, agents, left } = rosterOf(files, file, skipped);
  if (agents.length === 0) {
    const why = skipped.map((each) => `${each.file} ${each.why}`).join("; ");
    throw new FleetError(
      "Usage",
      `no env file of an agent is in ${folder}${why === "" ? "" : `: ${why}`}`,
      { remedy: "Name another folder, or begin with `mosaic-fleet init`." },
    );
  }
  const before = await readText(file);
  if (before !== undefined && before !== text && options.force !== true)
    throw new FleetError("Refused", `${file} is there already`, {
      remedy: "Keep it, name another file with `--roster FILE`, or replace it with `--force`.",
    });
  if (before !== text) await writeWhole({ path: file, text, mode: 0o600 }, () => true);
  return { file, folder, agents, left, skipped, isElsewhere: folder !== resolve(own) };
}

/** Throws FleetError `Usage` where the folder cannot be looked into. */
function namesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".env"))
      .toSorted();
  } catch (cause) {
    throw new FleetError("Usage", `${folder} cannot be looked into`, {
      remedy: "Name the folder of the env files: `mosaic-fleet init --from-env-files DIR`.",
      cause,
    });
  }
}

function readEach(path: string, version: number | undefined, skipped: SkippedFile[]): EnvFile[] {
  const skip = (why: string): EnvFile[] => {
    skipped.push({ file: visible(path), why });
    return [];
  };
  const agent = basename(path, ".env");
  const wrong = checkAgentName(agent);
  if (wrong !== undefined) return skip(`is of no agent: ${wrong.message}`);
  try {
    const read = readFile(path, MOST_BYTES);
    if (read === undefined) return [];
    const { values } = parseAsSystemd(path, read.bytes, version);
    return [{ agent, file: path, values }];
  } catch (error) {
    const words = (error as Error).message.replace(`${path} `, "").replace(`${path}:`, "line ");
    return skip(error instanceof FleetError ? `is refused by systemd: ${words}` : words);
  }
}

/** With all of them; where that is no roster, without those that are none by themselves. */
function rosterOf(
  files: readonly EnvFile[],
  file: string,
  skipped: SkippedFile[],
): { text: string; agents: string[]; left: ImportedRoster["left"] } {
  const good = files.filter((one) => {
    const [fault] = fromEnvFiles([one], { file }).diagnostics.filter(isError);
    if (fault !== undefined)
      skipped.push({ file: visible(one.file), why: `would be no agent: ${fault.message}` });
    return fault === undefined;
  });
  const made = fromEnvFiles(good, { file });
  return { text: made.text, agents: good.map(({ agent }) => agent), left: made.left };
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}
