import { accessSync, constants } from "node:fs";
import { release } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { findBinaries } from "./binaries.js";
import { findCgroupMount, findOwnCgroup, readMountInfo, readOwnCgroups } from "./cgroup-mount.js";

/**
 * - `root`: private namespaces as root.
 * - `delegated`: private namespaces as an ordinary user whose own cgroup is delegated to him.
 * - `host`: the live user manager of whoever calls. Named for a report; `openSandbox` never touches it.
 */
export type LaneName = "root" | "delegated" | "host";

/** Whether this machine allows a lane, why (not), and what would have to be installed. */
export interface Lane {
  readonly lane: LaneName;
  readonly possible: boolean;
  readonly reason: string;
  readonly missing?: readonly string[];
}

/** What is looked at; each part has the real machine as its default. */
export interface LaneProbe {
  readonly uid?: number;
  /** The kernel's, `uname(2)`. */
  readonly release?: string;
  /** Text of the mount table and of the own cgroups, `proc(5)`. */
  readonly mountInfo?: string;
  readonly ownCgroups?: string;
  /** Names of the programs that are not installed. */
  readonly missing?: readonly string[];
  readonly writable?: (path: string) => boolean;
  /** Whether an argv ends with exit code 0 here. */
  readonly works?: (argv: readonly string[]) => Promise<boolean>;
}

const NAMESPACES = ["--mount", "--pid", "--fork", "--cgroup", "true"];

/** All three lanes, in the order in which `openSandbox` takes them. Never throws. */
export async function probeLanes(probe: LaneProbe = {}): Promise<Lane[]> {
  return Promise.all([rootLane(probe), delegatedLane(probe), hostLane(probe)]);
}

/** The lane that a sandbox takes here. `undefined` when there is none; `probeLanes` says why. */
export async function usableLane(): Promise<"root" | "delegated" | undefined> {
  if ((await rootLane({})).possible) return "root";
  return (await delegatedLane({})).possible ? "delegated" : undefined;
}

/** The cgroup that a sandbox of this lane makes its own below. `undefined` when there is none. */
export function parentCgroup(lane: LaneName, probe: LaneProbe = {}): string | undefined {
  const mount = findCgroupMount(probe.mountInfo ?? readMountInfo());
  const own = findOwnCgroup(probe.ownCgroups ?? readOwnCgroups());
  if (mount === undefined || lane === "root") return mount;
  return own === undefined ? undefined : join(mount, own);
}

async function rootLane(probe: LaneProbe): Promise<Lane> {
  const { uid = process.getuid?.(), writable = isWritable, works = runs } = probe;
  if (uid !== 0) return refuse("root", "needs root; run the same command with `sudo`");
  const base = baseOf("root", probe);
  if (typeof base !== "string") return base;
  if (!writable(base)) return refuse("root", `the cgroup2 mount \`${base}\` is not writable`);
  if (!(await works(["unshare", ...NAMESPACES])))
    return refuse("root", "`unshare` is refused; a container needs CAP_SYS_ADMIN for it");
  return allow("root", `private namespaces, own cgroup in \`${base}\``);
}

async function delegatedLane(probe: LaneProbe): Promise<Lane> {
  const { uid = process.getuid?.(), writable = isWritable, works = runs } = probe;
  if (uid === 0) return refuse("delegated", "for ordinary users; root has the lane `root`");
  const base = baseOf("delegated", probe);
  if (typeof base !== "string") return base;
  if (!writable(base) || !writable(join(base, "cgroup.procs")))
    return refuse(
      "delegated",
      `the cgroup \`${base}\` is not delegated; put \`systemd-run --user --scope -p Delegate=yes\` before the command`,
    );
  if (!(await works(["unshare", "--user", "--map-root-user", ...NAMESPACES])))
    return refuse(
      "delegated",
      "user namespaces are refused; `sysctl user.max_user_namespaces` and AppArmor can do that",
    );
  return allow("delegated", `private namespaces of a user, own cgroup in \`${base}\``);
}

/** The cgroup to stand in, or what both lanes need and this machine lacks. */
function baseOf(lane: LaneName, probe: LaneProbe): string | Lane {
  const { missing = findBinaries().missing, release: kernel = release() } = probe;
  if (missing.length > 0)
    return { ...refuse(lane, `not installed: ${missing.join(", ")}`), missing };
  const [major = 0, minor = 0] = kernel.split(".").map((part) => Number.parseInt(part, 10));
  if (major < 5 || (major === 5 && minor < 14))
    return refuse(lane, `needs Linux 5.14 for \`cgroup.kill\`; this is ${kernel}`);
  return parentCgroup(lane, probe) ?? refuse(lane, "no cgroup2 is mounted here");
}

async function hostLane({ works = runs }: LaneProbe): Promise<Lane> {
  if (await works(["systemctl", "--user", "show", "--property=Version"]))
    return allow("host", "the user manager answers");
  return refuse("host", "no user manager answers `systemctl --user show`");
}

const allow = (lane: LaneName, reason: string): Lane => ({ lane, possible: true, reason });
const refuse = (lane: LaneName, reason: string): Lane => ({ lane, possible: false, reason });
function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

async function runs([file, ...args]: readonly string[]): Promise<boolean> {
  if (file === undefined) return false;
  // A refusal comes at once; who is only slow, on a busy machine, is waited for.
  const { failed } = await execa(file, args, { reject: false, stdio: "ignore", timeout: 60_000 });
  return !failed;
}
