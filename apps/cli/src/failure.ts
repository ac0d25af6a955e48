import { exitCodeOf, type FailureCode } from "./exit-code.js";
import type { Diagnostic } from "@mosaicstack/roster";

/** Why a command ends without having done its work, ready to be shown. */
export interface Failure {
  readonly code: FailureCode;
  /** What happened, to what. */
  readonly message: string;
  /** What to do next. */
  readonly remedy?: string | undefined;
  /** What may be meant instead. */
  readonly hint?: string | undefined;
  readonly diagnostics?: readonly Diagnostic[] | undefined;
  /** The texts that the diagnostics point into, by file. */
  readonly texts?: Readonly<Record<string, string>> | undefined;
}

/** A failure that the command line itself finds. */
export class CliError extends Error implements Failure {
  override readonly name = "CliError";
  readonly code: FailureCode;
  readonly remedy: string | undefined;
  readonly hint: string | undefined;

  constructor(code: FailureCode, message: string, remedy?: string, hint?: string) {
    super(message);
    this.code = code;
    this.remedy = remedy;
    this.hint = hint;
  }
}

/**
 * Any thrown value as a failure. `FleetError` is known by its shape, so that naming it here does not load the fleet;
 * what has no code of ours is a mistake of the program, shown in one line.
 */
export function toFailure(error: unknown): Failure {
  if (isFailure(error)) return error;
  const words = error instanceof Error ? error.message : String(error);
  return {
    code: "Unexpected",
    message: `unexpected error: ${words.split("\n")[0] ?? ""}`,
    remedy: "Set `MOSAIC_FLEET_DEBUG=1` and run the command again to see where it comes from.",
  };
}

function isFailure(error: unknown): error is Error & Failure {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return typeof error.code === "string" && Object.hasOwn(exitCodeOf, error.code);
}
