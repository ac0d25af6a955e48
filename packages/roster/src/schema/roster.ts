import type { Range } from "../check/diagnostic.js";
import type { RuntimeName as KnownRuntime } from "@mosaicstack/runtimes";
import type { RuntimeName } from "../values/runtimes.js";

/** A roster that holds together: what the text says, each value read, nothing merged yet. */
export interface Roster {
  /** The file as given to `parseRoster`. */
  readonly file: string;
  readonly content: RosterContent;
  /** JSON Pointer (RFC 6901) of each value that the text gives → where it stands. */
  readonly positions: ReadonlyMap<string, Range>;
}

/** The keys of the file, by the names they have there. */
export interface RosterContent {
  version: 1;
  name: string;
  /** Not there: the agents are guests on the person's own tmux server. */
  socket_name?: string | undefined;
  runtimes?: Partial<Record<KnownRuntime, RuntimeSettings | undefined>> | undefined;
  defaults?: AgentSettings | undefined;
  agents: RosterAgent[];
}

export interface RosterAgent extends AgentSettings {
  name: string;
}

/** What `defaults` and each agent can say. */
export interface AgentSettings {
  runtime?: RuntimeName | undefined;
  command?: string[] | undefined;
  args?: string[] | undefined;
  unattended?: boolean | undefined;
  resume?: boolean | undefined;
  workdir?: string | undefined;
  /** A text is its repository. */
  worktree?: string | WorktreeSettings | undefined;
  env?: Record<string, string> | undefined;
  env_file?: string | undefined;
  limits?: LimitSettings | undefined;
  restart?: RestartSettings | undefined;
  /** Bytes. */
  transcript?: number | "off" | undefined;
  on_quota?: "wait" | "resume" | undefined;
  enabled?: boolean | undefined;
  /** It ends when its work is done. */
  task?: boolean | undefined;
  idle?: IdleSettings | undefined;
  schedule?: ScheduleSettings | undefined;
  tags?: string[] | undefined;
  ready?: ReadySettings | undefined;
  box?: BoxSettings | undefined;
  receipt?: "screen" | "stream" | "hook" | undefined;
  quit?: string | undefined;
}

/** Of a git worktree. */
export interface WorktreeSettings {
  repo?: string | undefined;
  branch?: string | undefined;
  base?: string | undefined;
}

/** Times in seconds. */
export interface IdleSettings {
  stop_after?: number | "never" | undefined;
  wake?: "message" | "never" | undefined;
}

/** Calendar expressions of systemd, or `never`. */
export interface ScheduleSettings {
  start?: string | undefined;
  stop?: string | undefined;
}

/** Of a command's screen: regular expressions, times in seconds. */
export interface ReadySettings {
  screen?: string | undefined;
  dialogs?: string[] | undefined;
  quiet?: number | undefined;
  deadline?: number | undefined;
}

/** Regular expressions. */
export interface BoxSettings {
  shown?: string | undefined;
  empty?: string | undefined;
  text?: string | undefined;
}

/** A person's own words for what the table has of a runtime: regular expressions, times in seconds; `null` is nothing. */
export interface RuntimeSettings {
  ready?: (Omit<ReadySettings, "screen"> & { screen?: string | null | undefined }) | undefined;
  title?: OrNull<"idle" | "working"> | undefined;
  box?: OrNull<keyof BoxSettings> | undefined;
  quit?: string | null | undefined;
  quit_wait?: number | undefined;
  stuck?: number | undefined;
}
type OrNull<Key extends string> = { [K in Key]?: string | null | undefined };

/** Sizes in bytes; `Infinity` is what `infinity` says: no limit, whatever `defaults` has. */
export interface LimitSettings {
  memory_high?: number | undefined;
  memory_max?: number | undefined;
  tasks_max?: number | undefined;
  cpu_weight?: number | undefined;
}

/** Times in seconds. */
export interface RestartSettings {
  policy?: "always" | "on-failure" | "no" | undefined;
  delay?: number | undefined;
  max_delay?: number | undefined;
  burst?: number | undefined;
}
