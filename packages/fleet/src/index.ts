export type { AttachCommand } from "./attach.js";
export type { EnvFileFinding } from "./check-env-files.js";
export type { Choice } from "./choose-supervisor.js";
export { doctor, type DoctorDocument } from "./doctor/doctor.js";
export type { DoctorFinding } from "./doctor/finding.js";
export { FleetError, type FleetErrorCode } from "./error.js";
export { installFleet, type InstallReport } from "./install.js";
export type { LogOptions } from "./logs.js";
export { openFleet, type Fleet, type FleetOptions } from "./open-fleet.js";
export { defaultRosterFile, fleetPaths, type Environment, type FleetPaths } from "./paths.js";
export {
  initRoster,
  readRosterText,
  validateRosters,
  type CheckedRoster,
  type InitOptions,
} from "./roster-file.js";
export type { Selection } from "./select-agents.js";
export type { AgentDelivery } from "./send.js";
export type { AgentReport } from "./start-agents.js";
export type { AgentStatus, Drift, StatusDocument } from "./status.js";
export type { DownReport } from "./stop-agents.js";
export { agentUnit, defaultSocket, holderUnit } from "./unit-names.js";
export type { Lifecycle, Observation, Supervisor, SupervisorKind } from "./supervisor.js";
export type { Reason, ReasonKind } from "./why/reason.js";
export type { FileAction } from "./write-file.js";
