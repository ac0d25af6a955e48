import { cp, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";

const UNITS = [".config", "systemd", "user"];
/** Written from the roster, and written anew by `up`. */
const FROM_ROSTER = "50-roster.conf";

/** Copies a person's own drop-ins of our units from one home to another, for they may undo what keeps agents alive. */
export async function copyOverrides(from: string, to: string): Promise<void> {
  const folders = (await list(join(from, ...UNITS))).filter((name) => /^mosaic-.*\.d$/.test(name));
  for (const folder of folders) {
    const files = await list(join(from, ...UNITS, folder));
    for (const file of files.filter((name) => name.endsWith(".conf") && name !== FROM_ROSTER)) {
      await mkdir(join(to, ...UNITS, folder), { recursive: true });
      await cp(join(from, ...UNITS, folder, file), join(to, ...UNITS, folder, file));
    }
  }
}

async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
