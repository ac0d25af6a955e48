/** A unit that breaks a rule, and one that holds; each with what stands beside it. */
export interface RuleExample {
  readonly bad: readonly ExampleFile[];
  readonly good: readonly ExampleFile[];
}

export interface ExampleFile {
  readonly name: string;
  /** What it is, where its text does not say it. */
  readonly about?: string;
  readonly text: string;
  /** The lines that are told, counted from 1. */
  readonly blamed: readonly number[];
}
