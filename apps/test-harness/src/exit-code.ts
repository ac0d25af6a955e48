/** What the command ends with; the same numbers as `mosaic-fleet`. */
export const exitCode = {
  held: 0,
  failed: 1,
  usage: 2,
  /** Nothing could run: no lane, or nothing installed to look at. */
  nothingRan: 5,
} as const;

export const exitCodeMeanings: readonly (readonly [code: number, meaning: string])[] = [
  [exitCode.held, "all hold"],
  [exitCode.failed, "something does not"],
  [exitCode.usage, "wrong usage"],
  [exitCode.nothingRan, "nothing could run"],
];

/** The code of each failure that has a name. */
export const exitCodeOf = {
  Usage: exitCode.usage,
  NothingToRun: exitCode.nothingRan,
  Failed: exitCode.failed,
} as const;
