// What a roster of 1,000 agents costs beyond reading its YAML, and what hostile texts cost at most.
// Paired: `yaml` alone and the whole way (parse, check, resolve) run in turn on one text in one process.
// Exits 1 when the whole takes more than 3 times as long, when a hostile text takes more than a second of processor time,
// or when reading all of them needs more memory than the heap it is given.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const LIMIT = 3;
const HOSTILE_MS = 1000;
const HEAP_MB = 320;
const ROUNDS = 15;

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const here = fileURLToPath(import.meta.url);

if (process.argv[2] === "--hostile") await hostile(process.argv[3]);
else await main();

async function main() {
  const folder = mkdtempSync(join(tmpdir(), "mosaic-roster-bench-"));
  try {
    const file = await bundle(folder);
    const ratio = await paired(file);
    const child = spawnSync(
      process.execPath,
      [`--max-old-space-size=${HEAP_MB}`, here, "--hostile", file],
      { stdio: "inherit" },
    );
    process.exitCode = ratio <= LIMIT && child.status === 0 ? 0 : 1;
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
  const alone = () => parse(text);
  const times = new Map([
    [alone, []],
    [whole, []],
  ]);
  for (let round = 0; round < ROUNDS + 3; round++) {
    for (const run of round % 2 === 0 ? [alone, whole] : [whole, alone]) {
      const began = performance.now();
      run();
      if (round >= 3) times.get(run).push(performance.now() - began);
    }
  }
  const [base, ours] = [times.get(alone), times.get(whole)];
  const ratio = median(ours.map((time, at) => time / base[at]));
  console.log(`1,000 agents, ${text.length} characters, ${ROUNDS} pairs:`);
  console.log(
    `  yaml alone ${median(base).toFixed(0)} ms, parsed, checked and resolved ${median(ours).toFixed(0)} ms`,
  );
  console.log(`  ratio ${ratio.toFixed(2)} (limit ${LIMIT})`);
  return ratio;
}

/** Every hostile text, each at its slowest of several sizes. */
async function hostile(file) {
  const { parseRoster, formatDiagnostics, hostileTexts } = await import(file);
  const slowest = [];
  for (const size of [125_000, 250_000, 500_000]) {
    for (const [name, text] of hostileTexts(size)) {
      const read = () => {
        const before = process.cpuUsage();
        formatDiagnostics(parseRoster(text, { file: "roster.yaml" }).diagnostics, text);
        const { user, system } = process.cpuUsage(before);
        return (user + system) / 1000;
      };
      // Processor time, and the best of three where it is long: other load on the machine is not the text's fault.
      let ms = read();
      if (ms > HOSTILE_MS / 2) ms = Math.min(ms, read(), read());
      slowest.push({ name, length: text.length, ms });
    }
  }
  slowest.sort((a, b) => b.ms - a.ms);
  console.log(
    `${slowest.length} hostile texts in a heap of ${HEAP_MB} MB, the slowest (limit ${HOSTILE_MS} ms of processor time each):`,
  );
  for (const { name, length, ms } of slowest.slice(0, 5))
    console.log(`  ${ms.toFixed(0).padStart(4)} ms  ${name}, ${length} characters`);
  process.exitCode = slowest[0].ms <= HOSTILE_MS ? 0 : 1;
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
