export type { AttachCommand } from "./talk/attach.js";
export type { EnvFileFinding } from "./agent/check-env-files.js";
export type { Choice } from "./supervisor/choose-supervisor.js";
export { doctor, type DoctorDocument } from "./doctor/doctor.js";
export type { DoctorFinding } from "./doctor/finding.js";
export { FleetError, type FleetErrorCode } from "./error.js";
export { installFleet, type InstallReport } from "./install/install.js";
export type { LogOptions } from "./talk/logs.js";
export { openFleet, type Fleet, type FleetOptions } from "./open-fleet.js";
export { defaultRosterFile, fleetPaths, type Environment, type FleetPaths } from "./files/paths.js";
export {
  initRoster,
  readRosterText,
  validateRosters,
  type CheckedRoster,
  type InitOptions,
} from "./files/roster-file.js";
export type { Selection } from "./agent/select-agents.js";
export type { AgentDelivery } from "./talk/send.js";
export type { AgentReport } from "./apply/start-agents.js";
export type { AgentStatus, Drift, StatusDocument } from "./status/status.js";
export type { DownReport } from "./apply/stop-agents.js";
export { agentUnit, defaultSocket, holderUnit } from "./supervisor/unit-names.js";
export type {
  Lifecycle,
  Observation,
  Supervisor,
  SupervisorKind,
} from "./supervisor/supervisor.js";
export type { Reason, ReasonKind } from "./why/reason.js";
export type { FileAction } from "./files/write-file.js";
