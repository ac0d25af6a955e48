import type { JournalEntry } from "./read-journal-entry.js";

/** One loaded unit, in systemd's own words (`systemctl list-units`). */
export interface UnitState {
  readonly unit: string;
  /** `loaded`, `not-found`, `bad-setting`, `error`, `masked`. */
  readonly load: string;
  /** `inactive`, `activating`, `active`, `deactivating`, `failed`, `reloading`. */
  readonly active: string;
  readonly sub: string;
  readonly description: string;
}

export type ManagerProbe =
  | {
      readonly answers: true;
      /** As 252. */
      readonly version: number;
      /** `running`, `degraded`, `starting`, … (`systemctl is-system-running`). */
      readonly state: string;
    }
  | { readonly answers: false; readonly reason: string; readonly remedy: string };

export interface JobOptions {
  /** Return when the jobs are queued, not when they are done. Not for `enable`, `disable`, `reset-failed`. */
  readonly noBlock?: boolean;
  /** For this call, in `run` for each batch, repeats included. Default: the manager's `jobDeadlineMs`. */
  readonly deadlineMs?: number;
}

/** What to do with a unit (systemctl(1)). */
export type JobVerb =
  | "start"
  | "stop"
  | "restart"
  | "try-restart"
  | "reload"
  | "reload-or-restart"
  | "reset-failed"
  | "enable"
  | "disable";

export interface UnitJob {
  readonly verb: JobVerb;
  readonly unit: string;
}

/**
 * systemd's words for the end of a job, and two for jobs that never were. `done`: systemctl ended with 0, which it does only where the
 * manager told the end of every job; or the unit was seen to be as the job was to make it.
 */
export type JobOutcome =
  "done" | "failed" | "canceled" | "timeout" | "dependency" | "assert" | "masked" | "not-found";

export interface UnitJobResult extends UnitJob {
  readonly outcome: JobOutcome;
  /** Where it was not done: systemctl's line about it, or all that it said with the unit's state. */
  readonly detail?: string;
}

/** A unit that came (`before` is missing), changed, or is no longer loaded (`now` is missing). */
export interface UnitChange {
  readonly unit: string;
  readonly before?: UnitState;
  readonly now?: UnitState;
}

export interface WatchOptions {
  /** Between two looks, in milliseconds; each costs one `systemctl`. Default 1000. */
  readonly intervalMs?: number;
  /** Ends the watch; so does leaving the loop. */
  readonly signal?: AbortSignal;
}

export interface JournalOptions {
  /** Only so many of the newest. */
  readonly lines?: number;
  /** Only what comes behind this entry's `cursor`. */
  readonly after?: string;
  /** Go on with what comes. Default: false. */
  readonly follow?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * The user's systemd, through one `systemctl --user` per call. Every call has a deadline.
 * All but `probe` throw a `SystemdError`: `ManagerAbsent`, `NoBus`, `Timeout`, `NotAnswering`, and what is said below.
 * An empty list of units or patterns does nothing and asks nobody.
 */
export interface UserManager {
  /** Whether a user manager answers, and if not, why and what to do. Its absence is never a throw. */
  probe(): Promise<ManagerProbe>;
  /** The loaded units that match any of the patterns (shell globs). What is not loaded is not in the list. */
  states(patterns: readonly string[]): Promise<UnitState[]>;
  /** Properties as `systemctl show` prints them, by the name asked for; units never loaded too (`LoadState` `not-found`). Throws `InvalidName`. */
  properties<P extends string>(
    units: readonly string[],
    properties: readonly P[],
  ): Promise<Map<string, Record<P, string>>>;
  /** The folders in which it looks for units and drop-ins, the first wins; those that are not there too. */
  searchPath(): Promise<string[]>;
  /** Names of the variables that it hands to every unit (`systemctl show-environment`); their values may be secrets. */
  environmentNames(): Promise<string[]>;
  /**
   * Starts all in one call and waits for all; where systemd refuses that call for the sake of one, the others in calls of their own.
   * Throws `JobFailed` or `UnitNotFound` with the units that failed, and only those; the others were started.
   */
  start(units: readonly string[], options?: JobOptions): Promise<void>;
  stop(units: readonly string[], options?: JobOptions): Promise<void>;
  restart(units: readonly string[], options?: JobOptions): Promise<void>;
  /** Clears `failed` and the count of starts. A unit that is not loaded has nothing to clear: no error. */
  resetFailed(units: readonly string[]): Promise<void>;
  /** Links units for the next boot by their `[Install]`. Throws as `start` does; the others were linked. */
  enable(units: readonly string[]): Promise<void>;
  /** Removes those links. A unit that is not there has none: no error. */
  disable(units: readonly string[]): Promise<void>;
  /**
   * Does jobs of several kinds: those of one verb in a row go in one batch, batches one after the other. A job that fails is a result,
   * not an error, and keeps no other of its batch from being done; results come in the order of the jobs. A manager that goes away, or a
   * deadline, is an error: what was done by then is not told.
   */
  run(jobs: readonly UnitJob[], options?: JobOptions): Promise<UnitJobResult[]>;
  /**
   * Moves processes into the cgroup of a unit, so that its state, limits and stop are theirs. The unit needs `Delegate=yes` and must be
   * active or starting; the processes must be this user's. Throws `NotAdopted`, `InvalidName`, or `InvalidValue` for a pid below 2.
   */
  adopt(unit: string, pids: readonly number[]): Promise<void>;
  /**
   * What is there first, then every change, until the signal or the end of the loop. By looking again and again, without a bus: a change
   * that is undone between two looks is not seen. Throws what `states` throws, so a manager that goes away is never silence.
   */
  watch(patterns: readonly string[], options?: WatchOptions): AsyncIterable<UnitChange>;
  /** The journal of a unit, the oldest entry first: what it printed, and what the manager says of it. Throws `NotAnswering`, `InvalidName`. */
  journal(unit: string, options?: JournalOptions): AsyncIterable<JournalEntry>;
  /** `daemon-reload`: once after files were written. Its time grows with the number of units. */
  reload(): Promise<void>;
}

export interface UserManagerOptions {
  /** An argv put in front of `systemctl`, as to enter a sandbox. */
  readonly prefix?: readonly string[];
  /** The whole environment of `systemctl`. Default: this process's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** For reading. Default 10 000. */
  readonly deadlineMs?: number;
  /** For jobs, `reload`, `enable` and `disable`. Default 120 000. */
  readonly jobDeadlineMs?: number;
  /** Whose manager it is; used for remedies. Default: this process's uid. */
  readonly uid?: number;
}
