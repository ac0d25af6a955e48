// What it costs to keep the transcript of a pane that prints 10 MB/s, and to look for status records in it: CPU time of
// read-pane.sh and everything that it starts, as a share of one core. Node's pipe to a child is a pair of sockets, as
// tmux's is. Exits 1 when the median of the rounds takes more than 18 % with records. BENCH_BEFORE=SCRIPT measures that one as
// well, by turns with ours.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const LIMIT = 18;
const RATE = 10 * 1024 * 1024;
const SIZE = 10 * 1024 * 1024;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 5);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const CHUNK = 4095; // what a pty gives at once

const script = join(import.meta.dirname, "../scripts/read-pane.sh");
const before = process.env.BENCH_BEFORE;
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const text = output();

const home = mkdtempSync(join(tmpdir(), "mosaic-transcript-bench-"));
try {
  const shares = { transcript: [], "transcript and records": [], records: [] };
  if (before !== undefined) shares["transcript and records before"] = [];
  for (let round = 0; round < ROUNDS; round++) {
    shares.transcript.push(await measure(script, SIZE));
    shares["transcript and records"].push(await measure(script, SIZE, "osc"));
    shares["transcript and records before"]?.push(await measure(before, SIZE, "osc"));
    shares.records.push(await measure(script, "off", "osc"));
  }
  for (const [what, all] of Object.entries(shares)) {
    const list = all.map((share) => share.toFixed(1)).join(" ");
    console.log(`${what} of 10 MB/s: ${list}, median ${median(all).toFixed(1)} % of a core`);
  }
  const share = median(shares["transcript and records"]);
  console.log(`transcript and records: ${share.toFixed(1)} % (limit ${LIMIT} %)`);
  process.exitCode = share <= LIMIT ? 0 : 1;
} finally {
  rmSync(home, { recursive: true });
}

/** Coloured lines as a build prints them, and a record now and then. */
function output() {
  let lines = "";
  for (let at = 0; lines.length < 1 << 20; at++) {
    lines += `\u001b[38;5;${at % 255}mline ${at} of some output\u001b[0m with words and a path /usr/lib/x${at}\r\n`;
    if (at % 5000 === 0) lines += `\u001b]7501;state=${at % 10_000 ? "idle" : "working"}\u001b\\`;
  }
  return Buffer.from(lines);
}

async function measure(program, ...args) {
  const own = mkdtempSync(join(home, "fleet-"));
  const [channel, state] = ["channels", "agents"].map((name) => join(own, name, "bench/it"));
  for (const folder of [channel, state]) mkdirSync(folder, { recursive: true });
  symlinkSync(state, join(channel, "state"));
  // `times` of a shell: its children, theirs included
  const child = spawn("sh", ["-c", '"$@"; times', "sh", program, channel, ...args.map(String)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (chunk) => (said += chunk.toString()));
  const closed = once(child, "close");
  const began = performance.now();
  for (let sent = 0, at = 0; sent < RATE * SECONDS;) {
    const early = (sent / RATE) * 1000 - (performance.now() - began);
    if (early > 1) await sleep(early);
    const part = text.subarray(at, at + CHUNK);
    if (!child.stdin.write(part)) await once(child.stdin, "drain");
    sent += part.length;
    at = (at + part.length) % text.length;
  }
  const seconds = (performance.now() - began) / 1000;
  child.stdin.end();
  await closed;
  if (args[0] !== "off") check(state);
  return (cpuSeconds(said) / seconds) * 100;
}

function check(state) {
  const sizes = ["transcript", "transcript.1"].map((name) => statSync(join(state, name)).size);
  if (sizes[1] !== SIZE / 2 || sizes[0] > SIZE / 2)
    throw new Error(`kept ${sizes.join(" and ")} bytes`);
}

/** `0m0.10s 0m0.20s`, a line for the shell itself and one for its children. */
function cpuSeconds(said) {
  const times = [...said.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds),
  );
  if (times.length !== 4) throw new Error(`\`times\` said ${said}`);
  return times[2] + times[3];
}
