import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { repository } from "./planted.js";

const folder = mkdtempSync(join(tmpdir(), "test-totals-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Result {
  readonly title: string;
  readonly status: string;
  readonly ancestorTitles?: readonly string[];
}

function totals(file: string, ...results: Result[]): { status: number | null; lines: string[] } {
  const report = join(folder, "report.json");
  const assertionResults = results.map((result) => {
    const ancestorTitles = result.ancestorTitles ?? [];
    return { ...result, ancestorTitles, fullName: [...ancestorTitles, result.title].join(" ") };
  });
  const failed = results.length === 0 || results.some(({ status }) => status === "failed");
  const name = join(repository, file);
  const one = { name, status: failed ? "failed" : "passed", assertionResults };
  writeFileSync(report, JSON.stringify({ testResults: [one] }));
  const script = join(repository, "tools/test-totals.mjs");
  const { status, stdout } = spawnSync(process.execPath, [script, report], { encoding: "utf8" });
  return { status, lines: stdout.trimEnd().split("\n") };
}

test("tests are counted, and a file that broke before its first one", () => {
  const passed = { title: "a", status: "passed" };
  expect(totals("x.test.ts", passed, { title: "b", status: "failed" })).toEqual({
    status: 0,
    lines: ["1 passed, 1 failed"],
  });
  expect(totals("x.test.ts")).toEqual({ status: 0, lines: ["0 passed, 1 failed"] });
});

test("a skip is allowed by the file and the title of a test or of its suite, others are named", () => {
  const file = "packages/systemd-sandbox/src/hybrid.test.ts";
  const skipped = { title: "limits of units bind", status: "skipped" };
  const inSuite = { ...skipped, ancestorTitles: ["a hybrid sandbox"] };
  expect(totals(file, inSuite)).toEqual({ status: 0, lines: ["0 passed, 0 failed, 1 skipped"] });
  for (const [other, result] of [
    [file, { ...skipped, ancestorTitles: ["a sandbox"] }],
    ["packages/systemd-sandbox/src/sandbox.test.ts", inSuite],
  ] as const) {
    const { status, lines } = totals(other, result);
    expect(status).toBe(1);
    expect(lines[0]).toBe(`skipped: ${other} > ${result.ancestorTitles[0]} ${result.title}`);
    expect(lines.at(-1)).toBe("0 passed, 0 failed, 1 skipped");
  }
});

test("what is allowed is there", () => {
  const path = join(repository, "tools/allowed-skips.json");
  const allowed = JSON.parse(readFileSync(path, "utf8")) as { file: string; title: string }[];
  for (const { file, title } of allowed)
    expect(readFileSync(join(repository, file), "utf8")).toContain(JSON.stringify(title));
});
