/** A variable of a unit with where it is set. */
export interface UnitVariable {
  readonly value: string;
  readonly file: string;
  readonly line: number;
  /** The environment file that sets it, rather than the unit or a drop-in. */
  readonly fromFile: boolean;
  /** It is what the process gets: no specifier was left that is not known here. In an environment file a `%` is none. */
  readonly isComplete: boolean;
}
