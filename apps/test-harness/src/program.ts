import { runProgram, UsageError, type Failure, type Program } from "@mosaicstack/command-line";
import { commands } from "./commands.js";
import type { Context } from "./context.js";
import { exitCodeOf } from "./exit-code.js";
import { NothingToRun } from "./nothing-to-run.js";
import { programName, programText, type globalFlags } from "./program-text.js";
import { ownVersion } from "./version.js";

/** Runs a command line. Returns the exit code; never throws. */
export async function run(argv: readonly string[], given: Context): Promise<number> {
  const { env, cwd, out, err, color, columns } = given;
  const world = {
    argv,
    env,
    stdout: { write: out },
    stderr: { write: err },
    isTTY: { stdout: color || columns !== undefined, stderr: false },
    columns,
  };
  return await runProgram(program, world, ({ stdout, stderr }): Context => {
    const write = { out: stdout.write, err: stderr.write };
    return { env, cwd, color, columns, ...write };
  });
}

/** Of a rehearsal, as of a file system, the words are those of who failed. */
function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError || error instanceof NothingToRun) return error;
  return { code: "Failed", message };
}

const program: Program<Context, typeof globalFlags> = {
  text: programText,
  commands,
  later: [],
  version: ownVersion,
  telling: { name: programName, exitCodeOf },
  failureOf,
  debug: "MOSAIC_FLEET_DEBUG",
  wantsJson: (words) =>
    words.some(
      (word, at) => word === "--format=json" || (word === "--format" && words[at + 1] === "json"),
    ),
  look: (_, { format }) => ({ json: format === "json", quiet: false, noColor: false }),
};
