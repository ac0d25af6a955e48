import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Writes a person's own drop-in of a user unit, as `systemctl --user edit` would. A reload is for the caller. */
export async function writeDropIn(
  home: string,
  unit: string,
  text: string,
  name = "rehearsal.conf",
): Promise<void> {
  const folder = join(home, ".config", "systemd", "user", `${unit}.d`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), text);
}
