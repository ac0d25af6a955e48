import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { ShippedFile } from "@mosaicstack/agent-channel";

/** `start-agent-session.sh`, the launcher that units call and that people can call by hand. */
export function launcherScript(): ShippedFile {
  return shipped("start-agent-session.sh", 0o755);
}

/** `tmux.conf`, the fleet's tmux profile. */
export function tmuxProfile(): ShippedFile {
  return shipped("tmux.conf", 0o644);
}

function shipped(name: string, mode: number): ShippedFile {
  return { path: join(scripts(), name), name, mode };
}

function scripts(): string {
  // By package name, not relative to this file: an app may have bundled the code elsewhere.
  const root = createRequire(import.meta.url).resolve("@mosaicstack/session-launcher/package.json");
  return join(dirname(root), "scripts");
}
