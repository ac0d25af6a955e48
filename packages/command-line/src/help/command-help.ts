import type { CommandText } from "../command.js";
import { wrapIndented } from "../wrap.js";
import type { ProgramText } from "../program.js";
import { flagRows, globalRows, helpRow } from "./flag-rows.js";
import { rowLines, section, termWidth } from "./rows.js";
import type { View } from "./view.js";

/** What `PROGRAM COMMAND --help` prints. */
export function commandHelp(
  command: CommandText,
  text: ProgramText,
  { program, width }: View,
): string {
  const { alias, summary, details, words, flags, examples } = command;
  const name = alias === undefined ? command.name : `${command.name}|${alias}`;
  const usage = [program, name, "[options]", words?.usage].filter(Boolean).join(" ");
  const own = [...flagRows(flags), helpRow];
  const common = globalRows(text.globals);
  const term = termWidth([...own, ...common]);
  return [
    `Usage: ${usage}`,
    "",
    ...wrapIndented(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`, width),
    ...(details === undefined
      ? []
      : ["", ...details.split("\n").flatMap((line) => wrapIndented(line, width))]),
    ...section("Options", rowLines(own, term, width)),
    ...section("Options of every command", rowLines(common, term, width)),
    ...section(
      "Examples",
      examples.map((line) => `  ${asTypedHere(line, text.name, program)}`),
    ),
    "",
  ].join("\n");
}

/** A line to copy, with what runs the program here. */
export function asTypedHere(example: string, name: string, program: string): string {
  return example.replaceAll(new RegExp(`\\b${name}(?= )`, "g"), program);
}
