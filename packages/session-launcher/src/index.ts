export { readActivity, type Activity } from "./activity/read-activity.js";
export type { AgentChannel } from "./channel/agent-channel.js";
export { faultOf, inspectChannel, type ChannelFault } from "./channel/inspect-channel.js";
export { readDeliveries } from "./channel/deliveries.js";
export type { DeliveryRecord } from "./channel/delivery-record.js";
export { deliver, type Delivery } from "./delivery/deliver.js";
export type { DeliveryPolicy, DeliveryTarget } from "./delivery/delivery-target.js";
export { LaunchError, type LaunchErrorCode } from "./error.js";
export { formatEnvironment } from "./launch/environment.js";
export { explainLaunch } from "./launch/explain-launch.js";
export { findProgram, isExecutableFile } from "./launch/find-program.js";
export { resolveLaunch, runtimeOf, type LaunchPlan } from "./launch/launch-plan.js";
export type { LaunchAgent, LaunchContext, ProgramSource } from "./launch/launch-plan.js";
export { channelScripts, launcherScript, tmuxProfile } from "./launch/launcher-script.js";
export type { ShippedFile } from "./launch/launcher-script.js";
export { startOrder, type StartOrderOptions, type StartSlot } from "./launch/start-order.js";
export { wellKnownFolders } from "./launch/well-known-folders.js";
export { inFolder, isOurs, type Folder } from "./outside/folder.js";
export { listNames } from "./outside/list-names.js";
export { kind, NotOurs } from "./outside/not-ours.js";
export { readFile } from "./outside/read-file.js";
export { replaceFile } from "./outside/replace-file.js";
export { commandRuntime, type CommandWords } from "./runtime/command-runtime.js";
export type { Runtime, RuntimeOverride, RuntimeReady, RuntimeStop } from "./runtime/runtime.js";
export { checkRuntimeOverride, overrideRuntime, runtimeSchema } from "./runtime/runtime-schema.js";
export { runtimes, runtimesVersion, type RuntimeName } from "./runtime/runtimes.js";
export type { LeavingSession, QuitAgent, QuitOptions } from "./session/quit-sessions.js";
export { quitSessions } from "./session/quit-sessions.js";
export { removeRecord } from "./session/remove-record.js";
export {
  readLastScreen,
  readRecord,
  recordFault,
  type SessionRecord,
} from "./session/session-record.js";
export { startSession, type StartOptions } from "./session/start-session.js";
export { stopSession, type StopOptions } from "./session/stop-session.js";
export { stopSessions, type StopManyOptions, type StopResult } from "./session/stop-sessions.js";
export { findRuns, type AgentRun } from "./session/agent-run.js";
export { findLeftovers, type Stray } from "./session/end-leftovers.js";
export { waitReady, waitReadyAll } from "./session/wait-ready.js";
export type { Readiness, ReadyOptions } from "./session/wait-ready.js";
export { followTranscript } from "./transcript/follow-transcript.js";
export { readTranscript } from "./transcript/read-transcript.js";
