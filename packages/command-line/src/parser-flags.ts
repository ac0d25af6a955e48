import { InvalidArgumentError, Option, type Command } from "commander";
import { longName, type Flag, type FlagTable, type FlagValues } from "./flags.js";
import { wholeNumber } from "./whole-number.js";

/** Adds a table's options to a command. */
export function addFlags(command: Command, table: FlagTable): void {
  for (const [key, flag] of Object.entries(table)) command.addOption(toOption(key, flag));
}

/** Reads back what `addFlags` added. */
export function readFlags<Table extends FlagTable>(
  command: Command,
  table: Table,
): FlagValues<Table> {
  const given = command.opts<Record<string, unknown>>();
  const entries = Object.entries(table).map(([key, flag]) => {
    const option = toOption(key, flag);
    const value = given[option.attributeName()];
    if (flag.value !== undefined) return [key, value];
    return [key, option.negate ? value === false : value === true];
  });
  return Object.fromEntries(entries) as FlagValues<Table>;
}

function toOption(key: string, flag: Flag): Option {
  const long = longName(key);
  const short = flag.short === undefined ? "" : `-${flag.short}, `;
  const value = flag.value === undefined ? "" : ` <${flag.value}>`;
  const option = new Option(`${short}${long}${value}`);
  if (flag.choices !== undefined) option.choices(flag.choices);
  if (flag.whole !== undefined) option.argParser(numberWithin(flag.whole));
  if (flag.usual !== undefined) option.default(flag.usual);
  return option;
}

function numberWithin(bounds: readonly [from: number, to: number]): (text: string) => number {
  return (text) => {
    const number = wholeNumber(text, bounds);
    if (number !== undefined) return number;
    throw new InvalidArgumentError(`It takes a whole number from ${bounds.join(" to ")}.`);
  };
}
