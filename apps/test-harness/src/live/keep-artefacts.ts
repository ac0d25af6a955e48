import { writeFile } from "node:fs/promises";
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
  await sandbox.collect(folder);
  const said = await sandbox.exec("tmux", LIST_PANES, { deadlineMs: 10_000 }).catch(String);
  const text = typeof said === "string" ? said : `${said.stdout}\n${said.stderr}`;
  await writeFile(join(folder, "sessions.txt"), `${text.trim()}\n`);
  return { artefacts: folder };
}

const LIST_PANES = ["-N", "-L", "mosaic-fleet", "list-panes", "-a"];
