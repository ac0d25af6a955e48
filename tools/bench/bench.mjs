// `npm run bench`: every measurement, one after the other, as one JSON document, and the page made of it.
// Exit: 0 all limits held, 1 one is missed or a bench broke (both named), 2 wrong usage, 5 something is missing (see tools/bootstrap).
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { benches } from "./benches.mjs";
import { describeMachine } from "./machine.mjs";
import { line } from "./measure/tell.mjs";
import { fetchOutsideTools } from "./measure/outside-tools.mjs";
import { prepare, Unprepared } from "./prepare.mjs";
import { notMeasured, problems } from "./problems.mjs";
import { putFiles } from "./put-files.mjs";
import { runBench } from "./run-bench.mjs";
import { withStop } from "./stop.mjs";

const HELP = `npm run bench -- [--only NAME]… [--quick] [--json FILE] [--page FOLDER]
npm run bench -- --render FILE [--page FOLDER]

Runs every bench one after the other and writes what was measured as JSON. Exits 1 when a limit is missed, and names it. A run that is
stopped writes nothing. What the benches need is installed before, each command printed; the other tools that they measure are fetched into
a cache of this clone.

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
  if (error instanceof Unprepared) process.exitCode = error.code;
  else if (error instanceof UsageError) {
    console.error(error.message);
    process.exitCode = 2;
  } else throw error;
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
  prepare();
  for (const { title, why } of fetchOutsideTools()) console.log(`not beside ${title}: ${why}`);
  const begun = new Date().toISOString();
  const document = { version: 1, begun, quick, machine: describeMachine(), benches: [] };
  const file = resolve(
    json ?? (isWhole ? join(docs, "performance/figures.json") : "bench-figures.json"),
  );
  await withStop(async (signal) => {
    for (const bench of chosen) {
      console.log(`\n${bench.name}: ${bench.title}`);
      document.benches.push(await runBench(bench, { quick, signal }));
    }
  });
  const text = `${JSON.stringify(document, null, 2)}\n`;
  mkdirSync(dirname(file), { recursive: true });
  if (isWhole || page !== docs) await write(document, page, { [file]: text });
  else putFiles({ [file]: text });
  console.log(`wrote ${file}\n`);
  for (const row of notMeasured(document)) console.log(line(row));
  const found = problems(document);
  for (const problem of found) console.error(problem);
  process.exitCode = found.length === 0 ? 0 : 1;
}

/** What draws is loaded only for it. */
async function write(document, page, more) {
  const { writePage } = await import("./write-page.mjs");
  const isOurs = resolve(page) === docs;
  await writePage(document, resolve(page), {
    ...(isOurs ? { readme: join(root, "README.md") } : {}),
    more,
  });
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
