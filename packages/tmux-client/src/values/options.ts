import type { Environment } from "./environment.js";
import { invalidArgument } from "./error.js";

export interface TmuxOptions {
  /** tmux itself: a name looked up on the PATH of `env`, or an absolute path. Default `tmux`. */
  readonly binary?: string;
  /** Default `process.env`. A server that is founded gets only what a login gives of it. */
  readonly env?: Environment;
  /** Whose sockets and processes; default the user of this process. */
  readonly uid?: number;
  /** The longest that one call of tmux may take, in milliseconds. Default 10 000. */
  readonly deadlineMs?: number;
  /** How many calls may run at the same time; more wait, within their deadline. Default 8. */
  readonly parallel?: number;
  /** argv put in front of tmux, such as `["nsenter", "-t", "1", "-m"]`. Default none. */
  readonly prefix?: readonly string[];
  /** Default `exec`: a process for each call. `control`: one connection, for tmux 3.7 or newer. */
  readonly transport?: "exec" | "control";
  readonly control?: ControlOptions;
}

export interface ControlOptions {
  /**
   * A server older than 3.7 can crash, with all its sessions, when a control client connects while
   * sessions come and go. True takes that risk; without it such a server is refused.
   */
  readonly riskOldServer?: boolean;
  /** Commands that are sent before the first of them is answered. Default 64. */
  readonly inFlight?: number;
  /** Silence with a command in flight after which the connection is given up, in milliseconds. Default 5 000. */
  readonly watchdogMs?: number;
}

export interface ResolvedOptions {
  readonly binary: string;
  readonly env: Environment;
  readonly uid: number;
  readonly deadlineMs: number;
  readonly parallel: number;
  readonly prefix: readonly string[];
  readonly transport: "exec" | "control";
  readonly control: Required<ControlOptions>;
}

/** Throws InvalidArgument. */
export function resolveOptions(options: TmuxOptions = {}): ResolvedOptions {
  return {
    binary: options.binary ?? "tmux",
    env: options.env ?? process.env,
    uid: options.uid ?? process.getuid?.() ?? 0,
    deadlineMs: checkDeadline(options.deadlineMs ?? 10_000),
    parallel: checkCount(options.parallel ?? 8, "calls at the same time"),
    prefix: options.prefix ?? [],
    transport: options.transport ?? "exec",
    control: {
      riskOldServer: options.control?.riskOldServer ?? false,
      inFlight: checkCount(options.control?.inFlight ?? 64, "commands in flight"),
      watchdogMs: checkDeadline(options.control?.watchdogMs ?? 5000),
    },
  };
}

/** Throws InvalidArgument unless it is 1 to 1000. */
function checkCount(count: number, what: string): number {
  if (Number.isSafeInteger(count) && count >= 1 && count <= 1000) return count;
  throw invalidArgument(`${String(count)} ${what} cannot be: give 1 to 1000`);
}

/** A number of milliseconds that a timer can hold. */
export function checkDeadline(deadlineMs: number): number {
  if (deadlineMs > 0 && deadlineMs <= 2 ** 31 - 1) return deadlineMs;
  throw invalidArgument(
    `a deadline of ${String(deadlineMs)} ms cannot be kept: give 1 to 2147483647`,
  );
}
