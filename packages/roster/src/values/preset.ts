/** A roster to start from. */
export interface Preset {
  readonly name: string;
  /** What it is, in a line. */
  readonly summary: string;
  /** Whom it suits, in a line. */
  readonly suits: string;
  /** The roster, with its comments. */
  readonly text: string;
}
