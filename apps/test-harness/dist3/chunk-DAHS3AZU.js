import { createRequire as createRequireOfChunk } from "node:module";
const require = createRequireOfChunk(import.meta.url);
import { findCli, moduleRoot, namedCli } from "./chunk-XPOCIQOV.js";
import { report } from "./chunk-MC3KORVE.js";
import { exitCode } from "./chunk-5H6XA7DG.js";
import { visible } from "./chunk-2FRK6LD2.js";
import { UsageError } from "./chunk-MOOARJTO.js";
import { Rehearsal, ScenarioFailure, scenarios } from "./chunk-YIVHTKZZ.js";
import "./chunk-IMTHERCV.js";
import "./chunk-T6KJYTHM.js";
import "./chunk-OPFX7QNG.js";
import {
  chooseLane,
  findBinaries,
  findV1Hierarchies,
  laneOf,
  parentCgroup,
  probeLanes,
  readLanes,
  readMountInfo,
  readOwnCgroups,
  sandboxPath,
} from "./chunk-3ZO3L3X6.js";
import { execa } from "./chunk-MTPKONAO.js";
import { __callDispose, __using } from "./chunk-U26MRXRI.js";
function suiteOfLive({ scenarios: scenarios2 }) {
  return {
    name: "live",
    cases: scenarios2.map(({ id, title, status, reason, seconds }) => {
      let [first, ...details] =
        reason
          ?.split(
            `
`,
          )
          .map((line) => visible(line)) ?? [];
      return {
        name: `${id}: ${title}`,
        status,
        ...(first === void 0 ? {} : { reason: first }),
        details,
        seconds,
      };
    }),
  };
}
function liveDocument(lane, scenarios2) {
  let count = (status) => scenarios2.filter((scenario) => scenario.status === status).length,
    summary = { passed: count("passed"), failed: count("failed"), skipped: count("skipped") };
  return {
    version: 1,
    lane,
    scenarios: scenarios2,
    summary,
  };
}
import { dirname as dirname3 } from "node:path";
import { randomBytes } from "node:crypto";
import { mkdirSync, realpathSync as realpathSync2, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname as dirname2, join as join6, resolve } from "node:path";
import { realpathSync } from "node:fs";
var SandboxError = class extends Error {
  name = "SandboxError";
  code;
  constructor(code, message, options) {
    (super(message, options), (this.code = code));
  }
};
var PRIVATE = ["/tmp", "/run", "/dev/shm"],
  MEETING = [/^\/tmp\/tmux-\d+(\/|$)/, /^\/run\/(user|systemd|dbus)(\/|$)/];
function keepPaths(paths, realPath = realpathSync) {
  let found = paths
      .map((path) => resolveLinks(path, realPath))
      .filter((path) => PRIVATE.some((tree) => isBelow(tree, path))),
    refused = found.find((path) => MEETING.some((place) => place.test(path)));
  if (refused !== void 0)
    throw new SandboxError(
      "KeepRefused",
      `\`${refused}\` \
holds sockets of the outside and cannot be kept; run from, or keep, another folder`,
    );
  let unique = [...new Set(found)];
  return unique.filter((path) => !unique.some((other) => isBelow(other, path)));
}
function isBelow(tree, path) {
  return path.startsWith(`${tree}/`);
}
function resolveLinks(path, realPath) {
  try {
    return realPath(path);
  } catch (cause) {
    let message = `\`${path}\` is not there; keep only what exists`;
    throw new SandboxError(
      "Kee\
pRefused",
      message,
      { cause },
    );
  }
}
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { Socket } from "node:net";
import { dirname, join } from "node:path";
function scriptsFolder() {
  let manifest = createRequire(import.meta.url).resolve(
    "@mosaicstack/systemd-sandbox/package.json",
  );
  return join(dirname(manifest), "scripts");
}
function startOuter(settings, keep) {
  let outer = spawn("/bin/sh", [outerScript(settings), "run", ...keep], {
    detached: !0,
    stdio: ["pipe", "pipe", "pipe"],
    env: environment(settings),
  });
  return (outer.stdin.on("error", () => {}), outer);
}
function unrefOuter(outer) {
  outer.unref();
  for (let pipe of [outer.stdin, outer.stdout, outer.stderr])
    pipe instanceof Socket && pipe.unref();
}
async function endOuter(outer, deadlineMs) {
  if ((outer.ref(), outer.stdin.destroy(), outer.exitCode !== null || outer.signalCode !== null))
    return;
  let timer = setTimeout(() => outer.kill("SIGKILL"), deadlineMs);
  (await once(outer, "exit"), clearTimeout(timer));
}
async function cleanOuter(settings) {
  let env = environment(settings);
  await execa("/bin/sh", [outerScript(settings), "clean"], { reject: !1, extendEnv: !1, env });
}
var outerScript = ({ SANDBOX_SCRIPTS }) => join(SANDBOX_SCRIPTS, "outer.sh"),
  environment = (settings) => ({ PATH: settings.SANDBOX_PATH, ...settings });
import { existsSync as existsSync2, readFileSync } from "node:fs";
import { join as join5 } from "node:path";
var INTO_CGROUPS =
    'while [ "$1" != -- ]; do echo 0 >"$1/cgroup.procs" || exit 125; shift; done; shift; exec "$@"',
  SHELL_LEFTOVERS = ["PWD", "OLDPWD", "SHLVL", "_"];
function enterArgv(inside, cgroup, cwd = inside.home) {
  let userNamespace = inside.lane === "delegated" ? ["--user", "--preserve-credentials"] : [];
  return {
    file: "/bin/sh",
    args: [
      "-c",
      INTO_CGROUPS,
      "sh",
      cgroup,
      ...inside.v1Cgroups,
      "--",
      inside.nsenter,
      "--target",
      String(inside.pid),
      "--mount",
      "--pid",
      "--cgroup",
      ...userNamespace,
      "--",
      "/usr/bin/env",
      ...SHELL_LEFTOVERS.map((name) => `--unset=${name}`),
      `--chdir=${cwd}`,
    ],
  };
}
function enterScrubbed(inside, cgroup) {
  let values = Object.entries(inside.env).map(([name, value]) => `${name}=${value}`),
    { file, args } = enterArgv(inside, cgroup);
  return [file, ...args, "-i", ...values];
}
function sandboxEnv(home, path) {
  return Object.freeze({
    HOME: home,
    USER: "\
root",
    LOGNAME: "root",
    SHELL: "/bin/sh",
    PATH: path,
    LANG: "C.UTF-8",
    TERM: "xterm-256color",
    XDG_RUNTIME_DIR: RUNTIME_DIRECTORY,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${RUNTIME_DIRECTORY}/bus`,
  });
}
var RUNTIME_DIRECTORY =
  "\
/run/user/0";
import { mkdir, rmdir, writeFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { join as join2 } from "node:path";
var DRAIN_MS = 500;
async function execInside(inside, payload, command, options = {}) {
  let { deadlineMs = 3e4, input } = options,
    cgroup = join2(payload, `exec-${randomUUID()}`);
  await mkdir(cgroup).catch((cause) => {
    let message = `\
the sandbox of \`${payload}\` has ended; open another one`;
    throw new SandboxError("Closed", message, { cause });
  });
  let { file, args } = enterArgv(inside, cgroup, options.cwd),
    running = execa(file, [...args, ...command], {
      reject: !1,
      detached: !0,
      cleanup: !1,
      extendEnv: !1,
      env: { ...inside.env, ...options.env },
      ...(input === void 0 ? { stdin: "ignore" } : { input }),
    }),
    destroyPipes = () => {
      (running.stdin?.destroy(), running.stdout.destroy(), running.stderr.destroy());
    },
    timedOut = !1,
    deadline = setTimeout(() => {
      ((timedOut = !0),
        running.kill("SIGKILL"),
        writeFile(join2(cgroup, "cgroup.kill"), "1").finally(destroyPipes));
    }, deadlineMs),
    drain;
  running.on("exit", () => {
    drain = setTimeout(destroyPipes, DRAIN_MS);
  });
  let result = await running;
  (clearTimeout(deadline), clearTimeout(drain), await rmdir(cgroup).catch(() => {}));
  let outcome = {
    exitCode: timedOut ? void 0 : result.exitCode,
    ...(result.signal === void 0 ? {} : { signal: result.signal }),
    stdout: result.stdout,
    stderr: result.stderr,
    timedOut,
  };
  return (options.reject === !0 && throwUnlessGood(command, outcome, deadlineMs), outcome);
}
function throwUnlessGood(command, outcome, deadlineMs) {
  let what = `\`${command.join(" ")}\``;
  if (outcome.timedOut)
    throw new SandboxError("Timeout", `${what} did not end within ${deadlineMs} ms and was killed`);
  if (outcome.exitCode === 0) return;
  let how = outcome.signal ?? `exit code ${outcome.exitCode}`;
  throw new SandboxError("CommandFailed", `${what} ended with ${how}: ${outcome.stderr}`);
}
import { readdir, readFile } from "node:fs/promises";
import { join as join3 } from "node:path";
async function outsidePid(cgroup, pid) {
  for (let name of await readdir(cgroup, { recursive: !0 })) {
    if (!name.endsWith("cgroup.procs")) continue;
    let listed = await readFile(join3(cgroup, name), "utf8").catch(() => "");
    for (let outside of listed
      .split(
        `
`,
      )
      .filter(Boolean)) {
      let status = await readFile(`/proc/${outside}/status`, "utf8").catch(() => ""),
        numbers = /^NSpid:\s+(.*)$/m.exec(status)?.[1]?.split(/\s+/) ?? [];
      if (numbers.length > 1 && numbers.at(-1) === String(pid)) return Number(outside);
    }
  }
  throw new SandboxError(
    "StartFailed",
    `process ${pid} of the sandbox ended right after its start`,
  );
}
import { existsSync } from "node:fs";
import { rmdir as rmdir2, readdir as readdir2, writeFile as writeFile2 } from "node:fs/promises";
import { join as join4 } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
async function rebootManager(machine, deadlineMs) {
  let { inside, cgroup, settings } = machine;
  await stopManager(machine.managerPid, deadlineMs);
  for (let group of ["manager", "payload"]) await emptyGroup(join4(cgroup, group));
  let { SANDBOX_ROOT, SANDBOX_LOG, SANDBOX_SYSTEMD, SANDBOX_DBUS, SANDBOX_PATH, SANDBOX_VIEW } =
      settings,
    script = ["/bin/sh", join4(SANDBOX_ROOT, "scripts", "manager.sh")],
    started = await execInside(inside, join4(cgroup, "payload"), script, {
      env: { SANDBOX_ROOT, SANDBOX_LOG, SANDBOX_SYSTEMD, SANDBOX_DBUS, SANDBOX_PATH, SANDBOX_VIEW },
      cwd: "/",
      deadlineMs,
    }),
    manager = /^manager (\d+)$/m.exec(started.stdout)?.[1];
  if (manager === void 0)
    throw new SandboxError(
      started.timedOut ? "Timeout" : "StartFailed",
      `no new \`systemd --user\` after the reboot: ${started.stderr}; its log is \`${SANDBOX_LOG}\``,
    );
  return outsidePid(cgroup, Number(manager));
}
async function stopManager(pid, deadlineMs) {
  try {
    process.kill(pid, "SIGTERM");
  } catch {
    return;
  }
  let end = Date.now() + deadlineMs;
  for (; existsSync(`/proc/${pid}`) && Date.now() < end;) await sleep(20);
}
async function emptyGroup(cgroup) {
  if (!existsSync(cgroup)) return;
  await writeFile2(join4(cgroup, "cgroup.kill"), "1");
  let paths = (await readdir2(cgroup, { recursive: !0, withFileTypes: !0 }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => join4(entry.parentPath, entry.name));
  for (let path of paths.toSorted((a, b) => b.length - a.length))
    for (let tries = 0; tries < 100 && !(await removed(path)); tries++) await sleep(20);
}
async function removed(path) {
  return rmdir2(path).then(
    () => !0,
    () => !existsSync(path),
  );
}
import { readFile as readFile2 } from "node:fs/promises";
async function readReport(outer, log, deadlineMs) {
  let output = "",
    errors = "";
  return (
    outer.stdout.setEncoding("utf8"),
    outer.stderr.setEncoding("utf8"),
    outer.stderr.on("data", (chunk) => {
      errors += chunk;
    }),
    new Promise((resolve2, reject) => {
      let timer = setTimeout(() => {
        tailOf(log).then((tail) =>
          reject(
            new SandboxError(
              "Timeout",
              `no \`systemd --user\` answered in the sandbox within ${deadlineMs} ms${quote(errors, tail)}`,
            ),
          ),
        );
      }, deadlineMs);
      (outer.stdout.on("data", (chunk) => {
        output += chunk;
        let report2 = parseReport(output);
        report2 !== void 0 && (clearTimeout(timer), resolve2(report2));
      }),
        outer.once("close", () => {
          (clearTimeout(timer),
            reject(new SandboxError("StartFailed", `the sandbox did not start${quote(errors)}`)));
        }));
    })
  );
}
function parseReport(output) {
  let pid = /^pid (\d+)\n/m.exec(output)?.[1],
    manager = /^manager (\d+)\n/m.exec(output)?.[1];
  return pid === void 0 || manager === void 0
    ? void 0
    : { pid: Number(pid), manager: Number(manager) };
}
async function tailOf(log) {
  return (await readFile2(log, "utf8").catch(() => ""))
    .trimEnd()
    .split(
      `
`,
    )
    .slice(-20).join(`
`);
}
function quote(...parts) {
  let text = parts.map((part) => part.trim()).filter(Boolean).join(`
`);
  return text === ""
    ? "; nothing was logged"
    : `; the log ends:
${text}`;
}
async function startSandbox(settings, keep, nsenter, deadlineMs) {
  let outer = startOuter(settings, [settings.SANDBOX_ROOT, ...keep]);
  try {
    let { pid, manager } = await readReport(outer, settings.SANDBOX_LOG, deadlineMs),
      home = join5(settings.SANDBOX_ROOT, "home"),
      env = sandboxEnv(home, settings.SANDBOX_PATH),
      lane = settings.SANDBOX_LANE,
      running = new RunningSandbox(settings, outer, deadlineMs, {
        nsenter,
        pid,
        lane,
        home,
        env,
        v1Cgroups: settings.SANDBOX_V1.split(
          `
`,
        ).filter(Boolean),
      });
    return (
      (running.managerPid = await outsidePid(settings.SANDBOX_CGROUP, manager)),
      unrefOuter(outer),
      running
    );
  } catch (error) {
    throw (await remove(outer, settings), error);
  }
}
var RunningSandbox = class {
    lane;
    home;
    runtimeDirectory = RUNTIME_DIRECTORY;
    env;
    enter;
    cgroup;
    controllers;
    log;
    managerPid = 0;
    #settings;
    #outer;
    #deadlineMs;
    #inside;
    #payload;
    #closed;
    constructor(settings, outer, deadlineMs, inside) {
      ((this.cgroup = settings.SANDBOX_CGROUP),
        (this.log = settings.SANDBOX_LOG),
        (this.controllers = controllersOf(settings)),
        (this.lane = inside.lane),
        (this.home = inside.home),
        (this.env = inside.env),
        (this.#payload = join5(this.cgroup, "payload")),
        (this.enter = Object.freeze(enterScrubbed(inside, this.#payload))),
        (this.#settings = settings),
        (this.#outer = outer),
        (this.#deadlineMs = deadlineMs),
        (this.#inside = inside));
    }
    async exec(file, args = [], options = {}) {
      return (
        this.#assertOpen(),
        execInside(this.#inside, this.#payload, [file, ...args], options)
      );
    }
    async reboot() {
      this.#assertOpen();
      let { cgroup, managerPid } = this;
      this.managerPid = await rebootManager(
        { inside: this.#inside, cgroup, managerPid, settings: this.#settings },
        this.#deadlineMs,
      );
    }
    async reexec() {
      (await this.exec("systemctl", ["--user", "daemon-reexec"], {
        reject: !0,
        deadlineMs: this.#deadlineMs,
      }),
        await this.exec("sh", ["-c", UNTIL_IT_ANSWERS], {
          reject: !0,
          deadlineMs: this.#deadlineMs,
        }));
    }
    async smallDisk(path, bytes) {
      await this.exec("mkdir", ["-p", "--", path], { reject: !0 });
      let size = `size=${String(bytes)},mode=700`;
      await this.exec("mount", ["-n", "-t", "tmpfs", "-o", size, "tmpfs", path], { reject: !0 });
    }
    async close() {
      return ((this.#closed ??= remove(this.#outer, this.#settings)), this.#closed);
    }
    async [Symbol.asyncDispose]() {
      await this.close();
    }
    #assertOpen() {
      if (!(this.#closed === void 0 && existsSync2(this.cgroup)))
        throw new SandboxError(
          "Closed",
          `the\
 sandbox \`${this.cgroup}\` has ended; open another one`,
        );
    }
  },
  UNTIL_IT_ANSWERS = "until systemctl --user show -p Version >/dev/null 2>&1; do sleep 0.02; done";
function controllersOf({ SANDBOX_CGROUP, SANDBOX_V1_NAMES }) {
  let unified = readFileSync(join5(SANDBOX_CGROUP, "cgroup.controllers"), "utf8"),
    v1 = SANDBOX_V1_NAMES.split(" ").filter((name) => name !== "systemd");
  return [...unified.trim().split(" "), ...v1].filter(Boolean);
}
var REMOVAL_MS = 2e4;
async function remove(outer, settings) {
  await endOuter(outer, REMOVAL_MS);
  let left = () =>
    [
      settings.SANDBOX_CGROUP,
      settings.SANDBOX_ROOT,
      ...settings.SANDBOX_V1.split(`
`),
    ].filter((path) => path !== "" && existsSync2(path));
  if ((left().length > 0 && (await cleanOuter(settings)), left().length > 0))
    throw new SandboxError(
      "Timeout",
      `the sandbox left ${left().join(" and ")}; look at the pr\
ocesses in its cgroup.procs, end them, remove both`,
    );
}
async function openSandbox(options = {}) {
  let lanes = await probeLanes(),
    lane = lanes.find(({ possible }) => possible)?.lane,
    { binaries } = findBinaries(),
    parent = parentCgroup(lane ?? "host");
  if (
    lane === void 0 ||
    lane ===
      "\
host" ||
    binaries === void 0 ||
    parent === void 0
  )
    throw new SandboxError(
      "LaneUnavailable",
      `no sandbox here: ${lanes.map((each) => `${each.lane}: ${each.reason}`).join("; ")}`,
    );
  let v1 =
    options.hierarchy === "hybrid" ? findV1Hierarchies(readMountInfo(), readOwnCgroups()) : [];
  if (options.hierarchy === "hybrid" && (lane !== "root" || v1.length === 0))
    throw new SandboxError(
      "LaneUnavailable",
      "no hybrid sandbox here: it needs root, \
and v1 controllers mounted below `/sys/fs/cgroup`",
    );
  let name = `mosaic-sandbox-${process.pid}-${randomBytes(6).toString("hex")}`,
    root = join6(realpathSync2(tmpdir()), name),
    log = options.log === void 0 ? join6(root, "manager.log") : makeLog(options.log),
    keep = [
      ...(options.keep ?? [process.cwd(), dirname2(process.execPath)]),
      ...(options.path ?? []),
      ...(options.log === void 0 ? [] : [log]),
    ],
    settings = {
      SANDBOX_ROOT: root,
      SANDBOX_CGROUP: join6(parent, name),
      SANDBOX_LANE: lane,
      SANDBOX_SCRIPTS: scriptsFolder(),
      SANDBOX_SYSTEMD: binaries.systemd,
      SANDBOX_DBUS: binaries.dbusDaemon,
      SANDBOX_PATH: sandboxPath(dirname2(process.execPath), options.path),
      SANDBOX_LOG: log,
      SANDBOX_VIEW: v1.length > 0 ? "/sys/fs/cgroup/unified" : "/sys/fs/cgroup",
      SANDBOX_V1: v1.map(({ cgroup }) => join6(cgroup, name)).join(`
`),
      SANDBOX_V1_NAMES: v1.map((hierarchy) => hierarchy.name).join(" "),
    };
  return startSandbox(settings, keepPaths(keep), binaries.nsenter, options.deadlineMs ?? 2e4);
}
function makeLog(path) {
  let folder = resolve(dirname2(path));
  mkdirSync(folder, { recursive: !0 });
  let log = join6(realpathSync2(folder), basename(path));
  return (writeFileSync(log, "", { flag: "a" }), log);
}
async function runScenarios(scenarios2, { lane, cli, onEnd, now = () => performance.now() }) {
  let taken = new Set(),
    rehearse2 = async (scenario) => {
      var _stack = [];
      try {
        let keep = cli === void 0 ? [] : [moduleRoot(cli)];
        let sandbox = __using(
          _stack,
          await openSandbox({ keep: [...keep, dirname3(process.execPath)] }),
          !0,
        );
        let own = laneOf(sandbox.lane);
        taken.add(own);
        if (own !== lane)
          throw new ScenarioFailure(`the sandbox has lane \`${own}\`, not \`${lane}\
\``);
        await scenario.run(new Rehearsal(sandbox, cli));
      } catch (_) {
        var _error = _,
          _hasError = !0;
      } finally {
        var _promise = __callDispose(_stack, _error, _hasError);
        _promise && (await _promise);
      }
    },
    results = [];
  for (let scenario of scenarios2) {
    let begin = now(),
      verdict = await rehearse2(scenario).then(() => ({ status: "passed" }), failure),
      seconds = Math.round(now() - begin) / 1e3,
      { id, title } = scenario,
      result = { id, title, ...verdict, seconds };
    (results.push(result), onEnd?.(result));
  }
  return { lane: [...taken][0] ?? null, results };
}
function failure(error) {
  return { status: "failed", reason: error instanceof Error ? error.message : String(error) };
}
function selectScenarios(scenarios2, pattern) {
  if (pattern === void 0) return scenarios2;
  let chosen = scenarios2.filter(({ id }) => matches(id, pattern));
  if (chosen.length > 0) return chosen;
  let ids = scenarios2.map(({ id }) => id).join(", ");
  throw new UsageError(`no scenario matches \`${pattern}\`; there are ${ids}`);
}
function matches(id, pattern) {
  if (!/[*?]/.test(pattern)) return id.includes(pattern);
  let source = pattern
    .replace(/[^*?]/g, (letter) => letter.replace(/[\\^$.+()|[\]{}]/, String.raw`\$&`))
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(id);
}
async function rehearse({ context, output, flags }) {
  let { scenario, lane, cli, format } = flags,
    chosen = selectScenarios(scenarios, scenario),
    command = cli === void 0 ? findCli(context.env) : namedCli(cli, context.cwd),
    taken = chooseLane(lane, await readLanes()),
    tell = (document2) => context.out(report(format, document2, suiteOfLive(document2), context));
  if (taken.lane === null) {
    let { reason } = taken;
    output.warn(`no lane for a rehearsal; ${reason}`);
    let skipped = chosen.map(({ id, title }) => ({ id, title, reason, seconds: 0 }));
    return (
      tell(
        liveDocument(
          null,
          skipped.map((each) => ({ ...each, status: "skipped" })),
        ),
      ),
      exitCode.nothingRan
    );
  }
  let ran = await runScenarios(chosen, {
      lane: taken.lane,
      cli: command,
      onEnd: ({ id, status, seconds }) => output.warn(`${id}: ${status} (${seconds.toFixed(1)} s)`),
    }),
    document = liveDocument(ran.lane, ran.results);
  return (tell(document), document.summary.failed > 0 ? exitCode.failed : exitCode.held);
}
export { rehearse };
