import { runProgram } from "./run-program.js";

process.exitCode = await runProgram(process.argv.slice(2), {
  cwd: process.cwd(),
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
