// `npm run bench:long-run`: a fleet held for an hour while faults befall it, and the page made of what was seen.
// Exit: 0 nothing grew and all was recovered from, 1 something is not so (named), 2 wrong usage, 5 something is missing (see tools/bootstrap).
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { documentOf, problemsOf } from "./long-run/document.mjs";
import { describeMachine } from "./machine.mjs";
import { prepare, Unprepared } from "./prepare.mjs";
import { putFiles } from "./put-files.mjs";
import { openScratch } from "./scratch.mjs";
import { withStop } from "./stop.mjs";

const HELP = `npm run bench:long-run -- [--minutes N] [--agents N] [--seed TEXT] [--page FOLDER]
npm run bench:long-run -- --render FILE [--page FOLDER]

Holds a fleet of canaries in a sandbox while faults befall it by chance, and writes long-run.md, its plots and its figures. Exits 1 when something
grows or did not come back. However it ends, nothing that it started is left. What was seen is also kept line by line: of a run that was
stopped, --render makes what can be told of it.

  --minutes N    60
  --agents N     100
  --seed TEXT    which faults befall whom, in which order; told at the start
  --page FOLDER  where the page goes (docs/reference; of a run of less than 30 minutes nowhere)
  --record FILE  where the lines go (in node_modules/.cache/mosaic-bench)
  --render FILE  makes the page from figures.json, or from such lines, and holds nothing

`;
const root = join(import.meta.dirname, "../..");
const docs = join(root, "docs/reference");
const INSIDE = join(root, "apps/cli/bench/long-run.bench.mjs");
const WORTH_A_PAGE = 30;
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

async function act({ help, render, page, ...how }) {
  if (help) process.stdout.write(HELP);
  else if (render !== undefined) await conclude(read(resolve(render)), page ?? docs);
  else {
    const { minutes } = how;
    const document = await hold(how);
    await conclude(document, page ?? (minutes < WORTH_A_PAGE ? undefined : docs));
  }
}

async function hold({ minutes, agents, seed, record }) {
  prepare();
  const file = resolve(record ?? join(root, "node_modules/.cache/mosaic-bench/long-run.jsonl"));
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const head = { begun: new Date().toISOString(), agents, seed, machine: describeMachine() };
  writeFileSync(file, `${JSON.stringify(head)}\n`);
  console.log(`${agents} agents for ${minutes} minutes, --seed ${seed}\nrecorded in ${file}\n`);
  await withStop(async (signal) => {
    const scratch = openScratch();
    try {
      await ended([INSIDE, String(minutes), String(agents), seed, file], scratch.env, signal);
    } finally {
      for (const command of await scratch.close()) console.error(`was left: ${command}`);
    }
  });
  return read(file);
}

/** How it ended is told by what it recorded. */
async function ended(argv, env, signal) {
  const stdio = ["ignore", "inherit", "inherit"];
  const child = spawn(process.execPath, argv, { cwd: root, env, stdio, signal });
  await new Promise((done, reject) => {
    child.once("error", reject);
    child.once("close", done);
  });
}

/** A document, or the lines of a run, whose last may be half a one. */
function read(file) {
  const text = readFileSync(file, "utf8");
  const [head, ...lines] = text.slice(0, text.lastIndexOf("\n")).split("\n");
  return head === "{" ? JSON.parse(text) : documentOf(JSON.parse(head), lines);
}

async function conclude(document, page) {
  if (page !== undefined) await write(document, resolve(page));
  const problems = problemsOf(document);
  for (const problem of problems) console.error(problem);
  if (problems.length === 0) console.log("nothing grew, and every fault was recovered from");
  process.exitCode = problems.length === 0 ? 0 : 1;
}

async function write(document, page) {
  const { figuresText, longRunFiles } = await import("./long-run/page.mjs");
  const files = {
    ...(await longRunFiles(document)),
    "long-run/figures.json": await figuresText(document),
  };
  mkdirSync(join(page, "long-run"), { recursive: true });
  putFiles(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [join(page, name), text])),
  );
  console.log(`wrote ${join(page, "long-run.md")}`);
}

function options() {
  const text = { type: "string" };
  try {
    const { values } = parseArgs({
      options: {
        minutes: { ...text, default: "60" },
        agents: { ...text, default: "100" },
        seed: { ...text, default: String(Date.now() % 1_000_000) },
        page: text,
        record: text,
        render: text,
        help: { type: "boolean", short: "h", default: false },
      },
    });
    const number = (name) => {
      const found = Number(values[name]);
      if (found > 0 && Number.isFinite(found)) return found;
      throw new Error(`\`--${name}\` is a number above 0, not \`${String(values[name])}\``);
    };
    return { ...values, minutes: number("minutes"), agents: number("agents") };
  } catch (error) {
    throw new UsageError(`${error.message}\n\n${HELP}`, { cause: error });
  }
}
