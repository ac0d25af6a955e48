import { variables } from "@mosaicstack/session-launcher";

/** Of who started the launcher: the manager, tmux, a shell. */
const ofCaller =
  `TERM TMUX TMUX_PANE PWD OLDPWD SHLVL _ NOTIFY_SOCKET SYSTEMD_EXEC_PID INVOCATION_ID RUNTIME_DIRECTORY JOURNAL_STREAM
   LOG_NAMESPACE WATCHDOG_USEC WATCHDOG_PID MANAGERPID MANAGERPIDFDID LISTEN_PID LISTEN_PIDFDID LISTEN_FDS LISTEN_FDNAMES
   FDSTORE PIDFILE MONITOR_SERVICE_RESULT MONITOR_EXIT_CODE MONITOR_EXIT_STATUS MONITOR_INVOCATION_ID MONITOR_UNIT
   TRIGGER_UNIT TRIGGER_PATH TRIGGER_TIMER_REALTIME_USEC TRIGGER_TIMER_MONOTONIC_USEC`.split(/\s+/);

/** What only the launcher reads, and what it makes itself at each start. */
const ofLauncher = variables
  .filter(({ reachesAgent, setBy }) => !reachesAgent || setBy === "launcher" || setBy === "unit")
  .map(({ name }) => name);

/** What the launcher keeps from the agent, whoever sets it. */
export const withheldNames: ReadonlySet<string> = new Set([...ofCaller, ...ofLauncher]);
