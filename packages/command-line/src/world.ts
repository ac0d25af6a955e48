/** Where text goes. */
export interface Writer {
  write(text: string): unknown;
}

/** What a command line knows of the process that it runs in. */
export interface World {
  /** Words after the program's name. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Data. */
  readonly stdout: Writer;
  /** Talk: progress, hints, errors. */
  readonly stderr: Writer;
  readonly isTTY: { readonly stdout: boolean; readonly stderr: boolean };
  /** Width of the terminal, at least 1; undefined where none is known. */
  readonly columns: number | undefined;
}
