import { CommanderError } from "commander";
import { atTheDoor } from "./at-the-door.js";
import type { FlagTable } from "./flags.js";
import { foreseenOptions } from "./foreseen-options.js";
import { openOutput } from "./output.js";
import { buildParser } from "./parser.js";
import type { Program } from "./program.js";
import { usageFailure } from "./usage-failure.js";
import type { World } from "./world.js";

/**
 * One run of a program: never throws, never exits. Returns the exit code. Commands are given what `contextOf` makes of the world,
 * whose writers are guarded.
 */
export async function runProgram<Given extends World, Context, Globals extends FlagTable>(
  program: Program<Context, Globals>,
  given: Given,
  contextOf: (world: Given) => Context,
): Promise<number> {
  const world = atTheDoor(given);
  const { telling, later, debug, wantsJson } = program;
  const run = { code: DONE };
  const output = openOutput(world, foreseenOptions(world.argv, wantsJson), telling);
  try {
    const parser = buildParser(program, output, {
      world,
      context: contextOf(world),
      done: (code) => {
        run.code = code;
      },
    });
    await parser.parseAsync(world.argv, { from: "user" });
    return run.code;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return DONE;
      if (error.code === "commander.help" && !output.json) return telling.exitCodeOf.Usage;
      return await output.fail(usageFailure(error, { name: telling.name, later }));
    }
    if (world.env[debug] === "1" && error instanceof Error) {
      world.stderr.write(`${error.stack ?? error.message}\n`);
    }
    return await output.fail(program.failureOf(error));
  }
}

const DONE: number = 0;
