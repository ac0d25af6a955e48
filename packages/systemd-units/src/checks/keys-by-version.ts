/** A section's keys and the version that brought each one; 249, the oldest supported, stands for "that or earlier". */
export type KeyTable = ReadonlyMap<string, number>;

const UNIT = `
  After AllowIsolate AssertACPower AssertArchitecture AssertCPUFeature AssertCPUPressure@250 AssertCPUs AssertCapability
  AssertControlGroupController AssertCredential@252 AssertDirectoryNotEmpty AssertEnvironment AssertFileIsExecutable
  AssertFileNotEmpty AssertFirstBoot AssertGroup AssertHost AssertIOPressure@250 AssertKernelCommandLine AssertKernelVersion
  AssertMemory AssertMemoryPressure@250 AssertNeedsUpdate AssertOSRelease AssertPathExists AssertPathExistsGlob
  AssertPathIsDirectory AssertPathIsEncrypted AssertPathIsMountPoint AssertPathIsReadWrite AssertPathIsSymbolicLink AssertSecurity
  AssertUser AssertVirtualization Before BindTo BindsTo CollectMode ConditionACPower ConditionArchitecture ConditionCPUFeature
  ConditionCPUPressure@250 ConditionCPUs ConditionCapability ConditionControlGroupController ConditionCredential@252
  ConditionDirectoryNotEmpty ConditionEnvironment ConditionFileIsExecutable ConditionFileNotEmpty ConditionFirmware
  ConditionFirstBoot ConditionGroup ConditionHost ConditionIOPressure@250 ConditionKernelCommandLine ConditionKernelVersion
  ConditionMemory ConditionMemoryPressure@250 ConditionNeedsUpdate ConditionOSRelease ConditionPathExists ConditionPathExistsGlob
  ConditionPathIsDirectory ConditionPathIsEncrypted ConditionPathIsMountPoint ConditionPathIsReadWrite ConditionPathIsSymbolicLink
  ConditionSecurity ConditionUser ConditionVirtualization Conflicts DefaultDependencies Description Documentation FailureAction
  FailureActionExitStatus IgnoreOnIsolate JobRunningTimeoutSec JobTimeoutAction JobTimeoutRebootArgument JobTimeoutSec
  JoinsNamespaceOf OnFailure OnFailureIsolate OnFailureJobMode OnSuccess OnSuccessJobMode PartOf PropagateReloadFrom
  PropagateReloadTo PropagatesReloadTo PropagatesStopTo RebootArgument RefuseManualStart RefuseManualStop ReloadPropagatedFrom
  Requires RequiresMountsFor RequiresOverridable Requisite RequisiteOverridable SourcePath StartLimitAction StartLimitBurst
  StartLimitInterval StartLimitIntervalSec StopPropagatedFrom StopWhenUnneeded SuccessAction SuccessActionExitStatus
  SurviveFinalKillSignal@255 Upholds Wants WantsMountsFor@256`;

const SERVICE = `
  BusName ExecCondition ExecReload ExecStart ExecStartPost ExecStartPre ExecStop ExecStopPost ExitType@250 FailureAction
  FileDescriptorStoreMax FileDescriptorStorePreserve@254 GuessMainPID NonBlocking NotifyAccess OOMPolicy OpenFile@253 PIDFile
  PermissionsStartOnly RebootArgument ReloadSignal@253 RemainAfterExit Restart RestartForceExitStatus RestartMaxDelaySec@254
  RestartMode@254 RestartPreventExitStatus RestartSec RestartSteps@254 RootDirectoryStartOnly RuntimeMaxSec
  RuntimeRandomizedExtraSec@250 Sockets StartLimitAction StartLimitBurst StartLimitInterval SuccessExitStatus TimeoutAbortSec
  TimeoutStartFailureMode TimeoutStartSec TimeoutStopFailureMode TimeoutStopSec Type USBFunctionDescriptors USBFunctionStrings
  WatchdogSec`;

/** Of every unit that runs programs (systemd.exec(5), systemd.kill(5)). */
const EXEC = `
  AmbientCapabilities AppArmorProfile BindLogSockets@257 BindPaths BindReadOnlyPaths CPUAffinity CPUSchedulingPolicy
  CPUSchedulingPriority CPUSchedulingResetOnFork CacheDirectory CacheDirectoryMode CapabilityBoundingSet ConfigurationDirectory
  ConfigurationDirectoryMode CoredumpFilter DynamicUser Environment EnvironmentFile ExecPaths ExecSearchPath@250
  ExtensionDirectories@251 ExtensionImagePolicy@254 ExtensionImages FinalKillSignal Group IOSchedulingClass IOSchedulingPriority
  IPCNamespacePath IgnoreSIGPIPE ImportCredential@254 InaccessibleDirectories InaccessiblePaths KeyringMode KillMode KillSignal
  LimitAS LimitCORE LimitCPU LimitDATA LimitFSIZE LimitLOCKS LimitMEMLOCK LimitMSGQUEUE LimitNICE LimitNOFILE LimitNPROC LimitRSS
  LimitRTPRIO LimitRTTIME LimitSIGPENDING LimitSTACK LoadCredential LoadCredentialEncrypted@250 LockPersonality LogExtraFields
  LogFilterPatterns@253 LogLevelMax LogNamespace LogRateLimitBurst LogRateLimitIntervalSec LogsDirectory LogsDirectoryMode
  MemoryDenyWriteExecute MemoryKSM@254 MountAPIVFS MountFlags MountImagePolicy@254 MountImages NUMAMask NUMAPolicy
  NetworkNamespacePath Nice NoExecPaths NoNewPrivileges OOMScoreAdjust PAMName PassEnvironment Personality PrivateDevices
  PrivateIPC PrivateMounts PrivateNetwork PrivatePIDs@257 PrivateTmp PrivateUsers ProcSubset ProtectClock ProtectControlGroups
  ProtectHome ProtectHostname ProtectKernelLogs ProtectKernelModules ProtectKernelTunables ProtectProc ProtectSystem
  ReadOnlyDirectories ReadOnlyPaths ReadWriteDirectories ReadWritePaths RemoveIPC RestartKillSignal RestrictAddressFamilies
  RestrictFileSystems@250 RestrictNamespaces RestrictRealtime RestrictSUIDSGID RootDirectory RootEphemeral@254 RootHash
  RootHashSignature RootImage RootImageOptions RootImagePolicy@254 RootVerity RuntimeDirectory RuntimeDirectoryMode
  RuntimeDirectoryPreserve SELinuxContext SecureBits SendSIGHUP SendSIGKILL SetCredential SetCredentialEncrypted@250
  SetLoginEnvironment@255 SmackProcessLabel StandardError StandardInput StandardInputData StandardInputText StandardOutput
  StateDirectory StateDirectoryMode SupplementaryGroups SyslogFacility SyslogIdentifier SyslogLevel SyslogLevelPrefix
  SystemCallArchitectures SystemCallErrorNumber SystemCallFilter SystemCallLog TTYColumns@250 TTYPath TTYReset TTYRows@250
  TTYVHangup TTYVTDisallocate TemporaryFileSystem TimeoutCleanSec TimeoutSec TimerSlackNSec UMask UnsetEnvironment User
  UtmpIdentifier UtmpMode WatchdogSignal WorkingDirectory`;

const CGROUP = `
  AllowedCPUs AllowedMemoryNodes BPFProgram BlockIOAccounting BlockIODeviceWeight BlockIOReadBandwidth BlockIOWeight
  BlockIOWriteBandwidth CPUAccounting CPUQuota CPUQuotaPeriodSec CPUShares CPUWeight CoredumpReceive@255 DefaultMemoryLow
  DefaultMemoryMin DefaultStartupMemoryLow@253 Delegate DelegateSubgroup@254 DeviceAllow DevicePolicy DisableControllers
  IOAccounting IODeviceLatencyTargetSec IODeviceWeight IOReadBandwidthMax IOReadIOPSMax IOWeight IOWriteBandwidthMax
  IOWriteIOPSMax IPAccounting IPAddressAllow IPAddressDeny IPEgressFilterPath IPIngressFilterPath ManagedOOMMemoryPressure
  ManagedOOMMemoryPressureDurationSec@257 ManagedOOMMemoryPressureLimit ManagedOOMPreference ManagedOOMSwap MemoryAccounting
  MemoryHigh MemoryLimit MemoryLow MemoryMax MemoryMin MemoryPressureThresholdSec@254 MemoryPressureWatch@254 MemorySwapMax
  MemoryZSwapMax@253 MemoryZSwapWriteback@256 NFTSet@255 RestrictNetworkInterfaces@250 Slice SocketBindAllow SocketBindDeny
  StartupAllowedCPUs@250 StartupAllowedMemoryNodes@250 StartupBlockIOWeight StartupCPUShares StartupCPUWeight StartupIOWeight
  StartupMemoryHigh@253 StartupMemoryLow@253 StartupMemoryMax@253 StartupMemorySwapMax@253 StartupMemoryZSwapMax@253
  TasksAccounting TasksMax`;

const INSTALL = `
  Alias Also DefaultInstance RequiredBy UpheldBy@254 WantedBy`;

const SOCKET = `
  Accept Backlog BindIPv6Only BindToDevice Broadcast DeferAcceptSec DirectoryMode ExecStartPost ExecStartPre ExecStopPost
  ExecStopPre FileDescriptorName FlushPending FreeBind IPTOS IPTTL KeepAlive KeepAliveIntervalSec KeepAliveProbes KeepAliveTimeSec
  ListenDatagram ListenFIFO ListenMessageQueue ListenNetlink ListenSequentialPacket ListenSpecial ListenStream ListenUSBFunction
  Mark MaxConnections MaxConnectionsPerSource MessageQueueMaxMessages MessageQueueMessageSize NoDelay PassCredentials
  PassFileDescriptorsToExec@256 PassPacketInfo PassSecurity PipeSize PollLimitBurst@255 PollLimitIntervalSec@255 Priority
  ReceiveBuffer RemoveOnStop ReusePort SELinuxContextFromNet SendBuffer Service SmackLabel SmackLabelIPIn SmackLabelIPOut
  SocketGroup SocketMode SocketProtocol SocketUser Symlinks TCPCongestion Timestamping Transparent TriggerLimitBurst
  TriggerLimitIntervalSec Writable`;

const TIMER = `
  AccuracySec DeferReactivation@257 FixedRandomDelay OnActiveSec OnBootSec OnCalendar OnClockChange OnStartupSec OnTimezoneChange
  OnUnitActiveSec OnUnitInactiveSec Persistent RandomizedDelaySec RemainAfterElapse Unit WakeSystem`;

const PATH = `
  DirectoryMode DirectoryNotEmpty MakeDirectory PathChanged PathExists PathExistsGlob PathModified TriggerLimitBurst@250
  TriggerLimitIntervalSec@250 Unit`;

const MOUNT = `
  DirectoryMode ForceUnmount LazyUnmount Options ReadWriteOnly SloppyOptions Type What Where`;

/** What systemd reads in each section (`systemd --dump-configuration-items`). `[Scope]` is not here, for no file can hold one. */
export const KEYS: ReadonlyMap<string, KeyTable> = new Map([
  ["Unit", table(UNIT)],
  ["Service", table(SERVICE + EXEC + CGROUP)],
  ["Slice", table(CGROUP)],
  ["Install", table(INSTALL)],
  ["Socket", table(SOCKET + EXEC + CGROUP)],
  ["Timer", table(TIMER)],
  ["Path", table(PATH)],
  ["Mount", table(MOUNT + EXEC + CGROUP)],
  ["Automount", table("DirectoryMode ExtraOptions@250 TimeoutIdleSec Where")],
  ["Swap", table(`Options Priority What ${EXEC} ${CGROUP}`)],
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
