export {
  deliver,
  type Delivery,
  type DeliveryOptions,
  type DeliveryOutcome,
} from "./delivery/deliver.js";
export { formatEnvironment } from "./launch/environment.js";
export { LaunchError, type LaunchErrorCode } from "./error.js";
export { explainLaunch } from "./launch/explain-launch.js";
export { findProgram, isExecutableFile } from "./launch/find-program.js";
export {
  resolveLaunch,
  runtimeOf,
  type LaunchAgent,
  type LaunchContext,
  type LaunchPlan,
  type ProgramSource,
} from "./launch/launch-plan.js";
export { launcherScript, tmuxProfile, type ShippedFile } from "./launch/launcher-script.js";
export { readLastScreen, readRecord, type SessionRecord } from "./session/session-record.js";
export type { Runtime, RuntimeOverride, RuntimeReady, RuntimeStop } from "./runtime/runtime.js";
export { checkRuntimeOverride, overrideRuntime, runtimeSchema } from "./runtime/runtime-schema.js";
export { runtimes, runtimesVersion, type RuntimeName } from "./runtime/runtimes.js";
export { startOrder, type StartOrderOptions, type StartSlot } from "./launch/start-order.js";
export { startSession, type StartOptions } from "./session/start-session.js";
export {
  stopSession,
  type StopOptions,
  type StopResult,
  type Stray,
} from "./session/stop-session.js";
export { waitReady, type Readiness, type ReadyOptions } from "./session/wait-ready.js";
export { wellKnownFolders } from "./launch/well-known-folders.js";
