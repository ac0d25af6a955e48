import { randomBytes } from "node:crypto";
import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { findV1Hierarchies, readMountInfo, readOwnCgroups } from "./cgroup-mount.js";
import { findBinaries, sandboxPath } from "./binaries.js";
import { keepPaths } from "./keep.js";
import { parentCgroup, probeLanes, usableLane } from "./lane.js";
import { scriptsFolder, type OuterSettings } from "./outer.js";
import { SandboxError } from "./sandbox-error.js";
import { startSandbox } from "./running-sandbox.js";
import type { Sandbox } from "./sandbox.js";

export interface SandboxOptions {
  /**
   * Paths below `/tmp`, `/run` or `/dev/shm` that stay visible and writable inside.
   * Default: the current working directory and the folder of the running Node, where they lie there.
   */
  readonly keep?: readonly string[];
  /** Milliseconds that the start, and later each half of a reboot, may take. Default: 20 s. */
  readonly deadlineMs?: number;
  /** File that the manager's log is appended to. Default: one in the sandbox, which ends with it. */
  readonly log?: string;
  /**
   * `unified` (the default) shows cgroup2 alone, as a machine of today has it. `hybrid` shows the v1 controllers of this machine beside it,
   * so that `MemoryMax=` and `TasksMax=` bind where cgroup2 has no controllers; as root only. Throws `LaneUnavailable` elsewhere.
   */
  readonly hierarchy?: "unified" | "hybrid";
  /** Folders that come first on the PATH inside; they are kept too. */
  readonly path?: readonly string[];
}

/**
 * Starts a private `systemd --user`: own home, `/tmp`, `/run`, cgroup and processes.
 * Throws `LaneUnavailable` where this machine does not allow it, `StartFailed`, `Timeout` or `KeepRefused`.
 * All of it ends with the returned sandbox's `close()`, and with this process, however that ends.
 */
export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const lane = await usableLane();
  const { binaries } = findBinaries();
  const parent = parentCgroup(lane ?? "host");
  if (lane === undefined || binaries === undefined || parent === undefined) {
    const reasons = (await probeLanes()).map((each) => `${each.lane}: ${each.reason}`);
    throw new SandboxError("LaneUnavailable", `no sandbox here: ${reasons.join("; ")}`);
  }

  const v1 =
    options.hierarchy === "hybrid" ? findV1Hierarchies(readMountInfo(), readOwnCgroups()) : [];
  if (options.hierarchy === "hybrid" && (lane !== "root" || v1.length === 0))
    throw new SandboxError(
      "LaneUnavailable",
      "no hybrid sandbox here: it needs root, and v1 controllers mounted below `/sys/fs/cgroup`",
    );

  const name = `mosaic-sandbox-${process.pid}-${randomBytes(6).toString("hex")}`;
  const root = join(realpathSync(tmpdir()), name);
  const log = options.log === undefined ? join(root, "manager.log") : makeLog(options.log);
  const keep = [
    ...(options.keep ?? [process.cwd(), dirname(process.execPath)]),
    ...(options.path ?? []),
    ...(options.log === undefined ? [] : [log]),
  ];
  const settings: OuterSettings = {
    SANDBOX_ROOT: root,
    SANDBOX_CGROUP: join(parent, name),
    SANDBOX_LANE: lane,
    SANDBOX_SCRIPTS: scriptsFolder(),
    SANDBOX_SYSTEMD: binaries.systemd,
    SANDBOX_DBUS: binaries.dbusDaemon,
    SANDBOX_PATH: sandboxPath(dirname(process.execPath), options.path),
    SANDBOX_LOG: log,
    SANDBOX_VIEW: v1.length > 0 ? "/sys/fs/cgroup/unified" : "/sys/fs/cgroup",
    SANDBOX_V1: v1.map(({ cgroup }) => join(cgroup, name)).join("\n"),
    SANDBOX_V1_NAMES: v1.map((hierarchy) => hierarchy.name).join(" "),
  };
  return startSandbox(settings, keepPaths(keep), binaries.nsenter, options.deadlineMs ?? 20_000);
}

/** The file must be there before the sandbox covers its folder. */
function makeLog(path: string): string {
  const folder = resolve(dirname(path));
  mkdirSync(folder, { recursive: true });
  const log = join(realpathSync(folder), basename(path));
  writeFileSync(log, "", { flag: "a" });
  return log;
}
