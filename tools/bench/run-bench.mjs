import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "./machine.mjs";

const root = join(import.meta.dirname, "../..");

/** Runs one bench, whose lines go through to here, and gives what it found. What it left on its way to an error is kept. */
export async function runBench({ name, title, about, file, flags = [], read }, { quick }) {
  const folder = mkdtempSync(join(tmpdir(), "mosaic-bench-rows-"));
  const rowsFile = join(folder, "rows");
  const before = load();
  const began = performance.now();
  try {
    const env = { ...process.env, BENCH_ROWS: rowsFile, BENCH_QUICK: quick ? "1" : "" };
    const argv = [...flags, join(root, file), ...(quick && read === undefined ? ["--quick"] : [])];
    const { code, said } = await ended(argv, env);
    const rows = read === undefined ? rowsOf(rowsFile) : read(said);
    const missed = rows.some(({ held }) => held === false);
    return {
      name,
      title,
      about,
      seconds: Math.round((performance.now() - began) / 1000),
      load: { before, after: load() },
      rows,
      // It says 1 for a limit that is missed; anything else, or 1 without such a row, is its own end.
      ...(code === 0 || (code === 1 && missed) ? {} : { broken: `ended with ${code}` }),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function ended(argv, env) {
  const child = spawn(process.execPath, argv, {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const forward = (signal) => child.kill(signal);
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, forward);
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += chunk.toString();
    process.stdout.write(chunk);
  });
  const code = await new Promise((resolve) =>
    child.once("close", (status, signal) => resolve(signal ?? status)),
  );
  for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, forward);
  return { code, said };
}

function rowsOf(file) {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((text) => JSON.parse(text));
}
