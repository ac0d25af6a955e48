import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

interface Case {
  readonly name: string;
  readonly outcome: string;
  readonly detail?: string;
}
interface Results {
  readonly systems: readonly {
    readonly system: string;
    readonly versions: Record<string, string>;
    readonly jobs: readonly { readonly name: string; readonly cases: readonly Case[] }[];
  }[];
}

const load = async <Module>(path: string): Promise<Module> =>
  (await import(pathToFileURL(join(import.meta.dirname, path)).href)) as Module;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mosaic fleet matrix "));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function node(script: string, ...words: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, script), ...words],
    { encoding: "utf8" },
  );
  return { status, output: stdout + stderr };
}

function file(name: string, value: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(value));
  return path;
}

test.each([
  [["--jobs", "canary,nosuch"], "no job is called `nosuch`"],
  [["debian-99"], "no system is called `debian-99`"],
  [["--rounds", "0"], "`--rounds` takes a number from 1 to 99999"],
  [["--newest", "--fallback"], "`--newest` and `--fallback` exclude each other"],
  [["--nosuch"], "'--nosuch'"],
])("what cannot be meant is said before anything is made: %j", (words, message) => {
  const { status, output } = node("matrix/matrix.mjs", ...words);
  expect(output).toContain(message);
  expect(output).toContain("usage: npm run test:matrix");
  expect(status).toBe(2);
});

test("a job's lines become cases; what explains them does not", async () => {
  const { readCases } = await load<{ readCases: (text: string) => Case[] }>("matrix/lib/cases.mjs");
  const text =
    "# systemd 257\nok verify\nFAIL stop: should be 'a: b', is 'c'\nskip enable: not here\n#   ok no\n";
  expect(readCases(text)).toEqual([
    { name: "verify", outcome: "passed" },
    { name: "stop", outcome: "failed", detail: "should be 'a: b', is 'c'" },
    { name: "enable", outcome: "skipped", detail: "not here" },
  ]);
});

test("the table has a row for each system and a dash for what was not run", async () => {
  const { table } = await load<{ table: (results: Results) => string }>("matrix/lib/report.mjs");
  const versions = { systemd: "257.13-1", tmux: "3.5a-3" };
  const passed = { name: "one", outcome: "passed" };
  const results = {
    systems: [
      {
        system: "debian-13",
        versions,
        jobs: [{ name: "race", cases: [{ ...passed, outcome: "failed" }] }],
      },
      {
        system: "sid",
        versions,
        jobs: [{ name: "cli", cases: [passed, passed, { ...passed, outcome: "skipped" }] }],
      },
    ],
  };
  expect(table(results)).toMatchInlineSnapshot(`
    "system     systemd   tmux    race  cli
    debian-13  257.13-1  3.5a-3  0/1   -
    sid        257.13-1  3.5a-3  -     2/2, 1 skipped"
  `);
});

test("a suite's report becomes lines, a file that broke before its first test too", () => {
  const failed = {
    ancestorTitles: ["in sh"],
    title: "stops: at once",
    status: "failed",
    failureMessages: ["Error:\n  no"],
  };
  const report = file("report.json", {
    testResults: [
      {
        name: "/srv/packages/one/src/a/b.test.ts",
        assertionResults: [
          { ancestorTitles: [], title: "starts", status: "passed" },
          failed,
          { ancestorTitles: [], title: "waits", status: "skipped" },
        ],
      },
      { name: "/srv/packages/one/src/c.test.ts", message: "cannot load", assertionResults: [] },
    ],
  });
  expect(node("matrix/lib/suite-lines.mjs", "one", report).output).toMatchInlineSnapshot(`
    "ok one/a/b.test.ts starts
    FAIL one/a/b.test.ts in sh > stops, at once: Error: no
    skip one/a/b.test.ts waits: skipped
    FAIL one/c.test.ts: cannot load
    "
  `);
});

test("the closing line counts the tests and the matrix together", () => {
  const report = file("report.json", {
    testResults: [
      { status: "passed", assertionResults: [{ status: "passed" }, { status: "skipped" }] },
      { status: "failed", assertionResults: [] },
    ],
  });
  const matrix = file("matrix.json", { passed: 3, failed: 1, skipped: 2 });
  expect(node("test-totals.mjs", report).output).toBe("1 passed, 1 failed, 1 skipped\n");
  expect(node("test-totals.mjs", report, matrix).output).toBe("4 passed, 2 failed, 3 skipped\n");
});
