import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Sandbox } from "@mosaicstack/systemd-sandbox";

/** Copies what was there when a round failed into a folder, which holds nothing else then: what an earlier failure left there is removed. */
export async function keepArtefacts(sandbox: Sandbox, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await sandbox.collect(folder);
  const said = await sandbox.exec("tmux", LIST_PANES, { deadlineMs: 10_000 }).catch(String);
  const text = typeof said === "string" ? said : `${said.stdout}\n${said.stderr}`;
  await writeFile(join(folder, "sessions.txt"), `${text.trim()}\n`);
}

const LIST_PANES = ["-N", "-L", "mosaic-fleet", "list-panes", "-a"];
