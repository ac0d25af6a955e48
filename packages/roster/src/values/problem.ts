/** Why a text could not be read as what it should be. */
export interface TextProblem {
  readonly problem: string;
  readonly hint?: string;
  /** Offset in the text where it shows. */
  readonly index: number;
}
