import type { DesiredFleet } from "@mosaicstack/roster";
import { FleetError } from "../error.js";
import { keptRoster } from "./kept-roster.js";
import type { FleetPaths } from "./paths.js";
import { rosterReader } from "./roster-reader.js";
import { readText } from "./write-file.js";

export interface LoadOptions {
  /** Whether an earlier reading of the same text will do. Default: false, as for who starts or writes what it says. */
  readonly kept?: boolean;
  /** Whose readings are kept; undefined: nobody's. Default: this build's. */
  readonly reader?: string | undefined;
}

/** The fleet that a file wants. Throws FleetError `NoRoster`, `Usage` (unreadable) or `InvalidRoster`. */
export async function loadRoster(
  file: string,
  paths: Pick<FleetPaths, "home" | "cache" | "worktrees">,
  { kept = false, reader = rosterReader }: LoadOptions = {},
): Promise<DesiredFleet> {
  const text = await textOfRoster(file);
  const reading = reader === undefined ? undefined : { paths, reader, file, text };
  const known = kept && reading !== undefined ? keptRoster(reading) : undefined;
  if (known !== undefined) return known;
  // YAML and the schema are half of all that a command loads.
  const { readFleet } = await import("./read-fleet.js");
  const fleet = readFleet(text, file, paths);
  if (reading !== undefined) {
    const { keepRoster } = await import("./keep-roster.js");
    keepRoster(reading, fleet);
  }
  return fleet;
}

/** The text of a roster; undefined if nothing is there. Throws FleetError `Usage` for what is no plain file or unreadable. */
export async function readRosterText(file: string): Promise<string | undefined> {
  return file === "" ? undefined : await readText(file);
}

/** The same, where it has to be there. Throws FleetError `NoRoster` too. */
export async function textOfRoster(file: string): Promise<string> {
  const text = await readRosterText(file);
  if (text !== undefined) return text;
  throw new FleetError("NoRoster", `there is no roster at \`${file}\``, {
    remedy: "Write one with `mosaic-fleet init`, or name yours with `--roster FILE`.",
  });
}
