import { createHash } from "node:crypto";
import { chmod, readFile, readdir, rename, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { defaultSocket } from "@mosaicstack/fleet";
import type { Rehearsal } from "../../live/rehearsal.js";

/**
 * Makes what is installed that of an earlier version: units, launcher and the scripts beside it have another comment, and the notes of
 * what was installed, and of what agents were started with, say so. Replaced whole, as a package manager does. A reload is for the caller.
 */
export async function makeOlder(fleet: Rehearsal): Promise<void> {
  const { home } = fleet.sandbox;
  const shipped = new Map<string, string>();
  for (const folder of [".config/systemd/user", ".config/mosaic/tools/fleet"])
    for (const name of await readdir(join(home, folder)).catch(() => [])) {
      if (!/^mosaic-[^/]*\.(?:service|timer|target|slice)$|\.sh$/.test(name)) continue;
      const file = join(home, folder, name);
      const text = `${await readFile(file, "utf8")}# Of an earlier version.\n`;
      await replace(file, text, (await stat(file)).mode);
      shipped.set(name, digest(text));
    }
  const note = join(fleet.state, "shipped");
  const lines = (await readFile(note, "utf8")).split("\n");
  const noted = lines.map((line) => {
    const name = line.split(" ")[1] ?? "";
    return shipped.has(name) ? `${shipped.get(name)} ${name}` : line;
  });
  await replace(note, noted.join("\n"));
  const started = join(fleet.state, "started", defaultSocket);
  for (const name of await readdir(started)) {
    const text = await readFile(join(started, name), "utf8");
    await replace(join(started, name), text.replace(/^shipped .*$/m, `shipped ${digest("older")}`));
  }
}

/** As the fleet notes them. */
const digest = (text: string): string =>
  createHash("sha256").update(text).digest("hex").slice(0, 16);

/** A new file at the place of the old one, which whoever has it open keeps. */
export async function replace(file: string, text: string | Buffer, mode = 0o600): Promise<void> {
  const beside = join(file, "..", `.${basename(file)}.new`);
  await writeFile(beside, text);
  await chmod(beside, mode & 0o777);
  await rename(beside, file);
}
