/** Put in by the build of a bundle: a digest of all code that turns a roster's text into what should be. */
declare const ROSTER_READER: string | undefined;

/**
 * Whose reading of a roster is kept. Undefined where the code runs from source: there it may change at any time, and nothing is
 * kept of what it read.
 */
export const rosterReader: string | undefined =
  typeof ROSTER_READER === "undefined" ? undefined : ROSTER_READER;
