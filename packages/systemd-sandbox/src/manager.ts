import { join } from "node:path";
import { emptyCgroup, until } from "./empty-cgroup.js";
import type { Inside } from "./enter.js";
import { execInside } from "./exec.js";
import type { OuterSettings } from "./outer.js";
import { readProcesses, statOf, type SandboxProcess } from "./processes.js";
import { SandboxError } from "./sandbox-error.js";
import { signalFound } from "./signal.js";

/** A sandbox as those see it that stop and start its manager. `deadlineMs` is for each step. */
export interface Machine {
  readonly inside: Inside;
  readonly cgroup: string;
  readonly settings: OuterSettings;
  readonly deadlineMs: number;
}

/** `boot` empties the private trees before; returns the manager in the numbers of the outside. Throws `StartFailed`, `Timeout`. */
export async function startManager(machine: Machine, at: "boot" | "login"): Promise<number> {
  const { inside, cgroup, settings, deadlineMs } = machine;
  const { SANDBOX_ROOT, SANDBOX_LOG, SANDBOX_SYSTEMD, SANDBOX_DBUS, SANDBOX_PATH, SANDBOX_VIEW } =
    settings;
  const script = ["/bin/sh", join(SANDBOX_ROOT, "scripts", "manager.sh"), at];
  const started = await execInside(inside, join(cgroup, "payload"), script, {
    env: { SANDBOX_ROOT, SANDBOX_LOG, SANDBOX_SYSTEMD, SANDBOX_DBUS, SANDBOX_PATH, SANDBOX_VIEW },
    cwd: "/",
    deadlineMs,
  });
  const manager = /^manager (\d+)$/m.exec(started.stdout)?.[1];
  if (manager === undefined)
    throw new SandboxError(
      started.timedOut ? "Timeout" : "StartFailed",
      `no new \`systemd --user\` after the ${at}: ${started.stderr}; its log is \`${SANDBOX_LOG}\``,
    );
  return outsidePid(cgroup, inside.pid, Number(manager));
}

/** The number that the outside has for process `pid` of a sandbox. Throws `StartFailed` when it is gone. */
export function outsidePid(cgroup: string, first: number, pid: number): number {
  const found = readProcesses(cgroup, first).find((each) => each.pid === pid);
  if (found !== undefined) return found.outsidePid;
  throw new SandboxError(
    "StartFailed",
    `process ${pid} of the sandbox ended right after its start`,
  );
}

/** SIGTERM makes a user manager stop all of its units and end, `systemd(1)`; what is left of it is killed. */
export async function stopManager(machine: Machine, pid: number): Promise<void> {
  const { cgroup, deadlineMs } = machine;
  const found = findManager(machine, pid);
  // One that was killed before has no units to stop any more
  if (found !== undefined && signalFound(cgroup, found, "SIGTERM") === true)
    await until(() => statOf(pid)?.startTime !== found.startTime, deadlineMs);
  await emptyCgroup(join(cgroup, "manager"), deadlineMs);
}

/** `undefined` when it has ended. */
export function findManager({ cgroup, inside }: Machine, pid: number): SandboxProcess | undefined {
  return readProcesses(cgroup, inside.pid).find(
    (each) => each.outsidePid === pid && each.cgroup.startsWith("manager"),
  );
}
