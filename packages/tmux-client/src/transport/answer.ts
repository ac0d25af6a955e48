export interface Answer {
  readonly answer: Buffer;
  /** Control characters in it are written as `\ooo`. */
  readonly escaped: boolean;
}
