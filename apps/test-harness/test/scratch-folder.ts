import { spawn } from "node:child_process";
import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** All of this process; not of `openThrowAwayTmux`, whose folders no sandbox may see. */
const root = mkdtempSync(join(realpathSync(tmpdir()), "mosaic-harness-"));

/** A new folder for a test. Whoever makes many removes each; what is left goes with this process, also where that is killed. */
export function scratchFolder(name: string): string {
  return mkdtempSync(join(root, `${name}-`));
}

// It waits for the end of a pipe that this process alone holds, in a group of its own, which no interrupt ends
spawn("/bin/sh", ["-c", 'cat >/dev/null; rm -rf -- "$1"', "scratch-watcher", root], {
  cwd: "/",
  detached: true,
  stdio: ["pipe", "ignore", "ignore"],
}).unref();
