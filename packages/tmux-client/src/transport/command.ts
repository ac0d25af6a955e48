import { argvLiteral, checkText, quoteCommand } from "../values/quote.js";

/** A command and its arguments, one element each. */
export type Command = readonly string[];

/** Several commands as one argv: tmux runs them in one go and stops at the first that fails. */
export function joinCommands(commands: readonly Command[]): string[] {
  return commands.flatMap((command, index) => {
    const words = command.map((word) => argvLiteral(checked(command, word)));
    return index === 0 ? words : [";", ...words];
  });
}

/** The same as one line for tmux's own parser. */
export function quoteCommands(commands: readonly Command[]): string {
  return commands
    .map((command) => quoteCommand(command.map((word) => checked(command, word))))
    .join(" ; ");
}

function checked(command: Command, word: string): string {
  return checkText(word, `an argument of \`${command[0] ?? ""}\``);
}
