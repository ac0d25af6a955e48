import type { Finding } from "../check/diagnostic.js";
import { quote } from "./quote.js";

/** What a POSIX shell can export. */
export const ENV_NAME_PATTERN = "^[A-Za-z_][A-Za-z0-9_]*$";

const IDENTIFIER = new RegExp(ENV_NAME_PATTERN);

/**
 * What the launcher sets for itself and for the agent, whatever an env file says. By hand it refuses these in
 * `agents/<agent>.env`; under a unit, whose manager reads that file, the agent gets the launcher's own.
 */
const LAUNCHER_ENV_NAMES: readonly string[] = [
  "MOSAIC_CHANNEL",
  "MOSAIC_ROSTER_COMMAND",
  "MOSAIC_ROSTER_CONVERSATION",
  "MOSAIC_ROSTER_DIALOGS",
  "MOSAIC_ROSTER_DRAFT",
  "MOSAIC_ROSTER_EMPTY",
  "MOSAIC_ROSTER_PROGRAM",
  "MOSAIC_ROSTER_RESUME",
  "MOSAIC_ROSTER_RUNTIME",
  "MOSAIC_ROSTER_SHOWN",
  "MOSAIC_RUN",
  "MOSAIC_STREAM",
  "MOSAIC_TOOLS",
  "MOSAIC_UNIT",
];

/** Who sets a reserved name, and the roster key to use instead where there is one. */
const RESERVED: readonly { by: string; names: string; instead?: string }[] = [
  { by: "the key `runtime`", names: "MOSAIC_AGENT_RUNTIME", instead: "runtime" },
  { by: "the key `workdir`", names: "MOSAIC_AGENT_WORKDIR", instead: "workdir" },
  { by: "the key `command`", names: "MOSAIC_AGENT_COMMAND", instead: "command" },
  { by: "the key `transcript`", names: "MOSAIC_TRANSCRIPT", instead: "transcript" },
  { by: "the key `on_quota`", names: "MOSAIC_ON_QUOTA", instead: "on_quota" },
  { by: "the launcher", names: LAUNCHER_ENV_NAMES.join(" ") },
  { by: "a drop-in of the agent's unit", names: "MOSAIC_STOP_GRACE" },
  { by: "tmux", names: "TMUX TMUX_PANE TMUX_TMPDIR" },
  {
    by: "systemd",
    names:
      "NOTIFY_SOCKET INVOCATION_ID JOURNAL_STREAM MAINPID MANAGERPID SYSTEMD_EXEC_PID PIDFILE LISTEN_PID " +
      "LISTEN_FDS LISTEN_FDNAMES WATCHDOG_PID WATCHDOG_USEC FDSTORE SERVICE_RESULT EXIT_CODE EXIT_STATUS " +
      "CREDENTIALS_DIRECTORY RUNTIME_DIRECTORY STATE_DIRECTORY CACHE_DIRECTORY LOGS_DIRECTORY " +
      "CONFIGURATION_DIRECTORY MEMORY_PRESSURE_WATCH MEMORY_PRESSURE_WRITE LOG_NAMESPACE MANAGERPIDFDID MAINPIDFDID " +
      "LISTEN_PIDFDID MONITOR_SERVICE_RESULT MONITOR_EXIT_CODE MONITOR_EXIT_STATUS MONITOR_INVOCATION_ID MONITOR_UNIT " +
      "TRIGGER_UNIT TRIGGER_PATH TRIGGER_TIMER_REALTIME_USEC TRIGGER_TIMER_MONOTONIC_USEC",
  },
  { by: "the shell", names: "_ PWD OLDPWD SHLVL IFS OPTIND OPTARG PPID UID EUID" },
  { by: "JavaScript", names: "__proto__" },
];

const OWNERS = new Map(
  RESERVED.flatMap((entry) => entry.names.split(" ").map((name) => [name, entry] as const)),
);

/** Every name that an `env` cannot hold. */
export const RESERVED_ENV_NAMES: readonly string[] = [...OWNERS.keys()];

/** The names that an `env` can hold. */
export const FREE_ENV_NAME_PATTERN: string = `^(?!(?:${RESERVED_ENV_NAMES.join("|")})$)${ENV_NAME_PATTERN.slice(1)}`;

/** Why a name cannot stand in `env`; `undefined` when it can. */
export function checkEnvName(name: string): Finding | undefined {
  const owner = OWNERS.get(name);
  if (owner !== undefined) {
    const instead = owner.instead;
    const message = `${quote(name)} is set by ${owner.by}`;
    const hint = instead === undefined ? "remove it" : `write it as the key \`${instead}\``;
    return { code: "reserved-env-name", message, hint };
  }
  if (IDENTIFIER.test(name)) return undefined;
  const message = `the environment name ${quote(name)} is not a shell identifier`;
  const hint = "names have letters, digits and `_`, and do not start with a digit";
  return { code: "bad-env-name", message, hint };
}
