import { existsSync, readFileSync } from "node:fs";
import { rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { groupsBelow } from "./processes.js";
import { SandboxError } from "./sandbox-error.js";

/** Between two looks, in milliseconds; a look takes a hundredth of one. */
const LOOK_MS = 4;

/**
 * Kills what stands in a cgroup and below it, and removes the cgroups below, with `whole` itself too. What steps in meanwhile, such as a command
 * that was on its way, is killed as well. A cgroup that is not there is empty. Throws `Timeout`.
 */
export async function emptyCgroup(
  cgroup: string,
  deadlineMs: number,
  extent: "below" | "whole" = "below",
): Promise<void> {
  const empty = await until(async () => {
    if (!existsSync(cgroup)) return true;
    // It may go meanwhile, by another hand
    await writeFile(join(cgroup, "cgroup.kill"), "1").catch(() => undefined);
    if (!has(cgroup, "populated 0")) return false;
    const groups = groupsBelow(cgroup).map((path) => join(cgroup, path));
    const removable = (extent === "whole" ? groups : groups.slice(1)).toReversed();
    for (const each of removable) await rmdir(each).catch(() => undefined);
    return removable.every((each) => !existsSync(each));
  }, deadlineMs);
  if (empty) return;
  throw new SandboxError(
    "Timeout",
    `killed processes in \`${cgroup}\` did not end within ${String(deadlineMs)} ms; look at its cgroup.procs`,
  );
}

type CgroupEvent = "populated 0" | "frozen 1";

/** Waits until a cgroup with all below it comes to a state, a line of its `cgroup.events`; one that is gone has any. False at the deadline. */
export async function untilCgroup(
  cgroup: string,
  event: CgroupEvent,
  deadlineMs: number,
): Promise<boolean> {
  return until(() => has(cgroup, event), deadlineMs);
}

function has(cgroup: string, event: CgroupEvent): boolean {
  try {
    return readFileSync(join(cgroup, "cgroup.events"), "utf8").split("\n").includes(event);
  } catch {
    return true;
  }
}

/** False at the deadline. */
export async function until(
  reached: () => boolean | Promise<boolean>,
  deadlineMs: number,
): Promise<boolean> {
  const end = performance.now() + deadlineMs;
  while (!(await reached())) {
    if (performance.now() > end) return false;
    await sleep(LOOK_MS);
  }
  return true;
}
