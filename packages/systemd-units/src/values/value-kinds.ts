/** How systemd reads the value of a setting. Settings that are not here are free text, or are judged by rules of their own. */
export type ValueKind =
  | "boolean"
  | "boolean-or-word"
  | "time"
  | "time-or-none"
  | "unsigned"
  | "mode"
  | "signal"
  | "exit-status"
  | "memory"
  | "memory-or-none"
  | "tasks"
  | "weight"
  | "cpu-weight"
  | "cpu-quota"
  | "log-level"
  | "nice"
  | "oom-adjust"
  | "bytes-limit"
  | "count-limit"
  | "path"
  | "paths"
  | "mounts"
  | "condition-path"
  | "units"
  | "slice"
  | "environment"
  | "variable-names"
  | "variables"
  | "delegate"
  | "urls"
  | { readonly words: ReadonlyMap<string, number> };

const BOOLEAN = `
  AllowIsolate BlockIOAccounting CPUAccounting CPUSchedulingResetOnFork DefaultDependencies GuessMainPID IOAccounting
  IPAccounting IgnoreOnIsolate IgnoreSIGPIPE LockPersonality MemoryAccounting MemoryDenyWriteExecute NoNewPrivileges NonBlocking
  OnFailureIsolate PermissionsStartOnly PrivateDevices PrivateIPC PrivateMounts PrivateNetwork ProtectClock ProtectKernelLogs
  ProtectKernelModules ProtectKernelTunables RefuseManualStart RefuseManualStop RemainAfterExit RemoveIPC RestrictRealtime
  RestrictSUIDSGID RootDirectoryStartOnly SendSIGHUP SendSIGKILL StopWhenUnneeded SyslogLevelPrefix TTYReset TTYVHangup
  TTYVTDisallocate TasksAccounting`;
const TIME = `
  JobRunningTimeoutSec JobTimeoutSec LogRateLimitIntervalSec RestartMaxDelaySec RestartSec RuntimeMaxSec RuntimeRandomizedExtraSec
  StartLimitInterval StartLimitIntervalSec TimeoutCleanSec TimeoutSec TimeoutStartSec TimeoutStopSec WatchdogSec`;
const PATHS = `
  ExecPaths ExtensionDirectories InaccessibleDirectories InaccessiblePaths NoExecPaths ReadOnlyDirectories ReadOnlyPaths
  ReadWriteDirectories ReadWritePaths`;
const UNITS = `
  After Before BindTo BindsTo Conflicts JoinsNamespaceOf OnFailure OnSuccess PartOf PropagateReloadFrom PropagateReloadTo
  PropagatesReloadTo PropagatesStopTo ReloadPropagatedFrom Requires Requisite StopPropagatedFrom Upholds Wants`;
const ACTION = `none reboot reboot-force reboot-immediate poweroff poweroff-force poweroff-immediate exit exit-force
  kexec@254 kexec-force@254 halt@254 halt-force@254 halt-immediate@254 soft-reboot@254 soft-reboot-force@254`;
const JOB_MODE =
  "fail replace replace-irreversibly isolate flush ignore-dependencies ignore-requirements triggering restart-dependencies@257";
const TIMEOUT_MODE = "terminate abort kill";
/** A word may be followed by the version that brought it; `-` stands for an empty value. */
const WORDS: Readonly<Record<string, string>> = {
  Type: "simple exec forking oneshot dbus notify idle notify-reload@253",
  ExitType: "main cgroup",
  Restart: "no on-success on-failure on-abnormal on-watchdog on-abort always",
  RestartMode: "normal direct debug@257",
  KillMode: "control-group process mixed none -",
  NotifyAccess: "none main exec all",
  OOMPolicy: "continue stop kill",
  CollectMode: "inactive inactive-or-failed",
  OnFailureJobMode: JOB_MODE,
  OnSuccessJobMode: JOB_MODE,
  FailureAction: ACTION,
  SuccessAction: ACTION,
  StartLimitAction: ACTION,
  JobTimeoutAction: ACTION,
  TimeoutStartFailureMode: TIMEOUT_MODE,
  TimeoutStopFailureMode: TIMEOUT_MODE,
  DevicePolicy: "auto closed strict",
  ManagedOOMPreference: "none avoid omit",
  ManagedOOMSwap: "auto kill -",
  ManagedOOMMemoryPressure: "auto kill -",
  UtmpMode: "init login user",
  KeyringMode: "inherit private shared",
};

const CONDITION_PATHS =
  `PathExists PathExistsGlob PathIsDirectory PathIsSymbolicLink PathIsMountPoint PathIsReadWrite
  PathIsEncrypted DirectoryNotEmpty FileNotEmpty FileIsExecutable`
    .split(/\s+/)
    .map((name) => `Condition${name} Assert${name}`)
    .join(" ");

/** By the key alone: no key is read differently in another section of those in the table. */
const KINDS: ReadonlyMap<string, ValueKind> = new Map<string, ValueKind>([
  ...each(BOOLEAN, "boolean"),
  ...each("PrivateTmp PrivateUsers ProtectControlGroups ProtectHostname", "boolean-or-word"),
  ...each(CONDITION_PATHS, "condition-path"),
  ...each(TIME, "time"),
  ...each("TimeoutAbortSec", "time-or-none"),
  ...each("FileDescriptorStoreMax LogRateLimitBurst RestartSteps StartLimitBurst", "unsigned"),
  ...each(
    "CacheDirectoryMode ConfigurationDirectoryMode LogsDirectoryMode RuntimeDirectoryMode StateDirectoryMode UMask",
    "mode",
  ),
  ...each("FinalKillSignal KillSignal ReloadSignal RestartKillSignal WatchdogSignal", "signal"),
  ...each("RestartForceExitStatus RestartPreventExitStatus SuccessExitStatus", "exit-status"),
  ...each("MemoryHigh MemoryMax", "memory"),
  ...each("DefaultMemoryLow DefaultMemoryMin MemoryLow MemoryMin MemorySwapMax", "memory-or-none"),
  ...each("TasksMax", "tasks"),
  ...each("IOWeight StartupIOWeight", "weight"),
  ...each("CPUWeight StartupCPUWeight", "cpu-weight"),
  ...each("CPUQuota", "cpu-quota"),
  ...each("LogLevelMax", "log-level"),
  ...each("Nice", "nice"),
  ...each("OOMScoreAdjust", "oom-adjust"),
  ...each(
    "LimitAS LimitCORE LimitDATA LimitFSIZE LimitMEMLOCK LimitMSGQUEUE LimitRSS LimitSTACK",
    "bytes-limit",
  ),
  ...each("LimitLOCKS LimitNOFILE LimitNPROC LimitRTPRIO LimitSIGPENDING", "count-limit"),
  ...each("IPCNamespacePath NetworkNamespacePath TTYPath", "path"),
  ...each(PATHS, "paths"),
  ...each("RequiresMountsFor WantsMountsFor", "mounts"),
  ...each(UNITS, "units"),
  ...each("Slice", "slice"),
  ...each("Environment", "environment"),
  ...each("PassEnvironment", "variable-names"),
  ...each("UnsetEnvironment", "variables"),
  ...each("Delegate", "delegate"),
  ...each("Documentation", "urls"),
  ...Object.entries(WORDS).map(([key, text]): [string, ValueKind] => [key, { words: words(text) }]),
]);

/** `undefined` for a setting whose value is not judged by its kind. */
export function valueKind(key: string): ValueKind | undefined {
  return KINDS.get(key);
}

const LISTS: readonly ValueKind[] = [
  "exit-status",
  "condition-path",
  "paths",
  "mounts",
  "units",
  "environment",
  "variable-names",
  "variables",
  "delegate",
  "urls",
];

/** Whether several assignments of such a setting add up. */
export function isListKind(kind: ValueKind): boolean {
  return LISTS.includes(kind);
}

function each(keys: string, kind: ValueKind): [string, ValueKind][] {
  return keys
    .trim()
    .split(/\s+/)
    .map((key) => [key, kind]);
}

function words(text: string): ReadonlyMap<string, number> {
  return new Map(
    text.split(/\s+/).map((word) => {
      const [name = "", since] = word.split("@");
      return [name === "-" ? "" : name, Number(since ?? 249)];
    }),
  );
}
