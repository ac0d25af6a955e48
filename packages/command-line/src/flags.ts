/** One option. Its long name is the key in kebab-case: `readOnly` is `--read-only`. */
export interface Flag {
  readonly says: string;
  /** Placeholder of its value, which says what kind it is. None: a switch. */
  readonly value?: string;
  readonly choices?: readonly string[];
  /** Its value is a whole number between these, both included. */
  readonly whole?: readonly [from: number, to: number];
  /** The value where none is given; help tells it. */
  readonly usual?: string | number;
  readonly short?: string;
  /** Works, but help does not name it. */
  readonly hidden?: true;
}

export type FlagTable = Readonly<Record<string, Flag>>;

/** What the options of a table were given as. */
export type FlagValues<Table extends FlagTable> = {
  readonly [Key in keyof Table]: Table[Key] extends { readonly value: string }
    ? Given<Table[Key]>
    : boolean;
};
type Given<One> = One extends { readonly usual: unknown } ? ValueOf<One> : ValueOf<One> | undefined;
type ValueOf<One> = One extends { readonly choices: readonly (infer Choice)[] }
  ? Choice
  : One extends { readonly whole: unknown }
    ? number
    : string;

/** As it is typed, of its key in a table. */
export function longName(key: string): string {
  return `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
