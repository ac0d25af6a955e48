// One line from vitest's JSON report and the matrix's totals: `N passed, N failed`, with `, N skipped` if any. A file that
// broke before its first test counts as one failure. Usage: node tools/test-totals.mjs REPORT [MATRIX]
import { readFileSync } from "node:fs";

const report = JSON.parse(readFileSync(process.argv[2], "utf8"));
const count = (...states) =>
  report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => states.includes(status)).length;
const broken = report.testResults.filter(
  ({ status, assertionResults }) =>
    status === "failed" && !assertionResults.some((result) => result.status === "failed"),
).length;
const matrix =
  process.argv[3] === undefined
    ? { passed: 0, failed: 0, skipped: 0 }
    : JSON.parse(readFileSync(process.argv[3], "utf8"));
const skipped = count("skipped", "pending", "todo", "disabled") + matrix.skipped;
const failed = count("failed") + broken + matrix.failed;
const totals = [`${count("passed") + matrix.passed} passed`, `${failed} failed`];
console.log([...totals, ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(", "));
