import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { repository } from "./planted.js";

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

test("a system that could not be made has a row of its own, and has failed", async () => {
  const { remarks, table } = await load<{
    remarks: (results: Results) => unknown[];
    table: (results: Results) => string;
  }>("matrix/lib/report.mjs");
  const { unmade } = await load<{
    unmade: (system: string, made: { said: string }) => Results["systems"][number];
  }>("matrix/lib/unmade.mjs");
  const versions = { systemd: "262-1", tmux: "3.7c-1" };
  const cases = [{ name: "one", outcome: "passed" }];
  const results = {
    systems: [
      unmade("debian-13", { said: "it is gone" }),
      { system: "forky", versions, jobs: [{ name: "cli", cases }] },
    ],
  };
  expect(table(results)).toMatchInlineSnapshot(`
    "system     systemd  tmux    root  cli
    debian-13  -        -       0/1   -
    forky      262-1    3.7c-1  -     1/1"
  `);
  expect(remarks(results)).toEqual([
    { system: "debian-13", job: "root", name: "is-made", outcome: "failed", detail: "it is gone" },
  ]);
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
  const { file: source, title } = allowedSkip();
  const name = join(repository, source);
  const named = { title, fullName: title, ancestorTitles: [] };
  const assertionResults = [
    { ...named, status: "passed" },
    { ...named, status: "skipped" },
  ];
  const report = file("report.json", {
    testResults: [
      { name, status: "passed", assertionResults },
      { name, status: "failed", assertionResults: [] },
    ],
  });
  const matrix = file("matrix.json", { passed: 3, failed: 1, skipped: 2 });
  expect(node("test-totals.mjs", report).output).toBe("1 passed, 1 failed, 1 skipped\n");
  expect(node("test-totals.mjs", report, matrix).output).toBe("4 passed, 2 failed, 3 skipped\n");
});

function allowedSkip(): { file: string; title: string } {
  const path = join(repository, "tools/allowed-skips.json");
  const [first] = JSON.parse(readFileSync(path, "utf8")) as { file: string; title: string }[];
  if (first === undefined) throw new Error("no skip is allowed");
  return first;
}
