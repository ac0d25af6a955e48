// One line from vitest's JSON report: `N passed, N failed`, with `, N skipped` if any. A file that broke before its first
// test counts as one failure. Usage: node tools/test-totals.mjs REPORT
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
const skipped = count("skipped", "pending", "todo", "disabled");
const totals = [`${count("passed")} passed`, `${count("failed") + broken} failed`];
console.log([...totals, ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(", "));
