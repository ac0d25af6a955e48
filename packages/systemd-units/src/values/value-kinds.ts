import { wordKind, type WordKind } from "./word-kinds.js";

/** How systemd reads the value of a setting. Settings that are not here are free text, or are judged by rules of their own. */
export type ValueKind = PlainKind | { readonly words: WordKind };

export type PlainKind =
  | "boolean"
  | "boolean-or-none"
  | "time"
  | "time-or-none"
  | "microseconds-limit"
  | "nanoseconds"
  | "pressure-time"
  | "seconds-limit"
  | "unsigned"
  | "unsigned-or-none"
  | "mode"
  | "signal"
  | "exit-status"
  | "exit-code"
  | "memory"
  | "memory-or-none"
  | "tasks"
  | "weight"
  | "cpu-weight"
  | "cpu-quota"
  | "cpu-set"
  | "cpu-affinity"
  | "cpu-shares"
  | "block-weight"
  | "percentage"
  | "hostname"
  | "nice"
  | "nice-limit"
  | "oom-adjust"
  | "priority"
  | "io-priority"
  | "bytes-limit"
  | "count-limit"
  | "path"
  | "paths"
  | "mounts"
  | "binds"
  | "file-systems"
  | "search-path"
  | "condition-path"
  | "units"
  | "slice"
  | "owner"
  | "owners"
  | "environment"
  | "variable-names"
  | "variables"
  | "log-fields"
  | "log-namespace"
  | "delegate"
  | "controllers"
  | "credential"
  | "credential-text"
  | "urls";

const KINDS_BY_NAME: Readonly<Record<PlainKind, string>> = {
  boolean: `
    AllowIsolate BlockIOAccounting CPUAccounting CPUSchedulingResetOnFork CacheDirectoryAccounting CoredumpReceive DefaultDependencies
    DynamicUser GuessMainPID IOAccounting IPAccounting IgnoreOnIsolate IgnoreSIGPIPE LockPersonality LogsDirectoryAccounting
    MemoryAccounting MemoryDenyWriteExecute MemoryZSwapWriteback NoNewPrivileges NonBlocking OnFailureIsolate PermissionsStartOnly
    PrivateDevices PrivateIPC PrivateNetwork ProtectClock ProtectKernelLogs ProtectKernelModules ProtectKernelTunables RefuseManualStart
    RefuseManualStop RemainAfterExit RemoveIPC RestrictRealtime RestrictSUIDSGID RootDirectoryStartOnly RootEphemeral SendSIGHUP
    SendSIGKILL StateDirectoryAccounting StopWhenUnneeded SurviveFinalKillSignal SyslogLevelPrefix TTYReset TTYVHangup TTYVTDisallocate
    TasksAccounting`,
  "boolean-or-none": "BindLogSockets MemoryKSM MountAPIVFS SetLoginEnvironment",
  time: `
    CPUPressureThresholdSec IOPressureThresholdSec JobRunningTimeoutSec JobTimeoutSec LogRateLimitIntervalSec MemoryPressureThresholdSec
    RestartMaxDelaySec RestartRandomizedDelaySec RestartSec RuntimeMaxSec RuntimeRandomizedExtraSec StartLimitInterval
    StartLimitIntervalSec TimeoutCleanSec TimeoutSec TimeoutStartSec TimeoutStopSec WatchdogSec`,
  "time-or-none": "CPUQuotaPeriodSec TimeoutAbortSec",
  "microseconds-limit": "LimitRTTIME",
  nanoseconds: "TimerSlackNSec",
  "pressure-time": "ManagedOOMMemoryPressureDurationSec",
  "seconds-limit": "LimitCPU",
  unsigned: "FileDescriptorStoreMax LogRateLimitBurst RestartSteps StartLimitBurst",
  "unsigned-or-none": "TTYColumns TTYRows",
  mode: "CacheDirectoryMode ConfigurationDirectoryMode LogsDirectoryMode RuntimeDirectoryMode StateDirectoryMode UMask",
  signal: "FinalKillSignal KillSignal ReloadSignal RestartKillSignal WatchdogSignal",
  "exit-status": "RestartForceExitStatus RestartPreventExitStatus SuccessExitStatus",
  "exit-code": "FailureActionExitStatus SuccessActionExitStatus",
  memory: "MemoryHigh MemoryLimit MemoryMax StartupMemoryHigh StartupMemoryMax",
  "memory-or-none": `
    DefaultMemoryLow DefaultMemoryMin MemoryLow MemoryMin MemorySwapMax MemoryZSwapMax StartupMemoryLow
    StartupMemorySwapMax StartupMemoryZSwapMax`,
  tasks: "TasksMax",
  weight: "IOWeight StartupIOWeight",
  "cpu-weight": "CPUWeight StartupCPUWeight",
  "cpu-quota": "CPUQuota",
  "cpu-affinity": "CPUAffinity",
  "cpu-set": "AllowedCPUs AllowedMemoryNodes StartupAllowedCPUs StartupAllowedMemoryNodes",
  "cpu-shares": "CPUShares StartupCPUShares",
  "block-weight": "BlockIOWeight StartupBlockIOWeight",
  percentage: "ManagedOOMMemoryPressureLimit",
  hostname: "ProtectHostname",
  nice: "Nice",
  "nice-limit": "LimitNICE",
  "oom-adjust": "OOMScoreAdjust",
  priority: "CPUSchedulingPriority",
  "io-priority": "IOSchedulingPriority",
  "bytes-limit":
    "LimitAS LimitCORE LimitDATA LimitFSIZE LimitMEMLOCK LimitMSGQUEUE LimitRSS LimitSTACK",
  "count-limit": "LimitLOCKS LimitNOFILE LimitNPROC LimitRTPRIO LimitSIGPENDING",
  path: `
    IPCNamespacePath NetworkNamespacePath RootDirectory RootImage RootVerity SourcePath TTYPath USBFunctionDescriptors
    USBFunctionStrings`,
  paths: `
    ExecPaths ExtensionDirectories InaccessibleDirectories InaccessiblePaths NoExecPaths ReadOnlyDirectories ReadOnlyPaths
    ReadWriteDirectories ReadWritePaths`,
  mounts: "RequiresMountsFor WantsMountsFor",
  binds: "BindPaths BindReadOnlyPaths",
  "file-systems": "TemporaryFileSystem",
  "search-path": "ExecSearchPath",
  "condition-path": conditions(`
    DirectoryNotEmpty FileIsExecutable FileNotEmpty NeedsUpdate PathExists PathExistsGlob PathIsDirectory PathIsEncrypted
    PathIsMountPoint PathIsReadWrite PathIsSocket PathIsSymbolicLink`),
  units: `
    After Before BindTo BindsTo Conflicts JoinsNamespaceOf OnFailure OnSuccess PartOf PropagateReloadFrom PropagateReloadTo
    PropagatesReloadTo PropagatesStopTo ReloadPropagatedFrom Requires RequiresOverridable Requisite RequisiteOverridable StopPropagatedFrom Upholds Wants`,
  slice: "Slice",
  owner: "Group User",
  owners: "SupplementaryGroups",
  environment: "Environment",
  "variable-names": "PassEnvironment",
  variables: "UnsetEnvironment",
  "log-fields": "LogExtraFields",
  "log-namespace": "LogNamespace",
  delegate: "Delegate",
  controllers: "DisableControllers",
  credential: "LoadCredential LoadCredentialEncrypted",
  "credential-text": "SetCredential",
  urls: "Documentation",
};

/** By the key alone: no key is read differently in another section of those in the table. */
const KINDS: ReadonlyMap<string, PlainKind> = new Map(
  (Object.keys(KINDS_BY_NAME) as PlainKind[]).flatMap((kind) =>
    KINDS_BY_NAME[kind]
      .trim()
      .split(/\s+/)
      .map((key): [string, PlainKind] => [key, kind]),
  ),
);

/** `undefined` for a setting whose value is not judged by its kind. */
export function valueKind(key: string): ValueKind | undefined {
  const kind = KINDS.get(key);
  if (kind !== undefined) return kind;
  const words = wordKind(key);
  return words === undefined ? undefined : { words };
}

const REFUSING = [
  "DynamicUser",
  "Group",
  "RootDirectory",
  "RootImage",
  "RootVerity",
  "SupplementaryGroups",
  "User",
];

/** Whether systemd refuses the whole unit for a value of this setting that it does not take. */
export function refusesUnit(key: string): boolean {
  return REFUSING.includes(key);
}

const LISTS: readonly ValueKind[] = [
  "exit-status",
  "cpu-set",
  "cpu-affinity",
  "condition-path",
  "paths",
  "mounts",
  "binds",
  "file-systems",
  "search-path",
  "units",
  "owners",
  "environment",
  "variable-names",
  "variables",
  "log-fields",
  "delegate",
  "controllers",
  "credential",
  "credential-text",
  "urls",
];

/** Whether several assignments of such a setting add up. */
export function isListKind(kind: ValueKind): boolean {
  return LISTS.includes(kind);
}

function conditions(names: string): string {
  return names
    .trim()
    .split(/\s+/)
    .map((name) => `Condition${name} Assert${name}`)
    .join(" ");
}
