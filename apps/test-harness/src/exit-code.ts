/** What the command ends with; the same numbers as `mosaic-fleet`. */
export const exitCode = {
  held: 0,
  failed: 1,
  usage: 2,
  /** Nothing could run: no lane, or nothing installed to look at. */
  nothingRan: 5,
} as const;
