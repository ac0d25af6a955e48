import { chmod, copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { launcherScript } from "@mosaicstack/session-launcher";
import { shippedUnits } from "@mosaicstack/systemd-units";
import { launcherPath } from "./launcher-path.js";

/** Copies the units and the script to where a person would put them. Returns the path of the copied script. */
export async function copyFiles(home: string): Promise<string> {
  const units = join(home, ".config", "systemd", "user");
  const script = join(home, launcherPath);
  await mkdir(units, { recursive: true });
  await mkdir(dirname(script), { recursive: true });
  for (const { name, path } of await shippedUnits()) await copyFile(path, join(units, name));
  await copyFile(launcherScript().path, script);
  await chmod(script, 0o755);
  return script;
}
