import { lstat, mkdir, readdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { FleetError } from "./error.js";
import type { FleetPaths } from "./paths.js";

/**
 * Makes the runtime folder and proves that it is ours alone, before anything secret goes into it: in a shared temporary
 * folder somebody else could have put a link or a folder of his there. Throws FleetError `Failed`.
 */
export async function ensureRuntimeFolder(
  paths: FleetPaths,
  uid: number = process.getuid?.() ?? 0,
): Promise<void> {
  const folder = paths.runtime;
  const refuse = (what: string): FleetError =>
    new FleetError("Failed", `the runtime folder ${folder} ${what}`, {
      remedy:
        "Remove what stands there, or set XDG_RUNTIME_DIR to a folder of your own with mode 0700.",
    });
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const [own, parent] = await Promise.all([lstat(folder), stat(dirname(folder))]);
    if (!own.isDirectory() || own.uid !== uid)
      throw refuse("is a link, no folder, or somebody else's");
    // Inside a folder that others cannot enter its own mode does not matter; systemd makes it with 0755.
    if ((own.mode & 0o077) !== 0 && (parent.mode & 0o077) !== 0)
      throw refuse("can be entered by others");
  } catch (cause) {
    if (cause instanceof FleetError) throw cause;
    throw refuse(`cannot be used: ${(cause as Error).message}`);
  }
  await sweep(join(folder, "once"));
}

/** One-time files that a killed start left behind; a living start takes its own within milliseconds. */
async function sweep(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  await Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      const age = Date.now() - ((await stat(file).catch(() => undefined))?.mtimeMs ?? Date.now());
      if (age > 60_000) await rm(file, { force: true });
    }),
  );
}
