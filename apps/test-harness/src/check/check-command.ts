// All that `check` needs beside its options, loaded when it runs: `--help` and other commands do without.
export { reportCheck } from "../report/report-check.js";
export { hasFailed } from "./check-document.js";
export { runCheck } from "./run-check.js";
