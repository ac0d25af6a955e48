// The folder of one bench, with all that it starts in a process that outlives it: gone at every end, also after kill -9 of whoever began it.
import { spawn } from "node:child_process";
import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CLEAN_UP = join(import.meta.dirname, "clean-up.mjs");
/** It waits for the end of a pipe that only this process holds. */
const WATCH = 'cat >/dev/null; exec "$@"';

/**
 * `env` is for who is started; `close` ends all of it and gives the commands that a bench had left running by then. It is called once, or not
 * at all by who is killed.
 */
export function openScratch() {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "mosaic-bench-"));
  const watcher = spawn("/bin/sh", ["-c", WATCH, "sh", process.execPath, CLEAN_UP, folder], {
    // A session of its own: an interrupt from the terminal must not end it before its work.
    detached: true,
    cwd: "/",
    env: { PATH: process.env.PATH },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let said = "";
  watcher.stdout.on("data", (chunk) => (said += chunk.toString()));
  const closed = new Promise((resolve) => watcher.once("close", resolve));
  return {
    folder,
    env: { ...process.env, TMPDIR: folder, MOSAIC_BENCH: folder },
    async close() {
      watcher.stdin.end();
      if ((await closed) !== 0) throw new Error(`\`${folder}\` could not be cleaned up`);
      return said.split("\n").filter(Boolean);
    },
  };
}
