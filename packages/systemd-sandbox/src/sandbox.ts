import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { enterScrubbed, RUNTIME_DIRECTORY, sandboxEnv, type Inside } from "./enter.js";
import { execInside, type ExecOptions, type ExecResult } from "./exec.js";
import {
  cleanOuter,
  endOuter,
  startOuter,
  unrefOuter,
  type Outer,
  type OuterSettings,
} from "./outer.js";
import { readProcesses, type SandboxProcess } from "./processes.js";
import { outsidePid, rebootManager } from "./reboot.js";
import { SandboxError } from "./sandbox-error.js";
import { signalProcess, type WhichProcess } from "./signal.js";
import { readReport } from "./start-report.js";

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
  /** The manager, in the process numbers of the outside. Another one after `reboot`. */
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
  /** Kills everything inside and removes folder and cgroup. May be called twice. Throws `Timeout` if something stays. */
  close(): Promise<void>;
}

/** Starts the outer half and waits until the manager answers. */
export async function startSandbox(
  settings: OuterSettings,
  keep: readonly string[],
  nsenter: string,
  deadlineMs: number,
): Promise<Sandbox> {
  const outer = startOuter(settings, [settings.SANDBOX_ROOT, ...keep]);
  try {
    const { pid, manager } = await readReport(outer, settings.SANDBOX_LOG, deadlineMs);
    const home = join(settings.SANDBOX_ROOT, "home");
    const env = sandboxEnv(home, settings.SANDBOX_PATH);
    const lane = settings.SANDBOX_LANE;
    const running = new RunningSandbox(settings, outer, deadlineMs, {
      nsenter,
      pid,
      lane,
      home,
      env,
      v1Cgroups: settings.SANDBOX_V1.split("\n").filter(Boolean),
    });
    running.managerPid = outsidePid(settings.SANDBOX_CGROUP, pid, manager);
    unrefOuter(outer);
    return running;
  } catch (error) {
    await remove(outer, settings);
    throw error;
  }
}

class RunningSandbox implements Sandbox {
  readonly lane: Inside["lane"];
  readonly home: string;
  readonly runtimeDirectory: string = RUNTIME_DIRECTORY;
  readonly env: Readonly<Record<string, string>>;
  readonly enter: readonly string[];
  readonly cgroup: string;
  readonly controllers: readonly string[];
  readonly log: string;
  managerPid = 0;
  readonly #settings: OuterSettings;
  readonly #outer: Outer;
  readonly #deadlineMs: number;
  readonly #inside: Inside;
  readonly #payload: string;
  #closed: Promise<void> | undefined;

  constructor(settings: OuterSettings, outer: Outer, deadlineMs: number, inside: Inside) {
    this.cgroup = settings.SANDBOX_CGROUP;
    this.log = settings.SANDBOX_LOG;
    this.controllers = controllersOf(settings);
    this.lane = inside.lane;
    this.home = inside.home;
    this.env = inside.env;
    this.#payload = join(this.cgroup, "payload");
    this.enter = Object.freeze(enterScrubbed(inside, this.#payload));
    this.#settings = settings;
    this.#outer = outer;
    this.#deadlineMs = deadlineMs;
    this.#inside = inside;
  }

  async exec(
    file: string,
    args: readonly string[] = [],
    options: ExecOptions = {},
  ): Promise<ExecResult> {
    this.#assertOpen();
    return execInside(this.#inside, this.#payload, [file, ...args], options);
  }

  async reboot(): Promise<void> {
    this.#assertOpen();
    const { cgroup, managerPid } = this;
    this.managerPid = await rebootManager(
      { inside: this.#inside, cgroup, managerPid, settings: this.#settings },
      this.#deadlineMs,
    );
  }

  async reexec(): Promise<void> {
    await this.exec("systemctl", ["--user", "daemon-reexec"], {
      reject: true,
      deadlineMs: this.#deadlineMs,
    });
    await this.exec("sh", ["-c", UNTIL_IT_ANSWERS], { reject: true, deadlineMs: this.#deadlineMs });
  }

  async smallDisk(path: string, bytes: number): Promise<void> {
    await this.exec("mkdir", ["-p", "--", path], { reject: true });
    const size = `size=${String(bytes)},mode=700`;
    await this.exec("mount", ["-n", "-t", "tmpfs", "-o", size, "tmpfs", path], { reject: true });
  }

  processes(): SandboxProcess[] {
    this.#assertOpen();
    return readProcesses(this.cgroup, this.#inside.pid);
  }

  signal(which: WhichProcess, name: NodeJS.Signals): boolean {
    this.#assertOpen();
    return signalProcess(this.cgroup, this.#inside.pid, which, name);
  }

  async close(): Promise<void> {
    this.#closed ??= remove(this.#outer, this.#settings);
    return this.#closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #assertOpen(): void {
    if (this.#closed === undefined && existsSync(this.cgroup)) return;
    throw new SandboxError("Closed", `the sandbox \`${this.cgroup}\` has ended; open another one`);
  }
}

const UNTIL_IT_ANSWERS =
  "until systemctl --user show -p Version >/dev/null 2>&1; do sleep 0.02; done";

/** cgroup2's, and those of the v1 hierarchies that are shown beside it. */
function controllersOf({ SANDBOX_CGROUP, SANDBOX_V1_NAMES }: OuterSettings): string[] {
  const unified = readFileSync(join(SANDBOX_CGROUP, "cgroup.controllers"), "utf8");
  const v1 = SANDBOX_V1_NAMES.split(" ").filter((name) => name !== "systemd");
  return [...unified.trim().split(" "), ...v1].filter(Boolean);
}

/** How long the outer half may take to remove everything, in milliseconds; it takes some dozens. */
const REMOVAL_MS = 20_000;

/** Lets the outer half end and sees to it that nothing stays. */
async function remove(outer: Outer, settings: OuterSettings): Promise<void> {
  await endOuter(outer, REMOVAL_MS);
  const left = () =>
    [settings.SANDBOX_CGROUP, settings.SANDBOX_ROOT, ...settings.SANDBOX_V1.split("\n")].filter(
      (path) => path !== "" && existsSync(path),
    );
  if (left().length > 0) await cleanOuter(settings);
  if (left().length > 0)
    throw new SandboxError(
      "Timeout",
      `the sandbox left ${left().join(" and ")}; look at the processes in its cgroup.procs, end them, remove both`,
    );
}
