import { NotOurs } from "@mosaicstack/outside-files";
import { LaunchError } from "@mosaicstack/session-launcher";
import { isTmuxError, type TmuxErrorCode } from "@mosaicstack/tmux-client";
import type { Diagnostic } from "@mosaicstack/roster";
import { SystemdError } from "@mosaicstack/systemd-units";
import { WorktreeError, type WorktreeErrorCode } from "@mosaicstack/worktrees";
import type { ToldError } from "./documents/error.js";

/**
 * `Usage`, `InvalidRoster`, `NoRoster`, `Refused`: the request is wrong. `NoSuchAgent`. `Missing`: tmux, a user manager
 * or a program is not there. `NotAnswering`: a deadline passed. `Failed`: it was tried.
 */
export type FleetErrorCode = Exclude<ToldError["code"], "Unexpected">;

export interface FleetErrorDetails {
  /** What to do next, one sentence. */
  readonly remedy?: string;
  readonly diagnostics?: readonly Diagnostic[];
  /** The texts that the diagnostics point into, by file. */
  readonly texts?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

export class FleetError extends Error {
  override readonly name = "FleetError";
  readonly code: FleetErrorCode;
  readonly remedy: string | undefined;
  readonly diagnostics: readonly Diagnostic[] | undefined;
  readonly texts: Readonly<Record<string, string>> | undefined;

  constructor(code: FleetErrorCode, message: string, details: FleetErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.remedy = details.remedy;
    this.diagnostics = details.diagnostics;
    this.texts = details.texts;
  }
}

/** tmux-client speaks to programmers; these are the cases that a person meets. No text: its own is meant for people too. */
const tmuxWords: Partial<Record<TmuxErrorCode, readonly [FleetErrorCode, string?, string?]>> = {
  BinaryMissing: ["Missing"],
  Unsupported: ["Missing"],
  ServerAbsent: [
    "Failed",
    "no tmux server answers on the fleet's socket",
    "Bring the fleet up with `mosaic-fleet up`.",
  ],
  SocketLost: [
    "Failed",
    "the tmux server lives, but its socket file is gone",
    "`mosaic-fleet doctor` says how to bring it back; the sessions live on.",
  ],
  VersionSkew: [
    "Failed",
    "the tmux server is of another version than the tmux on PATH, so they cannot talk",
    "Put the server's tmux on PATH; `mosaic-fleet doctor` says more.",
  ],
  Timeout: [
    "NotAnswering",
    "the tmux server does not answer",
    "`mosaic-fleet doctor` tells its process id; if it is stopped, `kill -CONT` wakes it.",
  ],
};

const worktreeCodes: Partial<Record<WorktreeErrorCode, FleetErrorCode>> = {
  GitMissing: "Missing",
  GitTooOld: "Missing",
  NotAnswering: "NotAnswering",
};

/** What a lower room threw, in this room's words; anything unknown passes unchanged. */
export function toFleetError(error: unknown): unknown {
  if (isTmuxError(error)) {
    const [code, message, remedy] = tmuxWords[error.code] ?? ["Failed", error.message];
    return new FleetError(code, message ?? error.message, {
      cause: error,
      ...(remedy === undefined ? {} : { remedy }),
    });
  }
  if (error instanceof NotOurs) {
    const remedy = `Remove ${error.path}: whoever writes there makes it anew.`;
    return new FleetError("Failed", error.message, { cause: error, remedy });
  }
  if (error instanceof LaunchError) {
    const code = error.code === "Timeout" ? "NotAnswering" : "Failed";
    return new FleetError(code, error.message, { cause: error });
  }
  if (error instanceof WorktreeError) {
    const { code, message, remedy } = error;
    const told = worktreeCodes[code] ?? "Failed";
    return new FleetError(told, message, { cause: error, ...(remedy && { remedy }) });
  }
  if (error instanceof SystemdError) {
    const away = error.code === "NoBus" || error.code === "ManagerAbsent";
    const code = away ? "Missing" : error.code === "Timeout" ? "NotAnswering" : "Failed";
    return new FleetError(code, error.message, { cause: error });
  }
  return error;
}

/** Errors of `use` in this room's words. */
export async function translated<T>(use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    throw toFleetError(error);
  }
}

/** What to say of one agent to which something could not be done. */
export function wordsOf(error: unknown): string {
  const told = toFleetError(error);
  if (told instanceof FleetError)
    return told.remedy === undefined ? told.message : `${told.message}. ${told.remedy}`;
  return told instanceof Error ? told.message : String(told);
}
