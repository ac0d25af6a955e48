export { openSandbox, type SandboxOptions } from "./open-sandbox.js";
export type { Sandbox } from "./sandbox.js";
export type { CollectOptions } from "./collect.js";
export type { ExecOptions, ExecResult } from "./exec.js";
export type { LoginSession, LogoutOptions } from "./login-session.js";
export type { SandboxProcess } from "./processes.js";
export type { WhichProcess } from "./signal.js";
export { probeLanes, type Lane, type LaneName, type LaneProbe } from "./lane.js";
export { SandboxError, type SandboxErrorCode } from "./sandbox-error.js";
