import { chmod, copyFile, mkdir, writeFile } from "node:fs/promises";
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

/** Shortens the pauses before restarts, which would be most of a rehearsal. */
export async function shortenRestarts(home: string): Promise<void> {
  for (const unit of ["mosaic-agent@.service", "mosaic-tmux-holder.service"]) {
    const folder = join(home, ".config", "systemd", "user", `${unit}.d`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "rehearsal.conf"), "[Service]\nRestartSec=300ms\n");
  }
}

/** A roster with these agents, each the script's own canary. JSON is YAML. */
export async function writeRoster(
  home: string,
  script: string,
  agents: readonly string[],
): Promise<void> {
  const roster = {
    version: 1,
    name: "rehearsal",
    socket_name: "mosaic-fleet",
    agents: agents.map((name) => ({
      name,
      runtime: "command",
      command: [script, "--canary", name],
    })),
  };
  const folder = join(home, ".config", "mosaic", "fleet");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "roster.yaml"), `${JSON.stringify(roster, null, 2)}\n`);
}
