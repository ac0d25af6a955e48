import { createRequire as createRequireOfChunk } from "node:module";
const require = createRequireOfChunk(import.meta.url);
var exitCode = { held: 0, failed: 1, usage: 2, nothingRan: 5 },
  exitCodeMeanings = [
    [exitCode.held, "all hold"],
    [exitCode.failed, "something does not"],
    [exitCode.usage, "wrong usage"],
    [
      exitCode.nothingRan,
      "nothing cou\
ld run",
    ],
  ],
  exitCodeOf = {
    Usage: exitCode.usage,
    NothingToRun: exitCode.nothingRan,
    Failed: exitCode.failed,
  };
export { exitCode, exitCodeMeanings, exitCodeOf };
