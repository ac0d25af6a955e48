import { chmodSync, copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openSandbox } from "@mosaicstack/systemd-sandbox";

const BARE = `[Service]
Type=notify
NotifyAccess=all
ExecStart=/bin/sh -c 'systemd-notify --ready; exec sleep 1000'
`;
const TRANSCRIPT = "[Service]\nEnvironment=MOSAIC_TRANSCRIPT=10485760\n";

const packageFolder = (name) =>
  dirname(createRequire(import.meta.url).resolve(`@mosaicstack/${name}/package.json`));

/**
 * A sandbox with the shipped units and scripts, a bare template beside them, and so many agents (`sleep 1000`): `kinds` are their units' names,
 * `run` is `systemctl --user`. `BENCH_SCRIPT` names another launcher script.
 */
export async function openAgentSandbox(count) {
  const sandbox = await openSandbox();
  try {
    install(sandbox.home, count);
    const run = async (...args) =>
      void (await sandbox.exec("systemctl", ["--user", ...args], {
        reject: true,
        deadlineMs: 600_000,
      }));
    await run("daemon-reload");
    await run("start", "mosaic-tmux-holder.service");
    const names = (template) =>
      Array.from({ length: count }, (_, at) => `${template}@x${at}.service`);
    return { sandbox, run, kinds: { bare: names("bare"), agent: names("mosaic-agent") } };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}

/** Every agent's output is kept from its next start on, as a roster's `transcript` has it. */
export async function keepTranscripts({ sandbox, run }) {
  const folder = join(sandbox.home, ".config/systemd/user/mosaic-agent@.service.d");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "transcript.conf"), TRANSCRIPT);
  await run("daemon-reload");
}

/** Waits until so many agents run and no process has come or gone for half a second, and gives who is there. */
export async function settled(sandbox, count) {
  const end = performance.now() + 120_000;
  let last = "";
  while (performance.now() < end) {
    const all = sandbox.processes();
    const pids = all.map(({ pid }) => pid).join();
    if (all.filter(isAgent).length === count && pids === last) return all;
    last = pids;
    await sleep(500);
  }
  throw new Error(`waited for ${count} agents at rest in vain`);
}

export const isAgent = ({ command, state }) => state !== "Z" && /^\S*sleep 1000$/.test(command);

function install(home, count) {
  const units = join(home, ".config/systemd/user");
  const tools = join(home, ".config/mosaic/tools/fleet");
  const agents = join(home, ".config/mosaic/fleet/agents");
  for (const folder of [units, tools, agents]) mkdirSync(folder, { recursive: true });
  const copy = (from, to) => {
    for (const name of readdirSync(from)) copyFileSync(join(from, name), join(to, name));
  };
  copy(join(packageFolder("systemd-units"), "units"), units);
  copy(join(packageFolder("agent-channel"), "scripts"), tools);
  copy(join(packageFolder("session-launcher"), "scripts"), tools);
  const script = join(tools, "start-agent-session.sh");
  if (process.env.BENCH_SCRIPT) copyFileSync(process.env.BENCH_SCRIPT, script);
  for (const name of readdirSync(tools).filter((each) => each.endsWith(".sh")))
    chmodSync(join(tools, name), 0o755);
  writeFileSync(join(units, "bare@.service"), BARE);
  for (let at = 0; at < count; at++)
    writeFileSync(join(agents, `x${at}.env`), "MOSAIC_AGENT_COMMAND=sleep 1000\n");
}
