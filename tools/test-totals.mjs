// One line from vitest's JSON report and the matrix's totals: `N passed, N failed`, with `, N skipped` if any. A file that
// broke before its first test counts as one failure. Before it, each skipped test that tools/allowed-skips.json does not
// allow: where that is the core of a package, passing would say nothing.
// Usage: node tools/test-totals.mjs REPORT [MATRIX]. Exit 1 when there is one; what of the matrix may be skipped, ci.mjs judges.
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";

const root = join(import.meta.dirname, "..");
const report = JSON.parse(readFileSync(process.argv[2], "utf8"));
/** `title` is the one of a test, or of a suite that holds it; `where` says when it is skipped. */
const allowed = JSON.parse(readFileSync(join(root, "tools/allowed-skips.json"), "utf8"));

const tests = report.testResults.flatMap(({ name, assertionResults }) =>
  assertionResults.map((result) => ({ ...result, file: relative(root, name) })),
);
const are = (...states) => tests.filter(({ status }) => states.includes(status));
const broken = report.testResults.filter(
  ({ status, assertionResults }) =>
    status === "failed" && !assertionResults.some((result) => result.status === "failed"),
).length;
const skipped = are("skipped", "pending", "todo", "disabled");

const isNamed = (test, { file, title }) =>
  test.file === file && [...test.ancestorTitles, test.title].includes(title);
const surprises = skipped.filter((test) => !allowed.some((one) => isNamed(test, one)));
for (const { file, fullName } of surprises) console.log(`skipped: ${file} > ${fullName}`);
if (surprises.length > 0) {
  console.log(`Skips that tools/allowed-skips.json does not name: make this machine run them.`);
  process.exitCode = 1;
}

const matrix =
  process.argv[3] === undefined
    ? { passed: 0, failed: 0, skipped: 0 }
    : JSON.parse(readFileSync(process.argv[3], "utf8"));
const passed = are("passed").length + matrix.passed;
const failed = are("failed").length + broken + matrix.failed;
const left = skipped.length + matrix.skipped;
console.log(`${passed} passed, ${failed} failed${left > 0 ? `, ${left} skipped` : ""}`);
