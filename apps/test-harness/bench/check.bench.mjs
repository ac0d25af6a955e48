// What `check` costs: of the shipped units beside an empty program of Node's, one after the other in each round, the ratio of each pair,
// of the processor time of all that is started, which a busy machine hardly changes; and of ten thousand units in one folder, which grows with them and no faster. Exits 1 when one is beyond its limit. Build before.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 21);
// A shell tells the time of its children in hundredths of a second, so that several are counted together
const RUNS = 5;
const UNITS = Number(process.env.BENCH_UNITS ?? 10_000);
const LIMITS = { ratio: 2, seconds: 20, megabytes: 400 };

const harness = fileURLToPath(new URL("../bin/mosaic-fleet-harness.js", import.meta.url));
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

shipped();
many();

function shipped() {
  const kinds = { node: ["-e", "0"], check: [harness, "check", "--no-verify"] };
  const times = { node: [], check: [] };
  // The first round pays for the file cache
  for (let round = -1; round < ROUNDS; round++)
    for (const kind of round % 2 === 0 ? ["node", "check"] : ["check", "node"]) {
      const time = processorTime(kind, kinds[kind]);
      if (round >= 0) times[kind].push(time);
    }
  const ratio = median(times.check.map((time, at) => time / times.node[at]));
  judge(
    `check of the shipped units: ${ratio.toFixed(2)} times \`node -e 0\`, medians ${median(times.check).toFixed(0)} and ${median(times.node).toFixed(0)} ms of processor time over ${ROUNDS} pairs`,
    ratio,
    LIMITS.ratio,
  );
}

/** In milliseconds, of one run and what it starts; user's and system's. */
function processorTime(kind, argv) {
  const script = `for run in ${"1 ".repeat(RUNS)}; do "$@" >/dev/null || exit; done; times`;
  const shell = ["-c", script, "sh", process.execPath, ...argv];
  const { status, stdout } = spawnSync("sh", shell, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${kind} ended with ${status}`);
  // The second line is the children's: `0m1.230000s 0m0.450000s`
  const [, children = ""] = stdout.trim().split("\n");
  const parts = [...children.matchAll(/(\d+)m([\d.]+)s/g)];
  const seconds = parts.reduce((sum, [, minutes, rest]) => sum + minutes * 60 + Number(rest), 0);
  return (seconds * 1000) / RUNS;
}

function many() {
  const folder = mkdtempSync(join(tmpdir(), "mosaic-harness-bench-"));
  try {
    const units = join(folder, "units");
    mkdirSync(units);
    for (let at = 0; at < UNITS; at++)
      writeFileSync(
        join(units, `unit-${at}.service`),
        `[Unit]\nDescription=unit ${at}\nAfter=unit-${(at * 7) % UNITS}.service\n[Service]\nExecStart=/bin/true ${at}\nEnvironment=A=${at}\nSlice=mosaic-fleet.slice\nRestart=on-failure\n[Install]\nWantedBy=default.target\n`,
      );
    const seen = join(folder, "seen.mjs");
    // The most that it had of memory, told by itself
    writeFileSync(
      seen,
      `import { writeFileSync } from "node:fs";\nprocess.on("exit", () => writeFileSync(${JSON.stringify(join(folder, "kilobytes"))}, String(process.resourceUsage().maxRSS)));\n`,
    );
    const began = performance.now();
    const argv = ["--import", seen, harness, "check", "--no-verify", "--format", "json", units];
    const { stdout } = spawnSync(process.execPath, argv, { maxBuffer: 1 << 28 });
    const seconds = (performance.now() - began) / 1000;
    const { summary } = JSON.parse(String(stdout));
    if (summary.files !== UNITS) throw new Error(`${summary.files} files, not ${UNITS}`);
    const megabytes = Number(readFileSync(join(folder, "kilobytes"), "utf8")) / 1024;
    judge(`check of ${UNITS} units: ${seconds.toFixed(1)} s`, seconds, LIMITS.seconds);
    judge(`check of ${UNITS} units: ${megabytes.toFixed(0)} MB`, megabytes, LIMITS.megabytes);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function judge(text, value, limit) {
  console.log(`${text} (limit ${limit}${value > limit ? ", EXCEEDED" : ""})`);
  if (value > limit) process.exitCode = 1;
}
