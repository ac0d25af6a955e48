/** What the board knows beside its state. */
export interface BoardView {
  /** The fleet's name. */
  readonly name: string;
  /** Why this supervisor was taken, where nobody named one. */
  readonly reason: string | undefined;
  readonly color: boolean;
  readonly now: number;
  /** A sentence with its commands as they are typed here. */
  readonly typed: (sentence: string) => string;
}
