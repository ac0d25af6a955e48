import { Command } from "commander";
import { commands } from "./commands.js";
import type { Command as CommandSpec } from "./command.js";
import type { CliContext } from "./context.js";
import { longName, type Flag } from "./flags.js";
import { globalFlags } from "./global-flags.js";
import { commandHelp } from "./help/command-help.js";
import { mainHelp } from "./help/main-help.js";
import { programName } from "./invocation.js";
import { openOutput, type Output } from "./output.js";
import { addFlags, readFlags } from "./parser-flags.js";
import { ownVersion } from "./version.js";

/** The parser of the whole command line. Help goes to `output`; `done` is given the exit code of the command that ran. */
export function buildProgram(
  context: CliContext,
  output: Output,
  done: (code: number) => void,
): Command {
  const name = programName(context.env);
  const program = new Command(name)
    // To find it out takes some reads.
    .version(context.argv.includes("--version") ? ownVersion() : "", "--version")
    .helpOption("-h, --help")
    .helpCommand(false)
    .configureHelp({
      formatHelp: (command, { helpWidth: width = 80 }) => {
        const spec = commands.find((each) => each.name === command.name());
        const view = { program: name, width };
        return spec === undefined ? mainHelp(commands, view) : commandHelp(spec, view);
      },
    })
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => {
        if (!output.json) context.stderr.write(text);
      },
      // Mistakes are shown by the caller.
      outputError: () => undefined,
      getOutHelpWidth: () => output.width ?? 80,
      getErrHelpWidth: () => output.talkWidth ?? 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride();
  addFlags(program, globalFlags);
  const named = namedCommand(context.argv);
  for (const spec of named === undefined ? commands : [named])
    addCommand(program, spec, context, done);
  return program;
}

/**
 * The command that is named, where it is plain which: the others need not be made then. Undefined where it is not, so that help
 * lists all, and a mistake is told beside what is like it.
 */
function namedCommand(argv: readonly string[]): CommandSpec | undefined {
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? "";
    const flag = globalFlagOf.get(word);
    if (flag === undefined)
      return commands.find(({ name, alias }) => word === name || word === alias);
    // Its value is the next word.
    if (flag.value !== undefined) at += 1;
  }
  return undefined;
}

const globalFlagOf: ReadonlyMap<string, Flag> = new Map(
  Object.entries(globalFlags).map(([key, flag]) => [longName(key), flag]),
);

function addCommand(
  program: Command,
  spec: CommandSpec,
  context: CliContext,
  done: (code: number) => void,
): void {
  const command = program.command(spec.name).helpOption("-h, --help");
  if (spec.alias !== undefined) command.alias(spec.alias);
  if (spec.words !== undefined) {
    command.argument(spec.words.count === "one" ? `<${spec.words.usage}>` : "[words...]");
  }
  addFlags(command, spec.flags);
  command.action(async () => {
    const globals = readFlags(program, globalFlags);
    const output = openOutput(context, globals);
    const flags = readFlags(command, spec.flags);
    done(await spec.run({ context, output, words: command.args, flags, globals }));
  });
}
