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
  let stopped;
  try {
    const env = { ...process.env, BENCH_ROWS: rowsFile, BENCH_QUICK: quick ? "1" : "" };
    const argv = [...flags, join(root, file), ...(quick && read === undefined ? ["--quick"] : [])];
    const end = await ended(argv, env);
    const { code, said } = end;
    stopped = end.stopped;
    const told = read === undefined ? rowsOf(rowsFile) : read(said);
    const rows = told.filter(({ broke }) => broke === undefined);
    const broke = told.find((row) => row.broke !== undefined)?.broke;
    const isEnd = code === 0 || (code === 1 && rows.some(({ held }) => held === false));
    return {
      name,
      title,
      about,
      seconds: Math.round((performance.now() - began) / 1000),
      load: { before, after: load() },
      rows,
      // It says 1 for a limit that is missed; 1 without such a row, and anything else, is its own end.
      ...(broke !== undefined || !isEnd ? { broken: broke ?? `ended with ${code}` } : {}),
    };
  } finally {
    rmSync(folder, { recursive: true });
    // Nothing more is measured.
    if (stopped !== undefined) process.kill(process.pid, stopped);
  }
}

async function ended(argv, env) {
  const child = spawn(process.execPath, argv, {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let stopped;
  const forward = (signal) => {
    stopped = signal;
    child.kill(signal);
  };
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
  return { code, said, stopped };
}

function rowsOf(file) {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((text) => JSON.parse(text));
}
