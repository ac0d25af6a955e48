/** A line to the process that answers verbs. */
export interface VerbCall {
  /** Words after `mosaic-fleet`. */
  readonly argv: readonly string[];
}

/** Its line back. */
export interface VerbAnswer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}
