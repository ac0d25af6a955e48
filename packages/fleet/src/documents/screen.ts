/** The document of `screen`. */
export interface ScreenDocument {
  readonly version: 1;
  readonly agent: string;
  /** What its pane shows now, from the top; blank lines at the end are left out. */
  readonly lines: readonly string[];
}
