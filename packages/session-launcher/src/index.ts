export { deliver, type Delivery, type DeliveryOptions, type DeliveryOutcome } from "./deliver.js";
export { formatEnvironment } from "./environment.js";
export { LaunchError, type LaunchErrorCode } from "./error.js";
export { explainLaunch } from "./explain-launch.js";
export { findProgram, isExecutableFile } from "./find-program.js";
export {
  resolveLaunch,
  runtimeOf,
  type LaunchAgent,
  type LaunchContext,
  type LaunchPlan,
  type ProgramSource,
} from "./launch-plan.js";
export { launcherScript, tmuxProfile, type ShippedFile } from "./launcher-script.js";
export { readLastScreen, readRecord, type SessionRecord } from "./session-record.js";
export type { Runtime, RuntimeOverride, RuntimeReady, RuntimeStop } from "./runtime.js";
export { checkRuntimeOverride, overrideRuntime, runtimeSchema } from "./runtime-schema.js";
export { runtimes, runtimesVersion, type RuntimeName } from "./runtimes.js";
export { startOrder, type StartOrderOptions, type StartSlot } from "./start-order.js";
export { startSession, type StartOptions } from "./start-session.js";
export { stopSession, type StopOptions, type StopResult, type Stray } from "./stop-session.js";
export { waitReady, type Readiness, type ReadyOptions } from "./wait-ready.js";
export { wellKnownFolders } from "./well-known-folders.js";
