import type { Runtime, RuntimeName as KnownRuntime, RuntimeOverride } from "@mosaicstack/runtimes";
import type { RuntimeName } from "../values/runtimes.js";

/** What should be, with every default filled in and every path absolute. */
export interface DesiredFleet {
  readonly name: string;
  /** The roster's file. */
  readonly file: string;
  /** `undefined`: socket-less, the agents are guests on the person's own tmux server. */
  readonly socketName: string | undefined;
  /** What the roster changes of the runtimes' table, by their names; empty where it changes nothing. */
  readonly runtimes: Readonly<Partial<Record<KnownRuntime, RuntimeOverride>>>;
  /** In roster order. */
  readonly agents: readonly DesiredAgent[];
  /** Where `name` and `socket_name` came from; no entry for a socket-less fleet's `socket_name`. */
  readonly sources: Readonly<Record<string, Source>>;
}

export interface DesiredAgent {
  readonly name: string;
  readonly runtime: RuntimeName;
  /** The argv of `runtime: command`; `undefined` for every other runtime. */
  readonly command: readonly string[] | undefined;
  readonly args: readonly string[];
  readonly unattended: boolean;
  readonly resume: boolean;
  /** Absolute. Whether it exists is not known here. */
  readonly workdir: string;
  /** Not there: it works in a folder that others look after. */
  readonly worktree?: DesiredWorktree;
  readonly env: Readonly<Record<string, string>>;
  /** Absolute. */
  readonly envFile: string | undefined;
  readonly limits: DesiredLimits;
  readonly restart: {
    readonly policy: "always" | "on-failure" | "no";
    readonly delaySeconds: number;
    readonly maxDelaySeconds: number;
    /** So many restarts in a row, reset by ten minutes of running. */
    readonly burst: number;
  };
  /** Bytes of terminal output that are kept. */
  readonly transcript: number | "off";
  readonly onQuota: "wait" | "resume";
  readonly enabled: boolean;
  /** It ends when its work is done: an end with 0 is as desired, and never restarted. */
  readonly task: boolean;
  /** Not there: it does not sleep. */
  readonly idle?: {
    /** So long idle, it is stopped and its conversation kept. */
    readonly stopAfterSeconds: number;
    /** Whether a message starts it again. */
    readonly wake: "message" | "never";
  };
  /** Not there: nothing starts or stops it by the clock. */
  readonly schedule?: DesiredSchedule;
  readonly tags: readonly string[];
  /** What is said of a command's screen; not there for every other runtime, and where nothing is said. */
  readonly screen?: DesiredScreen;
  /** Of the fleet's `runtimes`, that of its own runtime; not there where nothing is changed. */
  readonly override?: RuntimeOverride;
  /** The part of it that stands in the agent's own files, for the script that hands over its queue; not there without one. */
  readonly runtimes?: ToldPatterns;
  /**
   * Where each value came from, by its dotted path in the roster's own words: `workdir`, `restart.max_delay`,
   * `env.CLAUDE_CONFIG_DIR`. Maps have an entry for each key, and none of their own.
   */
  readonly sources: Readonly<Record<string, Source>>;
}

/** Calendar expressions of systemd, one of them at least. */
export interface DesiredSchedule {
  readonly start?: string;
  readonly stop?: string;
}

/** The git worktree at an agent's `workdir`. */
export interface DesiredWorktree {
  /** Absolute. Whether it exists is not known here. */
  readonly repository: string;
  readonly branch: string;
  /** Not there: what the repository has checked out. */
  readonly base?: string;
}

/** Patterns of a screen that a script is told at the agent's start. */
export interface ToldPatterns extends Partial<Runtime["box"]> {
  readonly dialogs?: readonly string[];
}

/** How a command's screen is read: regular expressions, that JavaScript and `grep -E` read alike. */
export interface DesiredScreen {
  readonly ready: {
    readonly screen?: string;
    readonly dialogs: readonly string[];
    readonly quietSeconds?: number;
    readonly deadlineSeconds?: number;
  };
  readonly box: { readonly shown?: string; readonly empty?: string; readonly text?: string };
  readonly receipt: "screen" | "stream" | "hook";
  /** What is typed to make it quit. */
  readonly quit?: string;
}

/** Sizes in bytes. A limit that is not there is none. */
export interface DesiredLimits {
  readonly memoryHigh?: number;
  readonly memoryMax?: number;
  readonly tasksMax?: number;
  readonly cpuWeight?: number;
}

export interface Source {
  /** `top` is the roster's own top, for what is said of the fleet. */
  readonly kind: "built-in" | "top" | "defaults" | "agent";
  /** The roster's file; neither it nor the line is there for built-in values. */
  readonly file?: string;
  /** Line of the file where the value stands, counted from 1. */
  readonly line?: number;
}
