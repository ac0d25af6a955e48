import type { Severity } from "../diagnostic.js";
import type { MergedUnit } from "../unit-file/merge-units.js";
import type { UnitVariable } from "./unit-variable.js";
import type { UnitSet } from "./unit-set.js";

export interface CheckContext {
  /** The systemd that the units are for, as 252. Default: the newest one known. */
  readonly version?: number;
  /** The units stand where they will run: what they name has to be there too. Default: false. */
  readonly installed?: boolean;
  /** The tmux that the units call, as `3.3a`. Without it nothing is said for sure of what depends on it. */
  readonly tmuxVersion?: string;
  /** Whose units these are. Default: this process's uid. */
  readonly uid?: number;
}

export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly file: string;
  /** Counted from 1. For something that is missing: the header of the section it belongs to. */
  readonly line: number;
  readonly message: string;
  readonly remedy: string;
}

/** One merged unit with what the rules ask of it. */
export interface CheckedUnit extends MergedUnit {
  readonly role: "holder" | "agent" | undefined;
  /** Names of the holders in the set; where there is none, the name of the shipped one. */
  readonly holders: readonly string[];
  /** The systemd that the unit is for, where it is known. */
  readonly version?: number;
  readonly set: UnitSet;
  /** Every unit of the set, this one too. */
  readonly peers: readonly CheckedUnit[];
  /** What its processes get from `Environment=` and `EnvironmentFile=`, less `UnsetEnvironment=`. */
  readonly environment: ReadonlyMap<string, UnitVariable>;
}

/** Where a rule does not hold. */
export interface Fault {
  readonly file: string;
  readonly line: number;
  readonly message: string;
  readonly severity?: Severity;
}

/** One check, as data for the harness, the CLI and the documentation. */
export interface Rule {
  readonly code: string;
  readonly severity: Severity;
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
  /** Judged only with `installed` in the context. */
  readonly onlyInstalled?: true;
  /** The roster may say so on purpose, and has been judged itself: in the drop-in that is written from it this is an `info`. */
  readonly rosterMay?: true;
  readonly check: (unit: CheckedUnit, context: CheckContext) => Iterable<Fault>;
}
