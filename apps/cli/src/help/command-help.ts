import type { CommandText } from "../command.js";
import { wrapIndented } from "../render/wrap.js";
import { flagRows, globalRows, helpRow } from "./flag-rows.js";
import { rowLines, section, termWidth } from "./rows.js";
import type { View } from "./view.js";

/** What `mosaic-fleet COMMAND --help` prints. */
export function commandHelp(command: CommandText, { program, width }: View): string {
  const { alias, summary, details, words, flags, examples } = command;
  const name = alias === undefined ? command.name : `${command.name}|${alias}`;
  const usage = [program, name, "[options]", words?.usage].filter(Boolean).join(" ");
  const own = [...flagRows(flags), helpRow];
  const term = termWidth([...own, ...globalRows]);
  return [
    `Usage: ${usage}`,
    "",
    ...wrapIndented(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`, width),
    ...(details === undefined
      ? []
      : ["", ...details.split("\n").flatMap((line) => wrapIndented(line, width))]),
    ...section("Options", rowLines(own, term, width)),
    ...section("Options of every command", rowLines(globalRows, term, width)),
    ...section(
      "Examples",
      examples.map((line) => `  ${asTypedHere(line, program)}`),
    ),
    "",
  ].join("\n");
}

function asTypedHere(example: string, program: string): string {
  return example.replaceAll(/\bmosaic-fleet(?= )/g, program);
}
