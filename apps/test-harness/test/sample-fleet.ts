import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openFleet, type RenderedFile } from "@mosaicstack/fleet";

/** What is installed by a roster with all that units are made of, and what the person put beside it. */
export async function sampleFleet(home: string, socket: string): Promise<readonly RenderedFile[]> {
  return await installFiles(home, rosterText(socket), persons);
}

/** What is installed by that roster, with these files beside it. */
export async function installFiles(
  home: string,
  text: string,
  beside: readonly RenderedFile[] = [],
): Promise<readonly RenderedFile[]> {
  const config = join(home, ".config");
  const bin = join(home, "bin");
  const runtime = join(home, "run");
  for (const folder of [config, bin, runtime, join(home, "work")])
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Rendered as for systemd 252, whatever runs here: of the manager nothing but its version is asked.
  writeFileSync(join(bin, "systemctl"), manager, { mode: 0o755 });
  const roster = join(config, "mosaic/fleet/roster.yaml");
  write({ path: roster, text, mode: 0o600 });
  const fleet = await openFleet({
    env: { HOME: home, XDG_RUNTIME_DIR: runtime, PATH: `${bin}:${process.env["PATH"] ?? ""}` },
    supervisor: "systemd",
  });
  const files = [...(await fleet.render()).files, ...beside];
  for (const file of files) write({ ...file, path: join(config, file.path) });
  return files;
}

function write({ path, text, mode }: RenderedFile): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode });
}

const manager = `#!/bin/sh
printf 'Version=252\\nSystemState=running\\n'
`;

const rosterText = (socket: string): string => `version: 1
name: sample
socket_name: ${socket}
agents:
  - name: cod
    runtime: claude
    workdir: ~/work
    idle: { stop_after: 30m }
    limits: { memory_max: 1G }
  - name: coder
    runtime: command
    command: [/bin/sh]
    schedule: { start: 'Mon..Fri 08:00', stop: 'Mon..Fri 18:00' }
`;

const persons: readonly RenderedFile[] = [
  {
    path: "systemd/user/mosaic-agent@cod.service.d/60-own.conf",
    text: "[Service]\nNice=5\n",
    mode: 0o644,
  },
  { path: "mosaic/fleet/agents/cod.env", text: "ANTHROPIC_API_KEY=k\nLOG=1\n", mode: 0o600 },
];
