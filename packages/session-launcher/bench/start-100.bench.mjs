// What an agent costs more than a bare `Type=notify` service: start, stop, memory, idle CPU.
// Paired: both kinds run in turn in one sandbox, so that other load on the machine falls on both.
// Exits 1 when the start of 100 agents takes more than 2.5 times that of 100 bare services, their stop more than 3.2 times,
// or a supervisor more than 230 kB.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openSandbox } from "@mosaicstack/systemd-sandbox";

const LIMIT = { start: 2.5, stop: 3.2, pss: 230 };
const COUNT = Number(process.env.BENCH_COUNT ?? 100);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const IDLE_SECONDS = 5;
const BARE = `[Service]
Type=notify
NotifyAccess=all
ExecStart=/bin/sh -c 'systemd-notify --ready; exec sleep 1000'
`;

const packageFolder = (name) =>
  dirname(createRequire(import.meta.url).resolve(`@mosaicstack/${name}/package.json`));
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const names = (template) => Array.from({ length: COUNT }, (_, at) => `${template}@x${at}.service`);

const sandbox = await openSandbox();
try {
  const ok = install(sandbox) ? await measure(sandbox) : false;
  process.exitCode = ok ? 0 : 1;
} finally {
  await sandbox.close();
}

/** The shipped units and script, and the bare template beside them. */
function install({ home }) {
  const units = join(home, ".config/systemd/user");
  const tools = join(home, ".config/mosaic/tools/fleet");
  const agents = join(home, ".config/mosaic/fleet/agents");
  for (const folder of [units, tools, agents]) mkdirSync(folder, { recursive: true });
  const shipped = join(packageFolder("systemd-units"), "units");
  for (const name of readdirSync(shipped)) copyFileSync(join(shipped, name), join(units, name));
  copyFileSync(
    process.env.BENCH_SCRIPT ??
      join(packageFolder("session-launcher"), "scripts/start-agent-session.sh"),
    join(tools, "start-agent-session.sh"),
  );
  writeFileSync(join(units, "bare@.service"), BARE);
  for (let at = 0; at < COUNT; at++)
    writeFileSync(join(agents, `x${at}.env`), "MOSAIC_AGENT_COMMAND=sleep 1000\n");
  return true;
}

async function measure({ cgroup }) {
  const run = async (...args) =>
    await sandbox.exec("systemctl", ["--user", ...args], { reject: true, deadlineMs: 300_000 });
  await run("daemon-reload");
  await run("start", "mosaic-tmux-holder.service");
  const kinds = { bare: names("bare"), agent: names("mosaic-agent") };
  const start = { bare: [], agent: [] };
  const stop = { bare: [], agent: [] };
  const idle = { bare: [], agent: [] };
  let pss = 0;
  await run("start", kinds.agent[0], kinds.bare[0]); // the first start pays for the file cache
  await run("stop", kinds.agent[0], kinds.bare[0]);
  for (let round = 0; round < ROUNDS; round++) {
    for (const kind of round % 2 === 0 ? ["bare", "agent"] : ["agent", "bare"]) {
      start[kind].push(await timed(async () => await run("start", ...kinds[kind])));
      if (round === 0) {
        const before = ticks(cgroup);
        await sleep(IDLE_SECONDS * 1000);
        idle[kind].push(ticks(cgroup) - before);
        if (kind === "agent") pss = await supervisorPss(kinds.agent);
      }
      stop[kind].push(await timed(async () => await run("stop", ...kinds[kind])));
    }
  }
  const ratio = (times) => median(times.agent.map((time, at) => time / times.bare[at]));
  const list = (times) => times.map((time) => Math.round(time)).join(" ");
  console.log(`start of ${COUNT}: bare ${list(start.bare)} ms, agents ${list(start.agent)} ms`);
  console.log(`stop of ${COUNT}: bare ${list(stop.bare)} ms, agents ${list(stop.agent)} ms`);
  console.log(
    `start ratio ${ratio(start).toFixed(2)} (limit ${LIMIT.start}), stop ratio ${ratio(stop).toFixed(2)} (limit ${LIMIT.stop})`,
  );
  console.log(`PSS per supervisor ${pss} kB (limit ${LIMIT.pss})`);
  console.log(
    `CPU ticks of the whole sandbox in ${IDLE_SECONDS} s idle: bare ${idle.bare.join()}, agents ${idle.agent.join()}`,
  );
  return ratio(start) <= LIMIT.start && ratio(stop) <= LIMIT.stop && pss <= LIMIT.pss;
}

async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Mean over ten supervisors, in kB: smaps_rollup counts a shared page by its share. */
async function supervisorPss(units) {
  const script = `for unit; do
    pid=$(systemctl --user show -P MainPID "$unit"); sed -n 's/^Pss: *\\([0-9]*\\) kB/\\1/p' "/proc/$pid/smaps_rollup"; done`;
  const { stdout } = await sandbox.exec("sh", ["-c", script, "sh", ...units.slice(0, 10)]);
  const sizes = stdout.split("\n").map(Number);
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / sizes.length);
}

/** CPU time of every process of the sandbox so far, in clock ticks of ten milliseconds. */
function ticks(folder) {
  const stat = readFileSync(join(folder, "cpu.stat"), "utf8");
  return Math.round(Number(/^usage_usec (\d+)/m.exec(stat)?.[1]) / 10_000);
}
