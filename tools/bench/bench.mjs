// `npm run bench`: every measurement, one after the other, as one JSON document, and the page made of it.
// Exit: 0 all limits held, 1 one is missed or a bench broke (both named), 2 wrong usage.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { benches } from "./benches.mjs";
import { describeMachine } from "./machine.mjs";
import { problems } from "./problems.mjs";
import { runBench } from "./run-bench.mjs";

const HELP = `npm run bench -- [--only NAME]… [--quick] [--json FILE] [--page FOLDER]
npm run bench -- --render FILE [--page FOLDER]

Runs every bench one after the other and writes what was measured as JSON. Exits 1 when a limit is missed, and names it.

  --only NAME    this one; several may be named. The page is written only with --page
  --quick        fewer rounds, smaller numbers: shows that everything works. The page is written only with --page
  --json FILE    where the document goes (docs/reference/performance/figures.json; with --only or --quick bench-figures.json)
  --page FOLDER  where performance.md and its plots go (docs/reference)
  --render FILE  makes the page from a document, and measures nothing
  --list         the names

`;
const root = join(import.meta.dirname, "../..");
const docs = join(root, "docs/reference");
class UsageError extends Error {}

try {
  await act(options());
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

async function act({ help, list, render, page = docs, ...what }) {
  if (help) process.stdout.write(HELP);
  else if (list) for (const { name, title } of benches) console.log(`${name.padEnd(18)} ${title}`);
  else if (render === undefined) await measure(what, page);
  else await write(JSON.parse(readFileSync(resolve(render), "utf8")), page);
}

async function measure({ only, quick, json }, page) {
  const chosen = only === undefined ? benches : only.map(named);
  const isWhole = only === undefined && !quick;
  build();
  const begun = new Date().toISOString();
  const document = { version: 1, begun, quick, machine: describeMachine(), benches: [] };
  const file = resolve(
    json ?? (isWhole ? join(docs, "performance/figures.json") : "bench-figures.json"),
  );
  mkdirSync(dirname(file), { recursive: true });
  for (const bench of chosen) {
    console.log(`\n${bench.name}: ${bench.title}`);
    document.benches.push(await runBench(bench, { quick }));
    // After each, so that a run that is stopped leaves what it has measured.
    writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
  }
  console.log(`\nwrote ${file}`);
  if (isWhole || page !== docs) await write(document, page);
  const found = problems(document);
  for (const problem of found) console.error(problem);
  process.exitCode = found.length === 0 ? 0 : 1;
}

/** What draws is loaded only for it. */
async function write(document, page) {
  const { writePage, writeReadme } = await import("./write-page.mjs");
  await writePage(document, resolve(page));
  if (resolve(page) === docs) await writeReadme(document, join(root, "README.md"));
}

/** Benches run what is built, so that nothing is compiled while it is measured. */
function build() {
  const nx = ["nx", "run-many", "-t", "build", "--output-style=static"];
  const { status, stdout, stderr } = spawnSync("npx", nx, { cwd: root, encoding: "utf8" });
  if (status === 0) return;
  throw new Error(`the build failed:\n${stdout}${stderr}`);
}

function named(name) {
  const bench = benches.find((each) => each.name === name);
  if (bench !== undefined) return bench;
  const all = benches.map((each) => each.name).join(", ");
  throw new UsageError(`There is no bench \`${name}\`. There are: ${all}.`);
}

function options() {
  const text = { type: "string" };
  const flag = { type: "boolean", default: false };
  try {
    return parseArgs({
      options: {
        only: { ...text, multiple: true },
        quick: flag,
        json: text,
        page: text,
        render: text,
        list: flag,
        help: { ...flag, short: "h" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error.message}\n\n${HELP}`, { cause: error });
  }
}
