import type { TmuxVersion } from "../src/server/version.js";

/** For what differs between versions: whether this tmux is that release, or newer. */
export function atLeast(version: TmuxVersion, major: number, minor: number): boolean {
  return version.major > major || (version.major === major && version.minor >= minor);
}
