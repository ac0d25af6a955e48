import type { AgentSession, QuitAgent, Stray } from "@mosaicstack/session-launcher";
import type { Tmux } from "@mosaicstack/tmux-client";
import type { AgentLaunch } from "../agent/agent-launch.js";
import type { Schedules } from "./schedules.js";
import type { WantedFile } from "../files/write-file.js";
import type { Reason } from "../documents/reason.js";
import type { Lifecycle } from "../documents/status.js";

export type SupervisorKind = "systemd" | "tmux";

/** What a supervisor knows of one agent; a look, never a guess. */
export interface Observation {
  readonly lifecycle: Lifecycle;
  /** ISO 8601 UTC: when this state began. */
  readonly since: string | null;
  readonly restarts: number;
  /** The agent's own last end. `signal` by name, as `SIGKILL`. */
  readonly lastExit: {
    readonly code: number | null;
    readonly signal: string | null;
    readonly at: string;
  } | null;
  readonly memoryBytes: number | null;
  /** The cgroup that holds its processes, as systemd names it; null where nothing holds them, or none runs. */
  readonly controlGroup: string | null;
  /** Its unit as systemd has read it: `files` with the strongest last. Null where nothing is a unit. */
  readonly unit: { readonly needsReload: boolean; readonly files: readonly string[] } | null;
  /** A record of its session says so, and could be read whole. */
  readonly isRecorded?: true;
}

/** The unit that owns the server. */
export interface HolderLook {
  readonly isInstalled: boolean;
  /** It starts or ends just now, so whom it holds is not settled. */
  readonly isOnItsWay: boolean;
  readonly needsReload: boolean;
  readonly pid: number | undefined;
}

/** What is said of an agent of which nothing is known. */
export const unseen: Observation = {
  lifecycle: "inactive",
  since: null,
  restarts: 0,
  lastExit: null,
  memoryBytes: null,
  controlGroup: null,
  unit: null,
};

/** An agent's session, and in it the agent's own pane. */
export type SessionRow = AgentSession;

/** By agent what is noted of its session where it lives. */
export type Homes = ReadonlyMap<string, { readonly record: string; readonly known?: boolean }>;

export interface StopReport {
  readonly agent: string;
  /** Why it is not stopped. */
  readonly failure?: string;
  /** Processes that had to be killed; undefined where the supervisor does not count them. */
  readonly strays?: number;
  /** Processes that are the agent's and live on; none, or undefined, where nothing is known to. */
  readonly left?: readonly Stray[];
}

/** What keeps agents alive. Two of a kind: the user's systemd, or the launcher's own restart loop inside tmux. */
export interface Supervisor {
  readonly kind: SupervisorKind;
  readonly tmux: Tmux;
  /** PATH that agents get when nothing names another. */
  readonly path: string;
  /** The files that must stand before a start, whoever is started. */
  files(): Promise<WantedFile[]>;
  /** Generated files of an earlier roster that must not stand beside those; where this supervisor has none, undefined. */
  readonly stale?: () => string[];
  /** The one that is made of the roster's entry of one agent; where this supervisor has none, undefined. */
  readonly dropIn?: (launch: AgentLaunch) => WantedFile;
  /** After files were written. */
  reload(): Promise<void>;
  /** Starts all, those that share a login one after the other; by agent why it failed. Throws only when nothing could be tried. */
  start(launches: readonly AgentLaunch[]): Promise<ReadonlyMap<string, string>>;
  /** The runtime's own way to quit first, where it is given and the agent takes input. */
  stop(agents: readonly QuitAgent[]): Promise<StopReport[]>;
  /** Agents that are started at boot; undefined where this supervisor starts nobody then. */
  linked(): Promise<string[] | undefined>;
  /** By agent why it was not linked. */
  link(agents: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Takes agents out of what is started at boot. */
  unlink(agents: readonly string[]): Promise<void>;
  /** Has it looked when these agents, which run, may sleep; undefined where each start does that. */
  readonly watchIdle?: (agents: readonly string[]) => Promise<void>;
  /** Who starts and stops agents by the clock; undefined where nothing does. */
  readonly schedules?: Schedules;
  /** Whether the server with this process id is the one that this supervisor keeps. */
  holds(pid: number): Promise<boolean>;
  /** Starts the server before any agent is; why that failed. Where the first agent's start does that, undefined. */
  readonly raise?: () => Promise<string | undefined>;
  /** The unit that holds the server; where this supervisor has none, undefined. */
  readonly holder?: () => Promise<HolderLook>;
  /**
   * `sessions` undefined: the server could not be asked; what is said then is what was last known. `homes`: where each of them
   * lives, if not on the fleet's own server.
   */
  observe(
    agents: readonly string[],
    sessions: ReadonlyMap<string, SessionRow> | undefined,
    homes?: Homes,
  ): Promise<ReadonlyMap<string, Observation>>;
  /** Why those of these agents that do not run do not; none for those of which nothing is known. `sessions` and `homes` as for `observe`. */
  why(
    agents: readonly string[],
    sessions: ReadonlyMap<string, SessionRow> | undefined,
    homes?: Homes,
  ): Promise<ReadonlyMap<string, Reason>>;
  /** Ends the server that we founded, and leaves nothing linked for boot. `keep`: other sessions are on it, it stays. */
  endServer(keep: boolean): Promise<"ended" | "absent" | "kept">;
}
