import { CommanderError } from "commander";
import { atTheDoor } from "./at-the-door.js";
import type { CliContext } from "./context.js";
import { ExitCode } from "./exit-code.js";
import { toFailure } from "./failure.js";
import { foreseenOptions } from "./foreseen-options.js";
import { openOutput } from "./output.js";
import { buildProgram } from "./program.js";
import { usageFailure } from "./usage-failure.js";

/** One run of `mosaic-fleet`: never throws, never exits. Returns the exit code. */
export async function runCli(given: CliContext): Promise<number> {
  const context = atTheDoor(given);
  const run = { code: ExitCode.Done as number };
  const output = openOutput(context, foreseenOptions(context.argv));
  try {
    const program = buildProgram(context, output, (code) => {
      run.code = code;
    });
    await program.parseAsync(context.argv, { from: "user" });
    return run.code;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return ExitCode.Done;
      if (error.code === "commander.help" && !output.json) return ExitCode.Usage;
      return await output.fail(usageFailure(error));
    }
    if (context.env["MOSAIC_FLEET_DEBUG"] === "1" && error instanceof Error) {
      context.stderr.write(`${error.stack ?? error.message}\n`);
    }
    return await output.fail(toFailure(error));
  }
}
