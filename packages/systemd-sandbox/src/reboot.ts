import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { emptyCgroup, untilCgroup } from "./empty-cgroup.js";
import { startManager, stopManager, type Machine } from "./manager.js";

/** Returns the new manager, in the process numbers of the outside. */
export async function rebootManager(machine: Machine, managerPid: number): Promise<number> {
  await stopManager(machine, managerPid);
  await killEverything(machine);
  return startManager(machine, "boot");
}

/** How long processes may take to freeze, in milliseconds. One that waits for a disk cannot, and sees nothing either. */
const FREEZE_MS = 1000;

/** No process sees another one's end: all are frozen before the first is killed. Returns the new manager. */
export async function cutPower(machine: Machine): Promise<number> {
  const groups = await workingGroups(machine.cgroup);
  await Promise.all(groups.map((group) => freeze(group, true)));
  await Promise.all(groups.map((group) => untilCgroup(group, "frozen 1", FREEZE_MS)));
  await killEverything(machine);
  return startManager(machine, "boot");
}

async function killEverything({ cgroup, deadlineMs }: Machine): Promise<void> {
  const groups = await workingGroups(cgroup);
  await Promise.all(
    groups.map(async (group) => {
      if (isSession(group)) return emptyCgroup(group, deadlineMs, "whole");
      // What starts next in a group that is still frozen would never run
      try {
        return await emptyCgroup(group, deadlineMs);
      } finally {
        await freeze(group, false);
      }
    }),
  );
}

/** All but the one of process 1 and its helpers. */
async function workingGroups(cgroup: string): Promise<string[]> {
  const entries = await readdir(cgroup, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== "init");
  return folders.map(({ name }) => join(cgroup, name));
}

const isSession = (group: string): boolean => /\/session-\d+\.scope$/.test(group);

/** One that is gone meanwhile, such as an ended session's, needs none. */
const freeze = async (group: string, frozen: boolean): Promise<void> =>
  writeFile(join(group, "cgroup.freeze"), frozen ? "1" : "0").catch(() => undefined);
