import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../bin/mosaic-fleet.js", import.meta.url));

/**
 * Runs a program of Node's as a person of its own, under the tmux supervisor, and ends what it left: the fleet, and a tmux server of its
 * own on `socket`. Sets this process' exit code.
 */
export async function inScratchHome(argv, socket) {
  const home = mkdtempSync(join(tmpdir(), "mosaic-cli-bench-"));
  // Nothing else of the caller's: NODE_EXTRA_CA_CERTS, say, makes every Node start slower.
  const env = {
    PATH: process.env.PATH,
    LANG: "C.UTF-8",
    SHELL: "/bin/sh",
    HOME: join(home, "home"),
  };
  for (const name of ["MOSAIC_BENCH", "BENCH_ROWS", "BENCH_QUICK", "BENCH_ROUNDS"])
    if (process.env[name] !== undefined) env[name] = process.env[name];
  Object.assign(env, { XDG_RUNTIME_DIR: join(home, "run"), TMUX_TMPDIR: join(home, "tmux") });
  const clean = () => {
    if (socket !== undefined) spawnSync("tmux", ["-L", socket, "kill-server"], { env });
    spawnSync(process.execPath, [program, "--yes", "down", "--force"], { env });
    rmSync(home, { recursive: true, force: true });
  };
  let child;
  let stopped;
  // All that it started and waits for; what runs in tmux is ended below.
  const stop = (signal) => {
    stopped = signal;
    if (child?.pid > 1 && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
  };
  const signals = ["SIGINT", "SIGTERM"];
  for (const signal of signals) process.on(signal, stop);
  try {
    for (const folder of [env.HOME, env.XDG_RUNTIME_DIR, env.TMUX_TMPDIR])
      mkdirSync(folder, { mode: 0o700 });
    child = spawn(process.execPath, argv, { env, stdio: "inherit", detached: true });
    const code = await new Promise((resolve) => child.on("exit", resolve));
    if (code !== 0) process.exitCode = 1;
  } finally {
    clean();
    for (const signal of signals) process.removeListener(signal, stop);
  }
  // Nothing more is measured.
  if (stopped !== undefined) process.kill(process.pid, stopped);
}
