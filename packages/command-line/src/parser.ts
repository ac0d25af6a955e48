import { Command as Parser } from "commander";
import type { Command } from "./command.js";
import { longName, type Flag, type FlagTable } from "./flags.js";
import { commandHelp } from "./help/command-help.js";
import { mainHelp } from "./help/main-help.js";
import { openOutput, type Output } from "./output.js";
import { addFlags, readFlags } from "./parser-flags.js";
import type { Program } from "./program.js";
import type { World } from "./world.js";

/** One run: the world, what commands are given of it, and who is told the exit code of the command that ran. */
export interface Run<Context> {
  readonly world: World;
  readonly context: Context;
  readonly done: (code: number) => void;
}

/** The parser of the whole command line. Help goes to `output`. */
export function buildParser<Context, Globals extends FlagTable>(
  program: Program<Context, Globals>,
  output: Output,
  run: Run<Context>,
): Parser {
  const { text, commands } = program;
  const { argv, stdout, stderr } = run.world;
  const parser = new Parser(output.program)
    // To find it out takes some reads.
    .version(argv.includes("--version") ? program.version() : "", "--version")
    .helpOption("-h, --help")
    .helpCommand(false)
    .configureHelp({
      formatHelp: (command, { helpWidth: width = 80 }) => {
        const spec = commands.find((each) => each.name === command.name());
        const view = { program: output.program, width };
        return spec === undefined ? mainHelp(commands, text, view) : commandHelp(spec, text, view);
      },
    })
    .configureOutput({
      writeOut: (words) => void stdout.write(words),
      writeErr: (words) => {
        if (!output.json) stderr.write(words);
      },
      // Mistakes are shown by the caller.
      outputError: () => undefined,
      getOutHelpWidth: () => output.width ?? 80,
      getErrHelpWidth: () => output.talkWidth ?? 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride();
  addFlags(parser, text.globals);
  const named = namedCommand(argv, program);
  for (const spec of named === undefined ? commands : [named])
    addCommand(parser, spec, program, run);
  return parser;
}

/**
 * The command that is named, where it is plain which: the others need not be made then. Undefined where it is not, so that help
 * lists all, and a mistake is told beside what is like it.
 */
function namedCommand<Context, Globals extends FlagTable>(
  argv: readonly string[],
  { text, commands }: Program<Context, Globals>,
): Command<Context, Globals> | undefined {
  const flagOf: ReadonlyMap<string, Flag> = new Map(
    Object.entries(text.globals).map(([key, flag]) => [longName(key), flag]),
  );
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? "";
    const flag = flagOf.get(word);
    if (flag === undefined)
      return commands.find(({ name, alias }) => word === name || word === alias);
    // Its value is the next word.
    if (flag.value !== undefined) at += 1;
  }
  return undefined;
}

function addCommand<Context, Globals extends FlagTable>(
  parser: Parser,
  spec: Command<Context, Globals>,
  { text, telling, look }: Program<Context, Globals>,
  { world, context, done }: Run<Context>,
): void {
  const command = parser.command(spec.name).helpOption("-h, --help");
  if (spec.alias !== undefined) command.alias(spec.alias);
  if (spec.words !== undefined) {
    command.argument(spec.words.count === "one" ? `<${spec.words.usage}>` : "[words...]");
  }
  addFlags(command, spec.flags);
  command.action(async () => {
    const globals = readFlags(parser, text.globals);
    const flags = readFlags(command, spec.flags);
    const output = openOutput(world, look(globals, flags), telling);
    done(await spec.run({ context, output, words: command.args, flags, globals }));
  });
}
