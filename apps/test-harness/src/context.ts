/** What a command has of the world around it. `main.ts` fills it from the process, tests by hand. */
export interface Context {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative paths are taken from here. */
  readonly cwd: string;
  /** Data. */
  readonly out: (text: string) => void;
  /** Talk. */
  readonly err: (text: string) => void;
  /** Whether data may carry colours. */
  readonly color: boolean;
  /** Width of the terminal that data goes to, for help; none: 80. */
  readonly columns?: number | undefined;
}
