import { runProgram } from "@mosaicstack/command-line";
import type { CliContext } from "./context.js";
import { program } from "./program.js";

/** One run of `mosaic-fleet`: never throws, never exits. Returns the exit code. */
export async function runCli(given: CliContext): Promise<number> {
  return await runProgram(program, given, (context) => context);
}
