// The only file that touches `process`: everything below it is given a context.
import { isatty } from "node:tty";
import { watchOutput } from "@mosaicstack/command-line";
import { runCli } from "./cli.js";
import { programName } from "./program-text.js";

/** Runs this process' command line, then ends the process. */
export async function main(process: NodeJS.Process): Promise<void> {
  const { stdout, stderr } = process;
  const end = new AbortController();
  watchOutput(programName, process, () => end.abort());

  const code = await runCli({
    argv: process.argv.slice(2),
    env: process.env,
    // Opened only by who reads it: `attach` leaves it to its child.
    get stdin() {
      return process.stdin;
    },
    stdout,
    stderr,
    isTTY: { stdin: isatty(0), stdout: isatty(1), stderr: isatty(2) },
    get terminal() {
      if (!isatty(0) || !isatty(1)) return undefined;
      return { input: process.stdin, output: stdout, process };
    },
    // A terminal that does not know its size says 0.
    columns: stdout.columns || stderr.columns || undefined,
    get ended() {
      for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => end.abort());
      return end.signal;
    },
    now: () => Date.now(),
  });
  await Promise.all([stdout, stderr].map(flushed));
  process.exit(code);
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write("", () => resolve());
  });
}
