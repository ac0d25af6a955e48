/** How help is shown. */
export interface View {
  /** What one types to run this program. */
  readonly program: string;
  /** Columns of a line. */
  readonly width: number;
}
