// What a roster of 1,000 agents costs beyond reading its YAML, and what hostile texts cost at most.
// Paired: `yaml` alone and the whole way (parse, check, resolve) run in turn on one text in one process.
// A hostile text that needs more memory than the heap that all of them are read in ends the bench.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { interleave } from "../../../tools/bench/measure/interleave.mjs";
import { ownTime } from "../../../tools/bench/measure/processor-time.mjs";
import { rounds, sized } from "../../../tools/bench/measure/rounds.mjs";
import { tell, tellFigure } from "../../../tools/bench/measure/tell.mjs";

const LIMIT = 3;
const HOSTILE_MS = 1000;
const HEAP_MB = 320;
const here = fileURLToPath(import.meta.url);

if (process.argv[2] === "--hostile") await hostile(process.argv[3]);
else await main();

async function main() {
  const folder = mkdtempSync(join(tmpdir(), "mosaic-roster-bench-"));
  try {
    const file = await bundle(folder);
    await paired(file);
    const child = spawnSync(
      process.execPath,
      [`--max-old-space-size=${HEAP_MB}`, here, "--hostile", file],
      { stdio: "inherit" },
    );
    if (child.status === 1) process.exitCode = 1;
    else if (child.status !== 0)
      throw new Error(
        `${HEAP_MB} MB are too little for the hostile texts, or they broke: ${child.signal ?? child.status}`,
      );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The sources as one file, with the `yaml` that they use. */
async function bundle(folder) {
  const outfile = join(folder, "roster.mjs");
  const contents = `export * from "./src/index.ts"; export { parse } from "yaml";
    export { hostileTexts } from "./test/hostile-texts.ts";`;
  await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL("..", import.meta.url)), loader: "ts" },
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "warning",
    banner: {
      js: 'import { createRequire as r } from "node:module"; const require = r(import.meta.url);',
    },
  });
  return pathToFileURL(outfile).href;
}

async function paired(file) {
  const { parse, parseRoster, resolveFleet } = await import(file);
  const text = thousandAgents();
  const whole = () => {
    const { roster, diagnostics } = parseRoster(text, { file: "roster.yaml" });
    if (roster === undefined) throw new Error(JSON.stringify(diagnostics.slice(0, 3)));
    return resolveFleet(roster, { home: "/home/me" });
  };
  const figures = await interleave(
    { alone: { run: () => void parse(text) }, whole: { run: () => void whole() } },
    rounds(15, 5),
    { warm: 3 },
  );
  tell({
    name: "1,000 agents parsed, checked and resolved",
    figures: figures.whole,
    beside: { name: "`yaml` alone", figures: figures.alone },
    limit: LIMIT,
    note: `${text.length} characters`,
  });
}

/** Every hostile text, each at its slowest of several sizes. */
async function hostile(file) {
  const { parseRoster, formatDiagnostics, hostileTexts } = await import(file);
  const slowest = [];
  for (const size of sized([125_000, 250_000, 500_000], [125_000])) {
    for (const [name, text] of hostileTexts(size)) {
      const read = () => {
        const before = ownTime();
        formatDiagnostics(parseRoster(text, { file: "roster.yaml" }).diagnostics, text);
        return ownTime() - before;
      };
      // Processor time, and the best of three where it is long: other load on the machine is not the text's fault.
      let ms = read();
      if (ms > HOSTILE_MS / 2) ms = Math.min(ms, read(), read());
      slowest.push({ name, length: text.length, ms });
    }
  }
  slowest.sort((a, b) => b.ms - a.ms);
  for (const { name, length, ms } of slowest.slice(0, 5)) {
    const note = `${length} characters, one of the slowest five of ${slowest.length}`;
    tellFigure({ name, unit: "ms of processor", figure: ms, limit: HOSTILE_MS, note });
  }
}

function thousandAgents() {
  const runtimes = ["claude", "codex", "pi", "gemini"];
  const agents = Array.from(
    { length: 1000 },
    (_, at) => `  - name: agent-${at} # number ${at}
    runtime: ${runtimes[at % 4]}
    args: [--model, opus]
    workdir: ~/src/app-${at}
    env: { CLAUDE_CONFIG_DIR: ~/.claude-${at}, LANG: C.UTF-8 }
    limits: { memory_max: 4G, tasks_max: 512, cpu_weight: 50 }
    restart: { policy: always, delay: 5s, max_delay: 5m, burst: 10 }
    transcript: 20M
    tags: [builders, group-${at % 10}]
`,
  );
  const top =
    "version: 1\nname: big\nsocket_name: mosaic-fleet\ndefaults: { runtime: claude }\nagents:\n";
  return top + agents.join("");
}
