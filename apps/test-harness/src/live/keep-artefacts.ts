import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Sandbox } from "@mosaicstack/systemd-sandbox";
import type { Round } from "./rounds.js";

/** Copies what was there when a round failed into a folder of its own below `root`, and names it. */
export async function keepArtefacts(
  sandbox: Sandbox,
  { scenario, supervisor, seed }: Round,
  root: string,
): Promise<{ artefacts: string }> {
  const folder = join(root, `${scenario.id}-${supervisor}-${seed}`);
  await mkdir(folder, { recursive: true });
  const from = (...names: string[]): string => join(sandbox.home, ...names);
  const copies = [
    [sandbox.log, "manager.log"],
    [from(".config", "systemd"), "systemd"],
    [from(".config", "mosaic"), "config"],
    [from(".local", "state", "mosaic"), "state"],
  ] as const;
  for (const [source, name] of copies)
    await cp(source, join(folder, name), { recursive: true, filter: isNoSocket }).catch(
      () => undefined,
    );
  for (const [name, ...command] of looks) {
    const [file = "", ...args] = command;
    const said = await sandbox.exec(file, args).catch(String);
    const text = typeof said === "string" ? said : `${said.stdout}\n${said.stderr}\n`;
    await writeFile(join(folder, name), text);
  }
  return { artefacts: folder };
}

/** What agents are told in secret is not kept. */
const isNoSocket = (path: string): boolean => !path.endsWith(".env");

const looks = [
  ["units.txt", "systemctl", "--user", "status", "--all", "--no-pager", "mosaic-*"],
  ["processes.txt", "ps", "-A", "-ww", "-o", "pid,ppid,stat,lstart,args"],
  ["sessions.txt", "tmux", "-N", "-L", "mosaic-fleet", "list-panes", "-a"],
] as const;
