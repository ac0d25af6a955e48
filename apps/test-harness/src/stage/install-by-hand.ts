import { chmod, copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { launcherScript } from "@mosaicstack/session-launcher";
import { shippedUnits } from "@mosaicstack/systemd-units";

/** Copies the units and the script to where a person would put them. Returns the path of the copied script. */
export async function copyFiles(home: string): Promise<string> {
  const units = join(home, ".config", "systemd", "user");
  const tools = join(home, ".config", "mosaic", "tools", "fleet");
  await mkdir(units, { recursive: true });
  await mkdir(tools, { recursive: true });
  for (const { name, path } of await shippedUnits()) await copyFile(path, join(units, name));
  const script = join(tools, "start-agent-session.sh");
  await copyFile(launcherScript().path, script);
  await chmod(script, 0o755);
  return script;
}
