import { realpathSync } from "node:fs";
import { SandboxError } from "./sandbox-error.js";

/** The trees that a sandbox has for itself. */
const PRIVATE = ["/tmp", "/run", "/dev/shm"];
/** Places that would let two sandboxes, or a sandbox and the outside, meet. */
const MEETING = [/^\/tmp\/tmux-\d+(\/|$)/, /^\/run\/(user|systemd|dbus)(\/|$)/];

/**
 * The paths that have to be mounted again to stay visible inside: real paths below a private tree, none inside another.
 * Paths elsewhere are visible anyway. Throws `KeepRefused` for a path that is not there or must not be shared.
 */
export function keepPaths(
  paths: readonly string[],
  realPath: (path: string) => string = realpathSync,
): string[] {
  const resolved = paths.map((path) => resolveLinks(path, realPath));
  const found = resolved.filter((path) => PRIVATE.some((tree) => isBelow(tree, path)));
  const refused = found.find((path) => MEETING.some((place) => place.test(path)));
  if (refused !== undefined)
    throw new SandboxError(
      "KeepRefused",
      `\`${refused}\` holds sockets of the outside and cannot be kept; run from, or keep, another folder`,
    );
  const unique = [...new Set(found)];
  return unique.filter((path) => !unique.some((other) => isBelow(other, path)));
}

function isBelow(tree: string, path: string): boolean {
  return path.startsWith(`${tree}/`);
}

function resolveLinks(path: string, realPath: (path: string) => string): string {
  try {
    return realPath(path);
  } catch (cause) {
    const message = `\`${path}\` is not there; keep only what exists`;
    throw new SandboxError("KeepRefused", message, { cause });
  }
}
