/** Every exit code of `mosaic-fleet`. `attach` alone passes the code of the program that it runs. */
export const ExitCode = {
  Done: 0,
  Failed: 1,
  Usage: 2,
  NotAsDesired: 3,
  NoSuchAgent: 4,
  Missing: 5,
  TimedOut: 124,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** What each code means, as help and README say it. */
export const exitCodeMeanings: readonly (readonly [ExitCode, string])[] = [
  [ExitCode.Done, "done"],
  [ExitCode.Failed, "failed"],
  [ExitCode.Usage, "wrong usage or invalid input"],
  [ExitCode.NotAsDesired, "not as desired: see `status` and `doctor`"],
  [ExitCode.NoSuchAgent, "no such agent"],
  [ExitCode.Missing, "something needed is missing"],
  [ExitCode.TimedOut, "timed out"],
];

/** The code of each failure that has a name, `FleetErrorCode` and our own. */
export const exitCodeOf = {
  Usage: ExitCode.Usage,
  InvalidRoster: ExitCode.Usage,
  NoRoster: ExitCode.Usage,
  Refused: ExitCode.Usage,
  NoSuchAgent: ExitCode.NoSuchAgent,
  Missing: ExitCode.Missing,
  NotAnswering: ExitCode.TimedOut,
  Failed: ExitCode.Failed,
  Unexpected: ExitCode.Failed,
} as const;

export type FailureCode = keyof typeof exitCodeOf;
