// Holds a fleet of canaries in a sandbox while faults befall it by chance, and writes what it takes, and what happened, line by line:
// `node long-run.bench.mjs MINUTES AGENTS SEED FILE`. `npm run bench:long-run` begins it, and cleans up at every end.
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openFleetSandbox } from "./fleet-sandbox.mjs";
import { FAULTS, SERVER_KILLED } from "./long-run/faults.mjs";
import { equalState, look } from "./long-run/look.mjs";
import { random, weighted } from "./long-run/random.mjs";
import { agentsOf } from "./long-run/roles.mjs";

const [minutes, count] = process.argv.slice(2, 4).map(Number);
const [seed, file] = process.argv.slice(4);
/** Between two faults, on the average. */
const GAP_MS = 4000;
/** Of the time: then servers are killed. In the second half of it one server lives on, so that its growth would be seen. */
const SERVER_KILLS = [0.1, 0.25, 0.4];
const SAMPLES = Math.max(20, Math.min(60, minutes));
const PATIENCE_MS = 600_000;
/** Of scrollback, which would fill for days and look like growth: it is short, and full from the start of each life. */
const LINES = 100;
const CANARY = `yes "00:00:00 canary is alive, beat 0000" | head -n ${2 * LINES}; exec start-agent-session.sh --canary "$0"`;
const SCROLLBACK = `[Service]\nExecStartPost=/usr/bin/env tmux -L mosaic-fleet set-option -g history-limit ${LINES}\n`;

const draw = random(seed);
const length = minutes * 60_000;
// Restarts are what is measured here: nobody is given up for them.
const opened = await openFleetSandbox(count, "systemd", {
  command: (name) => ["sh", "-c", CANARY, name],
  defaults: { transcript: "64K", restart: { delay: "1s", burst: 10_000 } },
});
let began;
try {
  shortenScrollback();
  await opened.up();
  await warmUp();
  began = performance.now();
  await sample("before");
  await hold();
  await sample("after");
  await opened.down();
  await sleep(3000);
  write({ told: "end", at: now(), figures: look(opened.sandbox) });
} finally {
  await opened.sandbox.close();
}

/** Of the server, behind the fleet's own profile, at each of its starts. */
function shortenScrollback() {
  const folder = join(opened.sandbox.home, ".config/systemd/user/mosaic-tmux-holder.service.d");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "scrollback.conf"), SCROLLBACK);
}

/** What the first message, the first end and the first death leave once for each agent is there before the first look. */
async function warmUp() {
  await opened.fleet("--quiet", "send", "--all", "the first message");
  await opened.fleet("--yes", "--quiet", "restart", "--all");
  for (const { agent } of agentsOf(opened.sandbox).values())
    opened.sandbox.signal(agent[0], "SIGKILL");
  await sleep(2000);
}

async function hold() {
  const kills = SERVER_KILLS.map((share) => share * length);
  let sampled = 0;
  for (let at = 0; now() < length; at += 1) {
    const isTime = now() > ((sampled + 1) * length) / SAMPLES;
    if (isTime) {
      sampled = Math.floor((now() * SAMPLES) / length);
      await sample("during");
    }
    const agent = `agent-${Math.floor(draw() * count)}`;
    const chosen = weighted(FAULTS, draw);
    const gap = -GAP_MS * Math.log(1 - draw());
    if (kills.length > 0 && now() > kills[0]) {
      kills.shift();
      await strike(SERVER_KILLED, { at, agent: null });
    } else await strike(chosen, { at, agent });
    await sleep(Math.min(gap, Math.max(0, length - now())));
  }
}

/** What is not as it should be afterwards is told, and the run goes on. */
async function strike({ kind, strike: act }, { at, agent }) {
  const from = performance.now();
  const row = { told: "fault", at: now(), kind, agent };
  try {
    await act({ opened, agent, at });
    write({ ...row, ms: Math.round(performance.now() - from) });
  } catch (error) {
    write({ ...row, wrong: error.message.split("\n")[0].slice(0, 300) });
  }
}

async function sample(when) {
  try {
    await equalState(opened, PATIENCE_MS);
    write({ told: "sample", when, at: now(), figures: look(opened.sandbox) });
  } catch (error) {
    write({ told: "sample", when, at: now(), wrong: error.message });
  }
}

/** Milliseconds since all ran. */
function now() {
  return Math.round(performance.now() - began);
}

function write(row) {
  appendFileSync(file, `${JSON.stringify(row)}\n`);
  const minute = (row.at / 60_000).toFixed(1).padStart(6);
  console.log(
    `${minute} min  ${row.kind ?? `${row.told} ${row.when ?? ""}`}  ${row.agent ?? ""}  ${row.wrong ?? row.ms ?? ""}`,
  );
}
