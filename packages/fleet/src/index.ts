export { doctor } from "./doctor/doctor.js";
export { FleetError, type FleetErrorCode } from "./error.js";
export { installFleet } from "./install/install.js";
export { openFleet, type FleetOptions } from "./open-fleet.js";
export { readRosterText } from "./files/load-roster.js";
export { defaultRosterFile, fleetPaths, type Environment, type FleetPaths } from "./files/paths.js";
export {
  initRoster,
  validateRosters,
  type CheckedRoster,
  type InitOptions,
} from "./files/roster-file.js";
export { agentUnit, defaultSocket, holderUnit } from "./supervisor/unit-names.js";

export type { EnvFileFinding } from "./agent/check-env-files.js";
export type { AgentDelivery, SendDocument } from "./documents/deliveries.js";
export type { DoctorDocument, DoctorFinding } from "./documents/doctor.js";
export type { InstallDocument } from "./documents/install.js";
export type { Reason, ReasonKind } from "./documents/reason.js";
export type { AgentReport, AgentsDocument, DownDocument } from "./documents/reports.js";
export type { ScreenDocument } from "./documents/screen.js";
export type { AgentStatus, Drift, Lifecycle, StatusDocument } from "./documents/status.js";
export type { Fleet, Selection } from "./fleet.js";
export type { AttachCommand } from "./talk/attach.js";
export type { LogOptions } from "./talk/logs.js";
