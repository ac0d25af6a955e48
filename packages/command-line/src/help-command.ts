import { defineCommand, type Command, type CommandText } from "./command.js";
import { UsageError } from "./failure.js";
import type { FlagTable } from "./flags.js";
import { commandHelp } from "./help/command-help.js";
import { mainHelp } from "./help/main-help.js";
import type { ProgramText } from "./program.js";
import { listOfCommands } from "./usage-failure.js";

/** `help COMMAND` is `COMMAND --help`; `commands` gives the list that it is a part of. */
export function helpOn<Context, Globals extends FlagTable>(
  text: ProgramText<Globals>,
  {
    commands,
    later,
    example,
  }: {
    readonly commands: () => readonly CommandText[];
    readonly later: readonly string[];
    readonly example: string;
  },
): Command<Context, Globals> {
  const list = listOfCommands(text.name);
  const named = (wanted: string): CommandText => {
    const found = commands().find(({ name, alias }) => wanted === name || wanted === alias);
    if (found !== undefined) return found;
    const message = later.includes(wanted)
      ? `this version does not have \`${wanted}\` yet`
      : `unknown command \`${wanted}\``;
    throw new UsageError(message, list);
  };
  return defineCommand({
    name: "help",
    summary: "print help of a command",
    details: "Without COMMAND: the list of them, as `--help` alone.",
    words: { usage: "[COMMAND]", count: "any" },
    flags: {},
    examples: [example],
    run: async ({ output, words }) => {
      const [wanted, more] = words;
      if (more !== undefined) throw new UsageError("`help` takes one command", list);
      const view = { program: output.program, width: output.width ?? 80 };
      const help =
        wanted === undefined
          ? mainHelp(commands(), text, view)
          : commandHelp(named(wanted), text, view);
      output.draw(help.trimEnd());
      return 0;
    },
  });
}
