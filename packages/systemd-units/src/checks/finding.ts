import type { Severity } from "../diagnostic.js";
import type { MergedUnit, UnitText } from "../unit-file/merge-units.js";
import type { UnitVariable } from "./environment-of.js";
import type { SpecifierContext } from "./expand-path.js";

export type PathKind =
  "file" | "directory" | "fifo" | "socket" | "device" | "missing" | "unreadable";

/** What a setting or a variable of a unit names, found without opening it. */
export interface NamedPath {
  /** Where it is named. */
  readonly file: string;
  readonly line: number;
  /** The setting, as `EnvironmentFile` or `ExecStart`, or the variable, as `MOSAIC_AGENT_WORKDIR`. */
  readonly key: string;
  /** The unit that this path is for; `undefined` where it is the same for every unit that has the file. */
  readonly unit?: string;
  readonly path: string;
  readonly kind: PathKind;
  /** Permission bits, as 0o755; of a path that is there. */
  readonly mode?: number;
  readonly uid?: number;
  /** In bytes. */
  readonly size?: number;
  /** What stands in an environment file: a regular one that is not too large, or a linked one. */
  readonly content?: Uint8Array;
}

/** A path that was to be a unit, a drop-in or a folder of them, and is not. */
export interface Unreadable {
  readonly path: string;
  readonly kind: PathKind;
  readonly reason: string;
  /** Where it is another than to put the unit back. */
  readonly remedy?: string;
}

/** A link of `systemctl enable`. */
export interface UnitLink {
  readonly path: string;
  /** The unit that is started by it. */
  readonly name: string;
  /** Whether the link leads to something. */
  readonly leadsSomewhere: boolean;
}

/** Units and drop-ins that are judged together. `loadUnitSet` reads one from disk. */
export interface UnitSet {
  readonly files: readonly UnitText[];
  /** Paths that were named as units and are no readable text files. */
  readonly unreadable?: readonly Unreadable[];
  readonly named?: readonly NamedPath[];
  readonly links?: readonly UnitLink[];
  /** Units that exist without a file of their own: instances of the templates here. */
  readonly instances?: readonly string[];
  /** What specifiers stand for where these units run. Without it only the unit's own name and instance are put in. */
  readonly specifiers?: SpecifierContext;
}

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
