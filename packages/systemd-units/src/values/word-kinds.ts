/** Some words, each from one version up to before another, and whether a boolean, nothing, or a number from 0 up to one is taken too. */
export interface WordKind {
  readonly words: ReadonlyMap<string, Span>;
  readonly boolean: boolean;
  readonly none: boolean;
  readonly numbers: readonly (Span & { readonly highest: number })[];
}

export interface Span {
  readonly since: number;
  readonly until: number;
}

/**
 * What happens to the machine is for the system's own units: 252 took it for an end of the user's manager, 254 ignores that and took the
 * newer words without a remark, 257 ignores them all.
 */
const ACTION = [
  "none exit exit-force",
  spanned(
    "reboot reboot-force reboot-immediate poweroff poweroff-force poweroff-immediate",
    "249-254",
  ),
  spanned(
    "kexec kexec-force halt halt-force halt-immediate soft-reboot soft-reboot-force",
    "254-257",
  ),
].join(" ");
const JOB_MODE =
  "fail replace replace-irreversibly isolate flush ignore-dependencies ignore-requirements triggering restart-dependencies@254 lenient@258";
const TIMEOUT_MODE = "terminate abort kill";
const LEVELS = "emerg alert crit err warning notice info debug #7";
const PRESSURE_WATCH = "? auto skip";
/**
 * Made by asking `systemd-analyze verify` of 252, 254, 257 and 262 for every word of small letters in their own binaries, and compared by
 * real-values.test.ts since. What 257 has not and 262 has counts from 258 on.
 * `word@since-until`; `?` stands for a boolean, `-` for nothing, `#7` for a number up to 7.
 */
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
  LogLevelMax: LEVELS,
  SyslogLevel: LEVELS,
  SyslogFacility:
    "kern user mail daemon auth syslog lpr news uucp cron authpriv ftp local0 local1 local2 local3 local4 local5 local6 local7 #127",
  CPUSchedulingPolicy: "other batch idle fifo rr ext@258 #2147483647@249-258 #7@258 -",
  IOSchedulingClass: "none realtime best-effort idle #8@249-258 #7@258 -",
  NUMAPolicy:
    "default preferred bind interleave local preferred-many@258 weighted-interleave@258 -",
  ProcSubset: "all pid",
  ProtectProc: "default noaccess invisible ptraceable",
  ProtectSystem: "? full strict",
  ProtectHome: "? read-only tmpfs",
  PrivateMounts: "? -@254",
  PrivatePIDs: "?",
  PrivateTmp: "? connected@257 disconnected@257",
  PrivateUsers: "? self@257 identity@257 full@258 managed@258",
  ProtectControlGroups: "? private@257 strict@257",
  RuntimeDirectoryPreserve: "? restart on-success@258",
  FileDescriptorStorePreserve: "? restart on-success@258",
  MemoryPressureWatch: PRESSURE_WATCH,
  CPUPressureWatch: PRESSURE_WATCH,
  IOPressureWatch: PRESSURE_WATCH,
};

const KNOWN = new Map<string, WordKind>();

/** The words of a setting that takes one of some; read when first asked for. */
export function wordKind(key: string): WordKind | undefined {
  const text = Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
  if (text === undefined) return undefined;
  const kind = KNOWN.get(key) ?? words(text);
  KNOWN.set(key, kind);
  return kind;
}

function spanned(names: string, span: string): string {
  return names.replace(/\S+/g, `$&@${span}`);
}

function words(text: string): WordKind {
  const found = new Map<string, Span>();
  const numbers: (Span & { highest: number })[] = [];
  const kind = { words: found, boolean: false, none: false, numbers };
  for (const token of text.split(/\s+/)) {
    const [name = "", span = "249"] = token.split("@");
    const [since = "", until] = span.split("-");
    const known = {
      since: Number(since),
      until: until === undefined ? Infinity : Number(until),
    };
    if (name === "?") kind.boolean = true;
    else if (token === "-") kind.none = true;
    else if (name.startsWith("#")) numbers.push({ ...known, highest: Number(name.slice(1)) });
    else found.set(name === "-" ? "" : name, known);
  }
  return kind;
}
