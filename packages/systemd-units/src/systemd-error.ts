/** What went wrong, as a literal to branch on. */
export type SystemdErrorCode =
  | "ManagerAbsent" // no `systemctl` on this machine
  | "NoBus" // `systemctl` is there, no user manager answers it
  | "NotAnswering" // `systemctl` ended, but not with an answer that can be read
  | "Timeout" // the deadline passed; what was asked may still happen
  | "JobFailed"
  | "UnitNotFound"
  | "NotAdopted" // the manager did not move the processes into the unit
  | "InvalidName" // not a unit name, template or instance
  | "InvalidKey" // not a name of an environment variable or of a setting
  | "InvalidValue"; // systemd cannot carry this value

export interface SystemdErrorDetails {
  /** The units that failed, as they were asked for. Empty when it is not about units. */
  readonly units?: readonly string[];
  /** systemd's own words, unchanged. */
  readonly detail?: string;
  readonly cause?: unknown;
}

/** The one error that this package throws. Its message says what happened and what to do next. */
export class SystemdError extends Error {
  readonly code: SystemdErrorCode;
  readonly units: readonly string[];
  readonly detail: string;

  constructor(code: SystemdErrorCode, message: string, details: SystemdErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "SystemdError";
    this.code = code;
    this.units = details.units ?? [];
    this.detail = details.detail ?? "";
  }
}
