import type { CommandText } from "../command.js";
import { longName, type Flag, type FlagTable } from "../flags.js";
import { placeOfFlag, placesOfUsage, type Place, type PlaceKinds } from "../place.js";
import type { ProgramText } from "../program.js";

/** What can be typed, as every shell's script is made of it. */
export interface CompletionTable {
  readonly commands: readonly CompletedCommand[];
  /** They stand in front of a command or behind it. */
  readonly options: readonly CompletedOption[];
}

export interface CompletedCommand {
  /** And its alias. */
  readonly names: readonly string[];
  readonly says: string;
  readonly options: readonly CompletedOption[];
  readonly places: readonly Place[];
}

export interface CompletedOption {
  readonly long: string;
  readonly short: string | undefined;
  readonly says: string;
  /** Of its value; undefined: a switch. */
  readonly place: Place | undefined;
}

export function completionTable(
  { globals, places }: ProgramText,
  commands: readonly CommandText[],
): CompletionTable {
  return {
    commands: commands.map(({ name, alias, summary, flags, words }) => ({
      names: alias === undefined ? [name] : [name, alias],
      says: summary,
      options: optionsOf(flags, places),
      places: placesOfUsage(words?.usage ?? "", places),
    })),
    options: [
      ...optionsOf(globals, places),
      { long: "--help", short: "-h", says: "print help", place: undefined },
      { long: "--version", short: undefined, says: "print the version", place: undefined },
    ],
  };
}

function optionsOf(table: FlagTable, places: PlaceKinds): CompletedOption[] {
  return Object.entries(table)
    .filter(([, { hidden }]) => hidden !== true)
    .map(([key, flag]: [string, Flag]) => ({
      long: longName(key),
      short: flag.short === undefined ? undefined : `-${flag.short}`,
      says: flag.says,
      place: placeOfFlag(flag, places),
    }));
}

/** An option as it can be typed, the short way first. */
export function spellings({ long, short }: CompletedOption): string[] {
  return short === undefined ? [long] : [short, long];
}

/** Words of ours in a script, where they stand without quotes. Throws where a shell could take one for something else. */
export function plain(words: readonly string[]): string[] {
  const odd = words.find((word) => !/^[\w.-]+$/.test(word));
  if (odd !== undefined) throw new Error(`\`${odd}\` cannot stand in a completion script as it is`);
  return [...words];
}
