import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { emptyCgroup, untilCgroup } from "./empty-cgroup.js";
import { enterScrubbed, type Inside } from "./enter.js";
import { execInside, type ExecOptions, type ExecResult } from "./exec.js";
import type { Machine } from "./manager.js";
import { groupsBelow, membersOf, statOf } from "./processes.js";
import { SandboxError } from "./sandbox-error.js";
import { signalFound } from "./signal.js";

/** A login session, as `sshd` and logind open one: its processes stand beside the manager, not below it. */
export interface LoginSession {
  /** Named `session-N.scope`, as the outside sees it. */
  readonly cgroup: string;
  /** The sandbox's, and `XDG_SESSION_ID`. */
  readonly env: Readonly<Record<string, string>>;
  /** argv prefix that puts a command into the session, with `env` and whatever the caller's environment is. */
  readonly enter: readonly string[];
  /** As `sandbox.exec`, in the session. Throws `Closed` when it has ended. */
  exec(file: string, args?: readonly string[], options?: ExecOptions): Promise<ExecResult>;
  /**
   * The end of the session with `KillUserProcesses=yes`: all of its processes get SIGTERM and SIGCONT, then SIGHUP, as logind has its scopes
   * stopped, and SIGKILL in the end. May be called twice.
   */
  end(options?: LogoutOptions): Promise<void>;
}

export interface LogoutOptions {
  /**
   * False: the end of the last session also stops the manager in an orderly way and removes its runtime folder, as for a user without linger
   * (logind does so after ten seconds, here it is at once). `sandbox.login` starts it again. Default: true.
   */
  readonly linger?: boolean;
  /** Milliseconds from SIGHUP to SIGKILL; ninety seconds are systemd's default. Default: 2 s. */
  readonly killAfterMs?: number;
}

/** `afterEnd` runs once the session's processes are gone. */
export async function openSession(
  machine: Machine,
  cgroup: string,
  afterEnd: (options: LogoutOptions) => Promise<void>,
): Promise<LoginSession> {
  await mkdir(cgroup);
  const id = /\d+/.exec(basename(cgroup))?.[0] ?? "";
  const env = Object.freeze({ ...machine.inside.env, XDG_SESSION_ID: id });
  const inside: Inside = { ...machine.inside, env };
  return {
    cgroup,
    env,
    enter: Object.freeze(enterScrubbed(inside, cgroup)),
    async exec(file, args = [], options = {}) {
      if (existsSync(cgroup)) return execInside(inside, cgroup, [file, ...args], options);
      const message = `the login session \`${basename(cgroup)}\` has ended; log in again`;
      throw new SandboxError("Closed", message);
    },
    async end(options = {}) {
      if (!existsSync(cgroup)) return;
      await endProcesses(machine, cgroup, options.killAfterMs ?? 2000);
      await afterEnd(options);
    },
  };
}

async function endProcesses(machine: Machine, cgroup: string, killAfterMs: number): Promise<void> {
  // Also those at the door: an `nsenter` stops and goes on with its command
  const found = groupsBelow(cgroup).flatMap((below) =>
    membersOf(join(cgroup, below)).flatMap((outsidePid) => {
      const startTime = statOf(outsidePid)?.startTime;
      return startTime === undefined ? [] : [{ cgroup: below, outsidePid, startTime }];
    }),
  );
  for (const signals of [["SIGTERM", "SIGCONT"], ["SIGHUP"]] as const)
    for (const each of found) for (const signal of signals) signalFound(cgroup, each, signal);
  await untilCgroup(cgroup, "populated 0", killAfterMs);
  await emptyCgroup(cgroup, machine.deadlineMs, "whole");
}
