import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { CliError } from "../failure.js";
import { commandHelp } from "../help/command-help.js";
import { mainHelp } from "../help/main-help.js";
import { programName } from "../invocation.js";
import { laterCommands } from "../later-commands.js";

/** `help COMMAND` is `COMMAND --help`; `commands` gives the list that it is a part of. */
export function helpOn(commands: () => readonly Command[]): Command {
  return defineCommand({
    name: "help",
    summary: "print help of a command",
    details: "Without COMMAND: the list of them, as `--help` alone.",
    words: { usage: "[COMMAND]", count: "any" },
    flags: {},
    examples: ["mosaic-fleet help send"],
    run: async ({ context, output, words }) => {
      const [wanted, more] = words;
      if (more !== undefined) throw new CliError("Usage", "`help` takes one command", LIST);
      const view = { program: programName(context.env), width: output.width ?? 80 };
      const all = commands();
      context.stdout.write(
        wanted === undefined ? mainHelp(all, view) : commandHelp(named(wanted, all), view),
      );
      return ExitCode.Done;
    },
  });
}

const LIST = "`mosaic-fleet --help` lists the commands.";

function named(wanted: string, commands: readonly Command[]): Command {
  const found = commands.find(({ name, alias }) => wanted === name || wanted === alias);
  if (found !== undefined) return found;
  const message = laterCommands.includes(wanted)
    ? `this version does not have \`${wanted}\` yet`
    : `unknown command \`${wanted}\``;
  throw new CliError("Usage", message, LIST);
}
