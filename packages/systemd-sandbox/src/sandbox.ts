import type { CollectOptions } from "./collect.js";
import type { ExecOptions, ExecResult } from "./exec.js";
import type { LoginSession } from "./login-session.js";
import type { SandboxProcess } from "./processes.js";
import type { WhichProcess } from "./signal.js";

/** A private `systemd --user` and what belongs to it. */
export interface Sandbox extends AsyncDisposable {
  readonly lane: "root" | "delegated";
  /** Visible at the same path inside and outside. */
  readonly home: string;
  /** `XDG_RUNTIME_DIR` inside. The outside has another folder, or none, at that path. */
  readonly runtimeDirectory: string;
  /** The whole environment of a command inside. */
  readonly env: Readonly<Record<string, string>>;
  /** argv prefix that puts a command inside, with `env` and whatever the caller's environment is. */
  readonly enter: readonly string[];
  /** The manager, in the process numbers of the outside. Another one after `reboot` and `crash`, 0 while it is stopped for want of a session. */
  readonly managerPid: number;
  /** The cgroup that holds every process of the sandbox, as the outside sees it. */
  readonly cgroup: string;
  /** The controllers that bind units here, such as `memory` and `pids`; without one of them its limits do nothing. */
  readonly controllers: readonly string[];
  /** The manager's log, as the outside sees it. */
  readonly log: string;
  /**
   * Runs a command inside. A failing command is a result, not an error, unless `reject` is set.
   * Throws `Closed` when the sandbox is.
   */
  exec(file: string, args?: readonly string[], options?: ExecOptions): Promise<ExecResult>;
  /**
   * Stops the manager in an orderly way, kills what is left, empties `/run`, `/tmp` and `/dev/shm` (not what was kept)
   * and starts a new manager. Units that it starts by itself may still be on their way. Throws `StartFailed`, `Timeout`.
   */
  reboot(): Promise<void>;
  /**
   * A power cut: all processes, the manager too, are killed at once and see no signal and no end of another before; then as `reboot`. What was
   * written stays, synced or not. Throws `StartFailed`, `Timeout`.
   */
  crash(): Promise<void>;
  /** Opens a login session, and starts the manager where the end of the last one has stopped it. Throws `Closed`, `StartFailed`, `Timeout`. */
  login(): Promise<LoginSession>;
  /** `daemon-reexec`: the manager starts itself anew and keeps its units. Returns when it answers again. Throws `CommandFailed`, `Timeout`. */
  reexec(): Promise<void>;
  /**
   * Puts a disk of that many bytes (rounded up to pages) at an absolute path inside, hiding what is there, to see what a full disk does. It
   * stays until the sandbox ends, reboots included. The outside does not see it. Throws `CommandFailed`.
   */
  smallDisk(path: string, bytes: number): Promise<void>;
  /**
   * All processes inside, in the order of their pids, read here and now without a command. What ends meanwhile is left out; what starts, or
   * steps into another cgroup, during the look may be missed. Throws `Closed`.
   */
  processes(): SandboxProcess[];
  /**
   * Signals a process inside, by its number there or as `processes` found it. False when it is gone, also where another one has its number
   * since. Throws `Closed`.
   */
  signal(which: WhichProcess, name: NodeJS.Signals): boolean;
  /**
   * Copies into a folder of the outside what helps to understand a failure: `processes.txt`, `status.txt` (of all units), `manager.log`, and
   * below `home` the units and Mosaic's settings and state. Some megabytes at most. Links are named in `notes.txt`, not followed; so is what
   * was left out, such as env files, for they hold secrets. Throws `Closed`.
   */
  collect(folder: string, options?: CollectOptions): Promise<void>;
  /** Kills everything inside and removes folder and cgroup. May be called twice. Throws `Timeout` if something stays. */
  close(): Promise<void>;
}
