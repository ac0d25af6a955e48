// What rehearsals cost: `live` whole, and `--quick`, each once, as a person runs them, by the clock. A scenario
// that fails is a limit that is missed: what it then took says nothing. `BENCH_LIVE=quick` measures the quick set alone.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sized } from "../../../tools/bench/measure/rounds.mjs";
import { tellFigure } from "../../../tools/bench/measure/tell.mjs";

const LIMITS = { quick: 180, whole: 480 };
const FLAGS = { quick: ["--quick"], whole: [] };

const harness = fileURLToPath(new URL("../bin/mosaic-fleet-harness.js", import.meta.url));
const artefacts = mkdtempSync(join(tmpdir(), "mosaic-live-bench-"));
try {
  for (const kind of process.env.BENCH_LIVE?.split(",") ?? sized(["quick", "whole"], ["quick"]))
    measure(kind);
} finally {
  rmSync(artefacts, { recursive: true });
}

function measure(kind) {
  const argv = [harness, "live", ...FLAGS[kind], "--seed", "7", "--format", "json"];
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...argv, "--artefacts", artefacts],
    { encoding: "utf8", maxBuffer: 1 << 28 },
  );
  const seconds = (performance.now() - began) / 1000;
  // 0: all hold, 1: something does not
  if (status !== 0 && status !== 1) throw new Error(`\`live\` ended with ${status}: ${stderr}`);
  const { summary, scenarios } = JSON.parse(stdout);
  const { passed, failed, skipped } = summary;
  const told = `${passed} passed, ${failed} failed, ${skipped} skipped`;
  tellFigure({
    name: `live, ${kind}`,
    unit: "s",
    figure: seconds,
    limit: LIMITS[kind],
    note: told,
  });
  tellFigure({ name: `live, ${kind}, failed`, unit: "scenarios", figure: failed, limit: 0 });
  for (const { id, supervisor, reason } of scenarios.filter((each) => each.status === "failed"))
    console.log(`  ${id}, ${supervisor}: ${reason.split("\n")[0]}`);
}
