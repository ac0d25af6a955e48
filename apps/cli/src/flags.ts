/** One option. Its long name is the key in kebab-case: `readOnly` is `--read-only`. */
export interface Flag {
  readonly says: string;
  /** Placeholder of its value, which says what kind it is: see `place.ts`. None: a switch. */
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

/** As it is typed, of its key in a table. */
export function longName(key: string): string {
  return `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
