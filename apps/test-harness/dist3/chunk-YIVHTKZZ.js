import { createRequire as createRequireOfChunk } from "node:module";
const require = createRequireOfChunk(import.meta.url);
import { agentUnit, defaultSocket, holderUnit } from "./chunk-IMTHERCV.js";
import {
  TmuxError,
  invalidArgument,
  isTmuxError,
  openUserManager,
  readPid,
  shippedUnits,
} from "./chunk-T6KJYTHM.js";
var PAIR = ["cod", "coder"],
  PAIR_RUNS = { cod: "running", coder: "running" };
async function startPair(fleet) {
  return (
    await fleet.install(PAIR),
    await fleet.manager.start(PAIR.map(agentUnit)),
    fleet.agree(
      "after th\
e start of `cod` and `coder`",
      { agents: PAIR_RUNS },
    )
  );
}
import { randomBytes as randomBytes2 } from "node:crypto";
import { lstatSync, realpathSync } from "node:fs";
import { basename, dirname, isAbsolute } from "node:path";
function quoteCommand(command) {
  return command.map(quoteWord).join(" ");
}
function argvLiteral(text) {
  return text.endsWith(";") ? `${text.slice(0, -1)}\\;` : text;
}
function formatLiteral(text) {
  return text.replaceAll(/#+(?![#[])/g, "$&$&");
}
function checkText(text, what) {
  if (typeof text != "string") throw invalidArgument(`${what} is no text`);
  if (text.includes("\0"))
    throw invalidArgument(`${what} holds a NUL, which tmux c\
annot take: remove it`);
  if (new RegExp("\\p{Surrogate}", "u").test(text))
    throw invalidArgument(`${what} holds half of a surrogate pair, which is no UTF-8: remove it`);
  return text;
}
function quoteWord(text) {
  return `'${text.replaceAll("'", "'\\''").replaceAll(
    `
`,
    `'"\\n"'`,
  )}'`;
}
function resolveAddress(address, context) {
  let { socket, path, default: person } = checkAddress(address);
  if (path !== void 0) return byPath(path, context);
  let name = person ? "default" : checkSocketName(socket ?? ""),
    named = context.env.TMUX_TMPDIR,
    { directory, missing } = socketDirectory(context),
    socketPath = checkLength(`${directory}/${name}`);
  return {
    flags: context.prefixed ? ["-L", name] : ["-S", socketPath],
    socketPath,
    isDefault:
      name ===
      "def\
ault",
    ...(context.prefixed ? {} : { directory }),
    ...(missing && named ? { missingTmpdir: named } : {}),
  };
}
function checkDirectory(directory, uid) {
  let stat, cause;
  try {
    if (
      ((stat = lstatSync(directory, { throwIfNoEntry: !1 })),
      !stat || (stat.isDirectory() && stat.uid === uid && (stat.mode & 7) === 0))
    )
      return;
  } catch (error) {
    cause = error;
  }
  throw new TmuxError(
    "PermissionDenied",
    `\`${directory}\` is not a folder of user ${String(uid)} that others cannot ente\
r: give it that owner and mode 0700, or remove it`,
    { cause },
  );
}
function samePath(a, b) {
  if (a === b) return !0;
  let folder = real(dirname(a));
  return folder !== void 0 && basename(a) === basename(b) && folder === real(dirname(b));
}
function checkAddress(address) {
  let given = Object.entries(address ?? {}).flat(),
    [way, value] = given;
  if (
    (way === "default" ? value === !0 : way === "socket" || way === "path") &&
    value !== void 0 &&
    given.length === 2
  )
    return address;
  throw invalidArgument(
    `${JSON.stringify(address)} names no server: give \`{ socket }\`, \`{ path }\` or \`{ default: true }\``,
  );
}
function byPath(path, context) {
  if ((checkText(path, "the socket's path"), !isAbsolute(path)))
    throw invalidArgument(
      `socket path ${JSON.stringify(path)} is not absolute: give it from \`/\` on`,
    );
  let isDefault = samePath(path, `${socketDirectory(context).directory}/default`);
  return { flags: ["-S", path], socketPath: checkLength(path), isDefault };
}
function socketDirectory(context) {
  let named = context.env.TMUX_TMPDIR,
    base = named ? real(named) : void 0;
  return {
    directory: `${base ?? real("/tmp") ?? "/tmp"}/tmux-${String(context.uid)}`,
    missing: !!named && base === void 0,
  };
}
function checkSocketName(name) {
  if (
    (checkText(name, "the socket's name"),
    name === "" || name === "." || name === ".." || /[/\p{Cc}]/u.test(name))
  )
    throw invalidArgument(
      `${JSON.stringify(
        name,
      )} is no socket name: use a plain file name, or \`{ path }\` for a path`,
    );
  if (name === "default")
    throw invalidArgument(
      "`default` is the person's own server: write `{ default: true }` to re\
ach it",
    );
  return name;
}
function checkLength(socketPath) {
  if (Buffer.byteLength(socketPath) <= 107) return socketPath;
  throw invalidArgument(`socket path \`${socketPath}\` is longer than 107 bytes: use a shorte\
r folder`);
}
function real(path) {
  try {
    return realpathSync(path);
  } catch {
    return;
  }
}
function clientEnvironment(env) {
  return { ...defined(env, (name) => name !== "TMUX" && name !== "TMUX_PANE"), LC_ALL: "C.UTF-8" };
}
function foundingEnvironment(env) {
  return {
    ...defined(env, (name) => founding.has(name)),
    LC_ALL:
      "\
C.UTF-8",
  };
}
var founding = new Set([
  "HOME",
  "PATH",
  "USER",
  "LOGNAME",
  "SHELL",
  "LANG",
  "XDG_RUNTIME_DIR",
  "DBUS_SESSION_BUS_ADDRESS",
  "TMUX_TMPDIR",
]);
function defined(env, keep) {
  let result = {};
  for (let [name, value] of Object.entries(env))
    value !== void 0 && keep(name) && (result[name] = value);
  return result;
}
function resolveOptions(options = {}) {
  return {
    binary: options.binary ?? "tmux",
    env: options.env ?? process.env,
    uid: options.uid ?? process.getuid?.() ?? 0,
    deadlineMs: checkDeadline(options.deadlineMs ?? 1e4),
    parallel: checkCount(options.parallel ?? 8, "calls at the same time"),
    prefix: options.prefix ?? [],
    transport: options.transport ?? "exec",
    control: {
      riskOldServer: options.control?.riskOldServer ?? !1,
      inFlight: checkCount(options.control?.inFlight ?? 64, "commands in flight"),
      watchdogMs: checkDeadline(options.control?.watchdogMs ?? 5e3),
    },
  };
}
function checkCount(count, what) {
  if (Number.isSafeInteger(count) && count >= 1 && count <= 1e3) return count;
  throw invalidArgument(`${String(count)} ${what} cannot be: give 1 to 1000`);
}
function checkDeadline(deadlineMs) {
  if (deadlineMs > 0 && deadlineMs <= 2 ** 31 - 1) return deadlineMs;
  throw invalidArgument(`a deadline of ${String(deadlineMs)}\
 ms cannot be kept: give 1 to 2147483647`);
}
import { setTimeout as sleep } from "node:timers/promises";
function aborted(signals) {
  return signals.find((signal) => signal.aborted);
}
function onAbort(signals, then) {
  let forget = signals.map((signal) => {
    let hearing = heard.get(signal) ?? hear(signal);
    return (
      hearing.calls.add(then),
      () => {
        hearing.calls.delete(then) && hearing.calls.size === 0 && hearing.stop();
      }
    );
  });
  return () => {
    for (let each of forget) each();
  };
}
async function rest(milliseconds, signals) {
  if (aborted(signals)) return;
  let wake = new AbortController(),
    forget = onAbort(signals, () => wake.abort());
  (await sleep(milliseconds, void 0, { signal: wake.signal }).catch(() => {}), forget());
}
var heard = new WeakMap();
function hear(signal) {
  let calls = new Set(),
    stop = () => {
      (signal.removeEventListener("abort", tell), heard.delete(signal));
    },
    tell = () => {
      stop();
      for (let call2 of calls) call2();
    },
    hearing = { calls, stop };
  return (signal.addEventListener("abort", tell), heard.set(signal, hearing), hearing);
}
function signalsOf(client, options) {
  return options.signal ? [...client.signals, options.signal] : client.signals;
}
function joinCommands(commands) {
  return commands.flatMap((command, index) => {
    let words = command.map((word) => argvLiteral(checked(command, word)));
    return index === 0 ? words : [";", ...words];
  });
}
function quoteCommands(commands) {
  return commands
    .map((command) => quoteCommand(command.map((word) => checked(command, word))))
    .join(" ; ");
}
function checked(command, word) {
  return checkText(word, `an argument of \`${command[0] ?? ""}\``);
}
function classify(stderr) {
  for (let [pattern, code, delivery] of table) if (pattern.test(stderr)) return { code, delivery };
  return { code: "Command", delivery: "rejected" };
}
function nextStep(code, socketPath) {
  return steps[code]?.replaceAll("SOCKET", socketPath) ?? "";
}
var table = [
    [/no server running on /, "ServerAbsent", "not-sent"],
    [
      /error connecting to .*\((No such file or directory|Connection refused|Not a directory)\)/,
      "ServerAb\
sent",
      "not-sent",
    ],
    [/error connecting to .*\(File name too long\)/, "InvalidArgument", "not-sent"],
    [/\((Permission denied|Operation not permitted)\)/, "PermissionDenied", "not-sent"],
    [/error connecting to |error creating /, "Command", "not-sent"],
    [
      /unsafe permissions|couldn't create directory|is not a directory/,
      "PermissionDenied",
      "not-sent",
    ],
    [/access not allowed|client is read-only/, "PermissionDenied", "rejected"],
    [/protocol version mismatch/, "VersionSkew", "not-sent"],
    [/server exited unexpectedly|lost server|server exited/, "ServerExiting", "unknown"],
    [/duplicate session: /, "DuplicateSession", "rejected"],
    [/invalid (session|window name|buffer name)/, "InvalidName", "rejected"],
    [
      /(can't find|no such) session|no such (window|pane): =|no current target|no current session|no sessions/,
      "NoSuchSession",
      "rejected",
    ],
    [
      /(can't find|no such) (pane|window)/,
      "N\
oSuchPane",
      "rejected",
    ],
    [/target pane has exited/, "PaneDead", "rejected"],
    [
      /command too long|Argument list too long|yacc stack overflow|memory exhausted/,
      "PayloadTooLarge",
      "not-sent",
    ],
    [/pane .* still active/, "PaneAlive", "rejected"],
    [/(invalid|unknown|ambiguous) option/, "UnknownOption", "rejected"],
    [
      /(bad|unknown) (value|colour|key)|value is (too|invalid)|invalid (style|colour)|empty value/,
      "BadValue",
      "reje\
cted",
    ],
    [/not a suitable shell|not an array|wrong array type|syntax error/, "BadValue", "rejected"],
    [/^(width|height) (is )?(too|invalid)|repeat count (too|invalid)/, "BadValue", "rejected"],
    [/empty variable name|too (many|few) arguments/, "InvalidArgument", "rejected"],
    [/unknown (command|flag)|ambiguous/, "Unsupported", "rejected"],
  ],
  steps = {
    ServerAbsent: "start one with `server.start()`, or name the socket of the one that runs",
    ServerExiting:
      "\
wait a moment and look again with `server.probe()`",
    VersionSkew:
      'use the tmux that the server was started with: `binary: "/proc/PID/exe"` with its pid',
    PermissionDenied:
      "check owner and mode (0700) of\
 the folder of `SOCKET`",
    NoSuchSession: 'see what is there with `list(["session_name"])`',
    NoSuchPane: 'see what is there with `list(["pane_id"])`',
    StaleReference: "look the session or pane up again",
    DuplicateSession:
      "\
use another name, or `sessions.find()` for the one that is there",
    InvalidName: "use letters, digits, `_` and `-`, at most 64, the first a letter or digit",
    PaneDead: "respawn the pane or end its session",
    PaneInMode: "leave the mode first (`q` in copy mode)",
    PaneAlive: "end its program first, or respawn with `kill`",
    PanePiped: "stop it first with `panes.unpipe()`",
    UnknownOption:
      "see `tmux show-options -A`\
 for the names that this tmux has",
    BadValue: "see `man tmux` for the values that it takes",
    Disconnected: "see whether it took effect, and ask again",
    PayloadTooLarge:
      "send less at once; `panes.paste()` t\
akes long text",
    Timeout: "see whether the server answers with `server.probe()`",
    Unsupported: "check `tmux -V`: 3.2 or newer is needed",
  };
import { existsSync, readFileSync, readdirSync, readlinkSync, statSync } from "node:fs";
function hasProc() {
  return existsSync("/proc/self/stat");
}
function processBirth(pid) {
  let stat = read(`/proc/${String(pid)}/stat`),
    fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (!(!fields || fields[0] === "Z" || fields[0] === "X")) return fields[19];
}
function isTmuxServer(pid, uid) {
  if (!Number.isSafeInteger(pid) || pid <= 1 || processBirth(pid) === void 0) return !1;
  try {
    if (statSync(`/proc/${String(pid)}`).uid !== uid) return !1;
  } catch {
    return !1;
  }
  return /^tmux[\w.-]*:( server)?$/.test(read(`/proc/${String(pid)}/comm`)?.trim() ?? "");
}
function listeningPaths(pid) {
  let inodes = new Set(socketInodes(pid));
  return listeners(`/proc/${String(pid)}/\
net/unix`)
    .filter((listener) => inodes.has(listener.inode))
    .map((listener) => listener.path);
}
function findServer(socketPath, uid) {
  let wanted = new Set(
    listeners("/proc/net/unix")
      .filter((listener) => samePath(listener.path, socketPath))
      .map((listener) => listener.inode),
  );
  if (wanted.size !== 0)
    for (let entry of readdirSync("/proc")) {
      let pid = Number(entry);
      if (isTmuxServer(pid, uid) && socketInodes(pid).some((inode) => wanted.has(inode)))
        return pid;
    }
}
function listeners(file) {
  let result = [];
  for (let line of (read(file) ?? "").split(`
`)) {
    let match = /^\S+ \S+ \S+ (\S+) \S+ \S+ +(\d+) (\/.*)$/.exec(line);
    !match ||
      (Number.parseInt(match[1] ?? "", 16) & 65536) === 0 ||
      result.push({ inode: match[2] ?? "", path: match[3] ?? "" });
  }
  return result;
}
function socketInodes(pid) {
  let folder = `/proc/${String(pid)}/fd`;
  try {
    return readdirSync(folder).flatMap((fd) => {
      let inode = /^socket:\[(\d+)\]$/.exec(link(`${folder}/${fd}`))?.[1];
      return inode === void 0 ? [] : [inode];
    });
  } catch {
    return [];
  }
}
function link(path) {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return;
  }
}
import { spawn } from "node:child_process";
async function runProcess(file, args, options) {
  let { signals = [] } = options;
  return aborted(signals)
    ? { kind: "aborted", started: !1, stdout: Buffer.alloc(0) }
    : await new Promise((resolve, reject) => {
        let child = spawn(file, args, {
            cwd: "/",
            env: options.env,
            detached: !0,
            stdio: [options.input === void 0 ? "ignore" : "pipe", "pipe", "pipe"],
          }),
          stdout = [],
          stderr = [],
          exited,
          quiet,
          settled = !1,
          read3 = 0,
          end = () => {
            ((settled = !0), clearTimeout(deadline), clearTimeout(quiet), forget());
            for (let stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
          },
          finish = () => {
            end();
            let text = Buffer.concat(stderr).toString("utf8").trim();
            resolve({
              kind: "exited",
              exitCode: exited?.exitCode,
              stdout: Buffer.concat(stdout),
              stderr: text,
            });
          },
          giveUp = (outcome) => {
            (exited || killGroup(child), end(), resolve(outcome));
          },
          drain = () => {
            clearTimeout(quiet);
            let look3 = () => {
                setImmediate(() => seen === read3 && !settled && finish());
              },
              seen = (read3 += 1);
            exited && !settled && (quiet = setTimeout(look3, QUIET_MS));
          },
          deadline = setTimeout(
            () => giveUp({ kind: "timed-out", stdout: Buffer.concat(stdout) }),
            options.deadlineMs,
          ),
          forget = onAbort(signals, () =>
            giveUp({ kind: "aborted", started: !0, stdout: Buffer.concat(stdout) }),
          );
        (child.once("error", (error) => {
          (end(), reject(error));
        }),
          child.once("exit", (code) => {
            ((exited = { exitCode: code ?? void 0 }), drain());
          }),
          child.once("close", finish),
          collect(child.stdout, stdout, drain),
          collect(child.stderr, stderr, drain),
          child.stdin?.on("error", () => {}),
          child.stdin?.end(options.input));
      });
}
var QUIET_MS = 250;
function collect(stream, into, then) {
  (stream?.on("data", (chunk) => {
    (into.push(chunk), then());
  }),
    stream?.on("error", () => {}));
}
function killGroup(child) {
  if (child.pid !== void 0)
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      child.kill("SIGKILL");
    }
}
async function tmuxVersion(options = {}) {
  let { binary } = resolveOptions(options),
    { stdout, command } = await ask(options, ["-V"]),
    version = parseVersion(stdout);
  if (version === void 0)
    throw new TmuxError(
      "Protocol",
      `\`${binary}\
 -V\` said ${JSON.stringify(stdout)}: check that it is tmux`,
      { command },
    );
  if (version.major > 0) return version;
  let { exitCode } = await ask(options, ["-N", "-D", "-V"]);
  if (exitCode === 0) return { ...version, major: 3, minor: 2 };
  throw new TmuxError(
    "Unsupported",
    `tmux ${version.text} was found, which is no release that is known and does not take \`-N\` and \`-D\`, as tmux does from 3.2 on: install tmux 3.2 or newer`,
    { command },
  );
}
async function ask(options, words) {
  let { binary, env, prefix, deadlineMs } = resolveOptions(options),
    command = [...prefix, binary, ...words],
    file = command[0] ?? binary;
  try {
    let outcome = await runProcess(file, command.slice(1), {
      env: clientEnvironment(env),
      deadlineMs,
    });
    if (outcome.kind !== "exited")
      throw new TmuxError(
        "Timeout",
        `\`${binary} ${words.join(" ")}\` did not end within ${String(deadlineMs)} ms: check \`${file}\``,
        {
          command,
        },
      );
    return { stdout: outcome.stdout.toString("utf8").trim(), exitCode: outcome.exitCode, command };
  } catch (cause) {
    throw isTmuxError(cause)
      ? cause
      : new TmuxError(
          "BinaryMissing",
          `\`${file}\` cannot be run: i\
nstall tmux 3.2 or newer, or put it on PATH`,
          { command, cause },
        );
  }
}
async function requireVersion(options) {
  let version = await tmuxVersion(options);
  if (version.major > 3 || (version.major === 3 && version.minor >= 2)) return version;
  throw new TmuxError(
    "Unsupported",
    `tmux ${version.text} was found, 3.2 or newer is needed: update tmux`,
  );
}
function parseVersion(text) {
  let word = /^tmux (\S+)$/.exec(text)?.[1];
  return word === void 0 ? void 0 : { text: word, ...leastRelease(word) };
}
function isRelease(version) {
  return /^\d+\.\d+/.test(version);
}
function leastRelease(version) {
  let [, next, major, minor] = /^(next-)?(\d+)\.(\d+)/.exec(version) ?? [],
    release = { major: Number(major ?? 0), minor: Number(minor ?? 0) };
  return next === void 0
    ? release
    : release.minor > 0
      ? { ...release, minor: release.minor - 1 }
      : { major: 0, minor: 0 };
}
async function skewedServer(client) {
  let { prefix, uid, binary } = client.options,
    pid = prefix.length === 0 ? findServer(client.address.socketPath, uid) : void 0;
  if (pid !== void 0)
    try {
      let theirs = `/proc/${String(pid)}/ex\
e`;
      if (binary === theirs) return;
      let [ours, own] = await Promise.all([
        tmuxVersion(client.options),
        tmuxVersion({ ...client.options, binary: theirs }),
      ]);
      return ours.text === own.text ? void 0 : pid;
    } catch {
      return;
    }
}
import { connect } from "node:net";
async function accepts(path) {
  return await new Promise((resolve) => {
    let socket = connect(path),
      end = (accepted) => {
        (socket.destroy(), resolve(accepted));
      };
    (socket.once("connect", () => end(!0)),
      socket.once("error", (error) =>
        end(!["ECONNREFUSED", "ENOENT", "ENOTDIR", "ENOTSOCK"].includes(error.code ?? "")),
      ));
  });
}
async function lostServer(client) {
  let { socketPath } = client.address,
    { prefix, uid } = client.options,
    pid = prefix.length === 0 ? findServer(socketPath, uid) : void 0;
  return pid === void 0 || (await accepts(socketPath)) ? void 0 : pid;
}
function tmuxError(client, code, what, details) {
  let step = nextStep(code, client.address.socketPath);
  return new TmuxError(code, step ? `${what}; ${step}` : what, details);
}
async function failure(client, outcome, command, deadlineMs) {
  let { socketPath } = client.address,
    verb = `\`${command.join(" ")}\``;
  if (outcome.kind === "timed-out") {
    let what = `${verb} got no answer on \`${socketPath}\` within ${String(deadlineMs)} ms`;
    return tmuxError(client, "Timeout", what, { command, delivery: "unknown" });
  }
  if (outcome.kind === "aborted") {
    let delivery2 = outcome.started ? "unknown" : "not-sent";
    return tmuxError(client, "Aborted", `${verb} was aborted`, { command, delivery: delivery2 });
  }
  let { stderr, exitCode } = outcome,
    details = { command, stderr, exitCode };
  if (exitCode === void 0)
    return tmuxError(client, "Command", `${verb} was killed`, { ...details, delivery: "unknown" });
  let silent2 = stderr === "" && outcome.stdout.length === 0,
    { code, delivery } = silent2
      ? { code: "ServerExiting", delivery: "unknown" }
      : classify(stderr);
  if (code === "ServerAbsent") return await absent(client, details);
  let skewed = /unexpectedly/.test(stderr) ? await skewedServer(client) : void 0;
  if (skewed !== void 0) {
    let what = `tmux server ${String(skewed)} on \`${socketPath}\` is of another version than \`${client.options.binary}\``;
    return tmuxError(
      client,
      "Ver\
sionSkew",
      what,
      { ...details, delivery: "not-sent" },
    );
  }
  let said = stderr === "" ? `ended with ${String(exitCode)}` : `failed: ${stderr}`;
  return tmuxError(client, code, `${verb} ${said}`, { ...details, delivery });
}
function unsealed(client, why, command) {
  let verb = `\`${command.join(" ")}\``;
  if (why === "altered") {
    let what2 = `tmux altered its answer to ${verb}; check that it takes \`-u\` and LC_ALL=C.UTF-8`;
    return tmuxError(client, "Protocol", what2, { command, exitCode: 0, delivery: "applied" });
  }
  let what = `the tmux server ended before it was done with ${verb}`;
  return tmuxError(client, "ServerExiting", what, { command, exitCode: 0, delivery: "unknown" });
}
async function absent(client, details) {
  let { socketPath } = client.address,
    pid = await lostServer(client);
  return pid === void 0
    ? tmuxError(client, "ServerAbsent", `no tmux server answers on \`${socketPath}\``, details)
    : socketLost(client, pid, details);
}
function socketLost(client, pid, details = {}) {
  let { socketPath } = client.address,
    what = `tmux server ${String(pid)} runs, but its socket \`${socketPath}\` is gone`,
    step = `bring it back with \`server.recover(${String(pid)})\` or \`kill -USR1 ${String(pid)}\
\``;
  return new TmuxError("SocketLost", `${what}; ${step}`, details);
}
function cannotStart(file, cause, command) {
  let code = cause.code,
    details = { command, cause, delivery: "not-sent" };
  if (
    code === "ENOENT" ||
    code ===
      "E\
ACCES" ||
    code === "ENOTDIR"
  ) {
    let why = code === "EACCES" ? "may not be run" : "is not there";
    return new TmuxError(
      "BinaryMissing",
      `\`${file}\` ${why}: install tmux 3.2 or newer, or put it on PATH`,
      details,
    );
  }
  return code === "E2BIG"
    ? new TmuxError(
        "PayloadTooLarge",
        `the command line for \`${file}\` is too long: send less at once`,
        details,
      )
    : new TmuxError(
        "Command",
        `\`${file}\` could not be started: ${String(cause)}; try agai\
n`,
        details,
      );
}
import { randomBytes } from "node:crypto";
function newSeal() {
  return `end\u241E${randomBytes(8).toString("hex")}`;
}
function unseal(answer, seal) {
  for (let escaped of [!1, !0]) {
    let line = Buffer.from(`${escaped ? seal.replace("", "\\001") : seal}
`),
      body = answer.length - line.length;
    if (body >= 0 && answer.subarray(body).equals(line))
      return { answer: answer.subarray(0, body), escaped };
  }
  let nonce = seal.slice(seal.indexOf("") + 1);
  return answer.toString("latin1").trimEnd().endsWith(nonce) ? "altered" : "missing";
}
async function call(client, commands, options = {}) {
  return (await ask2(client, commands, options)).answer;
}
async function ask2(client, commands, options = {}) {
  if (client.control?.carries(commands, options)) {
    let deadlineMs2 = options.deadlineMs ?? client.options.deadlineMs,
      own = { ...options, deadlineMs: deadlineMs2 };
    return await client.control.ask(commands, own, signalsOf(client, options));
  }
  let seal = newSeal(),
    { outcome, shown, deadlineMs } = await execute(client, commands, options, seal);
  if (outcome.kind === "exited" && outcome.exitCode === 0) {
    let answer = unseal(outcome.stdout, seal);
    if (typeof answer != "string") return answer;
    throw unsealed(client, answer, shown);
  }
  throw await failure(client, outcome, shown, deadlineMs);
}
async function execute(client, commands, options, seal) {
  let { prefix, env, uid } = client.options;
  client.address.directory !== void 0 && checkDirectory(client.address.directory, uid);
  let deadlineMs = checkDeadline(options.deadlineMs ?? client.options.deadlineMs),
    founding2 = options.founding ? ["-f", "/dev/null"] : ["-N"],
    tmux = [options.binary ?? client.options.binary, "-u", ...founding2, ...client.address.flags],
    shown = [...tmux, ...(options.shown ?? commands[0] ?? [])],
    { words, input: input2 } = carry(commands, options),
    end = seal === void 0 ? [] : [";", "display-message", "-p", seal],
    argv = [...prefix, ...tmux, ...words, ...end],
    environment = options.founding ? foundingEnvironment(env) : clientEnvironment(env),
    signals = signalsOf(client, options),
    until = Date.now() + deadlineMs,
    leave = options.ungated ? () => {} : await client.gate.enter(deadlineMs, signals);
  if (!leave) throw notAdmitted(client, shown, signals, deadlineMs);
  try {
    let outcome = await runProcess(argv[0] ?? "", argv.slice(1), {
      env: environment,
      input: input2,
      deadlineMs: Math.max(1, until - Date.now()),
      signals,
    });
    return {
      outcome: words[0] === "source-file" ? withCauses(outcome) : outcome,
      shown,
      deadlineMs,
    };
  } catch (cause) {
    throw cannotStart(argv[0] ?? "", cause, shown);
  } finally {
    leave();
  }
}
var ARGV_LIMIT = 8192;
function carry(commands, options) {
  let words = joinCommands(commands),
    bytes2 = words.reduce((sum, word) => sum + Buffer.byteLength(word) + 1, 0);
  return options.input || options.founding || (!options.secret && bytes2 <= ARGV_LIMIT)
    ? { words, input: options.input }
    : {
        words: ["source-file", "-"],
        input: Buffer.from(`${quoteCommands(commands)}
`),
      };
}
function withCauses(outcome) {
  if (outcome.kind !== "exited" || outcome.exitCode === 0 || outcome.stderr !== "") return outcome;
  let cause = /^-:\d+: .+$/m.exec(outcome.stdout.toString("utf8"))?.[0];
  return cause === void 0 ? outcome : { ...outcome, stderr: cause };
}
function notAdmitted(client, command, signals, deadlineMs) {
  let verb = `\`${command.join(" ")}\``;
  if (aborted(signals))
    return tmuxError(
      client,
      "Aborted",
      `${verb} was \
aborted`,
      { command },
    );
  let what = `${verb} waited ${String(deadlineMs)} ms for other calls on \`${client.address.socketPath}\` to end`;
  return tmuxError(client, "Timeout", what, { command });
}
async function batch(client, steps2) {
  let plans = steps2.map((step) => step.plan(client));
  if (plans.length === 0) return [];
  let nonce = randomBytes2(8).toString("hex"),
    lines = plans.flatMap((plan) => plan.lines),
    input2 = Buffer.from(lines.map((line, index) => marked(line, nonce, index)).join("")),
    shown = ["source-file", "-", `(${String(plans.length)} steps)`],
    seal = newSeal(),
    done = await execute(client, [["source-file", "-"]], { shown, input: input2 }, seal),
    { outcome } = done,
    finished = outcome.kind === "exited" && outcome.exitCode !== void 0,
    sealed = finished ? unseal(outcome.stdout, seal) : "missing",
    marks = readMarks(outcome.stdout, nonce, lines),
    broken = await breakage();
  if (broken && broken.delivery === "not-sent") throw broken;
  let stderr = finished ? outcome.stderr : "",
    each = messages(stderr, marks.filter(({ complete }) => !complete).length),
    at = 0;
  return plans.map((plan) => {
    let mine = [],
      unknown = !1;
    for (let count = 0; count < plan.lines.length; count += 1) {
      let mark = marks.shift() ?? { outputs: [], complete: !1 };
      unknown ||= !mark.complete && broken !== void 0;
      let error = mark.complete ? void 0 : lineError(plan, each?.[at], mark.outputs.length);
      (mark.complete || (at += 1), mine.push({ outputs: mark.outputs, error }));
    }
    return unknown && broken ? { status: "unknown", error: broken } : settle(plan, mine);
  });
  async function breakage() {
    if (
      typeof sealed !=
      "s\
tring"
    ) {
      if (!(finished && /^-:\d+: /m.test(outcome.stderr))) return;
      let what = `tmux could not read the steps: ${outcome.stderr}`,
        { code } = classify(outcome.stderr);
      return tmuxError(client, code, what, { command: shown, stderr: outcome.stderr });
    }
    return finished && outcome.exitCode === 0
      ? unsealed(client, sealed, done.shown)
      : await failure(client, outcome, done.shown, done.deadlineMs);
  }
  function lineError(plan, said, before) {
    let { code, delivery } = classify(said ?? ""),
      why = said ?? `tmux wrote, of this or another step: ${stderr}`,
      what = `\`${plan.shown.join(" ")}\` failed: ${why}`;
    return tmuxError(client, code, what, {
      command: plan.shown,
      stderr: said ?? stderr,
      exitCode: 1,
      delivery: before > 0 ? "applied" : delivery,
    });
  }
}
function messages(stderr, count) {
  let lines = stderr
    .split(
      `
`,
    )
    .filter((line) => line !== "");
  if (lines.length === count) return lines;
  let whole = [];
  for (let line of lines)
    whole.length === 0 || classify(line).code !== "Command"
      ? whole.push(line)
      : whole.push(`${whole.pop() ?? ""}
${line}`);
  return whole.length === count ? whole : void 0;
}
function settle(plan, lines) {
  try {
    return { status: "done", value: plan.read(lines) };
  } catch (error) {
    if (isTmuxError(error)) return { status: "failed", error };
    throw error;
  }
}
function marked(line, nonce, index) {
  let words = line.flatMap((command, at) => [
    command,
    ["display-message", "-p", `${nonce} ${String(index)} ${String(at + 1)}`],
  ]);
  return `${quoteCommands(words)}
`;
}
function readMarks(stdout, nonce, lines) {
  let found2 = lines.map(() => []),
    nonceBytes = Buffer.from(nonce),
    from = 0;
  for (;;) {
    let at = stdout.indexOf(nonceBytes, from),
      newline = at < 0 ? -1 : stdout.indexOf(10, at);
    if (newline < 0) break;
    let [, index = ""] = stdout.toString("latin1", at, newline).split(" ");
    (found2[Number(index)]?.push(stdout.subarray(from, at)), (from = newline + 1));
  }
  return lines.map((line, index) => ({
    outputs: found2[index] ?? [],
    complete: found2[index]?.length === line.length,
  }));
}
import { randomBytes as randomBytes4 } from "node:crypto";
function framedKind(name) {
  return Object.hasOwn(bufferKinds, name) ? bufferKinds[name] : fieldKind(name);
}
function fieldKind(name) {
  if (/^@[A-Za-z0-9_-]+$/.test(name)) return "text";
  let kind = Object.hasOwn(kinds, name) ? kinds[name] : void 0;
  if (kind) return kind;
  throw invalidArgument(
    `${JSON.stringify(name)} is no field: use one of \`FieldName\`, or a user option such as \`@name\``,
  );
}
function isVolatile(name) {
  return name === "pane_current_command" || name === "pane_current_path";
}
function parseField(kind, text) {
  return kind === "text"
    ? { value: text }
    : kind === "id"
      ? /^[$@%]\d+$/.test(text)
        ? { value: text }
        : void 0
      : kind === "number?" && text === ""
        ? { value: void 0 }
        : kind === "number0" && text === ""
          ? { value: 0 }
          : /^-?\d+$/.test(text)
            ? { value: kind === "flag" ? Number(text) !== 0 : Number(text) }
            : kind === "flag" && text === ""
              ? { value: !1 }
              : void 0;
}
var kinds = {
    pid: "number",
    start_time:
      "\
number",
    version: "text",
    socket_path: "text",
    session_id: "id",
    session_name: "text",
    session_created: "number",
    session_attached: "number",
    session_windows: "number",
    session_path: "text",
    session_group: "text",
    session_last_attached:
      "\
number?",
    window_id: "id",
    window_index: "number",
    window_name: "text",
    window_active: "flag",
    window_activity: "number",
    window_panes: "number",
    window_width: "number",
    window_height: "number",
    pane_id: "id",
    pane_index:
      "\
number",
    pane_active: "flag",
    pane_pid: "number0",
    pane_dead: "flag",
    pane_dead_status: "number?",
    pane_dead_signal: "number?",
    pane_dead_time: "number?",
    pane_in_mode: "flag",
    pane_mode: "text",
    pane_input_off: "flag",
    pane_pipe: "flag",
    pane_current_command: "text",
    pane_current_path: "text",
    pane_start_command: "text",
    pane_title: "text",
    pane_tty: "text",
    pane_width: "number",
    pane_height: "number",
    alternate_on: "flag",
    cursor_x:
      "\
number",
    cursor_y: "number",
    history_size: "number",
  },
  bufferKinds = { buffer_name: "text", buffer_size: "number", buffer_created: "number" },
  fieldNames = Object.keys(kinds);
import { spawn as spawn2 } from "node:child_process";
import { randomBytes as randomBytes3 } from "node:crypto";
function newControlParser(limit = 67108864) {
  let partial = [],
    size = 0,
    block2,
    line = (bytes2) => {
      if (block2) {
        let end = /^%(end|error) (\d+ \d+ \d+)\n$/.exec(
          bytes2.length < 80 ? bytes2.toString("latin1") : "",
        );
        if (!end || end[2] !== block2.tag) {
          block2.lines.push(bytes2);
          return;
        }
        let { own, lines } = block2;
        return (
          (block2 = void 0),
          (size = 0),
          { kind: "block", own, ok: end[1] === "end", body: Buffer.concat(lines) }
        );
      }
      size = 0;
      let text = bytes2.toString("latin1", 0, 200),
        begin = /^%begin (\d+ \d+ (\d+))\n$/.exec(text);
      if (begin?.[1] !== void 0) {
        block2 = { tag: begin[1], own: begin[2] === "1", lines: [] };
        return;
      }
      let name = /^%([a-z-]+)[ \n]/.exec(text)?.[1];
      return name === void 0 || name === "end" || name === "error"
        ? { kind: "violation", line: text.trimEnd() }
        : { kind: "notification", name, line: bytes2.subarray(0, -1) };
    };
  return {
    feed(chunk) {
      let events = [],
        from = 0;
      for (;;) {
        let newline = chunk.indexOf(10, from),
          piece = chunk.subarray(from, newline < 0 ? void 0 : newline + 1);
        if (((size += piece.length), size > limit))
          return [...events, { kind: "violation", line: "an answer without end" }];
        if (newline < 0) return (piece.length > 0 && partial.push(piece), events);
        let event = line(partial.length === 0 ? piece : Buffer.concat([...partial, piece]));
        (partial.length > 0 && (partial = []), event && events.push(event), (from = newline + 1));
      }
    },
  };
}
var ANCHOR_OPTION = "@tmux_client_anchor";
function connect2(client, events) {
  let { prefix, binary, env } = client.options,
    anchor = `control-${String(process.pid)}-${randomBytes3(4).toString("hex")}`,
    target = `=${anchor}\
:`,
    words = [
      [
        "new-session",
        "-E",
        "-s",
        anchor,
        "-c",
        "/",
        "-f",
        "ignore-size,no-output",
        "--",
        "cat",
        "-",
      ],
      ["set-option", "-t", target, ANCHOR_OPTION, "1"],
      ["set-option", "-t", target, "detach-on-destroy", "on"],
      [
        "set-o\
ption",
        "-t",
        target,
        "destroy-unattached",
        "on",
      ],
    ].flatMap((command, index) => (index === 0 ? command : [";", ...command])),
    argv = [...prefix, binary, "-u", "-C", "-N", ...client.address.flags, ...words],
    child = spawn2(argv[0] ?? "", argv.slice(1), {
      cwd: "/",
      env: clientEnvironment(env),
      detached: !0,
      stdio: ["pipe", "pipe", "pipe"],
    }),
    { stdin, stdout, stderr } = child,
    streams = [stdin, stdout, stderr].filter((stream) => stream != null),
    parser = newControlParser(),
    said = "",
    lost = !1,
    leave = () => {},
    gone2 = new Promise((resolve) => (leave = resolve)),
    lose = (why) => {
      if (!lost) {
        ((lost = !0), leave());
        for (let stream of streams) stream.destroy();
        (child.kill("SIGKILL"), events.lost(why));
      }
    };
  (child.once("error", (error) => lose(String(error))),
    child.once("exit", () => setTimeout(() => lose(said.trim()), 20)),
    child.once("close", () => lose(said.trim())));
  for (let stream of streams) stream.on("error", () => {});
  (stderr?.on("data", (chunk) => (said = `${said}${chunk.toString("utf8")}`.slice(-2e3))),
    stdout?.on("data", (chunk) => {
      for (let event of parser.feed(chunk)) {
        if (lost) return;
        if (
          (event.kind === "block" &&
            !event.ok &&
            !event.own &&
            (said = event.body.toString("utf8")),
          event.kind === "violation")
        )
          return lose(`tmux wrote ${JSON.stringify(event.line)}`);
        events.event(event);
      }
    }));
  let holdable = [child, ...streams];
  return {
    anchor,
    write: (text) => {
      stdin?.write(text);
    },
    hold(held) {
      for (let each of holdable) held ? each.ref() : each.unref();
    },
    async close() {
      (this.hold(!0), stdin?.end());
      let timer = setTimeout(() => lose("closed"), CLOSE_MS);
      (await gone2, clearTimeout(timer));
    },
    kill: () => lose("killed"),
  };
}
var CLOSE_MS = 2e3;
function greeting(nonce) {
  let format = `${nonce} #{pid} #{start_time} #{version}`;
  return `${quoteCommands([["display-message", "-p", format]])}
`;
}
function parseGreeting(body, nonce) {
  let [mark, pid, startTime, version = ""] = body.toString("utf8").trim().split(" "),
    escaped = mark === escape(nonce);
  if (!(mark !== nonce && !escaped))
    return { epoch: { pid: Number(pid), startTime: Number(startTime) }, version, escaped };
}
function newNonce() {
  return `${randomBytes3(8).toString("hex")}`;
}
function escape(nonce) {
  return nonce.replace("", "\\001");
}
function recordFormat(fields, framing) {
  return fields
    .map((name) => {
      let value = framing.escaped && isText(name) ? `#{s|\\\\|\\\\\\\\|:${name}}` : `#{${name}}`;
      return isText(name)
        ? isVolatile(name)
          ? `=${value}${framing.nonce}`
          : `#{n:${name}}:${value}`
        : `${value} `;
    })
    .join("");
}
var FrameError = class extends Error {
  name = "FrameError";
};
function parseRecords(bytes2, fields, framing) {
  let cursor = { bytes: bytes2, at: 0, ...framing },
    rows = [];
  for (; cursor.at < bytes2.length;) {
    if ((rows.push(parseRecord(cursor, fields)), bytes2[cursor.at] !== NEWLINE))
      throw mismatch("end of record", cursor.at);
    cursor.at += 1;
  }
  return rows;
}
function isText(name) {
  return framedKind(name) === "text";
}
var NEWLINE = 10,
  BACKSLASH = 92;
function parseRecord(cursor, fields) {
  let row = {};
  for (let name of fields) {
    let start2 = cursor.at,
      text = isText(name)
        ? isVolatile(name)
          ? takeUntil(cursor, name)
          : takeCounted(cursor, name)
        : takeWord(cursor, name),
      parsed = parseField(framedKind(name), text);
    if (!parsed) throw mismatch(`a value for ${name}`, start2);
    row[name] = parsed.value;
  }
  return row;
}
function takeWord(cursor, name) {
  let blank = cursor.bytes.indexOf(32, cursor.at);
  if (blank < 0) throw mismatch(`all of ${name}`, cursor.at);
  let word = cursor.bytes.toString("latin1", cursor.at, blank);
  return ((cursor.at = blank + 1), word);
}
function takeCounted(cursor, name) {
  let colon = cursor.bytes.indexOf(":", cursor.at),
    digits = colon < 0 ? "" : cursor.bytes.toString("latin1", cursor.at, colon);
  if (!/^\d{1,9}$/.test(digits)) throw mismatch(`the length of ${name}`, cursor.at);
  cursor.at = colon + 1;
  let length = Number(digits);
  return cursor.escaped
    ? takeEscaped(cursor, name, length)
    : take(cursor, name, cursor.at, cursor.at + length);
}
function takeUntil(cursor, name) {
  let stop = cursor.bytes.indexOf(cursor.nonce, cursor.at);
  if (stop < 0 || cursor.bytes[cursor.at] !== 61) throw mismatch(name, cursor.at);
  cursor.at += 1;
  let text = cursor.escaped
    ? takeEscaped(cursor, name, Number.POSITIVE_INFINITY, stop)
    : take(cursor, name, cursor.at, stop);
  return ((cursor.at = stop + cursor.nonce.length), text);
}
function take(cursor, name, from, to) {
  if (to > cursor.bytes.length) throw mismatch(`all of ${name}`, cursor.at);
  return ((cursor.at = to), cursor.bytes.toString("utf8", from, to));
}
var LETTERS = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };
function takeEscaped(cursor, name, length, stop = cursor.bytes.length) {
  let { bytes: bytes2 } = cursor,
    result = [];
  for (; result.length < length && cursor.at < stop;) {
    let byte = bytes2[cursor.at] ?? 0;
    if (byte !== BACKSLASH) {
      (result.push(byte), (cursor.at += 1));
      continue;
    }
    let rest2 = bytes2.toString("latin1", cursor.at + 1, Math.min(cursor.at + 4, stop)),
      octal = /^[0-7]{3}/.exec(rest2)?.[0],
      value = octal
        ? Number.parseInt(octal, 8)
        : rest2.startsWith("\\")
          ? BACKSLASH
          : LETTERS[rest2[0] ?? ""];
    if (value === void 0) throw mismatch(`an escape in ${name}`, cursor.at);
    (result.push(value), (cursor.at += octal ? 4 : 2));
  }
  if (Number.isFinite(length) && result.length !== length)
    throw mismatch(`all of ${name}`, cursor.at);
  return Buffer.from(result).toString("utf8");
}
function mismatch(what, at) {
  return new FrameError(`expected ${what} at by\
te ${String(at)} of tmux's answer`);
}
async function list(client, fields) {
  if (fields.length === 0) throw invalidArgument("a list needs a field: name at least one");
  for (let name of fields) fieldKind(name);
  let hide = client.control
    ? [
        "-f",
        `#{?${ANCHOR_OPTION}\
,,1}`,
      ]
    : [];
  return await framed(client, fields, ["list-panes", "-a", ...hide]);
}
async function framed(client, fields, command) {
  let nonce = randomBytes4(8).toString("hex"),
    shown = [...command, "-F", fields.join(" ")],
    asked = client.memory.escapes,
    format = recordFormat(fields, { nonce, escaped: asked }),
    said;
  try {
    said = await ask2(client, [[...command, "-F", format]], { shown });
  } catch (error) {
    if (isTmuxError(error, "NoSuchSession") && /^no (current target|sessions)$/.test(error.stderr))
      return [];
    throw error;
  }
  if (((client.memory.escapes = said.escaped), said.escaped !== asked && fields.some(isText)))
    return await framed(client, fields, command);
  try {
    return parseRecords(said.answer, fields, { nonce, escaped: said.escaped });
  } catch (cause) {
    let why = cause instanceof Error ? cause.message : String(cause),
      what = `the answer to \`${shown.join(" ")}\` cannot be read: ${why}; run it again, and check \`tmux -\
V\``;
    throw tmuxError(client, "Protocol", what, { command: shown, delivery: "applied", cause });
  }
}
function exactTarget(name) {
  return `=${name}:`;
}
function isIdTarget(text) {
  return /^[$@%]\d+$/.test(text);
}
function checkEpoch(epoch) {
  let { pid, startTime } = epoch;
  if (!Number.isSafeInteger(pid) || pid <= 1 || !Number.isSafeInteger(startTime) || startTime <= 0)
    throw invalidArgument(
      `pid ${String(pid)} with start time ${String(startTime)} names no tmux server: take both from \`server.probe()\` or \`list()\``,
    );
  return epoch;
}
function checkPane(pane) {
  if (!/^%\d+$/.test(pane.id)) throw badReference("pane", pane.id, "%0");
  return (checkEpoch(pane.server), pane);
}
function checkSession(session) {
  if (!/^\$\d+$/.test(session.id)) throw badReference("session", session.id, "$0");
  if (!Number.isSafeInteger(session.created))
    throw badReference("session's creation time", session.created, "1795338062");
  return (checkEpoch(session.server), session);
}
function badReference(what, value, sample) {
  return invalidArgument(
    `${JSON.stringify(value)} is no ${what}: it looks like \`${sample}\`, from \`list()\``,
  );
}
async function callGuarded(client, guard, commands, options) {
  let output = await call(client, [...(guard.before ?? []), guarded(guard, commands)], options),
    verdict = readVerdict(output);
  if (verdict) return verdict;
  throw tmuxError(
    client,
    "Protocol",
    "tmux gave no verdict on a guarded command; check `tmux -V`",
    { command: options.shown ?? [], delivery: "unknown" },
  );
}
function guarded(guard, commands) {
  let target = guard.target === void 0 ? [] : ["-t", guard.target],
    yes = [["display-message", "-p", HELD], ...commands],
    no = [
      ...(guard.otherwise ?? []),
      ["display-message", "-p", ...target, `${REFUSED} ${guard.witness}`],
    ],
    condition = guard.conditions.reduceRight(
      (rest2, next) => `\
#{&&:${next},${rest2}}`,
    );
  return ["if-shell", "-F", ...target, condition, sequence(yes), sequence(no)];
}
function readVerdict(output) {
  let newline = output.indexOf(`
`),
    words = output.toString("utf8", 0, Math.max(newline, 0)).split(" ");
  if (words[0] === HELD) return { held: !0, output: output.subarray(newline + 1) };
  if (words[0] === REFUSED) return { held: !1, witness: words.slice(1) };
}
function epochConditions(epoch) {
  return [`#{==:#{pid},${String(epoch.pid)}}`, `#{==:#{start_time},${String(epoch.startTime)}}`];
}
var EPOCH_WITNESS = "#{pid} #{start_time}";
function sameEpoch(witness2, epoch) {
  return witness2[0] === String(epoch.pid) && witness2[1] === String(epoch.startTime);
}
function paneConditions(pane) {
  return [...epochConditions(pane.server), `#{==:#{pane_id},${pane.id}}`];
}
var HELD = "held",
  REFUSED = "refused";
function sequence(commands) {
  return commands.map(quoteCommand).join(" ; ");
}
var WITNESS = `${EPOCH_WITNESS} #{pane_id} #{pane_dead} #{pane_in_mode} #{pane_pipe}`;
function paneGuard(pane, more = []) {
  checkPane(pane);
  let conditions = [...paneConditions(pane), ...more];
  return { target: pane.id, conditions, witness: WITNESS };
}
async function onPane(client, pane, commands, options, guard = paneGuard(pane)) {
  let verdict = await callGuarded(client, guard, commands, options);
  return heldOrThrow(client, pane, verdict, options.shown);
}
function heldOrThrow(client, pane, verdict, shown) {
  if (verdict.held) return verdict.output;
  throw refused(client, pane, verdict.witness, shown);
}
function refused(client, pane, witness2, command) {
  let details = {
      command,
      delivery: "rejected",
    },
    [, , id, dead, modes, pipe2] = witness2,
    because = (code, what) => tmuxError(client, code, what, details);
  return sameEpoch(witness2, pane.server)
    ? id !== pane.id
      ? because(
          "NoSuchPane",
          `there i\
s no pane ${pane.id} any more`,
        )
      : dead === "1"
        ? because("PaneDead", `the program in pane ${pane.id} has ended`)
        : command[0] === "pipe-pane" && pipe2 === "1"
          ? because(
              "PanePiped",
              `the output of pane ${pane.id} goes \
into a pipe already`,
            )
          : modes !== "0"
            ? because("PaneInMode", `pane ${pane.id} is in a mode, which swallows input`)
            : because("Protocol", `tmux refused pane ${pane.id} without a reason`)
    : because("StaleReference", `pane ${pane.id} was of another run of the tmux server`);
}
async function capture(client, pane, options = {}) {
  checkPane(pane);
  let command = captureCommand(pane, options);
  return (await onPane(client, pane, [command], { shown: command })).toString("utf8");
}
function captureCommand(pane, options) {
  let { scrollback = !1, join: join3 = !1, escapes = !1 } = options;
  if (typeof scrollback == "number" && (!Number.isSafeInteger(scrollback) || scrollback < 0))
    throw invalidArgument(`${String(scrollback)} is no number of lines\
: give 0 or more`);
  let start2 = scrollback === !0 ? "-" : `-${String(Number(scrollback))}`;
  return [
    "capture-pane",
    "-p",
    ...[
      ...["-S", start2 === "-0" ? "0" : start2],
      ...(join3 ? ["-J"] : []),
      ...(escapes ? ["-e"] : []),
    ],
    "-t",
    pane.id,
  ];
}
async function pause(client, milliseconds) {
  await rest(milliseconds, client.signals);
  let signal = aborted(client.signals);
  if (signal)
    throw tmuxError(client, "Aborted", "it was aborted between two attempts", {
      delivery:
        "\
unknown",
      cause: signal.reason,
    });
}
var BACK_OFF = [20, 40, 80, 160, 320];
async function probe(client, known = {}) {
  for (let wait of [...BACK_OFF, void 0])
    try {
      return await running(client);
    } catch (error) {
      if (!isTmuxError(error, "ServerExiting") || wait === void 0)
        return await stateOf(client, error, known);
      await pause(client, wait);
    }
  return { state: "exiting" };
}
async function running(client, options = {}) {
  let answer = await call(
      client,
      [
        [
          "display-message",
          "-p",
          "#{pid} #{star\
t_time} #{version}",
        ],
        ["list-sessions", "-F", "#{?@tmux_client_anchor,,.}"],
      ],
      options,
    ),
    [head = "", ...lines] = answer.toString("utf8").split(`
`),
    match = /^(\d+) (\d+) (\S+)$/.exec(head);
  if (!match)
    throw tmuxError(
      client,
      "Protocol",
      `tmux answered ${JSON.stringify(head)}; check \`tmux -V\``,
      {},
    );
  return {
    state: "running",
    epoch: { pid: Number(match[1]), startTime: Number(match[2]) },
    version: match[3] ?? "",
    sessions: lines.filter((line) => line === ".").length,
  };
}
async function stateOf(client, error, known) {
  if (isTmuxError(error, "Timeout")) return { state: "not-answering", ...pidOf(client, known) };
  if (isTmuxError(error, "VersionSkew")) return { state: "version-skew", ...pidOf(client, known) };
  if (isTmuxError(error, "ServerExiting")) return await exitingOrSkewed(client, known);
  if (isTmuxError(error, "SocketLost")) {
    let pid = await lostServer(client);
    return pid === void 0 ? { state: "absent" } : { state: "socket-lost", pid };
  }
  if (isTmuxError(error, "ServerAbsent")) return await absentOrLost(client, known.pid);
  throw error;
}
async function absentOrLost(client, pid) {
  if (pid === void 0 || !isTmuxServer(pid, client.options.uid)) return { state: "absent" };
  let paths = listeningPaths(pid);
  return paths.length === 0
    ? { state: "exiting" }
    : paths.some((path) => samePath(path, client.address.socketPath)) &&
        !(await accepts(client.address.socketPath))
      ? { state: "socket-lost", pid }
      : { state: "absent" };
}
async function exitingOrSkewed(client, known) {
  let { pid } = pidOf(client, known);
  if (pid === void 0)
    return { state: (await accepts(client.address.socketPath)) ? "version-skew" : "exiting" };
  try {
    return {
      state: "version-skew",
      pid: (await running(client, { binary: `/proc/${String(pid)}/exe` })).epoch.pid,
    };
  } catch {
    return { state: "exiting" };
  }
}
function pidOf(client, known) {
  let { uid, prefix } = client.options,
    found2 = prefix.length === 0 ? findServer(client.address.socketPath, uid) : void 0;
  return found2 !== void 0
    ? { pid: found2 }
    : known.pid !== void 0 && isTmuxServer(known.pid, uid)
      ? { pid: known.pid }
      : {};
}
var since = {
  exitSignal: { release: [3, 3], sign: /^server-access /m },
  deadPaneError: { release: [3, 4], sign: /^refresh-client .*\[-r pane:report\]/m },
  safeControl: { release: [3, 7], sign: /^set-hook .*\[-B name:what:format\]/m },
};
async function capabilities(client) {
  let { version } = await running(client);
  return isRelease(version)
    ? capabilitiesOf(version)
    : capabilitiesOf(version, (await call(client, [["list-commands"]])).toString("utf8"));
}
function capabilitiesOf(version, commands = "") {
  let least = leastRelease(version),
    has = (capability) => {
      let {
        release: [major, minor],
        sign,
      } = since[capability];
      return least.major > major || (least.major === major && least.minor >= minor)
        ? !0
        : !isRelease(version) && sign.test(commands);
    };
  return {
    version,
    has,
    require(capability) {
      if (has(capability)) return;
      let release = since[capability].release.join(".");
      throw new TmuxError(
        "Unsupported",
        isRelease(version)
          ? `tmux ${version} has no \`${capability}\`, which came with ${release}: run a newer server`
          : `tmux ${version} is no release that is known, and does not show that it has \`${capability}\`: run a \
server of tmux ${release} or newer`,
      );
    },
  };
}
function paneExit(row) {
  if (!row.pane_dead) return;
  let at = row.pane_dead_time;
  return row.pane_dead_status !== void 0
    ? { kind: "code", code: row.pane_dead_status, at }
    : row.pane_dead_signal !== void 0
      ? { kind: "signal", signal: row.pane_dead_signal, at }
      : { kind: "unknown", at };
}
var WAITS = [5, 10, 20, 40, 80, 160],
  NUDGE_MS = 40;
function nudge(client, pid) {
  let { prefix, uid } = client.options;
  if (!(prefix.length > 0 || !isTmuxServer(pid, uid)))
    try {
      process.kill(pid, "SIGCHLD");
    } catch {}
}
async function exit(client, pane) {
  checkPane(pane);
  for (let wait of WAITS) {
    let { told, record } = await look(client, pane);
    if (record?.kind !== "unknown" || record.at !== void 0 || !told) return record;
    (wait >= NUDGE_MS && nudge(client, pane.server.pid), await pause(client, wait));
  }
  return (await look(client, pane)).record;
}
async function look(client, pane) {
  let shown = ["display-message", "-p", "-t", pane.id],
    format = [
      "\
pane_dead",
      "pane_dead_status",
      "pane_dead_signal",
      "pane_dead_time",
      "version",
    ]
      .map((name) => `#{${name}}`)
      .join("/"),
    output = await onPane(client, pane, [[...shown, format]], { shown }),
    match = /^([01]?)\/(\d*)\/(\d*)\/(\d*)\/(\S+)\n$/.exec(output.toString("latin1"));
  if (!match) {
    let what = `tmux said nothing readable of pane ${pane.id}`;
    throw tmuxError(client, "Protocol", what, { command: shown, delivery: "applied" });
  }
  let number = (text) => (text ? Number(text) : void 0),
    record = paneExit({
      pane_dead: match[1] === "1",
      pane_dead_status: number(match[2]),
      pane_dead_signal: number(match[3]),
      pane_dead_time: number(match[4]),
    }),
    version = match[5] ?? "";
  return { told: !isRelease(version) || capabilitiesOf(version).has("exitSignal"), record };
}
import { randomBytes as randomBytes5 } from "node:crypto";
async function keys(client, pane, words) {
  checkPane(pane);
  let commands = keysCommands(pane, checkKeys(words));
  await input(client, pane, commands, { shown: shownKeys(pane, words) });
}
function checkKeys(words) {
  if (words.length === 0) throw invalidArgument("no key was given: name at least one");
  for (let key of words) checkText(key, "a key");
  return words;
}
var WORDS = 1e3;
function keysCommands(pane, words, flags3 = []) {
  return Array.from({ length: Math.ceil(words.length / WORDS) }, (_, index) => {
    let some = words.slice(index * WORDS, (index + 1) * WORDS);
    return ["send-keys", ...flags3, "-t", pane.id, "--", ...some];
  });
}
function shownKeys(pane, words) {
  return ["send-keys", "-t", pane.id, "--", `(${String(words.length)} keys)`];
}
var BYTES_LIMIT = 256 * 1024;
async function bytes(client, pane, data) {
  checkPane(pane);
  let shown = ["send-keys", "-H", "-t", pane.id, `(${String(data.length)} bytes)`];
  if (data.length > BYTES_LIMIT) throw tooLarge(data.length, "256 KiB");
  let hex = Array.from(data, (byte) => byte.toString(16).padStart(2, "0"));
  await input(client, pane, keysCommands(pane, hex, ["-H"]), { shown });
}
var PASTE_LIMIT = 16 * 1024 * 1024,
  PASTE_END = /(?:\u001b\[|\u009b)201~/;
async function paste(client, pane, text, { bracketed = !0 } = {}) {
  checkPane(pane);
  let data = Buffer.from(
    checkText(
      text,
      "the text to past\
e",
    ),
    "utf8",
  );
  if (bracketed && PASTE_END.test(text))
    throw invalidArgument(
      "the text to paste holds `ESC[201~`, which ends a bracketed paste: take it out, or paste with `bracketed: false`",
    );
  let shown = [
    "past\
e-buffer",
    "-t",
    pane.id,
    `(${String(data.length)} bytes)`,
  ];
  if (data.length > PASTE_LIMIT) throw tooLarge(data.length, "16 MiB");
  if (data.length === 0) return await input(client, pane, [], { shown });
  let buffer = `paste\
-${randomBytes5(8).toString("hex")}`,
    rest2 = [...(bracketed ? ["-p"] : []), "-r", "-d", "-b", buffer, "-t", pane.id];
  await input(
    client,
    pane,
    [
      [
        "if-shell",
        "-F",
        "#{m/r:^(next-)?(3[.]([7-9]|[1-9][0-9])|[4-9])|^master,\
#{version}}",
        `paste-buffer -S ${rest2.join(" ")}`,
        `paste-buffer ${rest2.join(" ")}`,
      ],
    ],
    { shown, input: data },
    { before: [["load-buffer", "-b", buffer, "-"]], otherwise: [["delete-buffer", "-b", buffer]] },
  );
}
var READY =
  "\
#{?#{||:#{pane_dead},#{pane_in_mode}},0,1}";
async function input(client, pane, commands, options, around = {}) {
  await onPane(client, pane, commands, options, { ...paneGuard(pane, [READY]), ...around });
}
function tooLarge(length, limit) {
  return new TmuxError(
    "PayloadTooLarge",
    `${String(length)} bytes are more than one call takes (${limit}): send less at once`,
  );
}
import { dirname as dirname2, isAbsolute as isAbsolute3 } from "node:path";
import { statSync as statSync2 } from "node:fs";
import { isAbsolute as isAbsolute2 } from "node:path";
function folderWord(client, folder) {
  if ((checkText(folder, "the folder"), !isAbsolute2(folder)))
    throw invalidArgument(`folder \`${folder}\` is not absolute: give it from \`/\` on`);
  if (client.options.prefix.length === 0 && !isFolder(folder))
    throw invalidArgument(`there is no folder \`${folder}\`: make it first`);
  return formatLiteral(folder);
}
function isFolder(path) {
  try {
    return statSync2(path).isDirectory();
  } catch {
    return !1;
  }
}
async function pipe(client, pane, target) {
  checkPane(pane);
  let text = "file" in target ? fileText(client, target.file) : commandText(target.command),
    word = formatLiteral(text).replaceAll("%", "%%"),
    shown = [
      "pipe-pan\
e",
      "-O",
      "-t",
      pane.id,
      "\u2026",
    ],
    free = "#{?#{||:#{pane_dead},#{pane_pipe}},0,1}",
    command = ["pipe-pane", "-O", "-t", pane.id, word];
  await onPane(client, pane, [command], { shown }, paneGuard(pane, [free]));
}
async function unpipe(client, pane) {
  let shown = ["pipe-pane", "-t", checkPane(pane).id];
  await onPane(client, pane, [shown], { shown });
}
function shellWord(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
function fileText(client, file) {
  if ((checkText(file, "the transcript's path"), !isAbsolute3(file)))
    throw invalidArgument(`transcript \`${file}\` is not absolute: give it from \`/\` on`);
  if (client.options.prefix.length === 0 && !isFolder(dirname2(file)))
    throw invalidArgument(`there is no folder \`${dirname2(file)}\`: make it first`);
  return `exec cat >>${shellWord(file)}`;
}
function commandText(command) {
  if (!command[0])
    throw invalidArgument(
      "the pipe's command is empty: give a\
t least a program",
    );
  for (let word of command) checkText(word, "an argument of the pipe's command");
  return `exec ${command.map(shellWord).join(" ")}`;
}
function programWords(command, what) {
  let [file, ...rest2] = command;
  if (!file) throw invalidArgument(`${what} is empty: give at least a program`);
  for (let word of command) checkText(word, `an argument of ${what}`);
  return rest2.length > 0 ? ["--", ...command] : ["--", "/bin/sh", "-c", 'exec "$0"', file];
}
function environmentFlags(environment) {
  return Object.entries(environment).flatMap(([name, value]) => [
    "-e",
    `${checkVariable(name)}=${checkText(value, `variable ${name}`)}`,
  ]);
}
function checkVariable(name) {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return name;
  throw invalidArgument(`${JSON.stringify(name)} is no name for an envi\
ronment variable`);
}
async function respawn(client, pane, options = {}) {
  checkPane(pane);
  let { command, kill: kill3 = !1, cwd, environment = {} } = options,
    words = ["respawn-pane", ...(kill3 ? ["-k"] : []), "-t", pane.id];
  cwd !== void 0 && words.push("-c", folderWord(client, cwd));
  let shown = [...words, "\u2026"];
  (words.push(...environmentFlags(environment)),
    command && words.push(...programWords(command, "the pane's command")));
  let secret = Object.keys(environment).length > 0;
  await onPane(client, pane, [words], { shown, secret });
}
function panes(client) {
  return {
    keys: async (pane, ...words) => await keys(client, pane, words),
    bytes: async (pane, data) => await bytes(client, pane, data),
    paste: async (pane, text, options) => await paste(client, pane, text, options),
    capture: async (pane, options) => await capture(client, pane, options),
    respawn: async (pane, options) => await respawn(client, pane, options),
    exit: async (pane) => await exit(client, pane),
    pipe: async (pane, target) => await pipe(client, pane, target),
    unpipe: async (pane) => await unpipe(client, pane),
  };
}
function parseSessionName(text) {
  if (!isSessionName(text))
    throw new TmuxError(
      "InvalidName",
      `${JSON.stringify(text)} is no session name: use letters, digits, \`_\` and \`-\`, at most 64, the first a letter \
or digit`,
    );
  return text;
}
function isSessionName(text) {
  return typeof text == "string" && /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(text);
}
var rawCommands = {
  "capture-pane": { flags: "ab:CeE:JMNpPqS:Tt:", target: "needed", shows: 0 },
  "clear-history": { flags: "Ht:", target: "needed", shows: 0 },
  "delete-buffer": { flags: "b:", target: "free", shows: 0 },
  "detach-cl\
ient": { flags: "Ps:", target: "needed", shows: 0 },
  "display-message": { flags: "aNlpvt:F:c:", target: "free", shows: 1 },
  "has-session": { flags: "t:", target: "needed", shows: 0 },
  "kill-pane": { flags: "t:", target: "needed", shows: 0 },
  "kill-session": { flags: "t:", target: "needed", shows: 0 },
  "kill-window": { flags: "t:", target: "needed", shows: 0 },
  "list-buffers": { flags: "F:f:", target: "free", shows: 0 },
  "list-clients": { flags: "F:f:t:", target: "free", shows: 0 },
  "list-commands": { flags: "F:", target: "free", shows: 1 },
  "list-panes": { flags: "asF:f:t:", target: "all", shows: 0 },
  "list-sessions": { flags: "F:f:", target: "free", shows: 0 },
  "list-windows": {
    flags: "aF:f:t:",
    target:
      "\
all",
    shows: 0,
  },
  "rename-session": { flags: "t:", target: "needed", shows: 1 },
  "rename-window": { flags: "t:", target: "needed", shows: 1 },
  "resize-window": { flags: "aADLRUt:x:y:", target: "needed", shows: 1 },
  "select-pane": {
    flags:
      "\
DdeLlMmRt:UZ",
    target: "needed",
    shows: 0,
  },
  "select-window": { flags: "lnpTt:", target: "needed", shows: 0 },
  "send-keys": { flags: "FHKlMN:Rt:X", target: "needed", shows: 0 },
  "set-buffer": { flags: "ab:n:w", target: "free", shows: 0 },
  "set-environment": { flags: "Fhgrt:u", target: "global", shows: 1, configures: !0 },
  "set-option": { flags: "aFgopqst:uUw", target: "global", shows: 1, configures: !0 },
  "show-buffer": { flags: "b:", target: "free", shows: 0 },
  "sh\
ow-environment": { flags: "hgst:", target: "global", shows: 1 },
  "show-hooks": { flags: "gpt:w", target: "global", shows: 1 },
  "show-options": { flags: "AgHpqst:vw", target: "global", shows: 1 },
};
async function run(client, command, options = {}) {
  let { shown, commands } = checkCommand(client, command, options.server !== void 0),
    { server: server2, deadlineMs, signal } = options,
    how = { shown, deadlineMs, signal };
  if (!server2) return (await call(client, commands, how)).toString("utf8");
  let guard = { conditions: epochConditions(checkEpoch(server2)), witness: EPOCH_WITNESS },
    verdict = await callGuarded(client, guard, commands, how);
  if (verdict.held) return verdict.output.toString("utf8");
  let what = sameEpoch(verdict.witness, server2)
    ? "tmux refused the command without a reason"
    : `\`${shown.join(" ")}\` was meant for another run of the tmux server`;
  throw tmuxError(client, "StaleReference", what, { command: shown, delivery: "rejected" });
}
function checkCommand(client, command, guarded2) {
  let [name = "", ...words] = command,
    rule = Object.hasOwn(rawCommands, name) ? rawCommands[name] : void 0;
  if (!rule)
    throw new TmuxError(
      "Unsupported",
      `\`${name}\` is not run raw: use a verb of this package, or a full name out of ${Object.keys(rawCommands).join(", ")}`,
    );
  for (let word of words) checkText(word, `an argument of \`${name}\``);
  let { flags: flags3, rest: rest2 } = parseFlags(name, rule, words),
    given = new Set(flags3.map((flag) => flag.letter));
  for (let { letter, value } of flags3)
    (letter === "t" ||
      (name ===
        "detach-cl\
ient" &&
        letter === "s")) &&
      checkTarget(value, guarded2);
  if (needsTarget(rule, given) && !given.has("t") && !(name === "detach-client" && given.has("s")))
    throw invalidArgument(`\`${name}\` without a target would pick s\
ome session: give \`-t =name:\``);
  if (client.address.isDefault && rule.configures && (given.has("g") || given.has("s")))
    throw invalidArgument(`\`${name}\` for all of the default tmux server is refused: it is \
the person's own`);
  name === "rename-session" && rest2.length === 1 && parseSessionName(rest2[0] ?? "");
  let hidden = rest2.length > rule.shows ? ["\u2026"] : [];
  return {
    shown: [name, ...flags3.flatMap(show), ...rest2.slice(0, rule.shows), ...hidden],
    commands: [...witness(name, flags3), command],
  };
}
function witness(name, flags3) {
  let target = flags3.findLast(({ letter }) => letter === "t")?.value;
  return (name === "display-message" || flags3.some(({ letter }) => letter === "q")) &&
    target !== void 0
    ? [["has-session", "-t", target]]
    : [];
}
function checkHookCommand(client, command) {
  let [name, flag, channel = "", ...rest2] = command;
  (!(name === "wait-for" && flag === "-S" && /^[A-Za-z0-9][\w.-]*$/.test(channel)) ||
    rest2.length > 0) &&
    checkCommand(client, command, !1);
}
function parseFlags(name, rule, words) {
  let flags3 = [],
    index = 0;
  for (; index < words.length; index += 1) {
    let word = words[index] ?? "";
    if (word === "--")
      return {
        flags: flags3,
        rest: words.slice(index + 1),
      };
    if (!word.startsWith("-") || word === "-") break;
    for (let at = 1; at < word.length; at += 1) {
      let letter = word[at] ?? "",
        known = /[A-Za-z]/.test(letter) ? rule.flags.indexOf(letter) : -1;
      if (known < 0)
        throw invalidArgument(
          `\`${name}\` takes no \`-${letter}\` here: put \`--\` before words that begin with \`-\``,
        );
      if (rule.flags[known + 1] !== ":") {
        flags3.push({ letter, value: void 0 });
        continue;
      }
      let attached = word.slice(at + 1);
      attached === "" && (index += 1);
      let value = attached === "" ? words[index] : attached;
      if (value === void 0) throw invalidArgument(`\`${name} -${letter}\` needs a value`);
      flags3.push({ letter, value });
      break;
    }
  }
  return {
    flags: flags3,
    rest: words.slice(index),
  };
}
function checkTarget(target, guarded2) {
  if (target !== void 0 && isIdTarget(target)) {
    if (guarded2) return;
    throw invalidArgument(`id \`${target}\` may mean another in a new \
server: give the option \`server\` with it`);
  }
  if (!(target !== void 0 && /^=[A-Za-z0-9][A-Za-z0-9_-]{0,63}:$/.test(target)))
    throw invalidArgument(`target ${JSON.stringify(target)} is not exact: write \`=name\
:\`, or an id with the option \`server\``);
}
function needsTarget(rule, given) {
  return rule.target === "needed"
    ? !0
    : rule.target === "all"
      ? !given.has("a")
      : rule.target === "global" && !given.has("g") && !given.has("s");
}
function show(flag) {
  return flag.value === void 0 ? [`-${flag.letter}`] : [`-${flag.letter}`, flag.value];
}
function plainText(client, output, what) {
  let text = output.toString("utf8").replace(/\n$/, "");
  if (!client.memory.escapes || !/\\([0-7]{3}|[abfvrts0])/.test(text)) return text;
  throw tmuxError(
    client,
    "Protocol",
    `this tmux writes control characters as escapes, so that ${what} cannot be told; keep control characters and backslashes out of it`,
    { delivery: "applied" },
  );
}
function profileCommands(profile) {
  return profile.map(({ scope, name, value }) => [
    "set-option",
    ...scopeFlags(scope, name),
    name,
    checkText(value, `option ${name}`),
  ]);
}
async function drift(client, profile) {
  return (await batch(client, profile.map(look2))).flatMap((outcome, index) => {
    if (outcome.status !== "done") throw outcome.error;
    let option = profile[index],
      same = (outcome.value ?? "") === option?.value;
    return option && !same ? [{ ...option, found: outcome.value }] : [];
  });
}
function look2({ scope, name }) {
  let command = ["show-options", "-v", ...scopeFlags(scope, name), name];
  return {
    plan: (client) => ({
      shown: command,
      lines: [[command]],
      read([line]) {
        if (line?.error) throw line.error;
        let output = line?.outputs[0];
        return output && output.length > 0
          ? plainText(client, output, `option \`${name}\``)
          : void 0;
      },
    }),
  };
}
var flags = { server: ["-s"], global: ["-g"], "global-window": ["-g", "-w"] };
function scopeFlags(scope, name) {
  if (Object.hasOwn(flags, scope) && /^(@[A-Za-z0-9_-]+|[a-z][a-z0-9-]*)$/.test(name))
    return flags[scope];
  throw invalidArgument(`${JSON.stringify(name)} of ${JSON.stringify(scope)}\
 is no option of a profile: it looks like \`{ scope: "global", name: "history-limit", value: "50000" }\``);
}
async function recover(client, pid) {
  if (!Number.isSafeInteger(pid) || pid <= 1)
    throw invalidArgument(`pid ${String(pid)} is no tmux server: take it from \`server.probe()\``);
  if (!hasProc())
    throw new TmuxError(
      "Unsupported",
      `without /proc nothing proves that ${String(pid)} is a tmux server: check it and run \`kill -USR1 ${String(pid)}\``,
    );
  let until = Date.now() + client.options.deadlineMs,
    present = await answering(client, until);
  if (present !== void 0) return present === pid;
  if (!isTmuxServer(pid, client.options.uid) || !isOurs(client, pid)) return !1;
  for (process.kill(pid, "SIGUSR1"); Date.now() < until;) {
    let answered = await answering(client, until);
    if (answered !== void 0) return answered === pid;
    await pause(client, 20);
  }
  return !1;
}
function isOurs(client, pid) {
  return listeningPaths(pid).some((path) => samePath(path, client.address.socketPath));
}
async function answering(client, until) {
  try {
    let deadlineMs = Math.max(1, until - Date.now());
    return (await running(client, { deadlineMs })).epoch.pid;
  } catch (error) {
    if (isTmuxError(error, "ServerAbsent", "SocketLost", "ServerExiting", "Timeout")) return;
    throw error;
  }
}
import { lstatSync as lstatSync2, unlinkSync } from "node:fs";
import { mkdirSync } from "node:fs";
import { isAbsolute as isAbsolute4 } from "node:path";
async function start(client, options = {}) {
  refuseDefault(client, "founded");
  let settings = configuration(options),
    missing = client.address.missingTmpdir;
  if (missing !== void 0)
    throw invalidArgument(`TMUX_TMPDIR \
names \`${missing}\`, which is not there, so that tmux would use \`/tmp\`: make it first`);
  await requireVersion(client.options);
  let state = await probe(client, options.known);
  if (state.state === "running") return state.epoch;
  (refuseUnless(client, state), makeDirectory(client.address.directory));
  let epoch = await found(client);
  for (let { commands, what } of settings) await configure(client, commands, what);
  return epoch;
}
function configuration({ profile = [], config }) {
  let settings = [];
  if (
    (profile.length > 0 &&
      settings.push({
        commands: profileCommands(profile),
        what: "its profile was not set to its end",
      }),
    config !== void 0)
  ) {
    let pattern = checkConfig(config).replaceAll(/[\\*?[\]{}]/g, "\\$&"),
      what = `\`${config}\` was not read to its end`;
    settings.push({ commands: [["source-file", "-q", pattern]], what });
  }
  return settings;
}
function refuseDefault(client, what) {
  if (client.address.isDefault)
    throw invalidArgument(
      `the default tmux server is the person's own and is not ${what} here: name a socket with \`{ socket }\``,
    );
}
function refuseUnless(client, state) {
  let { socketPath } = client.address,
    about = (pid) => `tmux server${pid === void 0 ? "" : ` ${String(pid)}`}`;
  switch (state.state) {
    case "socket-lost":
      throw socketLost(client, state.pid);
    case "version-skew":
      throw tmuxError(
        client,
        "VersionSkew",
        `${about(state.pid)} on \`${socketPath}\` is of another version`,
        {},
      );
    case "not-answering":
      throw tmuxError(
        client,
        "Timeout",
        `${about(state.pid)} on \`${socketPath}\` does not answer`,
        {},
      );
    default:
  }
}
function makeDirectory(directory) {
  if (directory !== void 0)
    try {
      mkdirSync(directory, { mode: 448 });
    } catch (cause) {
      if (cause.code === "EEXIST") return;
      let what = `\`${directory}\`, the folder for the socket, cannot be made: ${String(cause)}`;
      throw new TmuxError("PermissionDenied", `${what}; check the folder above it`, { cause });
    }
}
async function found(client) {
  for (let wait of [...BACK_OFF, void 0])
    try {
      return await foundOnce(client);
    } catch (error) {
      if (wait === void 0 || !isTmuxError(error, "ServerExiting", "ServerAbsent")) throw error;
      await pause(client, wait);
    }
  throw tmuxError(client, "ServerExiting", "the tmux server before this one does not end", {});
}
async function foundOnce(client) {
  let answer = (
      await call(
        client,
        [
          ["start-server"],
          ["set-option", "-s", "exit-empty", "off"],
          ["set-environment", "-g", "-u", "LC_ALL"],
          ["display-message", "-p", "#{pid} #{start_time}"],
        ],
        { founding: !0 },
      )
    ).toString("utf8"),
    [pid, startTime] = answer.trim().split(" ").map(Number);
  return checkEpoch({ pid: pid ?? 0, startTime: startTime ?? 0 });
}
async function configure(client, commands, what) {
  try {
    await call(client, commands);
  } catch (error) {
    if (!isTmuxError(error)) throw error;
    let { code, command, stderr, exitCode } = error;
    throw new TmuxError(
      code === "Timeout" ? code : "Command",
      `the tmux server runs, but ${what}: ${stderr || error.message}; mend it, end the server and start \
it again`,
      { command, stderr, exitCode, delivery: "applied", cause: error },
    );
  }
}
function checkConfig(config) {
  if ((checkText(config, "the path of the configuration"), isAbsolute4(config))) return config;
  throw invalidArgument(`configuration \`${config}\` is not absolute: give it from \`/\` on`);
}
async function shutdown(client, epoch) {
  (refuseDefault(client, "ended"), checkEpoch(epoch));
  let birth = processBirth(epoch.pid),
    socket = socketFile(client);
  try {
    let guard = { conditions: epochConditions(epoch), witness: EPOCH_WITNESS },
      shown = ["kill-server"],
      verdict = await callGuarded(client, guard, [["kill-server"]], { shown });
    if (!verdict.held) {
      let what = `another tmux server, ${verdict.witness[0] ?? ""}, answers on \`${client.address.socketPath}\
\``;
      throw tmuxError(client, "StaleReference", what, { command: shown, delivery: "rejected" });
    }
  } catch (error) {
    if (!isTmuxError(error, "ServerExiting", "ServerAbsent")) throw error;
    if (error.code === "ServerAbsent" && listeningPaths(epoch.pid).length > 0)
      return removeSocket(client, socket);
  }
  (await gone(client, epoch.pid, birth), removeSocket(client, socket));
}
async function gone(client, pid, birth) {
  let { deadlineMs } = client.options,
    until = Date.now() + deadlineMs,
    force = Date.now() + Math.min(FORCE_MS, deadlineMs / 2);
  for (; lives(client, pid, birth);) {
    if (
      (Date.now() >= force && hasProc() && (await isEnding(client)) && kill(pid),
      Date.now() >= until)
    ) {
      let what = `tmux server ${String(pid)} was told to end and is still there`;
      throw tmuxError(client, "Timeout", what, { command: ["kill-server"], delivery: "unknown" });
    }
    await pause(client, 10);
  }
}
var FORCE_MS = 2e3;
async function isEnding(client) {
  try {
    return (await running(client, { deadlineMs: FORCE_MS }), !1);
  } catch (error) {
    return isTmuxError(error, "ServerExiting");
  }
}
function kill(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch {}
}
function lives(client, pid, birth) {
  if (hasProc())
    return birth !== void 0 && processBirth(pid) === birth && isTmuxServer(pid, client.options.uid);
  try {
    return process.kill(pid, 0);
  } catch {
    return !1;
  }
}
function socketFile(client) {
  let stat = lstatSync2(client.address.socketPath, { bigint: !0, throwIfNoEntry: !1 });
  return stat?.isSocket() ? `${String(stat.ino)} ${String(stat.ctimeNs)}` : void 0;
}
function removeSocket(client, seen) {
  if (!(seen === void 0 || socketFile(client) !== seen))
    try {
      unlinkSync(client.address.socketPath);
    } catch {}
}
function server(client) {
  return {
    probe: async (known) => await probe(client, known),
    start: async (options) => await start(client, options),
    drift: async (profile) => await drift(client, profile),
    recover: async (pid) => await recover(client, pid),
    shutdown: async (epoch) => await shutdown(client, epoch),
  };
}
function attachCommand(client, session, options = {}) {
  let whole = targetOf(session),
    target = options.pane === void 0 ? whole : paneOf(whole, checkPane(options.pane)),
    verb = [
      options.inside
        ? "switch-client"
        : "attach-sess\
ion",
      "-E",
    ];
  options.readOnly && verb.push("-r");
  let tmux = [client.options.binary, "-u", "-N", ...client.address.flags, ...verb, "-t", target],
    [file = client.options.binary, ...args] = [...client.options.prefix, ...tmux];
  return { file, args };
}
function paneOf(session, { id }) {
  return `${session.replace(/:$/, "")}:.${id}`;
}
function targetOf(session) {
  if (typeof session == "string") return exactTarget(parseSessionName(session));
  let { id, name } = checkSession(session);
  return isSessionName(name) ? exactTarget(name) : id;
}
function sessionGuard(session) {
  checkSession(session);
  let conditions = [
    ...epochConditions(session.server),
    `#{==:#{session_id},${session.id}}`,
    `#{==:#{session_created},${String(session.created)}}`,
  ];
  return (
    isSessionName(session.name) && conditions.push(`#{==:#{session_name},${session.name}}`),
    { target: session.id, conditions, witness: `${EPOCH_WITNESS} #{session_id}` }
  );
}
function notThatSession(client, session, command) {
  let what = `\
session \`${session.name}\` is not the one that ${session.id} was`;
  return tmuxError(client, "StaleReference", what, { command, delivery: "rejected" });
}
async function onSession(client, session, commands, shown, secret = !1) {
  let verdict = await callGuarded(client, sessionGuard(session), commands, { shown, secret });
  if (verdict.held) return verdict.output;
  throw notThatSession(client, session, shown);
}
async function kill2(client, session) {
  return typeof session == "string"
    ? await killNamed(client, parseSessionName(session))
    : await killReferred(client, checkSession(session));
}
async function killNamed(client, name) {
  try {
    return (await call(client, [["kill-session", "-t", exactTarget(name)]]), "killed");
  } catch (error) {
    if (isTmuxError(error, "NoSuchSession")) return "absent";
    throw error;
  }
}
async function killReferred(client, session) {
  let command = ["kill-session", "-t", session.id],
    verdict = await callGuarded(client, sessionGuard(session), [command], { shown: command });
  if (verdict.held) return "killed";
  if (
    sameEpoch(verdict.witness, session.server) &&
    !verdict.witness[2] &&
    !(await exists(client, session.name))
  )
    return "absent";
  throw notThatSession(client, session, command);
}
async function exists(client, name) {
  if (!isSessionName(name)) return !1;
  try {
    return (await call(client, [["has-session", "-t", exactTarget(name)]]), !0);
  } catch (error) {
    if (isTmuxError(error, "NoSuchSession")) return !1;
    throw error;
  }
}
var REF_FORMAT = "#{session_id} #{session_created} #{pid} #{start_time}";
function shownCreate(name) {
  return ["new-session", "-d", "-s", name];
}
function createCommands(client, name, spec) {
  let create = [
    "new-sessio\
n",
    "-d",
    "-E",
    "-P",
    "-F",
    REF_FORMAT,
    "-s",
    name,
  ];
  (create.push("-c", folderWord(client, spec.cwd ?? "/")),
    spec.windowName !== void 0 && create.push("-n", windowName(spec.windowName)),
    spec.size && create.push("-x", cells(spec.size.width), "-y", cells(spec.size.height)),
    create.push(...environmentFlags(spec.environment ?? {})),
    spec.command && create.push(...programWords(spec.command, "the session's command")));
  let options = Object.entries(spec.options ?? {}).map(([key, value]) => {
    if (!/^@[A-Za-z0-9_-]+$/.test(key))
      throw invalidArgument(`${JSON.stringify(key)} is no user option: it looks like \`@name\``);
    return ["set-option", "-t", exactTarget(name), key, checkText(value, `option ${key}`)];
  });
  return [create, ...options];
}
function parseRef(name, text) {
  let match = /^\$(\d+) (\d+) (\d+) (\d+)\n/.exec(text);
  if (match)
    return {
      id: `$${Number(match[1])}`,
      name,
      created: Number(match[2]),
      server: { pid: Number(match[3]), startTime: Number(match[4]) },
    };
}
function parseCreated(client, name, text) {
  let session = parseRef(name, text);
  if (session) return session;
  let what = `tmux made\
 session \`${name}\` but did not name it; look it up with \`sessions.find()\``;
  throw tmuxError(client, "Protocol", what, { delivery: "applied" });
}
function windowName(name) {
  if (
    (checkText(
      name,
      "the window's na\
me",
    ),
    name !== "" && !new RegExp("\\p{Cc}", "u").test(name))
  )
    return formatLiteral(name);
  throw invalidArgument(
    `${JSON.stringify(name)} is no window name: give text without control characters`,
  );
}
function cells(count) {
  if (Number.isSafeInteger(count) && count >= 1 && count <= 1e4) return String(count);
  throw invalidArgument(`a size of ${String(count)} cells cannot be: give 1 to 10000`);
}
async function rename(client, session, name) {
  let shown = [
      "rename-session",
      "-t",
      typeof session == "string" ? exactTarget(parseSessionName(session)) : session.id,
      name,
    ],
    look3 = ["display-message", "-p", "-t", exactTarget(name), REF_FORMAT],
    answer =
      typeof session == "string"
        ? await call(client, [shown, look3], { shown })
        : await onSession(client, session, [shown, look3], shown);
  return parseCreated(client, name, answer.toString("utf8"));
}
function sessions(client) {
  return {
    ensure: async (spec) => await ensure(client, spec),
    find: async (name) => await find(client, parseSessionName(name)),
    kill: async (session) => await kill2(client, session),
    rename: async (session, name) => await rename(client, session, parseSessionName(name)),
  };
}
async function ensure(client, spec) {
  let name = parseSessionName(spec.name),
    create = createCommands(client, name, spec);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      let secret = Object.keys(spec.environment ?? {}).length > 0,
        answer = await call(client, create, { shown: shownCreate(name), secret });
      return { session: parseCreated(client, name, answer.toString("utf8")), created: !0 };
    } catch (error) {
      if (!isTmuxError(error, "DuplicateSession")) throw error;
    }
    let session = await find(client, name);
    if (session) return { session, created: !1 };
  }
  throw tmuxError(
    client,
    "Command",
    `session \`${name}\` comes and goes; see what else makes\
 it`,
    { delivery: "rejected" },
  );
}
async function find(client, name) {
  let row = (
    await framed(
      client,
      ["session_id", "session_name", "session_created", "pid", "start_time"],
      ["list-sessions"],
    )
  ).find((each) => each.session_name === name);
  return (
    row && {
      id: row.session_id,
      name,
      created: row.session_created,
      server: { pid: row.pid, startTime: row.start_time },
    }
  );
}
var LIMIT = 16 * 1024 * 1024;
function buffers(client) {
  return {
    async set(name, data) {
      let shown = ["load-buffer", "-b", checkName(name), "-"],
        input2 = Buffer.from(typeof data == "string" ? checkText(data, "the buffer") : data);
      if (input2.length === 0)
        throw invalidArgument("tmux keeps no empty buffer: delete it instead");
      if (input2.length > LIMIT) {
        let what = `${String(input2.length)} bytes are more than a buffer takes here (16 MiB):\
 keep less`;
        throw new TmuxError("PayloadTooLarge", what);
      }
      await call(client, [shown], { shown, input: input2 });
    },
    async get(name) {
      return await read2(client, checkName(name));
    },
    async delete(name) {
      let shown = [
        "dele\
te-buffer",
        "-b",
        checkName(name),
      ];
      return await orAbsent(async () => (await call(client, [shown], { shown }), !0), !1);
    },
    list: async () => await list2(client),
  };
}
async function list2(client) {
  return (
    await framed(client, ["buffer_name", "buffer_size", "buffer_created"], ["list-buffers"])
  ).map((row) => ({ name: row.buffer_name, bytes: row.buffer_size, created: row.buffer_created }));
}
async function read2(client, name) {
  let shown = [
    "show\
-buffer",
    "-b",
    name,
  ];
  for (let attempt = 0; attempt < 5; attempt += 1) {
    let info = (await list2(client)).find((each) => each.name === name);
    if (!info) return;
    let { outcome, deadlineMs } = await execute(client, [shown], { shown });
    if (outcome.kind === "exited" && outcome.exitCode === 0) {
      if (outcome.stdout.length === info.bytes) return outcome.stdout;
      continue;
    }
    let error = await failure(client, outcome, shown, deadlineMs);
    if (!/no buffer |unknown buffer/.test(error.stderr)) throw error;
  }
  throw tmuxError(client, "Command", `buffer \`${name}\` keeps changing; read it again`, {
    command: shown,
  });
}
async function orAbsent(look3, absent2) {
  try {
    return await look3();
  } catch (error) {
    if (isTmuxError(error) && /no buffer |unknown buffer/.test(error.stderr)) return absent2;
    throw error;
  }
}
function checkName(name) {
  if (typeof name == "string" && /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(name)) return name;
  throw invalidArgument(
    `${JSON.stringify(name)} is no buffer name here: use letters, digits, \`_\`, \`.\` and \`-\`, at most 64`,
  );
}
function channels(client) {
  return {
    async wait(channel, { deadlineMs }) {
      let shown = ["wait-for", checkChannel(channel)];
      try {
        return (await call(client, [shown], { shown, deadlineMs, ungated: !0 }), !0);
      } catch (error) {
        if (!isTmuxError(error, "Timeout")) throw error;
      }
      return (await call(client, [["display-message", "-p", ""]], { shown }), !1);
    },
    async signal(channel) {
      let shown = ["wait-for", "-S", checkChannel(channel)];
      await call(client, [shown], { shown });
    },
  };
}
function checkChannel(name) {
  if (typeof name == "string" && /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(name)) return name;
  throw invalidArgument(`${JSON.stringify(name)} is no channel: use letters, digits, \`_\`,\
 \`.\` and \`-\`, at most 64`);
}
function isOptionName(name) {
  return /^[a-z][a-z0-9-]*(\[(\d{1,6}|[A-Za-z_][A-Za-z0-9_-]{0,63})\])?$/.test(name);
}
function scopeFlags2(scope) {
  return scope === "server"
    ? ["-s"]
    : scope === "global"
      ? ["-g"]
      : scope === "global-window"
        ? ["-g", "-w"]
        : "session" in scope
          ? []
          : "window" in scope
            ? ["-w"]
            : ["-p"];
}
async function inScope(client, scope, words, rest2, how = {}) {
  let flags3 = how.flags ?? scopeFlags2(scope),
    make = (target2) => [...words, ...flags3, ...target2, "--", ...rest2],
    shownRest = rest2.slice(0, how.shows ?? rest2.length),
    show2 = (target2) => [
      ...words,
      ...flags3,
      ...target2,
      ...shownRest,
      ...(shownRest.length < rest2.length ? ["\u2026"] : []),
    ],
    secret = how.secret ?? !1;
  if (typeof scope == "string") return await call(client, [make([])], { shown: show2([]), secret });
  if ("pane" in scope) {
    let target2 = ["-t", scope.pane.id],
      shown2 = show2(target2),
      guard = paneGuard(scope.pane),
      verdict2 = await callGuarded(client, guard, [make(target2)], { shown: shown2, secret });
    return heldOrThrow(client, scope.pane, verdict2, shown2);
  }
  let session =
    "\
session" in scope
      ? scope.session
      : scope.window;
  if (typeof session == "string") {
    let target2 = ["-t", exactTarget(parseSessionName(session))],
      witness2 = how.quiet ? [["has-session", ...target2]] : [];
    return await call(client, [...witness2, make(target2)], { shown: show2(target2), secret });
  }
  let target = ["-t", session.id],
    shown = show2(target),
    verdict = await callGuarded(client, sessionGuard(session), [make(target)], { shown, secret });
  if (verdict.held) return verdict.output;
  throw notThatSession(client, session, shown);
}
function refuseShared(client, scope) {
  if (!(!client.address.isDefault || typeof scope != "string"))
    throw invalidArgument(
      "a se\
tting for all of the default tmux server is refused: it is the person's own",
    );
}
function hooks(client) {
  return {
    async set(scope, hook, commands) {
      if ((refuseShared(client, scope), commands.length === 0))
        throw invalidArgument("a hook needs a command: give one, or unset it");
      for (let command of commands) checkHookCommand(client, command);
      let text = commands.map(quoteCommand).join(" ; ");
      await inScope(client, scope, ["set-hook"], [checkHook(hook), text], {
        flags: flags2(scope),
        shows: 1,
      });
    },
    async unset(scope, hook) {
      (refuseShared(client, scope),
        await inScope(client, scope, ["set-hook", "-u"], [checkHook(hook)], {
          flags: flags2(scope),
        }));
    },
    async get(scope, hook) {
      return (
        await inScope(client, scope, ["show-hooks"], [checkHook(hook)], { flags: flags2(scope) })
      )
        .toString("utf8")
        .split(
          `
`,
        )
        .filter((line) => line.includes(" "));
    },
  };
}
function flags2(scope) {
  if (scope === "server") throw invalidArgument("a hook is of no server: use `global`");
  return typeof scope == "string"
    ? scope === "global"
      ? ["-g"]
      : [
          "-\
g",
          "-w",
        ]
    : "session" in scope
      ? []
      : "window" in scope
        ? ["-w"]
        : ["-p"];
}
function checkHook(name) {
  if (isOptionName(name)) return name;
  throw invalidArgument(`${JSON.stringify(name)} is no hook: it looks like \`after-\
new-session\``);
}
function optionValues(client) {
  return {
    async get(scope, name, options = {}) {
      let quiet = checkOption(name).startsWith("@"),
        words = ["show-options", ...(quiet ? ["-q"] : []), "-v"];
      options.inherited && words.push("-A");
      let output = await inScope(client, scope, words, [name], { quiet });
      return output.length === 0 ? void 0 : plainText(client, output, `option \`${name}\``);
    },
    async set(scope, name, value) {
      refuseShared(client, scope);
      let rest2 = [checkOption(name), checkText(value, `option ${name}`)];
      try {
        await inScope(client, scope, ["set-option"], rest2, { shows: 1 });
      } catch (error) {
        throw asBadValue(client, error);
      }
    },
    async unset(scope, name) {
      (refuseShared(client, scope),
        await inScope(client, scope, ["set-option", "-u"], [checkOption(name)]));
    },
  };
}
function asBadValue(client, error) {
  if (!isTmuxError(error, "Command", "Unsupported", "InvalidArgument")) return error;
  let { command, stderr, exitCode, delivery, cause } = error;
  return delivery !== "rejected"
    ? error
    : tmuxError(client, "BadValue", `\`${command.join(" ")}\` failed: ${stderr}`, {
        command,
        stderr,
        exitCode,
        delivery,
        cause,
      });
}
function checkOption(name) {
  if (name.startsWith("@") ? /^@[A-Za-z0-9_-]+$/.test(name) : isOptionName(name)) return name;
  throw invalidArgument(
    `${JSON.stringify(name)} is no option: it looks like \`history-limit\`, \`update-environment[0]\` or \`@name\``,
  );
}
function sessionEnvironment(client) {
  let change = async (scope, words, rest2) => {
      (refuseShared(client, scope),
        await inScope(client, scope, ["set-environment", ...words], rest2, {
          secret: !0,
          shows: 1,
        }));
    },
    hide = (options) => (options?.hidden ? ["-h"] : []);
  return {
    async set(scope, name, value, options) {
      let text = checkText(value, `variable ${name}`);
      await change(scope, hide(options), [checkVariable(name), text]);
    },
    unset: async (scope, name) => await change(scope, ["-u"], [checkVariable(name)]),
    remove: async (scope, name) => await change(scope, ["-r"], [checkVariable(name)]),
    async get(scope, name, options) {
      try {
        let words = ["show-environment", ...hide(options)],
          output = await inScope(client, scope, words, [checkVariable(name)]),
          text = plainText(client, output, `variable \`${name}\``);
        return text.startsWith(`${name}=`) ? text.slice(name.length + 1) : void 0;
      } catch (error) {
        if (isTmuxError(error) && /unknown variable/.test(error.stderr)) return;
        throw error;
      }
    },
    async all(scope, options) {
      let words = ["show-environment", "-s", ...hide(options)],
        text = plainText(client, await inScope(client, scope, words, []), "the environment"),
        found2 = parseShellForm(
          text === ""
            ? ""
            : `${text}
`,
        );
      if (found2) return found2;
      throw tmuxError(client, "Protocol", "tmux wrote an environment that cannot be read", {
        command: words,
        delivery: "applied",
      });
    },
  };
}
function parseShellForm(text) {
  let found2 = new Map();
  for (let at = 0; at < text.length;) {
    let entry = assignmentAt(text, at) ?? removalAt(text, at);
    if (entry === void 0) return;
    (found2.set(entry.name, entry.value), (at = entry.end));
  }
  return found2;
}
function assignmentAt(text, at) {
  let pattern = /([^=]+)="((?:[^"\\$`]|\\[\\$`"])*)"; export /y;
  pattern.lastIndex = at;
  let [whole, name, value] = pattern.exec(text) ?? [];
  if (
    whole === void 0 ||
    name === void 0 ||
    value === void 0 ||
    !text.startsWith(
      `${name};
`,
      at + whole.length,
    )
  )
    return;
  let end = at + whole.length + name.length + 2;
  return { name, value: value.replaceAll(/\\([\\$`"])/g, "$1"), end };
}
function removalAt(text, at) {
  let start2 = at + 6;
  if (text.startsWith("unset ", at))
    for (
      let stop = text.indexOf(
        `;
`,
        start2,
      );
      stop !== -1;
      stop = text.indexOf(
        `;
`,
        stop + 1,
      )
    ) {
      let end = stop + 2;
      if (end === text.length || text.startsWith("unset ", end) || assignmentAt(text, end))
        return { name: text.slice(start2, stop), value: void 0, end };
    }
}
var LINE_LIMIT = 1024 * 1024;
function isCarried(commands, options) {
  return options.input || options.founding || options.binary || options.ungated
    ? !1
    : commands.every(([name = ""]) => !byExec.has(name));
}
var byExec = new Set([
  "wait-for",
  "run-shell",
  "load-buffer",
  "save-buffer",
  "show-buffer",
  "source-file",
  "kill-server",
  "confirm-before",
  "command-prompt",
]);
function compose(commands) {
  let line = `${quoteCommands(commands)}
`,
    [first] = commands;
  if (commands.length === 1 && first?.[0] !== "if-shell") return { text: line, nonce: void 0 };
  let nonce = newNonce();
  return {
    text: `${line}${quoteCommands([["display-message", "-p", nonce]])}
`,
    nonce,
  };
}
function take2(request, block2) {
  if (request.nonce !== void 0) {
    let text = block2.body.length < 60 ? block2.body.toString("utf8").trimEnd() : "";
    if (text !== request.nonce && text !== escape(request.nonce))
      return (request.blocks.push(block2), !1);
  } else request.blocks.push(block2);
  return !0;
}
function conclude(request, escaped) {
  if (request.settled) return;
  request.settled = !0;
  let failed = request.blocks.find((block2) => !block2.ok);
  failed
    ? request.fail(failed.body.toString("utf8").trim())
    : request.resolve({
        answer: Buffer.concat(request.blocks.map((block2) => block2.body)),
        escaped,
      });
}
function settle2(request, error) {
  request.settled || ((request.settled = !0), request.reject(error));
}
function silent(text, shown) {
  let nothing = () => {};
  return {
    text,
    shown,
    nonce: void 0,
    blocks: [],
    settled: !1,
    resolve: nothing,
    reject: nothing,
    fail: nothing,
  };
}
function abortedWords(command) {
  return `\`${command.join(" ")}\` was aborted`;
}
function disconnected(client, why, command = []) {
  let said = why === "" ? "" : `: ${why}`,
    what = `the control \
connection to \`${client.address.socketPath}\` ended${said}`;
  return tmuxError(client, "Disconnected", what, { command, stderr: why, delivery: "unknown" });
}
function asTmuxError(client, error) {
  let known = isTmuxError(error) ? error : disconnected(client, String(error)),
    { code, message, command, stderr, exitCode } = known;
  return new TmuxError(code, message, {
    command,
    stderr,
    exitCode,
    delivery: "not-sent",
    cause: known,
  });
}
function controlTransport(client, admit) {
  let { inFlight, watchdogMs } = client.options.control,
    queue = [],
    sent = [],
    listeners2 = new Map(),
    connection,
    greeted,
    connecting,
    watchdog,
    retry,
    closed = !1,
    tell = (notice) => {
      for (let listener of listeners2.keys()) listener(notice);
    },
    watch2 = () => {
      (sent.length > 0 ? (watchdog ??= setTimeout(() => connection?.kill(), watchdogMs)) : calm(),
        connection?.hold(sent.length > 0 || listeners2.size > 0));
    },
    calm = () => {
      (clearTimeout(watchdog), (watchdog = void 0));
    },
    write = (to) => {
      for (; sent.length < inFlight;) {
        let next = queue.shift();
        if (!next) break;
        next.settled || (sent.push(next), to.write(next.text));
      }
    },
    pump = () => {
      (connection && write(connection), watch2());
    },
    lost = (why) => {
      let error = disconnected(client, why);
      ((connection = void 0), (greeted = void 0), calm());
      for (let request of sent.splice(0))
        settle2(request, disconnected(client, why, request.shown));
      (tell({ kind: "lost", error }),
        !closed && (queue.length > 0 || listeners2.size > 0) && ensure2());
    },
    heard2 = (event) => {
      (calm(), event.kind === "notification" && tell(event));
      let [first] = sent;
      event.kind !== "block" ||
        !event.own ||
        !first ||
        (take2(first, event) && (sent.shift(), conclude(first, greeted?.escaped ?? !1)), pump());
    },
    open = async () => {
      await admit();
      let nonce = newNonce();
      await new Promise((resolve, reject) => {
        let timer = setTimeout(() => made.kill(), client.options.deadlineMs),
          made = connect2(client, {
            event(event) {
              if (greeted) return heard2(event);
              let answer = event.kind === "block" && event.own && parseGreeting(event.body, nonce);
              answer && (clearTimeout(timer), (connection = made), (greeted = answer), resolve());
            },
            lost(why) {
              (clearTimeout(timer),
                connection === made ? lost(why) : reject(disconnected(client, why)));
            },
          });
        made.write(greeting(nonce));
      });
      for (let subscription of listeners2.values()) subscribe(subscription);
      (greeted && tell({ kind: "connected", epoch: greeted.epoch }), pump());
    },
    ensure2 = () => {
      greeted ||
        connecting ||
        closed ||
        (clearTimeout(retry),
        (connecting = open().catch((error) => {
          for (let request of queue.splice(0)) settle2(request, asTmuxError(client, error));
          listeners2.size === 0 ||
            closed ||
            (tell({ kind: "lost", error: asTmuxError(client, error) }),
            (retry = setTimeout(ensure2, RETRY_MS)));
        })),
        connecting.finally(() => {
          ((connecting = void 0), !greeted && queue.length > 0 && ensure2());
        }));
    },
    subscribe = (subscription) => {
      if (subscription === void 0) return;
      let command = ["refresh-client", "-B", subscription];
      queue.push(silent(compose([command]).text, ["refresh-client", "-B"]));
    };
  return {
    carries: (commands, options) => !closed && isCarried(commands, options),
    async ask(commands, options, signals) {
      let shown = options.shown ?? commands[0] ?? [],
        { text, nonce } = compose(commands);
      if (Buffer.byteLength(text) > LINE_LIMIT) {
        let what = `\`${shown.join(
          " ",
        )}\` is longer than 1 MiB, the most that a control client sends`;
        throw tmuxError(client, "PayloadTooLarge", what, { command: shown });
      }
      let deadlineMs = checkDeadline(options.deadlineMs ?? client.options.deadlineMs),
        gone2 = abortedWords(shown);
      if (aborted(signals)) throw tmuxError(client, "Aborted", gone2, { command: shown });
      return await new Promise((resolve, reject) => {
        let request = {
            text,
            nonce,
            shown,
            blocks: [],
            settled: !1,
            resolve: done(resolve),
            reject: done(reject),
            fail: (stderr) => {
              let outcome = { kind: "exited", exitCode: 1, stdout: Buffer.alloc(0), stderr };
              failure(client, outcome, shown, deadlineMs).then(done(reject));
            },
          },
          details = () => ({
            command: shown,
            delivery: sent.includes(request) ? "unknown" : "not-sent",
          }),
          late = () => {
            let what = `\`${shown.join(" ")}\` got no answer on \`${client.address.socketPath}\` within ${String(deadlineMs)} ms`;
            settle2(request, tmuxError(client, "Timeout", what, details()));
          },
          abort = () => settle2(request, tmuxError(client, "Aborted", gone2, details())),
          timer = setTimeout(late, deadlineMs),
          forget = onAbort(signals, abort);
        function done(then) {
          return (value) => {
            (clearTimeout(timer), forget(), then(value));
          };
        }
        (queue.push(request), ensure2(), pump());
      });
    },
    listen(listener, subscription) {
      return (
        listeners2.set(listener, subscription),
        greeted
          ? (subscribe(subscription),
            listener({
              kind: "connected",
              epoch: greeted.epoch,
            }),
            pump())
          : ensure2(),
        () => {
          listeners2.delete(listener);
          let name = subscription?.slice(0, subscription.indexOf(":"));
          (name !== void 0 && greeted && subscribe(name), pump());
        }
      );
    },
    async close() {
      ((closed = !0), clearTimeout(retry));
      let gone2 = tmuxError(client, "Aborted", "the client was closed", {});
      for (let request of queue.splice(0)) settle2(request, gone2);
      (await connecting?.catch(() => {}), await connection?.close());
    },
  };
}
var RETRY_MS = 500;
function openControl(client) {
  if (client.address.isDefault)
    throw invalidArgument(
      "the default tmux server is the person's own and gets no control session: use the exec transport",
    );
  return controlTransport(client, async () => {
    let able = await capabilities(client);
    if (client.options.control.riskOldServer || able.has("safeControl")) return;
    let risk = isRelease(able.version)
      ? "can crash"
      : "is no release that is known, \
and may crash";
    throw new TmuxError(
      "Unsupported",
      `tmux ${able.version} ${risk} when a control client connects while sessions come and go: use the exec transport, tmux 3.7 or newer, or take the risk wi\
th \`control: { riskOldServer: true }\``,
    );
  });
}
function newGate(places) {
  let free = places,
    waiting = new Set(),
    leave = () => {
      let [next] = waiting;
      next ? next() : (free += 1);
    },
    once = () => {
      let left = !1;
      return () => {
        (left || leave(), (left = !0));
      };
    };
  return {
    async enter(milliseconds, signals = []) {
      if (!aborted(signals))
        return free > 0
          ? ((free -= 1), once())
          : await new Promise((resolve) => {
              let settle4 = (place) => {
                  (waiting.delete(admit), clearTimeout(timer), forget(), resolve(place));
                },
                admit = () => settle4(once()),
                giveUp = () => settle4(void 0),
                timer = setTimeout(giveUp, milliseconds),
                forget = onAbort(signals, giveUp);
              waiting.add(admit);
            });
    },
  };
}
function changesBetween(before, after, fields) {
  let changes = [],
    same = sameRun(before.epoch, after.epoch);
  for (let [pane, row] of before.rows)
    (!same || !after.rows.has(pane)) && changes.push({ kind: "removed", pane, before: row });
  !same && after.epoch && changes.push({ kind: "server", epoch: after.epoch });
  for (let [pane, row] of after.rows) {
    let old = same ? before.rows.get(pane) : void 0;
    if (!old) {
      changes.push({ kind: "added", pane, row });
      continue;
    }
    let differing = fields.filter((name) => old[name] !== row[name]);
    differing.length > 0 &&
      changes.push({ kind: "changed", pane, row, before: old, fields: differing });
  }
  return changes;
}
function sameRun(a, b) {
  return !b || (a?.pid === b.pid && a.startTime === b.startTime);
}
function newOutlet(fields, limit) {
  let empty = { epoch: void 0, rows: new Map() },
    shown = empty,
    taken = { epoch: empty.epoch, rows: new Map(empty.rows) },
    waiting = [],
    dropped = 0,
    troubled = !1,
    sequence2 = 0,
    ended,
    wake,
    turn = Promise.resolve(),
    push = (changes) => {
      changes.length !== 0 &&
        (dropped > 0 || waiting.length + changes.length > limit
          ? ((dropped += waiting.length + changes.length), (waiting = []))
          : waiting.push(...changes),
        wake?.());
    },
    follow = (unnumbered) => {
      let change = unnumbered;
      change.kind === "server"
        ? (taken.epoch = change.epoch)
        : change.kind === "removed"
          ? taken.rows.delete(change.pane)
          : change.kind !== "gap" && taken.rows.set(change.pane, change.row);
    },
    take3 = () => {
      if (dropped > 0) {
        let gap = { kind: "gap", reason: "slow", dropped };
        return ((dropped = 0), (waiting = changesBetween(taken, shown, fields)), gap);
      }
      let next = waiting.shift();
      return (next && follow(next), next);
    },
    nextInTurn = async () => {
      for (;;) {
        let change = take3();
        if (change)
          return ((sequence2 += 1), { done: !1, value: { sequence: sequence2, ...change } });
        if (ended?.error !== void 0) throw ended.error;
        if (ended) return { done: !0, value: void 0 };
        (await new Promise((resolve) => (wake = resolve)), (wake = void 0));
      }
    };
  return {
    show(snapshot2) {
      troubled = !1;
      let after = { epoch: snapshot2.epoch ?? shown.epoch, rows: snapshot2.rows },
        changes = changesBetween(shown, after, fields);
      ((shown = after), push(changes));
    },
    trouble(error) {
      troubled || ((troubled = !0), push([{ kind: "gap", reason: "unreadable", error }]));
    },
    end(error) {
      ((ended ??= { error }), wake?.());
    },
    async next() {
      let mine = turn.then(nextInTurn);
      return ((turn = mine.catch(() => {})), await mine);
    },
  };
}
async function onTicks(client, intervalMs, look3) {
  for (; !aborted(client.signals);) (await look3(), await rest(intervalMs, client.signals));
}
async function onSignals(client, control, fields, intervalMs, look3) {
  let due = !0,
    wake,
    ring = () => {
      ((due = !0), wake?.());
    },
    forget = onAbort(client.signals, () => wake?.()),
    name = `watch${String((subscriptions += 1))}`,
    silence = control.listen(
      (notice) => {
        (notice.kind !== "notification" || telling.has(notice.name)) && ring();
      },
      `${name}::${digest(fields)}`,
    );
  try {
    for (; !aborted(client.signals);)
      due
        ? ((due = !1), await look3(), await rest(intervalMs, client.signals))
        : await new Promise((resolve) => (wake = resolve));
  } finally {
    (silence(), forget());
  }
}
var subscriptions = 0,
  telling = new Set([
    "subscription-changed",
    "sessions-changed",
    "session-renamed",
    "session-window-changed",
    "unlinked-window-add",
    "unlinked-window-close",
    "unlinked-window-renamed",
  ]);
function digest(fields) {
  return `#{S:#{W:#{P:${["pane_id", ...fields.filter((name) => !isVolatile(name))].map((name) => `#{s/[-\x7F]/?/:${name}}`).join(" ")};}}}`;
}
function watch(client, fields, intervalMs, options = {}) {
  let { queue = 1e3, signal } = options;
  if (!(intervalMs >= 10 && intervalMs <= 2 ** 31 - 1))
    throw invalidArgument(`an interval of ${String(intervalMs)} ms cannot be: gi\
ve 10 or more`);
  if (!Number.isSafeInteger(queue) || queue < 1)
    throw invalidArgument(`a queue of ${String(queue)} changes cannot be: give 1 or more`);
  let asked = [
      ...new Set([
        ...fields,
        "pane_id",
        "pid",
        "start_\
time",
      ]),
    ],
    outlet = newOutlet(fields, queue),
    stop = new AbortController(),
    signals = [...signalsOf(client, { signal }), stop.signal],
    view2 = { ...client, signals },
    look3 = async () => {
      try {
        outlet.show(snapshot(await list(view2, asked), fields));
      } catch (error) {
        if (aborted(signals)) return;
        if (!isTmuxError(error)) throw error;
        outlet.trouble(error);
      }
    },
    run2 = client.control
      ? onSignals(view2, client.control, fields, intervalMs, look3)
      : onTicks(view2, intervalMs, look3);
  run2.then(
    () => outlet.end(),
    (error) => outlet.end(error),
  );
  let leave = async () => (
    stop.abort(),
    outlet.end(),
    await run2.catch(() => {}),
    { done: !0, value: void 0 }
  );
  return {
    next: async () => await outlet.next(),
    return: leave,
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await leave();
    },
  };
}
function snapshot(rows, fields) {
  let [first] = rows,
    epoch = first && { pid: first.pid, startTime: first.start_time },
    byId = new Map();
  for (let row of rows) {
    let own = Object.fromEntries(fields.map((name) => [name, row[name]]));
    byId.set(row.pane_id, own);
  }
  return { epoch, rows: byId };
}
function openTmux(address, options) {
  let resolved = resolveOptions(options),
    client = {
      address: resolveAddress(address, { ...resolved, prefixed: resolved.prefix.length > 0 }),
      options: resolved,
      gate: newGate(resolved.parallel),
      memory: { escapes: !1 },
      signals: [],
    },
    control = resolved.transport === "control" ? { control: openControl(client) } : {};
  return view(address, { ...client, ...control });
}
function view(address, client) {
  let close = async () => await client.control?.close();
  return {
    address,
    socketPath: client.address.socketPath,
    server: server(client),
    sessions: sessions(client),
    panes: panes(client),
    options: optionValues(client),
    environment: sessionEnvironment(client),
    hooks: hooks(client),
    buffers: buffers(client),
    channels: channels(client),
    list: async (fields) => await list(client, fields),
    batch: async (steps2) => await batch(client, steps2),
    watch: (fields, intervalMs, watchOptions) => watch(client, fields, intervalMs, watchOptions),
    capabilities: async () => await capabilities(client),
    run: async (command, runOptions) => await run(client, command, runOptions),
    attachCommand: (session, attachOptions) => attachCommand(client, session, attachOptions),
    with({ signal, deadlineMs }) {
      let limit = checkDeadline(deadlineMs ?? client.options.deadlineMs);
      return view(address, {
        ...client,
        options: { ...client.options, deadlineMs: limit },
        signals: signalsOf(client, { signal }),
      });
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
function lifeOf(views, agent) {
  let unit = views.units.get(agentUnit(agent)),
    pane = panesOf(views.tmux, agent)[0]?.pid,
    own = views.cgroups.get(agentUnit(agent))?.find(({ parent }) => parent === pane)?.pid;
  if (!(unit === void 0 || unit.mainPid < 2 || pane === void 0 || own === void 0))
    return { supervisor: unit.mainPid, pane, agent: own, restarts: unit.restarts };
}
function panesOf(tmux, session) {
  return "absent" in tmux ? [] : tmux.panes.filter((pane) => pane.session === session);
}
function compareCli(views, expected) {
  let { cli, tmux } = views;
  if (cli === void 0) return [];
  if ("error" in cli) return [`cli: ${cli.error}`];
  let { server: server2, agents } = cli.status,
    problems = [],
    pid = "absent" in tmux ? null : tmux.serverPid;
  (server2.state !== "running" || server2.pid !== pid) &&
    problems.push(
      `cli: the server is ${server2.state} with pid ${server2.pid}, tmux says running with ${pid}`,
    );
  let order = agents.map(({ name }) => name).join(", ");
  return (
    order !== Object.keys(expected).join(", ") &&
      problems.push(
        `cli: lists ${order || "no agent"}, the roster ${Object.keys(expected).join(", ")}`,
      ),
    [...problems, ...agents.flatMap((agent) => compareAgent(agent, views))]
  );
}
function compareAgent(agent, { units, tmux }) {
  let { name, lifecycle, session, pane, restarts } = agent,
    unit = units.get(agentUnit(name)),
    [seen] = panesOf(tmux, name),
    say = (what, cli, other) =>
      cli === other ? [] : [`cli: \`${name}\` has ${what} ${String(cli)}, not ${String(other)}`];
  return [
    ...say("lifecycle", lifecycle, unit?.active ?? "inactive"),
    ...say("session", session?.name, seen?.session),
    ...say("pane pid", pane?.pid, seen?.pid),
    ...say("pane dead", pane?.dead, seen?.dead),
    ...say("restarts", restarts, unit?.restarts ?? 0),
  ];
}
function compareViews(views, expected) {
  let agents = Object.entries(expected.agents);
  return [
    ...compareServer(views),
    ...agents.flatMap(([agent, state]) =>
      state === "running" ? compareRunning(views, agent) : compareStopped(views, agent),
    ),
    ...strangers(views, Object.keys(expected.agents)),
    ...compareLives(views, expected),
    ...compareCli(views, expected.agents),
  ];
}
function compareServer({ units, tmux, cgroups }) {
  let unit = units.get(holderUnit);
  if ("absent" in tmux) return [`tmux: ${tmux.absent}`];
  let problems = [];
  (unit?.active !== "active" &&
    problems.push(`unit: ${holderUnit} is ${unit?.active ?? "not known"}`),
    unit?.mainPid !== tmux.serverPid &&
      problems.push(
        `unit: ${holderUnit} has main pid ${unit?.mainPid}, tmux's server ${tmux.serverPid}`,
      ));
  let held = pidsOf(cgroups.get(holderUnit));
  return (
    (held.length !== 1 || held[0] !== tmux.serverPid) &&
      problems.push(`cg\
roup: ${holderUnit} holds ${list3(held)}, not the server ${tmux.serverPid} alone`),
    problems
  );
}
function compareRunning({ units, tmux, cgroups }, agent) {
  let name = agentUnit(agent),
    unit = units.get(name),
    problems = [];
  (unit?.active !== "active" || unit.sub !== "running") &&
    problems.push(`unit: ${name} is ${unit?.active}/${unit?.sub}, not active/running`);
  let panes2 = panesOf(tmux, agent),
    [pane] = panes2;
  if (pane === void 0 || panes2.length > 1 || pane.dead)
    return [
      ...problems,
      `tmux: session \`${agent}\` has ${panes2.length} panes${pane?.dead ? ", dead" : ""}, not one that lives`,
    ];
  let held = cgroups.get(name) ?? [],
    has = (pid) => held.some((process2) => process2.pid === pid);
  (has(unit?.mainPid) || problems.push(`cgroup: ${name} lacks its supervisor ${unit?.mainPid}`),
    has(pane.pid) || problems.push(`cgroup: ${name} lacks the pane half ${pane.pid}`),
    held.some(({ parent }) => parent === pane.pid) ||
      problems.push(`cgroup: ${name} lacks the agent's own process, a child of ${pane.pid}`));
  let strays = held.filter((process2) => !descends(process2, held, [unit?.mainPid, pane.pid]));
  return (
    strays.length > 0 &&
      problems.push(`cgroup: ${name} holds ${list3(pidsOf(strays))} of an earlier life`),
    problems
  );
}
function compareStopped({ units, tmux, cgroups }, agent) {
  let name = agentUnit(agent),
    unit = units.get(name),
    problems = [];
  (unit !== void 0 &&
    (unit.active !== "inactive" || unit.mainPid !== 0) &&
    problems.push(`unit: ${name} is ${unit.active}, main pid ${unit.mainPid}, not inactive`),
    panesOf(tmux, agent).length > 0 &&
      problems.push(`tmux:\
 session \`${agent}\` is still there`));
  let held = pidsOf(cgroups.get(name));
  return (held.length > 0 && problems.push(`cgroup: ${name} still holds ${list3(held)}`), problems);
}
function strangers({ tmux, cgroups }, agents) {
  let sessions2 = "absent" in tmux ? [] : tmux.panes.map(({ session }) => session),
    known = new Set([holderUnit, ...agents.map(agentUnit)]);
  return [
    ...sessions2
      .filter((session) => !agents.includes(session))
      .map(
        (session) => `\
tmux: session \`${session}\` belongs to no agent of this fleet`,
      ),
    ...[...cgroups.keys()]
      .filter((unit) => !known.has(unit) && pidsOf(cgroups.get(unit)).length > 0)
      .map((unit) => `cgroup: ${unit} was never started`),
  ];
}
function compareLives(views, { before, kept = [], renewed = [] }) {
  if (before === void 0) return [];
  let problems = [];
  for (let agent of kept) {
    let [then, now] = [lifeOf(before, agent), lifeOf(views, agent)].map((life) =>
      JSON.stringify(life),
    );
    then !== now && problems.push(`\`${agent}\` did not live on: before ${then}, now ${now}`);
  }
  for (let agent of renewed) {
    let then = lifeOf(before, agent)?.pane;
    then === lifeOf(views, agent)?.pane &&
      problems.push(`\`${agent}\` still has the pane half ${then}`);
  }
  return problems;
}
function descends({ pid, parent }, all, roots) {
  if (roots.includes(pid) || roots.includes(parent)) return !0;
  let above = all.find((process2) => process2.pid === parent);
  return above !== void 0 && descends(above, all, roots);
}
var pidsOf = (processes = []) => processes.map(({ pid }) => pid),
  list3 = (pids) => (pids.length === 0 ? "nothing" : pids.join(", "));
function formatViews({ units, tmux, cgroups, cli }) {
  let unitLines = [...units].map(
      ([name, unit]) =>
        `${name} ${unit.active}/${unit.sub}, result ${unit.result}, main pid ${unit.mainPid}, restarts ${unit.restarts}`,
    ),
    cgroupLines = [...cgroups].map(
      ([name, processes]) =>
        `${name}: ${processes.map(({ pid, parent, command }) => `${pid} (of ${parent}) ${last(command)}`).join(" | ")}`,
    );
  return [
    ...block("unit", unitLines),
    ...block(
      "\
tmux",
      formatTmux(tmux),
    ),
    ...block("cgroup", cgroupLines),
    ...block("cli", formatCli(cli)),
  ];
}
function formatTmux(tmux) {
  return "absent" in tmux
    ? [tmux.absent]
    : [
        `server ${tmux.serverPid}`,
        ...tmux.panes.map(
          ({ session, pid, dead }) => `${session}: pane ${pid}${dead ? ", dead" : ""}`,
        ),
      ];
}
function formatCli(cli) {
  if (cli === void 0) return ["not asked"];
  if ("error" in cli) return [cli.error];
  let { server: server2, agents } = cli.status;
  return [
    `\
server ${server2.state} ${server2.pid}`,
    ...agents.map(
      ({ name, lifecycle, session, pane, restarts }) =>
        `${name} ${lifecycle}, session ${session?.name ?? "none"}, pane ${pane?.pid ?? "none"}, restarts ${restarts}`,
    ),
  ];
}
var block = (title, lines) =>
    (lines.length === 0 ? ["nothing"] : lines).map((line) => `${title.padEnd(6)}  ${line}`),
  last = (command) => (command.length > 60 ? `\u2026${command.slice(-59)}` : command);
import { chmod, copyFile, mkdir, writeFile } from "node:fs/promises";
import { join as join2 } from "node:path";
import { createRequire } from "node:module";
import { dirname as dirname3, join } from "node:path";
function launcherScript() {
  return shipped("start-agent-session.sh", 493);
}
function shipped(name, mode) {
  return { path: join(scripts(), name), name, mode };
}
function scripts() {
  let root = createRequire(import.meta.url).resolve("@mosaicstack/session-launcher/package.json");
  return join(dirname3(root), "scripts");
}
async function copyFiles(home) {
  let units = join2(home, ".config", "systemd", "user"),
    tools = join2(home, ".config", "mosaic", "tools", "fleet");
  (await mkdir(units, { recursive: !0 }), await mkdir(tools, { recursive: !0 }));
  for (let { name, path } of await shippedUnits()) await copyFile(path, join2(units, name));
  let script = join2(tools, "start-agent-session.sh");
  return (await copyFile(launcherScript().path, script), await chmod(script, 493), script);
}
async function shortenRestarts(home) {
  for (let unit of ["mosaic-agent@.service", "mosaic-tmux-holder.service"]) {
    let folder = join2(home, ".config", "systemd", "user", `${unit}.d`);
    (await mkdir(folder, { recursive: !0 }),
      await writeFile(
        join2(folder, "rehearsal.conf"),
        `[Service]
RestartSec=300ms
`,
      ));
  }
}
async function writeRoster(home, script, agents) {
  let roster = {
      version: 1,
      name: "rehearsal",
      socket_name: "mosaic-fleet",
      agents: agents.map((name) => ({
        name,
        runtime: "command",
        command: [script, "--canary", name],
      })),
    },
    folder = join2(home, ".config", "mosaic", "fleet");
  (await mkdir(folder, { recursive: !0 }),
    await writeFile(
      join2(folder, "roster.yaml"),
      `${JSON.stringify(roster, null, 2)}
`,
    ));
}
async function readCli(sandbox, cli) {
  if (cli === void 0)
    return {
      missing: !0,
      error: "`mosaic-fleet` is not found: install it beside this command, or give `--cli FILE`",
    };
  let args = [
      "status",
      "--json",
      "--supervis\
or",
      "systemd",
    ],
    { exitCode, stdout, stderr } = await sandbox.exec(cli, args, { deadlineMs: 2e4 });
  if (exitCode === 0 || exitCode === 3) return parseStatus(stdout);
  let missing = /ERR_MODULE_NOT_FOUND|No such file or directory/.test(stderr),
    remedy = missing ? "; build it with `npm run build`" : "",
    said = (stderr.trim() || stdout.trim())
      .split(
        `
`,
      )
      .slice(0, 8)
      .join(" / "),
    how = exitCode === void 0 ? "did not end in time" : `ended with ${exitCode}`;
  return { missing, error: `\`${cli} ${args.join(" ")}\` ${how}: ${said}${remedy}` };
}
function parseStatus(text) {
  let unreadable = (why) => ({ missing: !1, error: `\`status --json\` cannot be read: ${why}` }),
    document;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return unreadable(String(error));
  }
  let { version, server: server2, agents } = document ?? {};
  return version !== 1
    ? unreadable(`its version is ${JSON.stringify(version)}, not 1`)
    : typeof server2?.state != "string"
      ? unreadable("it has no `server.state`")
      : !Array.isArray(agents) || !agents.every(isAgent)
        ? unreadable("its `agents` lack `name`, `lifecycle` or `restarts`")
        : { status: { server: server2, agents } };
}
function isAgent(value) {
  let { name, lifecycle, restarts } = value ?? {};
  return [typeof name, typeof lifecycle, typeof restarts].join(" ") === "string string number";
}
async function readUnits(manager, agents) {
  let columns = ["ActiveState", "SubState", "Result", "MainPID", "NRestarts"],
    rows = await manager.properties([holderUnit, ...agents.map(agentUnit)], columns);
  return new Map(
    [...rows].map(([name, row]) => [
      name,
      {
        active: row.ActiveState,
        sub: row.SubState,
        result: row.Result,
        mainPid: readPid(row.MainPID) ?? 0,
        restarts: Number(row.NRestarts),
      },
    ]),
  );
}
async function readTmux(tmux) {
  try {
    let state = await tmux.server.probe();
    if (state.state !== "running") return { absent: `the server is ${state.state}` };
    let panes2 = (await tmux.list(["session_name", "pane_pid", "pane_dead"])).map((row) => ({
      session: row.session_name,
      pid: row.pane_pid,
      dead: row.pane_dead,
    }));
    return { serverPid: state.epoch.pid, panes: panes2 };
  } catch (error) {
    if (!isTmuxError(error)) throw error;
    return { absent: error.message };
  }
}
async function readCgroups(sandbox) {
  let [groups, table2] = await Promise.all([
    sandbox.exec("find", FIND_PROCESSES),
    sandbox.exec("ps", ["-A", "-ww", "-o", "pid=,ppid=,args="], { reject: !0 }),
  ]);
  if (groups.exitCode === void 0)
    throw new Error(
      "the cgroups were not r\
ead in time",
    );
  let processes = parseProcesses(table2.stdout),
    units = new Map();
  for (let line of groups.stdout.split(`
`)) {
    let [, unit, pid] = /\/(mosaic-[^/]+\.service)\/(?:.*\/)?cgroup\.procs:(\d+)$/.exec(line) ?? [];
    if (unit === void 0) continue;
    let process2 = processes.get(Number(pid));
    process2 !== void 0 && units.set(unit, [...(units.get(unit) ?? []), process2]);
  }
  return units;
}
var FIND_PROCESSES =
  "/sys/fs/cgroup -path */mosaic-*.service/* -name cgroup.procs -exec grep -H ^ {} +".split(" ");
function parseProcesses(text) {
  let rows = text
    .split(
      `
`,
    )
    .flatMap((line) => {
      let [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return command === void 0 ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
    });
  return new Map(rows.map((row) => [row.pid, row]));
}
var ScenarioFailure = class extends Error {
  name = "ScenarioFailure";
};
import { setTimeout as sleep2 } from "node:timers/promises";
async function settle3(look3, judge, deadlineMs, hopeless = () => !1) {
  let end = Date.now() + deadlineMs;
  for (;;) {
    let seen = await look3(),
      problems = judge(seen);
    if (problems.length === 0 || hopeless(seen) || Date.now() >= end) return { seen, problems };
    await sleep2(100);
  }
}
var Rehearsal = class {
  sandbox;
  manager;
  #tmux;
  #cli;
  #deadlineMs;
  constructor(sandbox, cli, deadlineMs = 2e4) {
    let reach = { prefix: sandbox.enter, env: sandbox.env };
    ((this.sandbox = sandbox),
      (this.manager = openUserManager(reach)),
      (this.#tmux = openTmux({ socket: defaultSocket }, reach)),
      (this.#cli = cli),
      (this.#deadlineMs = deadlineMs));
  }
  async install(agents) {
    let { home } = this.sandbox;
    (await writeRoster(home, await copyFiles(home), agents),
      await shortenRestarts(home),
      await this.manager.reload());
  }
  async run(...command) {
    let [file, ...args] = command,
      result = await this.sandbox.exec(file, args);
    if (result.exitCode === 0) return result;
    let how = result.timedOut
      ? "did not end in\
 time"
      : `ended with ${result.exitCode}`;
    throw new ScenarioFailure(`\`${command.join(" ")}\` ${how}: ${result.stderr}`);
  }
  async kill(pid) {
    if (pid < 2) throw new RangeError(`${pid} is no process to kill`);
    await this.run("/bin/sh", "-c", 'kill -s KILL "$1"', "sh", String(pid));
  }
  async agree(step, expected) {
    let agents = Object.keys(expected.agents),
      { seen, problems } = await settle3(
        async () => this.#look(agents, expected),
        (views) => compareViews(views, expected),
        this.#deadlineMs,
        ({ cli: cli2 }) => cli2 !== void 0 && "error" in cli2 && cli2.missing,
      );
    if (problems.length === 0) return seen;
    let cli = seen.cli ?? (await readCli(this.sandbox, this.#cli)),
      lines = [...problems, ...formatViews({ ...seen, cli })];
    throw new ScenarioFailure(
      `${step}: ${lines.join(`
`)}`,
    );
  }
  async #look(agents, expected) {
    let [units, tmux, cgroups] = await Promise.all([
        readUnits(this.manager, agents),
        readTmux(this.#tmux),
        readCgroups(this.sandbox),
      ]),
      views = { units, tmux, cgroups };
    return compareViews(views, expected).length > 0
      ? views
      : { ...views, cli: await readCli(this.sandbox, this.#cli) };
  }
};
function runningLife(views, agent) {
  let life = lifeOf(views, agent);
  if (life === void 0)
    throw new ScenarioFailure(`\`${agent}\
\` does not run`);
  return life;
}
var agentKilled = {
  id: "agent-killed",
  title: "SIGKILL to an agent: it alone is restarted, and its end is told",
  async run(fleet) {
    let before = await startPair(fleet);
    await fleet.kill(runningLife(before, "cod").agent);
    let after = await fleet.agree("after SIGKILL to the agent `cod`", {
        agents: PAIR_RUNS,
        before,
        kept: ["coder"],
        renewed: ["cod"],
      }),
      { restarts } = runningLife(after, "cod");
    if (restarts !== 1)
      throw new ScenarioFailure(`\`cod\` was restarted ${restarts} times, not once`);
    let exit2 = JSON.stringify(lastExit(after.cli, "cod"));
    if (exit2 !== '[null,"SIGKILL"]')
      throw new ScenarioFailure(`cli: the last exit of \`cod\` is ${exit2}\
 as code and signal, not SIGKILL`);
  },
};
function lastExit(cli, agent) {
  if (cli === void 0 || "error" in cli) return;
  let exit2 = cli.status.agents.find(({ name }) => name === agent)?.lastExit;
  return exit2 && [exit2.code, exit2.signal];
}
var coldStart = {
  id: "cold-start",
  title: "a fleet of two starts from nothing, the holder first",
  async run(fleet) {
    await startPair(fleet);
  },
};
var manual = {
  id: "manual",
  title: "copied files alone bring up `canary`, with no Node inside",
  async run(fleet) {
    let { home } = fleet.sandbox,
      script = await copyFiles(home);
    (await fleet.run(
      "systemctl",
      "--user",
      "da\
emon-reload",
    ),
      await fleet.run("systemctl", "--user", "start", "mosaic-tmux-holder.service"),
      await fleet.run("systemctl", "--user", "start", "mosaic-agent@canary.service"));
    let { stdout } = await fleet.run("tmux", "-L", "mosaic-fleet", "ls");
    if (!/^canary: [^\n]*$/.test(stdout))
      throw new ScenarioFailure(
        `\`tmux -L mosaic-fleet ls\` shows ${JSON.stringify(stdout)}, not \`canary\` alone`,
      );
    let node = (
      await fleet.run(
        "\
ps",
        "-A",
        "-ww",
        "-o",
        "comm=,args=",
      )
    ).stdout
      .split(
        `
`,
      )
      .find((line) => /(^|[/ ])node /.test(line));
    if (node !== void 0) throw new ScenarioFailure(`a Node process runs inside: ${node}`);
    (await writeRoster(home, script, ["canary"]),
      await fleet.agree(
        "after the manua\
l sequence",
        { agents: { canary: "running" } },
      ));
  },
};
var serverKilled = {
  id: "server-killed",
  title: "SIGKILL to the tmux server: holder and both agents come back",
  async run(fleet) {
    let before = await startPair(fleet);
    if ("absent" in before.tmux) throw new ScenarioFailure(before.tmux.absent);
    (await fleet.kill(before.tmux.serverPid),
      await fleet.agree("after SIGKILL to the tmux server", {
        agents: PAIR_RUNS,
        before,
        renewed: PAIR,
      }));
  },
};
var startTwice = {
  id: "start-twice",
  title: "a second start changes nothing",
  async run(fleet) {
    let before = await startPair(fleet);
    (await fleet.manager.start([holderUnit, ...PAIR.map(agentUnit)]),
      await fleet.agree("after the second start", { agents: PAIR_RUNS, before, kept: PAIR }));
  },
};
var stopOne = {
  id: "stop-one",
  title: "`cod` stops and starts again, `coder` is untouched",
  async run(fleet) {
    let before = await startPair(fleet);
    (await fleet.manager.stop(["mosaic-agent@cod.service"]),
      await fleet.agree("after the stop of `cod`", {
        agents: { cod: "stopped", coder: "running" },
        before,
        kept: ["coder"],
      }),
      await fleet.manager.start(["mosaic-agent@cod.service"]),
      await fleet.agree("after the start of `cod`", {
        agents: {
          cod: "running",
          coder: "running",
        },
        before,
        kept: ["coder"],
        renewed: ["cod"],
      }));
  },
};
var supervisorKilled = {
  id: "supervisor-killed",
  title: "SIGKILL to an agent's supervisor: it alone is restarted, with nothing left behind",
  async run(fleet) {
    let before = await startPair(fleet);
    (await fleet.kill(runningLife(before, "cod").supervisor),
      await fleet.agree("after SIGKILL to the supervisor of `cod`", {
        agents: PAIR_RUNS,
        before,
        kept: ["coder"],
        renewed: ["cod"],
      }));
  },
};
var scenarios = [
  manual,
  coldStart,
  startTwice,
  stopOne,
  agentKilled,
  serverKilled,
  supervisorKilled,
];
export { ScenarioFailure, Rehearsal, scenarios };
