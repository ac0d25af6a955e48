import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A plain file that this package ships, valid for every user without rendering. */
export interface ShippedFile {
  /** Absolute path inside the installed package. */
  readonly path: string;
  /** Name under which it is installed. */
  readonly name: string;
  /** Permission bits of the installed file. */
  readonly mode: number;
}

/** `start-agent-session.sh`, the launcher that units call and that people can call by hand. */
export function launcherScript(): ShippedFile {
  return shipped("start-agent-session.sh", 0o755);
}

/** `tmux.conf`, the fleet's tmux profile. */
export function tmuxProfile(): ShippedFile {
  return shipped("tmux.conf", 0o644);
}

/**
 * What runs beside the launcher, from the same folder: the reader of a pane's output, the drain of a queue, and what makes
 * runtimes tell what they do. Without them agents run all the same, and nothing is known of what they do.
 */
export function channelScripts(): ShippedFile[] {
  const own = ["start-agent-session.sh", "tmux.conf"];
  return readdirSync(scripts())
    .filter((name) => !own.includes(name))
    .toSorted()
    .map((name) => shipped(name, name.endsWith(".sh") ? 0o755 : 0o644));
}

function shipped(name: string, mode: number): ShippedFile {
  return { path: join(scripts(), name), name, mode };
}

function scripts(): string {
  // By package name, not relative to this file: an app may have bundled the code elsewhere.
  const root = createRequire(import.meta.url).resolve("@mosaicstack/session-launcher/package.json");
  return join(dirname(root), "scripts");
}
