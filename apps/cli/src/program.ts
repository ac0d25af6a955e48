import { Command } from "commander";
import { commands } from "./commands.js";
import type { Command as CommandSpec } from "./command.js";
import type { CliContext } from "./context.js";
import { exitCodeMeanings } from "./exit-code.js";
import { addFlags, longName, readFlags, type Flag } from "./flags.js";
import { globalFlags } from "./global-flags.js";
import { programName } from "./invocation.js";
import { openOutput, type Output } from "./output.js";
import { ownVersion } from "./version.js";

/** The parser of the whole command line. Help goes to `output`; `done` is given the exit code of the command that ran. */
export function buildProgram(
  context: CliContext,
  output: Output,
  done: (code: number) => void,
): Command {
  const name = programName(context.env);
  const program = new Command(name)
    .description("Run coding agents unattended, each in a tmux session of its own.")
    // To find it out takes some reads.
    .version(
      context.argv.includes("--version") ? ownVersion() : "",
      "--version",
      "print the version",
    )
    .helpOption("-h, --help", "print help")
    .helpCommand("help [COMMAND]", "print help of a command")
    .configureHelp({
      showGlobalOptions: true,
      minWidthToWrap: 20,
      subcommandTerm,
      optionDescription: (option) => option.description,
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
    .addHelpText("after", `${afterHelp}\n  ${name} up && ${name} attach canary`)
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
  const examples = spec.examples.map(
    (line) => `  ${line.replaceAll(/\bmosaic-fleet(?= )/g, program.name())}`,
  );
  const command = program
    .command(spec.name)
    .summary(spec.summary)
    .description([sentence(spec.summary), spec.details].filter(Boolean).join("\n\n"))
    .usage(["[options]", spec.words?.usage].filter(Boolean).join(" "))
    .helpOption("-h, --help", "print help")
    .addHelpText("after", `\nExamples:\n${examples.join("\n")}`);
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

/** The list of commands names each with its words and its alias; options stand in its own help. */
function subcommandTerm(command: Command): string {
  const words = command.usage().replace("[options]", "").trim();
  const alias = command.alias();
  return [alias ? `${command.name()}, ${alias}` : command.name(), words].filter(Boolean).join(" ");
}

function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
}

const afterHelp = `
Agents are named, or --all, or --tag NAME.

Exit codes:
${exitCodeMeanings.map(([code, meaning]) => `  ${String(code).padEnd(3)}  ${meaning}`).join("\n")}

Example:`;
