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

function shipped(name: string, mode: number): ShippedFile {
  // By package name, not relative to this file: an app may have bundled the code elsewhere.
  const root = createRequire(import.meta.url).resolve("@mosaicstack/session-launcher/package.json");
  return { path: join(dirname(root), "scripts", name), name, mode };
}
