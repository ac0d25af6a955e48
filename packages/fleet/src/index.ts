export { doctor } from "./doctor/doctor.js";
export { fixFindings } from "./doctor/fix.js";
export { FleetError, type FleetErrorCode } from "./error.js";
export { installFleet } from "./install/install.js";
export { planUninstall, uninstallFleet, type UninstallOptions } from "./install/uninstall.js";
export { openFleet, type FleetOptions } from "./open-fleet.js";
export { readRosterText } from "./files/load-roster.js";
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

export type { EnvFileFinding } from "./agent/check-env-files.js";
export type { AskDocument } from "./documents/ask.js";
export type { AgentDelivery, SendDocument } from "./documents/deliveries.js";
export type { DoctorDocument, DoctorFinding } from "./documents/doctor.js";
export type {
  ExplainDiagnostic,
  ExplainDocument,
  ExplainedValue,
  ValueSource,
} from "./documents/explain.js";
export type { InstallDocument } from "./documents/install.js";
export type {
  LeftPlace,
  RemovedPlace,
  UninstallDocument,
  UninstallPlanDocument,
} from "./documents/uninstall.js";
export type { ApplyDocument, Change, PlanDocument, PlanSummary } from "./documents/plan.js";
export type { CancelDocument, QueueDocument, WaitingText } from "./documents/queue.js";
export type { RenderDocument, RenderedFile } from "./documents/render.js";
export type { Reason, ReasonKind } from "./documents/reason.js";
export type { AgentReport, AgentsDocument, DownDocument } from "./documents/reports.js";
export type { ScreenDocument } from "./documents/screen.js";
export type { Drift } from "./documents/drift.js";
export type { AgentStatus, Lifecycle, StatusDocument } from "./documents/status.js";
export type { Fleet, Selection } from "./fleet.js";
export type { ApplyOptions } from "./apply/choose-changes.js";
export type { AskOptions } from "./talk/ask.js";
export type { AttachCommand } from "./talk/attach.js";
export type { LogOptions } from "./talk/logs.js";
export type { SendOptions } from "./talk/send.js";
