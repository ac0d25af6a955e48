// What it costs to keep the transcript of a pane that prints 10 MB/s, and to look for status records in it: CPU time of
// read-pane.sh and everything that it starts, as a share of one core. Node's pipe to a child is a pair of sockets, as
// tmux's is. BENCH_BEFORE=SCRIPT measures that one as well, by turns with ours.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { interleave } from "../../../tools/bench/measure/interleave.mjs";
import { rounds, sized } from "../../../tools/bench/measure/rounds.mjs";
import { tell } from "../../../tools/bench/measure/tell.mjs";

const LIMIT = 18;
const RATE = 10 * 1024 * 1024;
const SIZE = 10 * 1024 * 1024;
const SECONDS = Number(process.env.BENCH_SECONDS ?? sized(5, 2));
const CHUNK = 4095; // what a pty gives at once

const script = join(import.meta.dirname, "../scripts/read-pane.sh");
const before = process.env.BENCH_BEFORE;
const text = output();

const home = mkdtempSync(join(tmpdir(), "mosaic-transcript-bench-"));
try {
  const way = (program, ...args) => ({ run: () => measure(program, ...args) });
  const figures = await interleave(
    {
      "transcript alone": way(script, SIZE),
      "transcript and records": way(script, SIZE, "osc"),
      "records alone": way(script, "off", "osc"),
      ...(before && { "transcript and records, the script before": way(before, SIZE, "osc") }),
    },
    rounds(3, 1),
    { warm: 0 },
  );
  for (const [name, shares] of Object.entries(figures)) {
    const limit = name === "transcript and records" ? LIMIT : undefined;
    tell({ name: `${name}, of 10 MB/s`, unit: "% of a core", figures: shares, limit });
  }
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
