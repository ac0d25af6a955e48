import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseUnit, SystemdError } from "@mosaicstack/systemd-units";

const UNITS = [".config", "systemd", "user"];
/** Written from the roster, and written anew by `up`. */
const FROM_ROSTER = "50-roster.conf";
/** Bring secrets along, or programs that are not the stand-in. */
const NOT_COPIED =
  /^(?:Environment|EnvironmentFile|PassEnvironment|(?:Set|Load|Import)Credential\w*|Exec\w*)$/i;

/** Copies a person's own drop-ins of our units from their folder into another home, for they may undo what keeps agents alive. */
export async function copyOverrides(units: string, home: string): Promise<void> {
  const folders = (await list(units)).filter((name) => /^mosaic-.*\.d$/.test(name));
  for (const folder of folders) {
    const files = await list(join(units, folder));
    for (const file of files.filter((name) => name.endsWith(".conf") && name !== FROM_ROSTER)) {
      const source = join(units, folder, file);
      if (!(await stat(source).catch(() => undefined))?.isFile()) continue;
      const kept = withoutSecrets(await readFile(source));
      if (kept === undefined) continue;
      await mkdir(join(home, ...UNITS, folder), { recursive: true });
      await writeFile(join(home, ...UNITS, folder, file), kept);
    }
  }
}

/** Written anew from what systemd reads, so that no comment and no line that it ignores comes along either; `undefined` where it refuses the file. */
function withoutSecrets(drop: Uint8Array): Uint8Array | undefined {
  const given = parseUnit(drop);
  if (given.diagnostics.some(({ code }) => code === "bad-section-header")) return undefined;
  const kept = parseUnit("");
  for (const { section, key, value } of given.assignments)
    if (!NOT_COPIED.test(key) && canStand(section, key, value)) kept.add(section, key, value);
  return kept.toBytes();
}

/** A value that ends in a backslash, say, cannot be written again as it was read. */
function canStand(section: string, key: string, value: string): boolean {
  try {
    parseUnit("").add(section, key, value);
    return true;
  } catch (error) {
    if (error instanceof SystemdError) return false;
    throw error;
  }
}

async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
