export { doctor } from "./doctor/doctor.js";
export { fixFindings } from "./doctor/fix.js";
export { FleetError, type FleetErrorCode } from "./error.js";
export { installFleet } from "./install/install.js";
export { planUninstall, uninstallFleet, type UninstallOptions } from "./install/uninstall.js";
export { openFleet, type FleetOptions } from "./open-fleet.js";
export { keepCode, keptCode, type CompiledCode } from "./files/kept-code.js";
export { readRosterText } from "./files/load-roster.js";
export { offeredWords, type OfferedKind } from "./files/offered-words.js";
export { defaultRosterFile, fleetPaths, type Environment, type FleetPaths } from "./files/paths.js";
export { importEnvFiles, type ImportedRoster } from "./files/import-env-files.js";
export {
  initRoster,
  validateRosters,
  type CheckedRoster,
  type InitOptions,
} from "./files/roster-file.js";
export { lingerNote } from "./supervisor/linger.js";
export { agentUnit, defaultSocket, holderUnit } from "./supervisor/unit-names.js";

export type * from "./documents.js";
export type { EnvFileFinding } from "./agent/check-env-files.js";
export type { Fleet, Selection, UpLook } from "./fleet.js";
export type { ApplyOptions } from "./apply/choose-changes.js";
export type { MigrateOptions } from "./migrate/migrate-fleet.js";
export type { AskOptions } from "./talk/ask.js";
export type { AttachCommand } from "./talk/attach.js";
export type { LogOptions } from "./talk/logs.js";
export type { SendOptions } from "./talk/send.js";
export type { EventOptions } from "./watch/fleet-events.js";
export type { WatchOptions } from "./watch/watch-fleet.js";
export type { WaitOptions } from "./watch/wait-for-agents.js";
