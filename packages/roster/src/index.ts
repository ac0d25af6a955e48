export { formatDiagnostics } from "./text/format-diagnostics.js";
export { joinCommand } from "./values/join-command.js";
export { nearestWords } from "./check/nearest.js";
export { parseRoster } from "./check/parse-roster.js";
export { presets } from "./values/presets.generated.js";
export { resolveFleet } from "./resolve/resolve-fleet.js";
export { rosterJsonSchema } from "./schema/json-schema.js";
export { splitCommand } from "./values/split-command.js";
export { formatSize, parseSize } from "./values/size.js";
export { toldOverride } from "./resolve/resolve-runtimes.js";
export { formatTimeSpan, parseTimeSpan } from "./values/time-span.js";

export { AGENT_NAME_PATTERN, checkAgentName } from "./values/agent-name.js";
export { checkEnvName, ENV_NAME_PATTERN, RESERVED_ENV_NAMES } from "./values/env-name.js";
export { expandWorkdir } from "./values/home-path.js";
export { isSecretName } from "./values/secret.js";
export { checkSocketName, LEGACY_SOCKET_NAME, SOCKET_NAME_PATTERN } from "./values/socket-name.js";
export { diagnosticCodes } from "./check/diagnostic-codes.js";
export { runtimeNames } from "./values/runtimes.js";

export type { CodeEntry, DiagnosticCode } from "./check/diagnostic-codes.js";
export type {
  DesiredAgent,
  DesiredFleet,
  DesiredLimits,
  DesiredSchedule,
  Source,
} from "./resolve/desired-fleet.js";
export type { Diagnostic, Finding, Position, Range } from "./check/diagnostic.js";
export type { Severity } from "./check/severity.js";
export type { Preset } from "./values/preset.js";
export type {
  AgentSettings,
  LimitSettings,
  RestartSettings,
  Roster,
  RosterAgent,
  RosterContent,
} from "./schema/roster.js";
export type { RuntimeName } from "./values/runtimes.js";
export type { TextProblem } from "./values/problem.js";
