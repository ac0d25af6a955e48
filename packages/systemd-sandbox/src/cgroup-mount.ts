import { readFileSync } from "node:fs";

/** This process's mount table, `proc_pid_mountinfo(5)`. */
export const readMountInfo = (): string => readFileSync("/proc/self/mountinfo", "utf8");

/** This process's cgroups, `cgroups(7)`. */
export const readOwnCgroups = (): string => readFileSync("/proc/self/cgroup", "utf8");

/**
 * Where cgroup2 is mounted: `/sys/fs/cgroup` on a unified machine, `/sys/fs/cgroup/unified` on a v1 hybrid one.
 * `undefined` when it is not mounted.
 */
export function findCgroupMount(mountInfo: string): string | undefined {
  for (const line of mountInfo.split("\n")) {
    const fields = line.split(" ");
    const type = fields[fields.indexOf("-", 6) + 1];
    const point = fields[4];
    if (type === "cgroup2" && point !== undefined) return unescapeOctal(point);
  }
  return undefined;
}

/** The cgroup2 path of a process, relative to the mount. `undefined` when it has none. */
export function findOwnCgroup(cgroups: string): string | undefined {
  return /^0::(.*)$/m.exec(cgroups)?.[1];
}

/** A v1 hierarchy: the name of its folder (`memory`, `systemd`) and the cgroup of a process in it, as a path. */
export interface V1Hierarchy {
  readonly name: string;
  readonly cgroup: string;
}

/** What limits and process tracking need, where it is mounted under its own name below `/sys/fs/cgroup`. */
const WANTED = ["systemd", "memory", "pids", "cpu", "cpuacct"];

/** The v1 hierarchies of a hybrid machine; none on a unified one. */
export function findV1Hierarchies(mountInfo: string, cgroups: string): V1Hierarchy[] {
  return WANTED.flatMap((name) => {
    const point = `/sys/fs/cgroup/${name}`;
    const mounted = mountInfo
      .split("\n")
      .map((line) => line.split(" "))
      .find((fields) => fields[4] === point && fields[fields.indexOf("-", 6) + 1] === "cgroup");
    const controller = name === "systemd" ? "name=systemd" : name;
    const own = new RegExp(`^\\d+:${controller}:(.*)$`, "m").exec(cgroups)?.[1];
    if (mounted === undefined || own === undefined) return [];
    return [{ name, cgroup: own === "/" ? point : point + own }];
  });
}

/** The kernel writes blanks and backslashes of a path as `\040`. */
function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
