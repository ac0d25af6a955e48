import { visible, visibleOutput } from "@mosaicstack/tmux-client/visible";
import { Command, CommanderError } from "commander";
import { addCheck } from "./commands/check.js";
import { addExplain } from "./commands/explain.js";
import { addList } from "./commands/list.js";
import { addLive } from "./commands/live.js";
import { addProbe } from "./commands/probe.js";
import type { Context } from "./context.js";
import { exitCode } from "./exit-code.js";
import { NothingToRun } from "./nothing-to-run.js";
import { reportJson } from "./report/json.js";
import { UsageError } from "./usage-error.js";
import { ownVersion } from "./version.js";

/** Runs a command line. Returns the exit code; never throws. */
export async function run(argv: readonly string[], given: Context): Promise<number> {
  const context = atTheDoor(given);
  let code: number = exitCode.held;
  const program = buildProgram(context, (value) => {
    code = value;
  });
  try {
    await program.parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    return tellFailure(error, wantsJson(argv), context);
  }
}

/**
 * All that is written passes here, help and documents too, so that nothing from outside acts on a terminal where it was forgotten before;
 * our own colours stay where there are any. Reports make text from outside `visible` themselves, for they know that a name or a reason
 * is one line.
 */
function atTheDoor(context: Context): Context {
  const { out, err, color } = context;
  return {
    ...context,
    out: (text) => out(visibleOutput(text, { colors: color })),
    err: (text) => err(visibleOutput(text, { colors: false })),
  };
}

function buildProgram(context: Context, done: (code: number) => void): Command {
  const program = new Command("mosaic-fleet-harness")
    .description("Check the unit files of a fleet, and rehearse its life and its disasters.")
    .version(ownVersion(), "--version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help of a command")
    .addHelpText("after", EXIT_CODES)
    .exitOverride()
    .configureOutput({
      writeOut: context.out,
      // Told by `tellFailure`, which knows about `--format json`
      writeErr: () => undefined,
      getOutHelpWidth: () => 80,
      getOutHasColors: () => false,
    });
  for (const add of [addCheck, addLive, addProbe, addList, addExplain]) add(program, context, done);
  for (const command of program.commands) command.helpOption("-h, --help", "print help");
  return program;
}

const EXIT_CODES = `
Exit codes:
  0  all hold
  1  something does not
  2  wrong usage
  5  nothing could run`;

function tellFailure(error: unknown, json: boolean, { out, err }: Context): number {
  // Help and version are thrown too
  if (error instanceof CommanderError && error.exitCode === 0) return exitCode.held;
  const [name, code, message] = classify(error);
  if (json) out(reportJson({ version: 1, error: { code: name, message } }));
  else err(`mosaic-fleet-harness: ${visible(message)}\n`);
  return code;
}

function classify(error: unknown): readonly [name: string, code: number, message: string] {
  if (error instanceof CommanderError) return ["Usage", exitCode.usage, usageMessage(error)];
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError) return ["Usage", exitCode.usage, message];
  if (error instanceof NothingToRun) return ["NothingToRun", exitCode.nothingRan, message];
  return ["Failed", exitCode.failed, message];
}

function usageMessage({ code, message }: CommanderError): string {
  if (code === "commander.help") return "no command was given; `--help` lists them";
  const what = message
    .replace(/^error: /, "")
    // Commander's own line break, before what it proposes.
    .replace(/\n(?=\(Did you mean [^\n]*\?\)$)/, " ")
    .replaceAll(/'([^']*)'/g, "`$1`");
  return `${what.replace(/\.$/, "")}; \`--help\` shows how it is used`;
}

/** Asked of the words, because a command line that is wrong was not parsed. */
function wantsJson(argv: readonly string[]): boolean {
  const words = argv.slice(0, argv.includes("--") ? argv.indexOf("--") : argv.length);
  return words.some(
    (word, at) => word === "--format=json" || (word === "--format" && words[at + 1] === "json"),
  );
}
