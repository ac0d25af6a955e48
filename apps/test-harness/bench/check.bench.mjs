// What `check` costs: of the shipped units beside an empty program of Node's, one after the other in each round, the ratio of each pair;
// and of ten thousand units in one folder, which grows with them and no faster.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { interleave } from "../../../tools/bench/measure/interleave.mjs";
import { rounds, sized } from "../../../tools/bench/measure/rounds.mjs";
import { tell, tellFigure } from "../../../tools/bench/measure/tell.mjs";

const UNITS = Number(process.env.BENCH_UNITS ?? sized(10_000, 1000));
const LIMITS = { ratio: 2, seconds: 20, megabytes: 400 };

const harness = fileURLToPath(new URL("../bin/mosaic-fleet-harness.js", import.meta.url));

await shipped();
many();

async function shipped() {
  const way = (...argv) => ({
    run() {
      const { status } = spawnSync(process.execPath, argv, { stdio: "ignore" });
      if (status !== 0) throw new Error(`${argv.join(" ")} ended with ${status}`);
    },
  });
  const ways = { node: way("-e", "0"), check: way(harness, "check", "--no-verify") };
  const figures = await interleave(ways, rounds(21, 5));
  tell({
    name: "check of the shipped units",
    figures: figures.check,
    beside: { name: "`node -e 0`", figures: figures.node },
    limit: LIMITS.ratio,
  });
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
    const name = `check of ${UNITS} units`;
    tellFigure({ name, unit: "s", figure: seconds, limit: LIMITS.seconds });
    tellFigure({
      name: `${name}, the most memory`,
      unit: "MB",
      figure: megabytes,
      limit: LIMITS.megabytes,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
