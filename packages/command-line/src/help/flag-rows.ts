import { longName, type Flag, type FlagTable } from "../flags.js";
import type { Row } from "./rows.js";

/** Every flag that help names, with what it does. */
export function flagRows(table: FlagTable): Row[] {
  return Object.entries(table)
    .filter(([, { hidden }]) => hidden !== true)
    .map(([key, flag]) => [flagTerm(key, flag), flagSays(flag)]);
}

/** `-f, --file FILE` */
function flagTerm(key: string, { short, value }: Flag): string {
  return [short === undefined ? longName(key) : `-${short}, ${longName(key)}`, value]
    .filter((part) => part !== undefined)
    .join(" ");
}

function flagSays({ says, usual }: Flag): string {
  return usual === undefined ? says : `${says}; default: ${usual}`;
}

export const helpRow: Row = ["-h, --help", "print help"];

/** The options that stand in front of a command or behind it. */
export function globalRows(globals: FlagTable): Row[] {
  return [...flagRows(globals), ["--version", "print the version"]];
}
