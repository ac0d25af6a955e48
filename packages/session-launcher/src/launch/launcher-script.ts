import { join } from "node:path";
import { packageFolder, type ShippedFile } from "@mosaicstack/agent-channel";

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
  return join(packageFolder("@mosaicstack/session-launcher", import.meta.url), "scripts");
}
