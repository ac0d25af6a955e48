export { editRoster } from "./edit-roster.js";
export { formatDiagnostics } from "./format-diagnostics.js";
export { formatRoster } from "./format-roster.js";
export { fromEnvFiles } from "./from-env-files.js";
export { joinCommand } from "./join-command.js";
export { parseRoster } from "./parse-roster.js";
export { presets } from "./presets.generated.js";
export { resolveFleet } from "./resolve-fleet.js";
export { rosterJsonSchema } from "./json-schema.js";
export { splitCommand } from "./split-command.js";
export { formatSize, parseSize } from "./size.js";
export { formatTimeSpan, parseTimeSpan } from "./time-span.js";

export { AGENT_NAME_PATTERN, checkAgentName } from "./agent-name.js";
export { checkEnvName, ENV_NAME_PATTERN, LAUNCHER_ENV_NAMES } from "./env-name.js";
export { isSecretName } from "./secret.js";
export { checkSocketName, LEGACY_SOCKET_NAME, SOCKET_NAME_PATTERN } from "./socket-name.js";
export { RosterEditError } from "./edit-error.js";
export { diagnosticCodes } from "./diagnostic-codes.js";
export { runtimeNames } from "./runtimes.js";

export type { CodeEntry, DiagnosticCode } from "./diagnostic-codes.js";
export type { DesiredAgent, DesiredFleet, DesiredLimits, Source } from "./desired-fleet.js";
export type { Diagnostic, Finding, Position, Range, Severity } from "./diagnostic.js";
export type { EnvFile, FromEnvFiles } from "./from-env-files.js";
export type { Preset } from "./preset.js";
export type {
  AgentSettings,
  LimitSettings,
  RestartSettings,
  Roster,
  RosterAgent,
  RosterContent,
} from "./roster.js";
export type { RosterEdit } from "./edit-roster.js";
export type { RosterEditCode } from "./edit-error.js";
export type { AgentPatch, WrittenAgent, WrittenSettings } from "./written-agent.js";
export type { RuntimeName } from "./runtimes.js";
export type { TextProblem } from "./problem.js";
