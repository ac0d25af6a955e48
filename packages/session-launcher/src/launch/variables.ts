/** One environment name of ours. */
export interface LauncherVariable {
  readonly name: `MOSAIC_${string}`;
  /** Who sets it: the launcher's script, mosaic-fleet from the roster, the unit, or a person. */
  readonly setBy: "launcher" | "roster" | "unit" | "person";
  /** The roster key that says it. Such a name, and the launcher's own, cannot stand in a roster's `env`. */
  readonly key?: string;
  /** Whether a person may set it in an env file or in a drop-in of the unit. */
  readonly inFiles: boolean;
  /** Whether the agent has it; else the script takes it out. */
  readonly reachesAgent: boolean;
  /** What it means, for the reference. */
  readonly means: string;
}

const own = { inFiles: false, reachesAgent: true } as const;
const carried = { setBy: "roster", inFiles: false, reachesAgent: false } as const;
const said = { setBy: "person", inFiles: true, reachesAgent: true } as const;

/**
 * Every `MOSAIC_…` name that anything of ours reads or sets for an agent. The roster's reserved names, the script's lists and
 * docs/reference/files.md are compared with it.
 */
export const variables: readonly LauncherVariable[] = [
  {
    ...said,
    name: "MOSAIC_TMUX_SOCKET",
    means:
      "the socket; one other than the fleet's makes the agent a guest; empty: your default server",
  },
  { ...said, name: "MOSAIC_AGENT_RUNTIME", key: "runtime", means: "the runtime" },
  {
    ...said,
    name: "MOSAIC_AGENT_WORKDIR",
    key: "workdir",
    means:
      "the working directory; a first component `~`, `$HOME` or `${HOME}` is expanded, nothing else",
  },
  {
    ...said,
    name: "MOSAIC_AGENT_COMMAND",
    key: "command",
    means: "replaces command and arguments; words and quotes as in a shell, no expansion",
  },
  {
    name: "MOSAIC_STOP_GRACE",
    setBy: "person",
    inFiles: true,
    reachesAgent: false,
    means:
      "whole seconds between TERM and the end of the session when the unit stops; 10 unless set",
  },
  { ...own, name: "MOSAIC_CHANNEL", setBy: "launcher", means: "the folder of the agent's channel" },
  { ...own, name: "MOSAIC_TOOLS", setBy: "launcher", means: "the folder of the installed scripts" },
  {
    ...own,
    name: "MOSAIC_RUN",
    setBy: "launcher",
    means: "the mark of this very life: folder and secret",
  },
  { ...own, name: "MOSAIC_UNIT", setBy: "unit", means: "the unit's name, in a unit" },
  {
    ...own,
    name: "MOSAIC_ON_QUOTA",
    setBy: "roster",
    key: "on_quota",
    means: "`resume` where the agent goes on by itself after a usage limit",
  },
  {
    ...carried,
    name: "MOSAIC_TRANSCRIPT",
    key: "transcript",
    means: "bytes of transcript that are kept, or `off`",
  },
  {
    ...carried,
    name: "MOSAIC_STREAM",
    means: "`osc` where what the agent does is read from its output",
  },
  { ...carried, name: "MOSAIC_ROSTER_RUNTIME", means: "the runtime that the others are meant for" },
  {
    ...carried,
    name: "MOSAIC_ROSTER_COMMAND",
    means: "the roster's command, its program where it was found",
  },
  {
    ...carried,
    name: "MOSAIC_ROSTER_PROGRAM",
    means: "the program where the roster names its place, so that no other of its name is taken",
  },
  {
    ...carried,
    name: "MOSAIC_ROSTER_RESUME",
    means: "the command that brings a conversation back",
  },
  {
    ...carried,
    name: "MOSAIC_ROSTER_CONVERSATION",
    means: "the pattern of the id of a conversation",
  },
  { ...carried, name: "MOSAIC_ROSTER_DRAFT", means: "the pattern of text in the input box" },
  { ...carried, name: "MOSAIC_ROSTER_SHOWN", means: "the pattern of an input box" },
  { ...carried, name: "MOSAIC_ROSTER_EMPTY", means: "the pattern of an empty input box" },
  { ...carried, name: "MOSAIC_ROSTER_DIALOGS", means: "the pattern of dialogs" },
];

/** What a person's own hook is given, see docs/reference/hooks.md; no agent has them. */
export const hookVariables: readonly Pick<LauncherVariable, "name" | "means">[] = [
  { name: "MOSAIC_FLEET", means: "the fleet's tmux socket" },
  { name: "MOSAIC_AGENT", means: "the agent" },
  {
    name: "MOSAIC_EVENT",
    means: "`blocked`, `idle`, `error`, `quota`, `failed` or `started`",
  },
  { name: "MOSAIC_REASON", means: "one line for people, may be empty; from outside" },
  { name: "MOSAIC_AT", means: "when, as `2026-01-01T00:00:00Z`" },
];
/** What a pane and a shell set themselves: a caller's are of the caller. */
export const paneNames: readonly string[] = "TERM TMUX TMUX_PANE PWD OLDPWD SHLVL _".split(" ");

/** What a manager tells its services, which no agent is to take for its own. */
export const managerNames: readonly string[] = [
  "NOTIFY_SOCKET SYSTEMD_EXEC_PID INVOCATION_ID RUNTIME_DIRECTORY JOURNAL_STREAM LOG_NAMESPACE",
  "WATCHDOG_USEC WATCHDOG_PID MANAGERPID MANAGERPIDFDID LISTEN_PID LISTEN_PIDFDID LISTEN_FDS",
  "LISTEN_FDNAMES FDSTORE PIDFILE MONITOR_SERVICE_RESULT MONITOR_EXIT_CODE MONITOR_EXIT_STATUS",
  "MONITOR_INVOCATION_ID MONITOR_UNIT TRIGGER_UNIT TRIGGER_PATH TRIGGER_TIMER_REALTIME_USEC",
  "TRIGGER_TIMER_MONOTONIC_USEC",
].flatMap((line) => line.split(" "));
