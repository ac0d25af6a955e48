import { existsSync } from "node:fs";
import { rmdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Inside } from "./enter.js";
import { execInside } from "./exec.js";
import type { OuterSettings } from "./outer.js";
import { readProcesses } from "./processes.js";
import { SandboxError } from "./sandbox-error.js";

interface Machine {
  readonly inside: Inside;
  readonly cgroup: string;
  readonly managerPid: number;
  readonly settings: OuterSettings;
}

/** Returns the new manager, in the process numbers of the outside. */
export async function rebootManager(machine: Machine, deadlineMs: number): Promise<number> {
  const { inside, cgroup, settings } = machine;
  await stopManager(machine.managerPid, deadlineMs);
  for (const group of ["manager", "payload"]) await emptyGroup(join(cgroup, group));

  const { SANDBOX_ROOT, SANDBOX_LOG, SANDBOX_SYSTEMD, SANDBOX_DBUS, SANDBOX_PATH, SANDBOX_VIEW } =
    settings;
  const script = ["/bin/sh", join(SANDBOX_ROOT, "scripts", "manager.sh")];
  const started = await execInside(inside, join(cgroup, "payload"), script, {
    env: { SANDBOX_ROOT, SANDBOX_LOG, SANDBOX_SYSTEMD, SANDBOX_DBUS, SANDBOX_PATH, SANDBOX_VIEW },
    cwd: "/",
    deadlineMs,
  });
  const manager = /^manager (\d+)$/m.exec(started.stdout)?.[1];
  if (manager === undefined)
    throw new SandboxError(
      started.timedOut ? "Timeout" : "StartFailed",
      `no new \`systemd --user\` after the reboot: ${started.stderr}; its log is \`${SANDBOX_LOG}\``,
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

/** SIGTERM makes a user manager stop all of its units and end, `systemd(1)`; one that does not is killed below. */
async function stopManager(pid: number, deadlineMs: number): Promise<void> {
  try {
    process.kill(pid, "SIGTERM");
  } catch {
    return; // killed before: a crash is also a way to reboot
  }
  const end = Date.now() + deadlineMs;
  while (existsSync(`/proc/${pid}`) && Date.now() < end) await sleep(20);
}

/** Kills what stands in a cgroup and removes the cgroups below it. A cgroup that is not there is empty. */
async function emptyGroup(cgroup: string): Promise<void> {
  if (!existsSync(cgroup)) return;
  await writeFile(join(cgroup, "cgroup.kill"), "1");
  const below = await readdir(cgroup, { recursive: true, withFileTypes: true });
  const folders = below.filter((entry) => entry.isDirectory());
  const paths = folders.map((entry) => join(entry.parentPath, entry.name));
  for (const path of paths.toSorted((a, b) => b.length - a.length))
    for (let tries = 0; tries < 100 && !(await removed(path)); tries++) await sleep(20);
}

async function removed(path: string): Promise<boolean> {
  return rmdir(path).then(
    () => true,
    () => !existsSync(path),
  );
}
