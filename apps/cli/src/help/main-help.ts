import type { CommandText } from "../command.js";
import { exitCodeMeanings } from "../exit-code.js";
import { grouped } from "../groups.js";
import { wrapIndented } from "../render/wrap.js";
import { globalRows, helpRow } from "./flag-rows.js";
import { rowLines, section, termWidth, type Row } from "./rows.js";
import type { View } from "./view.js";

export const description = "Run coding agents unattended, each in a tmux session of its own.";

/** What `mosaic-fleet --help` prints: commands by what one wants to do, a line each. */
export function mainHelp(commands: readonly CommandText[], { program, width }: View): string {
  const rowOf = ({ name, alias, summary }: CommandText): Row => [
    alias === undefined ? name : `${name}, ${alias}`,
    summary,
  ];
  const options = [...globalRows, helpRow];
  const codes = exitCodeMeanings.map(([code, meaning]): Row => [String(code), meaning]);
  const term = termWidth([...commands.map(rowOf), ...options]);
  return [
    `Usage: ${program} [options] COMMAND`,
    "",
    ...wrapIndented(description, width),
    ...grouped(commands).flatMap((group) =>
      section(group.title, rowLines(group.commands.map(rowOf), term, width)),
    ),
    ...section("Options of every command", rowLines(options, term, width)),
    "",
    ...wrapIndented("Agents are named, or --all, or --tag TAG.", width),
    ...wrapIndented(`\`${program} help COMMAND\` says more of one, with examples.`, width),
    ...section("Exit codes", rowLines(codes, termWidth(codes), width)),
    ...section("Example", [`  ${program} up && ${program} attach canary`]),
    "",
  ].join("\n");
}
