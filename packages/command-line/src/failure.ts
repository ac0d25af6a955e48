/** Why a command ends without having done its work, ready to be shown. */
export interface Failure {
  /** One of the program's own, which has an exit code. */
  readonly code: string;
  /** What happened, to what. */
  readonly message: string;
  /** What to do next. */
  readonly remedy?: string | undefined;
  /** What may be meant instead. */
  readonly hint?: string | undefined;
}

/** How a program tells failures. */
export interface Telling {
  /** As it is typed; words begin with it. */
  readonly name: string;
  /** The exit code of each failure that has a name. */
  readonly exitCodeOf: Readonly<Record<string, number>> & { readonly Usage: number };
  /** A picture that stands above the words; its maker sees to it that text from outside in it is `visible`. */
  readonly picture?: (
    failure: Failure,
    look: { readonly color: boolean; readonly env: Environment },
  ) => Promise<string | undefined>;
  /** What its document says beside code and message. */
  readonly beside?: (failure: Failure) => object;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A mistake on the command line, of who typed it. */
export class UsageError extends Error implements Failure {
  override readonly name: string = "UsageError";
  readonly code = "Usage";
  readonly remedy: string | undefined;
  readonly hint: string | undefined;

  constructor(message: string, remedy?: string, hint?: string) {
    super(message);
    this.remedy = remedy;
    this.hint = hint;
  }
}

/**
 * Any thrown value as a failure. An error is known by a code that has an exit code, so that naming its class here does not load what
 * throws it; what has no code of ours is a mistake of the program, shown in one line.
 */
export function toFailure(
  error: unknown,
  { exitCodeOf, debug }: { readonly exitCodeOf: Telling["exitCodeOf"]; readonly debug: string },
): Failure {
  if (isFailure(error, exitCodeOf)) return error;
  const words = error instanceof Error ? error.message : String(error);
  return {
    code: "Unexpected",
    message: `unexpected error: ${words.split("\n")[0] ?? ""}`,
    remedy: `Set \`${debug}=1\` and run the command again to see where it comes from.`,
  };
}

function isFailure(error: unknown, exitCodeOf: Telling["exitCodeOf"]): error is Error & Failure {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return typeof error.code === "string" && Object.hasOwn(exitCodeOf, error.code);
}
