import type { Reason } from "./reason.js";

/** The document that `mosaic-fleet status --json` prints. */
export interface StatusDocument {
  readonly version: 1;
  /** The roster's file. */
  readonly roster: string;
  /** Null: the agents are guests on the person's own default server. */
  readonly socket: string | null;
  readonly supervisor: "systemd" | "tmux";
  readonly server: ServerStatus;
  /** In roster order. */
  readonly agents: readonly AgentStatus[];
  readonly summary: {
    readonly running: number;
    readonly stopped: number;
    readonly failed: number;
    readonly drifted: number;
  };
}

export interface ServerStatus {
  readonly state:
    "running" | "absent" | "socket-lost" | "version-skew" | "exiting" | "not-answering";
  readonly pid: number | null;
  readonly version: string | null;
}

/** systemd's words, under either supervisor. */
export type Lifecycle = "inactive" | "activating" | "active" | "deactivating" | "failed";

export interface AgentStatus {
  readonly name: string;
  readonly desired: "running" | "stopped";
  readonly lifecycle: Lifecycle;
  readonly activity: ActivityStatus;
  /** The session that its pane is in, as that is called now. */
  readonly session: { readonly name: string; readonly attached: boolean } | null;
  /** Null also where its pane is gone and others keep the session. tmux's `#{pane_pid}`: the launcher's pane half. */
  readonly pane: { readonly pid: number; readonly dead: boolean } | null;
  /** ISO 8601 UTC: when this state began. */
  readonly since: string | null;
  readonly restarts: number;
  readonly lastExit: LastExit | null;
  readonly memoryBytes: number | null;
  /** Why it is not as desired, with what to do; null where it is, and where nobody knows. */
  readonly reason: Reason | null;
  readonly drift: readonly Drift[];
}

/** An agent's own last end. */
export interface LastExit {
  readonly code: number | null;
  /** By name, as `SIGKILL`. */
  readonly signal: string | null;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** What an agent does, where that is known from, and how old the news are. */
export interface ActivityStatus {
  readonly state: "starting" | "idle" | "working" | "blocked" | "done" | "error" | "unknown";
  /** `output`: nothing is known but when it printed last; `none`: not even that. */
  readonly source: "hook" | "stream" | "native" | "launcher" | "title" | "output" | "none";
  readonly ageMs: number | null;
  /** Why it is blocked. */
  readonly kind?: "permission" | "question" | "auth" | "quota";
  /** When a quota ends, ISO 8601 UTC. */
  readonly until?: string;
  /** One line for people, from outside. */
  readonly message?: string;
  /** Why its own word is not known. */
  readonly reason?: string;
  /** It works, and neither event nor output came for longer than its runtime usually takes. */
  readonly stuck?: true;
}

/** One thing that is not as the roster wants it. */
export interface Drift {
  /**
   * `file`: what stands on disk; `settings`: what it runs with; `link`: whether it is started at boot; `reload`: systemd has not read
   * its unit, or the holder's, since it changed; `drop-in`: a person's drop-in says otherwise than roster and unit, `target` is its
   * file; `server`: the holder's unit does not hold the server; `look`: something of it could not be looked at, so what is said of it
   * may be less than is so.
   */
  readonly kind:
    | "lifecycle"
    | "session"
    | "file"
    | "settings"
    | "link"
    | "cgroup"
    | "look"
    | "reload"
    | "drop-in"
    | "server";
  readonly target: string;
  readonly message: string;
  /** What to do about it, whole sentences, where its kind alone does not say. */
  readonly remedy?: string;
}
