import { lstatSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { changeMode } from "../files/change-mode.js";
import type { FleetContext } from "../context.js";
import { finding, mendable, type Found } from "./finding.js";

/** The folder of tmux's sockets: whether it is there where it is named, and tmux would use it. */
export function checkSocketFolder({ env, supervisor, socket }: FleetContext): Found[] {
  const named = env["TMUX_TMPDIR"];
  // Units leave the variable out.
  if (supervisor.kind === "tmux" && socket !== undefined && named && !isThere(named))
    return [finding("socket-folder-missing", `TMUX_TMPDIR names ${named}, which is not there`)];
  const folder = dirname(supervisor.tmux.socketPath);
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (stats === undefined) return [];
  const { mode, uid } = stats;
  const fault = !stats.isDirectory()
    ? "is no folder"
    : uid !== (process.geteuid?.() ?? uid)
      ? "belongs to another user"
      : (mode & 0o007) === 0
        ? undefined
        : `is open to others (mode ${(mode & 0o777).toString(8).padStart(4, "0")})`;
  if (fault === undefined) return [];
  const what = `the folder of the tmux sockets, ${folder}, ${fault}`;
  if (!fault.startsWith("is open"))
    return [
      finding(
        "socket-folder-refused",
        what,
        "Have it removed by who made it, or set TMUX_TMPDIR to a folder of your own.",
      ),
    ];
  const found = finding("socket-folder-refused", what, `Run \`chmod go-rwx ${folder}\`.`);
  return [mendable(found, async () => changeMode(folder, (before) => before & ~0o077))];
}

function isThere(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch {
    return false;
  }
}
