/*
 * How these tables are made. `/usr/lib/systemd/systemd --dump-configuration-items` prints the settings of a build by section, here those
 * of Debian's 252, 254, 257, 262 and 262.1; the test beside this file compares them with the installed one. What is new in a later dump
 * has the version of its "Added in version …" in that systemd's manual pages (systemd.unit(5), systemd.service(5), systemd.exec(5), …),
 * which have one from 249 on. What is gone from a later dump stands in `REMOVED`.
 */

/** A section's keys and the version that brought each one; 249, the oldest supported, stands for "that or earlier". */
export type KeyTable = ReadonlyMap<string, number>;

const UNIT = `
  After AllowIsolate AssertACPower AssertArchitecture AssertCPUFeature AssertCPUPressure@250 AssertCPUs AssertCapability
  AssertControlGroupController AssertCredential@252 AssertDirectoryNotEmpty AssertEnvironment AssertFileIsExecutable
  AssertFileNotEmpty AssertFirstBoot AssertFraction@261 AssertGroup AssertHost AssertIOPressure@250 AssertKernelCommandLine
  AssertKernelModuleLoaded@258 AssertKernelVersion AssertMachineTag@261 AssertMemory AssertMemoryPressure@250 AssertNeedsUpdate
  AssertOSRelease AssertPathExists AssertPathExistsGlob AssertPathIsDirectory AssertPathIsEncrypted AssertPathIsMountPoint
  AssertPathIsReadWrite AssertPathIsSocket@260 AssertPathIsSymbolicLink AssertSecurity AssertUser AssertVersion@258
  AssertVirtualization Before BindTo BindsTo CollectMode ConditionACPower ConditionArchitecture ConditionCPUFeature
  ConditionCPUPressure@250 ConditionCPUs ConditionCapability ConditionControlGroupController ConditionCredential@252
  ConditionDirectoryNotEmpty ConditionEnvironment ConditionFileIsExecutable ConditionFileNotEmpty ConditionFirmware
  ConditionFirstBoot ConditionFraction@261 ConditionGroup ConditionHost ConditionIOPressure@250 ConditionKernelCommandLine
  ConditionKernelModuleLoaded@258 ConditionKernelVersion ConditionMachineTag@261 ConditionMemory ConditionMemoryPressure@250
  ConditionNeedsUpdate ConditionOSRelease ConditionPathExists ConditionPathExistsGlob ConditionPathIsDirectory
  ConditionPathIsEncrypted ConditionPathIsMountPoint ConditionPathIsReadWrite ConditionPathIsSocket@260 ConditionPathIsSymbolicLink
  ConditionSecurity ConditionUser ConditionVersion@258 ConditionVirtualization Conflicts DefaultDependencies Description
  Documentation FailureAction FailureActionExitStatus IgnoreOnIsolate JobRunningTimeoutSec JobTimeoutAction JobTimeoutRebootArgument
  JobTimeoutSec JoinsNamespaceOf OnFailure OnFailureIsolate OnFailureJobMode OnSuccess OnSuccessJobMode PartOf PropagateReloadFrom
  PropagateReloadTo PropagatesReloadTo PropagatesStopTo RebootArgument RefuseManualStart RefuseManualStop ReloadPropagatedFrom
  Requires RequiresMountsFor RequiresOverridable Requisite RequisiteOverridable SourcePath StartLimitAction StartLimitBurst
  StartLimitInterval StartLimitIntervalSec StopPropagatedFrom StopWhenUnneeded SuccessAction SuccessActionExitStatus
  SurviveFinalKillSignal@255 Upholds Wants WantsMountsFor@256`;

const SERVICE = `
  BusName ExecCondition ExecReload ExecReloadPost@259 ExecStart ExecStartPost ExecStartPre ExecStop ExecStopPost ExitType@250
  FailureAction FileDescriptorStoreMax FileDescriptorStorePreserve@254 GuessMainPID LUOSession@262 NonBlocking NotifyAccess OOMPolicy
  OpenFile@253 PIDFile PermissionsStartOnly RebootArgument RefreshOnReload@260 ReloadSignal@253 RemainAfterExit Restart
  RestartForceExitStatus RestartMaxDelaySec@254 RestartMode@254 RestartPreventExitStatus RestartRandomizedDelaySec@262 RestartSec
  RestartSteps@254 RootDirectoryStartOnly RuntimeMaxSec RuntimeRandomizedExtraSec@250 Sockets StartLimitAction StartLimitBurst
  StartLimitInterval SuccessExitStatus TimeoutAbortSec TimeoutStartFailureMode TimeoutStartSec TimeoutStopFailureMode TimeoutStopSec
  Type USBFunctionDescriptors USBFunctionStrings WatchdogSec`;

/** Of every unit that runs programs (systemd.exec(5), systemd.kill(5)). */
const EXEC = `
  AmbientCapabilities AppArmorProfile BPFDelegateAttachments@258 BPFDelegateCommands@258 BPFDelegateMaps@258 BPFDelegatePrograms@258
  BindLogSockets@257 BindPaths BindReadOnlyPaths CPUAffinity CPUSchedulingPolicy CPUSchedulingPriority CPUSchedulingResetOnFork
  CacheDirectory CacheDirectoryAccounting@258 CacheDirectoryMode CacheDirectoryQuota@258 CapabilityBoundingSet ConfigurationDirectory
  ConfigurationDirectoryMode CoredumpFilter DelegateNamespaces@258 DynamicUser Environment EnvironmentFile ExecPaths
  ExecSearchPath@250 ExtensionDirectories@251 ExtensionImagePolicy@254 ExtensionImages FinalKillSignal Group IOSchedulingClass
  IOSchedulingPriority IPCNamespacePath IgnoreSIGPIPE ImportCredential@254 InaccessibleDirectories InaccessiblePaths KeyringMode
  KillMode KillSignal LimitAS LimitCORE LimitCPU LimitDATA LimitFSIZE LimitLOCKS LimitMEMLOCK LimitMSGQUEUE LimitNICE LimitNOFILE
  LimitNPROC LimitRSS LimitRTPRIO LimitRTTIME LimitSIGPENDING LimitSTACK LoadCredential LoadCredentialEncrypted@250 LockPersonality
  LogExtraFields LogFilterPatterns@253 LogLevelMax LogNamespace LogRateLimitBurst LogRateLimitIntervalSec LogsDirectory
  LogsDirectoryAccounting@258 LogsDirectoryMode LogsDirectoryQuota@258 MemoryDenyWriteExecute MemoryKSM@254 MemoryTHP@260 MountAPIVFS
  MountFlags MountImagePolicy@254 MountImages NUMAMask NUMAPolicy NetworkNamespacePath Nice NoExecPaths NoNewPrivileges
  OOMScoreAdjust PAMName PassEnvironment Personality PrivateBPF@258 PrivateDevices PrivateIPC PrivateMounts PrivateNetwork
  PrivatePIDs@257 PrivateTmp PrivateUsers ProcSubset ProtectClock ProtectControlGroups ProtectHome ProtectHostname ProtectKernelLogs
  ProtectKernelModules ProtectKernelTunables ProtectProc ProtectSystem ReadOnlyDirectories ReadOnlyPaths ReadWriteDirectories
  ReadWritePaths RemoveIPC RestartKillSignal RestrictAddressFamilies RestrictFileSystems@250 RestrictNamespaces RestrictRealtime
  RestrictSUIDSGID RootDirectory RootEphemeral@254 RootHash RootHashSignature RootImage RootImageOptions RootImagePolicy@254
  RootMStack@260 RootVerity RuntimeDirectory RuntimeDirectoryMode RuntimeDirectoryPreserve SELinuxContext SecureBits SendSIGHUP
  SendSIGKILL SetCredential SetCredentialEncrypted@250 SetLoginEnvironment@255 SmackProcessLabel StandardError StandardInput
  StandardInputData StandardInputText StandardOutput StateDirectory StateDirectoryAccounting@258 StateDirectoryMode
  StateDirectoryQuota@258 SupplementaryGroups SyslogFacility SyslogIdentifier SyslogLevel SyslogLevelPrefix SystemCallArchitectures
  SystemCallErrorNumber SystemCallFilter SystemCallLog TTYColumns@250 TTYPath TTYReset TTYRows@250 TTYVHangup TTYVTDisallocate
  TemporaryFileSystem TimeoutCleanSec TimeoutSec TimerSlackNSec UMask UnsetEnvironment User UserNamespacePath@259 UtmpIdentifier
  UtmpMode WatchdogSignal WorkingDirectory`;

const CGROUP = `
  AllowedCPUs AllowedMemoryNodes BPFProgram BindNetworkInterface@260 BlockIOAccounting BlockIODeviceWeight BlockIOReadBandwidth
  BlockIOWeight BlockIOWriteBandwidth CPUAccounting CPUPressureThresholdSec@261 CPUPressureWatch@261 CPUQuota CPUQuotaPeriodSec
  CPUSetPartition@261 CPUShares CPUWeight CoredumpReceive@255 DefaultMemoryLow DefaultMemoryMin DefaultStartupMemoryLow@253 Delegate
  DelegateSubgroup@254 DeviceAllow DevicePolicy DisableControllers IOAccounting IODeviceLatencyTargetSec IODeviceWeight
  IOPressureThresholdSec@261 IOPressureWatch@261 IOReadBandwidthMax IOReadIOPSMax IOWeight IOWriteBandwidthMax IOWriteIOPSMax
  IPAccounting IPAddressAllow IPAddressDeny IPEgressFilterPath IPIngressFilterPath ManagedOOMMemoryPressure
  ManagedOOMMemoryPressureDurationSec@257 ManagedOOMMemoryPressureLimit ManagedOOMPreference ManagedOOMSwap MemoryAccounting
  MemoryHigh MemoryLimit MemoryLow MemoryMax MemoryMin MemoryPressureThresholdSec@254 MemoryPressureWatch@254 MemorySwapMax
  MemoryZSwapMax@253 MemoryZSwapWriteback@256 NFTSet@255 OOMRules@261 RestrictNetworkInterfaces@250 Slice SocketBindAllow
  SocketBindDeny StartupAllowedCPUs@250 StartupAllowedMemoryNodes@250 StartupBlockIOWeight StartupCPUShares StartupCPUWeight
  StartupIOWeight StartupMemoryHigh@253 StartupMemoryLow@253 StartupMemoryMax@253 StartupMemorySwapMax@253 StartupMemoryZSwapMax@253
  TasksAccounting TasksMax`;

const INSTALL = `
  Alias Also DefaultInstance RequiredBy UpheldBy@254 WantedBy`;

const SOCKET = `
  Accept AcceptFileDescriptors@258 Backlog BindIPv6Only BindToDevice Broadcast DeferAcceptSec DeferTrigger@258 DeferTriggerMaxSec@258
  DirectoryMode ExecStartPost ExecStartPre ExecStopPost ExecStopPre FileDescriptorName FlushPending FreeBind IPTOS IPTTL KeepAlive
  KeepAliveIntervalSec KeepAliveProbes KeepAliveTimeSec ListenDatagram ListenFIFO ListenMessageQueue ListenNetlink
  ListenSequentialPacket ListenSpecial ListenStream ListenUSBFunction Mark MaxConnections MaxConnectionsPerSource
  MessageQueueMaxMessages MessageQueueMessageSize NoDelay PassCredentials PassFileDescriptorsToExec@256 PassPIDFD@258 PassPacketInfo
  PassSecurity PipeSize PollLimitBurst@255 PollLimitIntervalSec@255 Priority ReceiveBuffer RemoveOnStop ReusePort
  SELinuxContextFromNet SendBuffer Service SmackLabel SmackLabelIPIn SmackLabelIPOut SocketGroup SocketMode SocketProtocol SocketUser
  Symlinks TCPCongestion Timestamping Transparent TriggerLimitBurst TriggerLimitIntervalSec Writable XAttrAccept@262
  XAttrEntryPoint@262 XAttrListen@262`;

const TIMER = `
  AccuracySec DeferReactivation@257 FixedRandomDelay OnActiveSec OnBootSec OnCalendar OnClockChange OnStartupSec OnTimezoneChange
  OnUnitActiveSec OnUnitInactiveSec Persistent RandomizedDelaySec RandomizedOffsetSec@258 RemainAfterElapse Unit WakeSystem`;

const PATH = `
  DirectoryMode DirectoryNotEmpty MakeDirectory PathChanged PathExists PathExistsGlob PathModified TriggerLimitBurst@250
  TriggerLimitIntervalSec@250 Unit`;

const MOUNT = `
  DirectoryMode ForceUnmount LazyUnmount Options ReadWriteOnly SloppyOptions Type What Where`;

/** What systemd reads in each section (`systemd --dump-configuration-items`). `[Scope]` is not here, for no file can hold one. */
const TEXTS: Readonly<Record<string, string>> = {
  Unit: UNIT,
  Service: SERVICE + EXEC + CGROUP,
  Slice: `${CGROUP} ConcurrencySoftMax@258 ConcurrencyHardMax@258 ActivatingConcurrencyMax@262`,
  Install: INSTALL,
  Socket: SOCKET + EXEC + CGROUP,
  Timer: TIMER,
  Path: PATH,
  Mount: MOUNT + EXEC + CGROUP,
  Automount: "DirectoryMode ExtraOptions@250 TimeoutIdleSec Where",
  Swap: `Options Priority What ${EXEC} ${CGROUP}`,
};

export const SECTIONS: readonly string[] = Object.keys(TEXTS);

const TABLES = new Map<string, KeyTable>();

/** The settings of a section, each with the version that brought it; read when first asked for, as few units have every section. */
export function keysOf(section: string): KeyTable | undefined {
  const known = TABLES.get(section);
  const text = Object.hasOwn(TEXTS, section) ? TEXTS[section] : undefined;
  if (known !== undefined || text === undefined) return known;
  const made = table(text);
  TABLES.set(section, made);
  return made;
}

const CGROUP_V1 = `
  BlockIOAccounting BlockIODeviceWeight BlockIOReadBandwidth BlockIOWeight BlockIOWriteBandwidth CPUAccounting CPUShares MemoryLimit
  StartupBlockIOWeight StartupCPUShares`;
/** Gone from 262; of 258 to 261 it is not known. */
const PROTECTION = "DefaultMemoryLow DefaultMemoryMin DefaultStartupMemoryLow";

/** Settings that systemd reads no more, with the version that dropped them: it says so and goes on. Control groups of version 1 went with 258. */
export const REMOVED: KeyTable = new Map([
  ...[...table(CGROUP_V1).keys()].map((key): [string, number] => [key, 258]),
  ...[...table(PROTECTION).keys()].map((key): [string, number] => [key, 262]),
]);

function table(text: string): KeyTable {
  return new Map(
    text
      .trim()
      .split(/\s+/)
      .map((word) => {
        const [key, since] = word.split("@");
        return [key ?? "", Number(since ?? 249)];
      }),
  );
}
