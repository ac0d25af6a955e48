import { Option, type Command } from "commander";

/** One option. Its long name is the key in kebab-case: `readOnly` is `--read-only`. */
export interface Flag {
  readonly says: string;
  /** Name of its value; none: a switch. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly short?: string;
  /** Works, but help does not name it. */
  readonly hidden?: true;
}

export type FlagTable = Readonly<Record<string, Flag>>;

/** What the options of a table were given as. */
export type FlagValues<Table extends FlagTable> = {
  readonly [Key in keyof Table]: Table[Key] extends { readonly value: string }
    ? ChoiceOf<Table[Key]> | undefined
    : boolean;
};
type ChoiceOf<Given> = Given extends { readonly choices: readonly (infer Choice)[] }
  ? Choice
  : string;

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

/** As it is typed, of its key in a table. */
export function longName(key: string): string {
  return `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function toOption(key: string, flag: Flag): Option {
  const long = longName(key);
  const short = flag.short === undefined ? "" : `-${flag.short}, `;
  const value = flag.value === undefined ? "" : ` <${flag.value}>`;
  const option = new Option(`${short}${long}${value}`, flag.says);
  if (flag.choices !== undefined) option.choices(flag.choices);
  return option.hideHelp(flag.hidden ?? false);
}
