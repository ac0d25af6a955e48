import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load, shareInUse } from "./machine.mjs";
import { openScratch } from "./scratch.mjs";

const root = join(import.meta.dirname, "../..");

/**
 * Runs one bench, whose lines go through to here, and gives what it found, also on its way to an error. `signal` stops it, and then it throws.
 * Nothing that it started is left in any case.
 */
export async function runBench({ name, title, about, file, flags = [] }, { quick, signal }) {
  const others = await shareInUse();
  const before = load();
  const scratch = openScratch();
  const rowsFile = join(scratch.folder, "rows");
  const began = performance.now();
  let code;
  let told;
  let left;
  writeFileSync(rowsFile, "");
  try {
    const env = { ...scratch.env, BENCH_ROWS: rowsFile, BENCH_QUICK: quick ? "1" : "" };
    code = await ended([...flags, join(root, file)], env, signal);
    told = rowsOf(rowsFile);
  } finally {
    left = await scratch.close();
  }
  const rows = told.filter(({ broke }) => broke === undefined);
  const broken = faults(code, told, left).join("; ");
  return {
    name,
    title,
    about,
    seconds: Math.round((performance.now() - began) / 1000),
    load: { before, after: load(), others },
    rows,
    ...(broken === "" ? {} : { broken }),
  };
}

/** A bench says 1 for a limit that is missed; 1 without such a row, and anything else, is its own end. */
function faults(code, told, left) {
  const found = told.flatMap(({ broke }) => (broke === undefined ? [] : [broke]));
  const isEnd = code === 0 || (code === 1 && told.some(({ held }) => held === false));
  if (found.length === 0 && !isEnd) found.push(`ended with ${code}`);
  if (found.length === 0 && told.length === 0) found.push("it told nothing");
  if (left.length > 0) found.push(`it left ${left.length} processes: ${left[0]}`);
  return found;
}

async function ended(argv, env, signal) {
  const stdio = ["ignore", "inherit", "inherit"];
  const child = spawn(process.execPath, argv, { cwd: root, env, stdio, signal });
  return await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status, killed) => resolve(killed ?? status));
  });
}

/** A bench that is killed may leave half a row. */
function rowsOf(file) {
  return readFileSync(file, "utf8")
    .split("\n")
    .slice(0, -1)
    .map((text) => JSON.parse(text));
}
