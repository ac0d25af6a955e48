import { cgroupOutside, childrenOf } from "../status/cgroup-of.js";

/** A process of an agent that its unit does not hold. */
export interface OutsideProcess {
  readonly pid: number;
  readonly cgroup: string;
}

/**
 * Of an agent's pane half and of what it runs, the agent: those outside the unit's cgroup. One read of /proc for each, no
 * process. What the agent itself moved elsewhere, as `systemd-run --scope` does, is its own doing and not looked at.
 */
export async function findOutside(
  panePid: number,
  unitCgroup: string,
  proc = "/proc",
): Promise<OutsideProcess[]> {
  const pids = [panePid, ...childrenOf(panePid, proc)];
  const found = await Promise.all(
    pids.map(async (pid): Promise<OutsideProcess[]> => {
      const cgroup = await cgroupOutside(pid, unitCgroup, proc);
      return cgroup === undefined ? [] : [{ pid, cgroup }];
    }),
  );
  return found.flat();
}
