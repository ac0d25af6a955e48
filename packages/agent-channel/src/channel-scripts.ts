import { readdirSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "./package-folder.js";

/** A plain file that a package ships, valid for every user without rendering. */
export interface ShippedFile {
  /** Absolute path inside the installed package. */
  readonly path: string;
  /** Name under which it is installed. */
  readonly name: string;
  /** Permission bits of the installed file. */
  readonly mode: number;
}

/**
 * What runs beside the launcher, from the same folder: the reader of a pane's output, the drain of a queue, and what makes
 * runtimes tell what they do. Without them agents run all the same, and nothing is known of what they do.
 */
export function channelScripts(): ShippedFile[] {
  const folder = scriptPath(".");
  return readdirSync(folder)
    .toSorted()
    .map((name) => ({
      path: join(folder, name),
      name,
      mode: name.endsWith(".sh") ? 0o755 : 0o644,
    }));
}

/** A file of that folder, inside the installed package. */
export function scriptPath(name: string): string {
  return join(packageFolder("@mosaicstack/agent-channel", import.meta.url), "scripts", name);
}
