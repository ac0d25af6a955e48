import { parseInteger } from "./parse-integer.js";

/** Names of exit codes (systemd.exec(5), "Process exit codes"). */
const EXIT_NAMES = `
  SUCCESS FAILURE INVALIDARGUMENT NOTIMPLEMENTED NOPERMISSION NOTINSTALLED NOTCONFIGURED NOTRUNNING CHDIR NICE FDS EXEC MEMORY LIMITS
  OOM_ADJUST SIGNAL_MASK STDIN STDOUT CHROOT IOPRIO TIMERSLACK SECUREBITS SETSCHEDULER CPUAFFINITY GROUP USER CAPABILITIES CGROUP
  SETSID CONFIRM STDERR PAM NETWORK NAMESPACE NO_NEW_PRIVILEGES SECCOMP SELINUX_CONTEXT PERSONALITY APPARMOR ADDRESS_FAMILIES
  RUNTIME_DIRECTORY CHOWN SMACK_PROCESS_LABEL KEYRING STATE_DIRECTORY CACHE_DIRECTORY LOGS_DIRECTORY CONFIGURATION_DIRECTORY NUMA_POLICY
  CREDENTIALS BPF USAGE DATAERR NOINPUT NOUSER NOHOST UNAVAILABLE SOFTWARE OSERR OSFILE CANTCREAT IOERR TEMPFAIL PROTOCOL NOPERM CONFIG
  EXCEPTION`
  .trim()
  .split(/\s+/);

/** systemd's own names; it has no other word for one of them, such as `POLL` or `IOT`. */
const SIGNALS = `
  HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF
  WINCH IO PWR SYS`
  .trim()
  .split(/\s+/);

/** A signal as systemd reads it: with or without `SIG`, a number, or `RTMIN+n`. */
export function isSignal(text: string): boolean {
  const number = parseInteger(text);
  if (number !== undefined) return number >= 1 && number <= 64;
  const name = text.replace(/^SIG/, "");
  const [, end, offset] = /^RT(MIN(?=\+|$)|MAX(?=-|$))(.*)$/.exec(name) ?? [];
  if (end === undefined) return SIGNALS.includes(name);
  const from = offset === "" ? 0 : parseInteger(offset ?? "");
  return from !== undefined && Math.abs(from) <= 30;
}

/** An exit code from 0 to 255, its name, or the name of a signal. */
export function isExitStatus(text: string): boolean {
  const number = parseInteger(text);
  if (number !== undefined) return number >= 0 && number <= 255;
  return EXIT_NAMES.includes(text) || isSignal(text);
}
