import { toFailure as failureOf, type Failure as PlainFailure } from "@mosaicstack/command-line";
import type { Diagnostic } from "@mosaicstack/roster";
import { exitCodeOf, type FailureCode } from "./exit-code.js";

/** Why a command ends without having done its work, ready to be shown. */
export interface Failure extends PlainFailure {
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

/** Shows where an unexpected error comes from. */
export const DEBUG = "MOSAIC_FLEET_DEBUG";

/** Any thrown value as a failure, `FleetError` among them. */
export function toFailure(error: unknown): Failure {
  return failureOf(error, { exitCodeOf, debug: DEBUG });
}
