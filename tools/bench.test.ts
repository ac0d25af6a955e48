import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCheck } from "./planted.js";

const FIXTURES = join(import.meta.dirname, "bench/fixtures");

const load = async <Module>(path: string): Promise<Module> =>
  (await import(pathToFileURL(join(import.meta.dirname, "bench", path)).href)) as Module;

const bench = (...argv: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, "bench/bench.mjs"), ...argv],
    { encoding: "utf8", cwd: folder },
  );
  return { code: status, output: stdout + stderr };
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mosaic fleet bench "));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("the same figures make the same page and the same plots", async () => {
  const argv = ["--render", join(FIXTURES, "figures.json"), "--page", folder];
  expect(bench(...argv)).toMatchObject({ code: 0 });
  const plots = readdirSync(join(folder, "performance")).toSorted();
  expect(plots).toEqual(["growth.svg", "limits.svg", "tools.svg"]);
  const files = ["performance.md", ...plots.map((name) => `performance/${name}`)];
  for (const name of files)
    await expect(readFileSync(join(folder, name), "utf8")).toMatchFileSnapshot(
      join(FIXTURES, name.replace("performance.md", "page.txt").replace("performance/", "")),
    );
});

test("a plot that no figure is in any more goes", () => {
  const document = JSON.parse(readFileSync(join(FIXTURES, "figures.json"), "utf8")) as object;
  const none = join(folder, "none.json");
  writeFileSync(none, JSON.stringify({ ...document, benches: [] }));
  bench("--render", join(FIXTURES, "figures.json"), "--page", folder);
  expect(bench("--render", none, "--page", folder)).toMatchObject({ code: 0 });
  expect(readdirSync(join(folder, "performance"))).toEqual(["limits.svg"]);
});

test("a bench that is not there is wrong usage, with those that are", () => {
  const { code, output } = bench("--only", "nosuch");
  expect(code).toBe(2);
  expect(output).toMatch(/no bench `nosuch`.*start-100/);
  expect(bench("--nosuch")).toMatchObject({ code: 2 });
});

interface Problems {
  readonly problems: (document: unknown) => string[];
}

test("every missed limit and every broken bench is named", async () => {
  const { problems } = await load<Problems>("problems.mjs");
  const document: unknown = JSON.parse(readFileSync(join(FIXTURES, "figures.json"), "utf8"));
  expect(problems(document)).toEqual([
    "starts: MISSED  stop of 100 agents: 800 ms, 100 bare services 400 ms, ratio 2, at most 1.3",
    "messages: ended with SIGKILL",
  ]);
});

interface Tell {
  readonly tell: (row: object) => void;
  readonly short: (figure: number) => string;
}

test("a bench's rows are judged by the pairs, by the least, or by the median", async () => {
  const { tell, short } = await load<Tell>("measure/tell.mjs");
  const rows = join(folder, "rows");
  process.env["BENCH_ROWS"] = rows;
  const code = process.exitCode;
  try {
    tell({
      name: "pairs",
      figures: [20, 10, 90],
      beside: { name: "x", figures: [10, 10, 30] },
      limit: 2,
    });
    tell({ name: "least", unit: "calls/s", figures: [99, 100, 101], limit: 100, least: true });
    tell({ name: "median", figures: [5, 1, 9, 7, 3], limit: 4.9 });
    expect(process.exitCode).toBe(1);
  } finally {
    process.exitCode = code;
    delete process.env["BENCH_ROWS"];
  }
  const read = readFileSync(rows, "utf8").trimEnd().split("\n");
  expect(read.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { ratio: { median: 2, p25: 1, p75: 3 }, held: true },
    { median: 100, held: true },
    { median: 5, p25: 3, p75: 7, rounds: 5, held: false },
  ]);
  expect([0, 0.1234, 1.2, 12.34, 1234.5, -0.11, Infinity].map(short)).toEqual([
    "0",
    "0.12",
    "1.2",
    "12.3",
    "1235",
    "-0.11",
    "Infinity",
  ]);
});

test("what is no number is broken, and the rest is told", async () => {
  const { tell } = await load<Tell>("measure/tell.mjs");
  const rows = join(folder, "rows");
  process.env["BENCH_ROWS"] = rows;
  const code = process.exitCode;
  const beside = (...figures: number[]) => ({ name: "x", figures });
  try {
    process.exitCode = 0;
    tell({ name: "both nothing", figures: [0], beside: beside(0), limit: 2 });
    expect(process.exitCode).toBe(1);
    tell({ name: "theirs nothing", figures: [5], beside: beside(0), limit: 2 });
    tell({ name: "ours nothing", figures: [0], beside: beside(5), limit: 2 });
    tell({ name: "theirs missing", figures: [5], beside: beside(), limit: 2 });
    tell({ name: "a ratio of sums", figures: [5], ratio: Number.NaN, limit: 2 });
    tell({ name: "none", figures: [], limit: 2 });
    tell({ name: "unread", figures: [Number.NaN] });
    tell({ name: "no messages lost", figures: [0], limit: 0 });
  } finally {
    process.exitCode = code;
    delete process.env["BENCH_ROWS"];
  }
  const read = readFileSync(rows, "utf8").trimEnd().split("\n");
  expect(read.map((line) => JSON.parse(line) as unknown)).toEqual([
    { broke: "both nothing: no ratio, of 0 to 0 ms" },
    { broke: "theirs nothing: no ratio, of 5 to 0 ms" },
    { broke: "ours nothing: no ratio, of 0 to 5 ms" },
    { broke: "theirs missing: no ratio, of 5 to  ms" },
    { broke: "a ratio of sums: no ratio, of 5 to NaN ms" },
    { broke: "none: no figure" },
    { broke: "unread: no figure" },
    expect.objectContaining({ name: "no messages lost", held: true }),
  ]);
});

interface Readme {
  readonly readmeWith: (readme: string, document: unknown) => string;
}

test("README shows some of the figures, and none of a quick run", async () => {
  const { readmeWith } = await load<Readme>("readme.mjs");
  const row = { name: "stop of 100 agents", unit: "ms", median: 812.4, rounds: 5 };
  const beside = { name: "100 bare services", median: 700 };
  const rows = [
    { ...row, beside, ratio: { median: 1.16 } },
    { name: "start of 100 agents", cannot: "x" },
  ];
  const document = {
    begun: "2026-11-30T12:00:00.000Z",
    machine: { processor: "X", cores: 2, systemd: "252", tmux: "3.3a" },
    benches: [{ name: "start-100", rows }],
  };
  const readme = "# A\n\n<!-- figures: begin -->\nold\n<!-- figures: end -->\n\nmore\n";
  expect(readmeWith(readme, document)).toBe(
    "# A\n\n<!-- figures: begin -->\n\n| what | measured | beside | ratio |\n| --- | --- | --- | --- |\n" +
      "| their stop | 812 ms | 100 bare services: 700 ms | 1.16 |\n\n" +
      "Measured on 2026-11-30: 2 cores of X, systemd 252, tmux 3.3a.\n\n<!-- figures: end -->\n\nmore\n",
  );
  const quick = readmeWith(readme, { ...document, quick: true });
  expect(quick).not.toContain("812");
  expect(quick).toMatch(/begin -->\n\n_No whole run stands here yet.*\n\n<!-- figures: end/);
  expect(() => readmeWith("# A\n", document)).toThrow(/figures: begin/);
});

test("what is too large or not built is named", () => {
  const scripts = join(folder, "packages/agent-channel/scripts");
  mkdirSync(scripts, { recursive: true });
  writeFileSync(join(scripts, "read-pane.sh"), "x".repeat(30_000));
  writeFileSync(join(scripts, "agent-hook.sh"), "x".repeat(29_000));
  const { code, output } = runCheck("check-sizes", folder);
  expect(code).toBe(1);
  expect(output).toContain("packages/agent-channel/scripts/read-pane.sh: 30 kB, at most 26 kB");
  expect(output).toContain("apps/cli/dist: it is not there");
  expect(output).not.toContain("agent-hook");
});

interface Programs {
  readonly readCalls: (text: string) => { programs: number; processes: number };
}

test("what strace saw is counted: what succeeded, interrupted calls once, threads not", async () => {
  const { readCalls } = await load<Programs>("measure/strace-calls.mjs");
  const text = `10 execve("/bin/a", ["a"], 0x7ffc /* 9 vars */) = 0
10 execve("/usr/local/bin/b", ["b"], 0x7ffc /* 9 vars */) = -1 ENOENT (No such file or directory)
10 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD <unfinished ...>
11 execve("/bin/c", ["c", "= 7"], 0x7ffc /* 9 vars */ <unfinished ...>
10 <... clone resumed>, child_tidptr=0x7f) = 11
11 <... execve resumed>)              = 0
10 clone3({flags=CLONE_VM|CLONE_THREAD, exit_signal=0}, 88) = 12
10 clone3({flags=CLONE_VM|CLONE_THREAD, exit_signal=0} <unfinished ...>
10 <... clone3 resumed>, 88) = 13
10 vfork( <unfinished ...>
10 <... vfork resumed>) = 14
14 +++ exited with 0 +++
`;
  expect(readCalls(text)).toEqual({ programs: 2, processes: 2 });
});
