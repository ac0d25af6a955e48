import { longName, type Flag, type FlagTable } from "../flags.js";
import { globalFlags } from "../global-flags.js";
import type { Row } from "./rows.js";

/** Every flag that help names, with what it does. */
export function flagRows(table: FlagTable): Row[] {
  return Object.entries(table)
    .filter(([, { hidden }]) => hidden !== true)
    .map(([key, flag]) => [flagTerm(key, flag), flag.says]);
}

/** `-f, --file FILE` */
function flagTerm(key: string, { short, value }: Flag): string {
  return [short === undefined ? longName(key) : `-${short}, ${longName(key)}`, value]
    .filter((part) => part !== undefined)
    .join(" ");
}

export const helpRow: Row = ["-h, --help", "print help"];

/** The options that stand in front of a command or behind it. */
export const globalRows: readonly Row[] = [
  ...flagRows(globalFlags),
  ["--version", "print the version"],
];
