import { existsSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { collectInto, type CollectOptions } from "./collect.js";
import { enterScrubbed, RUNTIME_DIRECTORY, sandboxEnv, type Inside } from "./enter.js";
import { execInside, type ExecOptions, type ExecResult } from "./exec.js";
import { openSession, type LoginSession } from "./login-session.js";
import { findManager, outsidePid, startManager, stopManager, type Machine } from "./manager.js";
import {
  cleanOuter,
  endOuter,
  startOuter,
  unrefOuter,
  type Outer,
  type OuterSettings,
} from "./outer.js";
import { readProcesses, type SandboxProcess } from "./processes.js";
import { cutPower, rebootManager } from "./reboot.js";
import type { Sandbox } from "./sandbox.js";
import { SandboxError } from "./sandbox-error.js";
import { signalProcess, type WhichProcess } from "./signal.js";
import { readReport } from "./start-report.js";

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
  /** Of login sessions; no number is used twice. */
  #sessions = 0;
  /** What stops or starts the manager does so one after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  readonly #settings: OuterSettings;
  readonly #outer: Outer;
  readonly #machine: Machine;
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
    this.#machine = { inside, cgroup: this.cgroup, settings, deadlineMs };
  }

  async exec(
    file: string,
    args: readonly string[] = [],
    options: ExecOptions = {},
  ): Promise<ExecResult> {
    this.#assertOpen();
    return execInside(this.#machine.inside, this.#payload, [file, ...args], options);
  }

  async reboot(): Promise<void> {
    await this.#inTurn(async () => {
      this.managerPid = await rebootManager(this.#machine, this.managerPid);
    });
  }

  async crash(): Promise<void> {
    await this.#inTurn(async () => {
      this.managerPid = await cutPower(this.#machine);
    });
  }

  async login(): Promise<LoginSession> {
    return this.#inTurn(async () => {
      if (findManager(this.#machine, this.managerPid) === undefined)
        this.managerPid = await startManager(this.#machine, "login");
      const cgroup = join(this.cgroup, `session-${String(++this.#sessions)}.scope`);
      return openSession(this.#machine, cgroup, async ({ linger = true }) => {
        if (!linger) await this.#inTurn(async () => this.#stopWithoutSession());
      });
    });
  }

  async reexec(): Promise<void> {
    await this.exec("systemctl", ["--user", "daemon-reexec"], {
      reject: true,
      deadlineMs: this.#machine.deadlineMs,
    });
    await this.exec("sh", ["-c", UNTIL_IT_ANSWERS], {
      reject: true,
      deadlineMs: this.#machine.deadlineMs,
    });
  }

  async smallDisk(path: string, bytes: number): Promise<void> {
    await this.exec("mkdir", ["-p", "--", path], { reject: true });
    const size = `size=${String(bytes)},mode=700`;
    await this.exec("mount", ["-n", "-t", "tmpfs", "-o", size, "tmpfs", path], { reject: true });
  }

  processes(): SandboxProcess[] {
    this.#assertOpen();
    return readProcesses(this.cgroup, this.#machine.inside.pid);
  }

  signal(which: WhichProcess, name: NodeJS.Signals): boolean {
    this.#assertOpen();
    return signalProcess(this.cgroup, this.#machine.inside.pid, which, name);
  }

  async collect(folder: string, options: CollectOptions = {}): Promise<void> {
    this.#assertOpen();
    await collectInto(this, `/proc/${this.#machine.inside.pid}/root`, folder, options);
  }

  async close(): Promise<void> {
    this.#closed ??= remove(this.#outer, this.#settings);
    return this.#closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #stopWithoutSession(): Promise<void> {
    if ((await readdir(this.cgroup)).some((name) => name.startsWith("session-"))) return;
    await stopManager(this.#machine, this.managerPid);
    this.managerPid = 0;
    await this.exec("rm", ["-rf", "--one-file-system", "--", this.runtimeDirectory]);
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(async () => {
      this.#assertOpen();
      return work();
    });
    this.#turn = result.catch(() => undefined);
    return result;
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
