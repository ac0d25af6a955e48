import type { CommandText } from "../command.js";
import { grouped } from "../groups.js";
import type { ProgramText } from "../program.js";
import { wrapIndented } from "../wrap.js";
import { asTypedHere } from "./command-help.js";
import { globalRows, helpRow } from "./flag-rows.js";
import { rowLines, section, termWidth, type Row } from "./rows.js";
import type { View } from "./view.js";

/** What `PROGRAM --help` prints: commands by what one wants to do, a line each. */
export function mainHelp(
  commands: readonly CommandText[],
  text: ProgramText,
  { program, width }: View,
): string {
  const rowOf = ({ name, alias, summary }: CommandText): Row => [
    alias === undefined ? name : `${name}, ${alias}`,
    summary,
  ];
  const options = [...globalRows(text.globals), helpRow];
  const codes = text.exitCodes.map(([code, meaning]): Row => [String(code), meaning]);
  const term = termWidth([...commands.map(rowOf), ...options]);
  return [
    `Usage: ${program} [options] COMMAND`,
    "",
    ...wrapIndented(text.description, width),
    ...grouped(commands, text.groups).flatMap((group) =>
      section(group.title, rowLines(group.commands.map(rowOf), term, width)),
    ),
    ...section("Options of every command", rowLines(options, term, width)),
    "",
    ...text.notes.flatMap((note) => wrapIndented(note, width)),
    ...wrapIndented(`\`${program} help COMMAND\` says more of one, with examples.`, width),
    ...section("Exit codes", rowLines(codes, termWidth(codes), width)),
    ...section("Example", [`  ${asTypedHere(text.example, text.name, program)}`]),
    "",
  ].join("\n");
}
