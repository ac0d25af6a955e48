// Ends what a bench has left, and removes its folder: `node clean-up.mjs FOLDER`. Prints the command of each process that it had to end.
import { existsSync, readFileSync, readdirSync, rmSync, writeSync } from "node:fs";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const [folder] = process.argv.slice(2);
if (!basename(folder ?? "").startsWith("mosaic-bench-"))
  throw new Error("usage: clean-up.mjs FOLDER");

/** What ends at the same moment as the bench is not left behind. */
const GRACE_MS = 1000;
/** Sandboxes and throw-away tmux servers are ended by watchers of their own, once their owner is gone. */
const WATCHERS_MS = 30_000;

// Whoever was started with the bench's environment; sandboxes and what is in them have another one.
const marked = () =>
  processesWith((environment) => environment.split("\0").includes(`MOSAIC_BENCH=${folder}`));
const within = () => processesWith((environment) => environment.includes(folder));

await until(() => marked().length === 0, GRACE_MS);
for (const pid of marked()) tell(commandOf(pid));
await end(marked);
await until(
  () => readdirSync(folder).every((name) => !/^(mosaic-sandbox|tmux)-/.test(name)),
  WATCHERS_MS,
);
// An agent has an environment of its own, in which only its home and its socket tell whose it is.
for (const pid of within()) tell(commandOf(pid));
await end(within);
rmSync(folder, { recursive: true, force: true, maxRetries: 10 });

async function end(find) {
  await until(() => {
    const found = find();
    for (const pid of found) kill(pid);
    return found.length === 0;
  }, WATCHERS_MS);
}

function kill(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}

/** Of a process that has ended, or is not ours to read, there is nothing to find. Where there is no /proc at all, the signal that ended the bench has to do. */
function processesWith(wanted) {
  if (!existsSync("/proc/self/environ")) return [];
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 1 && pid !== process.pid && wanted(read(pid, "environ")));
}

function read(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return "";
  }
}

function commandOf(pid) {
  return read(pid, "cmdline").split("\0").join(" ").trim().slice(0, 120);
}

/** Nobody may be there any more to hear it. */
function tell(command) {
  if (command === "") return;
  try {
    writeSync(1, `${command}\n`);
  } catch {
    // Its reader was killed.
  }
}

async function until(condition, patience) {
  const limit = Date.now() + patience;
  while (!condition() && Date.now() < limit) await sleep(50);
}
