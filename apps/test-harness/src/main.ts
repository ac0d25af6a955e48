// The only file that touches `process`: everything below it is given a context.
import { watchOutput } from "@mosaicstack/command-line";
import { programName } from "./program-text.js";
import { run } from "./program.js";

/** Runs this process' command line. */
export async function main(process: NodeJS.Process): Promise<void> {
  const { stdout, stderr } = process;
  watchOutput(programName, process, () => undefined);
  process.exitCode = await run(process.argv.slice(2), {
    env: process.env,
    cwd: process.cwd(),
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    color: stdout.isTTY && !process.env["NO_COLOR"],
    // A terminal that does not know its size says 0.
    columns: (stdout.isTTY && stdout.columns) || undefined,
  });
}
