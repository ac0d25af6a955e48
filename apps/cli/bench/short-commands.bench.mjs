// What short commands cost with 100 agents, beside an empty program of Node's: under the tmux supervisor in a scratch home, and
// under systemd in a sandbox, where there can be one. Exits 1 when one is beyond its limit (see beside-node.mjs). Build before.
// `--beside FILE`: also the program of another build, without limits. `--only tmux`, `--only systemd`: one of the two.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openSandbox } from "@mosaicstack/systemd-sandbox";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const program = fileURLToPath(new URL("../bin/mosaic-fleet.js", import.meta.url));
const inside = fileURLToPath(new URL("beside-node.mjs", import.meta.url));
const option = (name) =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined;
const only = option("--only");
const beside = option("--beside");
const argv = (supervisor) => [inside, supervisor, ...(beside === undefined ? [] : [beside])];

if (only !== "systemd") await underTmux();
if (only !== "tmux") await underSystemd();

async function underTmux() {
  const home = mkdtempSync(join(tmpdir(), "mosaic-cli-bench-"));
  // Nothing else of the caller's: NODE_EXTRA_CA_CERTS, say, makes every Node start slower.
  const env = {
    PATH: process.env.PATH,
    LANG: "C.UTF-8",
    SHELL: "/bin/sh",
    HOME: join(home, "home"),
  };
  Object.assign(env, { XDG_RUNTIME_DIR: join(home, "run"), TMUX_TMPDIR: join(home, "tmux") });
  const clean = () => {
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
    child = spawn(process.execPath, argv("tmux"), { env, stdio: "inherit", detached: true });
    const code = await new Promise((resolve) => child.on("exit", resolve));
    if (code !== 0) process.exitCode = 1;
  } finally {
    clean();
    for (const signal of signals) process.removeListener(signal, stop);
  }
  // Nothing more is measured.
  if (stopped !== undefined) process.kill(process.pid, stopped);
}

/** The sandbox ends with this process, however that ends. */
async function underSystemd() {
  let sandbox;
  try {
    sandbox = await openSandbox({
      keep: [root, ...(beside === undefined ? [] : [join(beside, "../../../..")])],
    });
  } catch (error) {
    if (error.code !== "LaneUnavailable") throw error;
    console.log(`not under systemd: ${error.message}`);
    return;
  }
  try {
    const command = [process.execPath, argv("systemd")];
    const { exitCode, stdout, stderr } = await sandbox.exec(...command, { deadlineMs: 600_000 });
    console.log([stdout, stderr].filter(Boolean).join("\n"));
    if (exitCode !== 0) process.exitCode = 1;
  } finally {
    await sandbox.close();
  }
}
