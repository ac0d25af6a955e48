import { createRequire as createRequireOfChunk } from "node:module";
const require = createRequireOfChunk(import.meta.url);
import {
  PLAIN,
  SystemdError,
  absentError,
  killAll,
  parseUnitName,
  run,
  templateOf,
} from "./chunk-OPFX7QNG.js";
function jobError(verb, failed) {
  let units = failed.map(({ unit }) => unit),
    missing = failed.every(({ outcome }) => outcome === "not-found"),
    details = [...new Set(failed.flatMap(({ detail: detail2 }) => (detail2 ? [detail2] : [])))],
    detail = details.join(`
`),
    next = missing
      ? "Install the unit file and run `systemctl --user daemon-reload`"
      : (olderManager(detail) ?? `\`systemctl --user status ${units[0] ?? ""}\` shows more`);
  return new SystemdError(
    missing
      ? "UnitNot\
Found"
      : "JobFailed",
    `\`systemctl --user ${verb}\` failed for ${list(units)}: ${details.slice(0, 3).map(sentence).join(" ")} ${next}`,
    { units, detail },
  );
}
function callError(verb, { stderr, exitCode }) {
  let said = stderr.trim() || `systemctl ended with ${String(exitCode)}`,
    next = olderManager(stderr) ?? "`systemctl --user status` shows what the manager is doing";
  return new SystemdError(
    "JobFailed",
    `\`systemctl --user ${verb}\
\` failed: ${sentence(said)} ${next}`,
    { detail: stderr },
  );
}
function olderManager(said) {
  return /Unknown (?:method|interface|property)/i.test(said)
    ? "The running user manager is older than `systemctl`: `syste\
mctl --user daemon-reexec` brings it up to date"
    : void 0;
}
function sentence(text) {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
function list(units) {
  let shown = units
    .slice(0, 5)
    .map((unit) => `\`${unit}\``)
    .join(", ");
  return units.length > 5 ? `${shown} and ${String(units.length - 5)} more` : shown;
}
import { statSync } from "node:fs";
function saysNoBus(stderr) {
  return /Failed to (?:connect to (?:\w+ scope )?bus|set bus address|get D-Bus connection|create bus connection)|System has not been booted with systemd/i.test(
    stderr,
  );
}
function saysLost(stderr) {
  return /D-Bus connection terminated|^Failed to wait for response: |(?:Transport endpoint is not connected|Connection reset by peer|Broken pipe)$/m.test(
    stderr,
  );
}
function explainNoBus(env, uid, words) {
  let runtime = env.XDG_RUNTIME_DIR,
    own = `/run/user/${String(uid)}`,
    linger = "`loginctl enable-linger`, so that the user manager runs without a login";
  if (runtime === void 0 || runtime === "") {
    let how =
        env.SUDO_USER === void 0
          ? "as un\
der cron and in containers"
          : "as under sudo and su",
      remedy = isDirectory(own)
        ? `\`export XDG_RUNTIME_DIR=${own}\`, or log in as this user directly (\`machinectl shell --uid=${String(uid)}\`, ssh)`
        : `Log in\
 as this user directly (ssh, console) rather than by su or sudo, and run ${linger}`;
    return {
      reason: `XDG_RUNTIME_DIR is not set, ${how}, so the user manager cannot be found`,
      remedy,
    };
  }
  let owner = ownerOf(runtime);
  if (owner === void 0)
    return {
      reason: `XDG_RUNTIME_DIR is \`${runtime}\`, which is not there`,
      remedy: `\`export XDG_RUNTIME_DIR=${own}\`; if that is not there either, run ${linger}`,
    };
  if (owner !== uid)
    return {
      reason: `\
XDG_RUNTIME_DIR is \`${runtime}\`, which belongs to another user (uid ${String(owner)})`,
      remedy: `\`export XDG_RUNTIME_DIR=${own}\`, or log in as this user directly rather than by su or sudo`,
    };
  let said =
    words.split(`
`)[0] ?? "";
  return {
    reason: `No user manager answers in \`${runtime}\`${said === "" ? "" : ` (${said})`}`,
    remedy: `Start one with \`systemctl start user@${String(uid)}.service\` as root, and run ${linger}`,
  };
}
function noBusError(absence, detail) {
  return new SystemdError("NoBus", `${absence.reason}. ${absence.remedy}`, { detail });
}
function ownerOf(path) {
  try {
    return statSync(path).uid;
  } catch {
    return;
  }
}
function isDirectory(path) {
  return ownerOf(path) !== void 0;
}
function readList(value) {
  return [...value.matchAll(/"((?:[^"\\]|\\[^])*)"|[^ ]+/g)].map(
    ([plain, quoted]) => quoted?.replace(/\\([^])/g, "$1") ?? plain,
  );
}
function readProperties(output, units, properties) {
  let asked = new Set(["Id", ...properties]),
    blocks = [],
    block,
    last,
    blank = !1;
  for (let line of output.split(`
`)) {
    let equals = line.indexOf("="),
      key = equals > 0 && asked.has(line.slice(0, equals)) ? line.slice(0, equals) : void 0;
    if (key !== void 0) {
      if (((block === void 0 || blank) && blocks.push((block = new Map())), block.has(key)))
        throw notAnswering(units, `\`${key}\` came twice for one unit`);
      (block.set(key, line.slice(equals + 1)), (last = key));
    } else
      block !== void 0 &&
        last !== void 0 &&
        line !== "" &&
        block.set(
          last,
          `${block.get(last) ?? ""}
${line}`,
        );
    blank = line === "";
  }
  if (blocks.length !== units.length)
    throw notAnswering(
      units,
      `${String(blocks.length)} answers came for ${String(units.length)} units`,
    );
  return new Map(units.map((unit, index) => [unit, complete(blocks[index], properties)]));
}
function readPid(value) {
  let pid = value !== void 0 && /^\d+$/.test(value) ? Number(value) : 0;
  return pid > 1 && Number.isSafeInteger(pid) ? pid : void 0;
}
function complete(block, properties) {
  return Object.fromEntries(properties.map((property) => [property, block?.get(property) ?? ""]));
}
function notAnswering(units, what) {
  return new SystemdError(
    "NotAnswering",
    `\`systemctl --user show\` cannot be rea\
d: ${what}; look at it by hand`,
    { units },
  );
}
function readStates(output) {
  let rows = parse(output);
  if (!Array.isArray(rows)) throw notAnswering2();
  return rows.map((row) => {
    let { unit, load, active, sub, description } = row ?? {};
    if (
      typeof unit != "string" ||
      typeof load != "string" ||
      typeof active != "string" ||
      typeof sub != "string"
    )
      throw notAnswering2();
    return {
      unit,
      load,
      active,
      sub,
      description: typeof description == "string" ? description : "",
    };
  });
}
function parse(output) {
  try {
    return JSON.parse(output);
  } catch {
    throw notAnswering2();
  }
}
function notAnswering2() {
  return new SystemdError(
    "NotAnswering",
    "`systemctl --user list-units -o json` gave no list of units; look at it by hand",
  );
}
function adoptArgv(unit, pids) {
  let wrong = pids.find((pid) => !Number.isSafeInteger(pid) || pid < 2 || pid > 4194304);
  if (wrong !== void 0)
    throw new SystemdError(
      "InvalidValue",
      `${String(wrong)} is no process that can \
be adopted; \`readPid\` reads one from a property`,
      { units: [unit] },
    );
  return [
    "call",
    "org.freedesktop.systemd1",
    "/org/freedesktop/systemd1",
    "org.freedesktop.systemd1.Manager",
    "AttachProcessesToUnit",
    "ssau",
    unit,
    "",
    String(pids.length),
    ...pids.map(String),
  ];
}
function adoptError(unit, pids, { stderr }) {
  let said = stderr.replace(/^Call failed: /, "").trim(),
    next = /non-delegated/.test(said)
      ? "Set `Delegate=yes` in the \
unit, `systemctl --user daemon-reload`, and start it again"
      : /not (?:loaded|active|found)|inactive/i.test(said)
        ? "Start the unit first"
        : "It moves only processes of this user that the user manager starte\
d, or that stand below its cgroup";
  return new SystemdError(
    "NotAdopted",
    `\`${unit}\` did not take the process${pids.length === 1 ? "" : "es"} ${pids.join(", ")}: ${said}. ${next}`,
    { units: [unit], detail: stderr },
  );
}
import { once } from "node:events";
var JOURNAL_FIELDS = [
  "MESSAGE",
  "PRIORITY",
  "SYSLOG_IDENTIFIER",
  "USER_INVOCATION_ID",
  "USER_UNIT",
  "_COMM",
  "_PID",
  "_SYSTEMD_INVOCATION_ID",
  "_SYSTEMD_USER_UNIT",
];
function readJournalEntry(line) {
  let fields = parse2(line);
  if (fields === void 0) return;
  let at = new Date(Number(textOf(fields.__REALTIME_TIMESTAMP)) / 1e3),
    cursor = textOf(fields.__CURSOR);
  if (Number.isNaN(at.getTime()) || cursor === void 0) return;
  let pid = Number(textOf(fields._PID)),
    priority = textOf(fields.PRIORITY);
  return {
    at,
    message: fields.MESSAGE === null ? "\u2026" : (textOf(fields.MESSAGE) ?? ""),
    priority: priority !== void 0 && /^[0-7]$/.test(priority) ? Number(priority) : 6,
    unit: textOf(fields.USER_UNIT) ?? textOf(fields._SYSTEMD_USER_UNIT),
    pid: Number.isSafeInteger(pid) && pid > 0 ? pid : void 0,
    identifier: textOf(fields.SYSLOG_IDENTIFIER) ?? textOf(fields._COMM),
    invocation: textOf(fields.USER_INVOCATION_ID) ?? textOf(fields._SYSTEMD_INVOCATION_ID),
    cursor,
  };
}
function textOf(field) {
  if (typeof field == "string") return field;
  if (!Array.isArray(field)) return;
  if (field.every((byte) => typeof byte == "number")) return Buffer.from(field).toString("utf8");
  let last = field.findLast((value) => typeof value != "number");
  return Array.isArray(last) && !last.every((byte) => typeof byte == "number")
    ? void 0
    : textOf(last);
}
function parse2(line) {
  try {
    let value = JSON.parse(line);
    return typeof value == "object" && value !== null && !Array.isArray(value) ? value : void 0;
  } catch {
    return;
  }
}
async function* shortLines(stream, most) {
  let line = new ShortLine(most),
    begun = !1;
  for await (let chunk of stream)
    for (let at = 0; at < chunk.length;) {
      let end = chunk.indexOf(NEWLINE, at),
        stop = end === -1 ? chunk.length : end;
      if ((line.push(chunk.subarray(at, stop)), (begun = !0), (at = stop + 1), end === -1)) break;
      (yield line.text(), (line = new ShortLine(most)), (begun = !1));
    }
  begun && (yield line.text());
}
var ShortLine = class {
  #most;
  #kept = [];
  #inText = !1;
  #escape = 0;
  #depth = 0;
  #size = 0;
  #cut;
  constructor(most) {
    this.#most = most;
  }
  push(bytes) {
    let from = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      let byte = bytes[at] ?? 0;
      if (
        (this.#cut === void 0 &&
          this.#mayCut(byte) &&
          (this.#keep(bytes.subarray(from, at)),
          (this.#cut = { depth: this.#depth, inText: this.#inText, count: 0 })),
        this.#step(byte),
        this.#cut !== void 0)
      )
        if (this.#isEnd(byte, this.#cut)) {
          let { inText, count } = this.#cut;
          (this.#keep(inText ? mark(count) : listed(mark(count))),
            (this.#cut = void 0),
            (from = at));
        } else ((this.#cut.count += 1), (from = at + 1));
    }
    this.#keep(bytes.subarray(from));
  }
  text() {
    return Buffer.concat(this.#kept).toString("utf8");
  }
  #keep(bytes) {
    bytes.length > 0 && this.#kept.push(Uint8Array.from(bytes));
  }
  #mayCut(byte) {
    if (this.#size < this.#most) return !1;
    if (!this.#inText) return byte === COMMA && this.#depth > 1;
    let within2 = byte >= 128 && byte < 192;
    return this.#escape === 0 && byte !== QUOTE && !within2;
  }
  #isEnd(byte, cut) {
    return cut.inText ? !this.#inText : byte === CLOSE && !this.#inText && this.#depth < cut.depth;
  }
  #step(byte) {
    ((this.#size += 1),
      this.#inText
        ? this.#escape === 1 && byte === U
          ? (this.#escape = 4)
          : this.#escape > 0
            ? (this.#escape = this.#escape === 1 ? 0 : this.#escape - 1)
            : byte === BACKSLASH
              ? (this.#escape = 1)
              : byte === QUOTE && (this.#inText = !1)
        : byte === QUOTE
          ? (this.#inText = !0)
          : byte === OPEN || byte === OPEN_BRACE
            ? (this.#depth += 1)
            : byte === CLOSE || byte === CLOSE_BRACE
              ? (this.#depth -= 1)
              : byte === COMMA && this.#depth === 1 && (this.#size = 0));
  }
};
function mark(count) {
  return Buffer.from(` \u2026 ${count} bytes more`);
}
function listed(bytes) {
  return Buffer.from(`,${bytes.join(",")}`);
}
var [NEWLINE, QUOTE, COMMA, BACKSLASH, U] = [10, 34, 44, 92, 117],
  [OPEN, CLOSE, OPEN_BRACE, CLOSE_BRACE] = [91, 93, 123, 125];
function journalArgs(unit, { lines, after, follow = !1 }) {
  return [
    `--user-unit=${unit}`,
    "--output=json",
    "--all",
    `--output-fields=${JOURNAL_FIELDS.join(",")}`,
    "--no-pager",
    "--quiet",
    ...(lines === void 0
      ? []
      : [
          `--li\
nes=${String(lines)}`,
        ]),
    ...(after === void 0 ? [] : [`--after-cursor=${after}`]),
    ...(follow ? ["--follow"] : []),
  ];
}
var LONGEST_FIELD = 64 * 1024;
async function* readJournal(argv, env, { signal }, group) {
  if (signal?.aborted === !0) return;
  let { execa } = await import("./chunk-BXOQ5QMO.js"),
    [file, ...args] = argv,
    child = execa(file, args, {
      env: { ...env, ...PLAIN },
      extendEnv: !1,
      stdin: "ignore",
      reject: !1,
      buffer: { stdout: !1, stderr: !0 },
      detached: group,
    }),
    stopped2 = !1,
    end = () => {
      ((stopped2 = !0), killAll(child.pid, group), child.stdout.destroy(), child.stderr.destroy());
    };
  signal?.addEventListener("abort", end, { once: !0 });
  let ended = !1;
  try {
    for await (let line of shortLines(child.stdout, LONGEST_FIELD)) {
      let entry = readJournalEntry(line);
      if ((entry !== void 0 && (yield entry), stopped2)) break;
    }
    ended = !stopped2;
  } catch (error) {
    if (!stopped2) throw error;
  } finally {
    (signal?.removeEventListener("abort", end), ended || end());
  }
  if (!ended) return;
  child.exitCode === null &&
    child.signalCode === null &&
    child.pid !== void 0 &&
    (await once(child, "exit"));
  let result = await child;
  if (result.exitCode !== 0)
    throw result.code === "ENOENT"
      ? new SystemdError(
          "ManagerAbsent",
          "`journalctl` is not on PATH; this needs systemd's journal",
        )
      : new SystemdError(
          "NotAnswering",
          `\`journalctl\` failed: ${result.stderr}. Without a persistent jo\
urnal, or the right to read it, there is none for a user`,
          { detail: result.stderr },
        );
}
function readJobWords(stderr, units) {
  let lines = stderr
      .split(
        `
`,
      )
      .filter((line) => line !== "" && !HINT.test(line)),
    refusals = lines.filter((line) => REFUSED.test(line)),
    refused = refusals.length > 0 && units.length > 1,
    complaints = refused
      ? []
      : lines.flatMap((line) => {
          let unit = subjectOf(line, units),
            outcome = unit === void 0 ? void 0 : outcomeOf(line, unit);
          return unit === void 0 || outcome === void 0 ? [] : [{ unit, outcome, line }];
        }),
    lost = saysLost(stderr);
  return {
    complaints,
    refused,
    named: units.filter((unit) => refusals.some((line) => indexOfName(line, unit) !== -1)),
    understood: !refused && !lost && lines.length > 0 && complaints.length === lines.length,
    lost,
    lines,
  };
}
var HINT =
    /^(?:See |Hint: |Warning: |To force a start use |followed by |Created symlink |Removed )/,
  REFUSED = /^Failed to (?:enqueue jobs|enable unit|disable unit): /,
  OUTCOMES = [
    [/^A dependency job for /, "dependency"],
    [/^Job for \S+ canceled|^Queued job for \S+ was garbage collected/, "canceled"],
    [/^Job for \S+ (?:timed out|failed because a timeout)/, "timeout"],
    [/^Assertion failed on job for /, "assert"],
    [/^(?:Job for \S+ failed|Failed to )/, "failed"],
    [/ is not active, cannot reload\.|^Operation on or unit type of /, "failed"],
    [/^Unit \S+ was started already once|^Cannot perform operation on frozen unit /, "failed"],
    [/^Concurrency limit of /, "failed"],
  ];
function outcomeOf(line, unit) {
  if (isOf(unit, line)) {
    if (/not found|not be found|not exist|not loaded|No such file/i.test(line)) return "not-found";
    if (/\bis masked\b/.test(line)) return "masked";
  }
  return OUTCOMES.find(([pattern]) => pattern.test(line))?.[1];
}
function subjectOf(line, units) {
  let subject,
    first = 1 / 0;
  for (let unit of units) {
    let at = indexOfName(line, unit);
    at !== -1 && at < first && ([subject, first] = [unit, at]);
  }
  return subject;
}
function isOf(unit, line) {
  let reason = line.slice(line.indexOf(": ") + 1),
    named = /\bUnit (?:file )?(?:\/\S*\/)?(\S+?)(?: |$)/.exec(reason)?.[1];
  return named === void 0 || named === unit || named === templateOf(unit);
}
function indexOfName(line, unit) {
  for (let at = line.indexOf(unit); at !== -1; at = line.indexOf(unit, at + 1)) {
    let before = line.charAt(at - 1),
      after = line.slice(at + unit.length);
    if (!/[\w@:\\-]/.test(before) && !/^(?:[\w@\\-]|:\S|\.\w)/.test(after)) return at;
  }
  return -1;
}
var SEEN = [
  "LoadState",
  "ActiveState",
  "UnitFileState",
  "Result",
  "Job",
  "ConditionResult",
  "AssertResult",
  "ConditionTimestampMonotonic",
  "InactiveExitTimestampMonotonic",
  "ActiveEnterTimestampMonotonic",
];
function seenOutcome(verb, seen, looked) {
  return seen.LoadState === "not-found" && !looked.understood && UNDOING.has(verb)
    ? "not-found"
    : JUDGES[verb](seen, looked);
}
function seenFailure(seen) {
  return seen.LoadState === "not-found" ||
    seen.LoadState ===
      "maske\
d"
    ? seen.LoadState
    : seen.ActiveState === "failed" && seen.Result === "timeout"
      ? "timeout"
      : "failed";
}
var UNDOING = new Set(["stop", "disable", "reset-failed"]),
  JUDGES = {
    start: (seen, looked) => (isActive(seen) && seen.Job === "" ? "done" : started(seen, looked)),
    stop: stopped,
    restart: restarted,
    "reload-or-restart": restarted,
    "try-restart": (seen, looked) =>
      !(isDown(seen) && !within(seen.InactiveExitTimestampMonotonic, looked)) || seen.Job !== ""
        ? restarted(seen, looked)
        : seen.LoadState === "not-found"
          ? void 0
          : "done",
    reload: (seen, looked) => (isActive(seen) && looked.understood ? "done" : queued(seen, looked)),
    "reset-failed": ({ ActiveState }) =>
      ActiveState ===
      "f\
ailed"
        ? void 0
        : "done",
    enable: ({ UnitFileState }) => (ENABLED.has(UnitFileState) ? "done" : void 0),
    disable: ({ UnitFileState }) => (/^(?:enabled|bad)/.test(UnitFileState) ? void 0 : "done"),
  },
  ENABLED = new Set(
    "enabled enable\
d-runtime alias indirect static generated transient linked linked-runtime".split(" "),
  );
function queued({ Job, ActiveState }, looked) {
  let isQueued = looked.understood || Job !== "" || ActiveState === "activating";
  return looked.noBlock && isQueued ? "done" : void 0;
}
function stopped(seen, { noBlock }) {
  return (noBlock && (seen.Job !== "" || seen.ActiveState === "deactivating")) ||
    (isDown(seen) && seen.Job === "")
    ? "done"
    : void 0;
}
function restarted(seen, looked) {
  return !isActive(seen) || seen.Job !== ""
    ? started(seen, looked)
    : looked.understood || within(seen.ActiveEnterTimestampMonotonic, looked)
      ? "done"
      : void 0;
}
function started(seen, looked) {
  if (seen.Job !== "" || looked.noBlock) return queued(seen, looked);
  if (within(seen.ConditionTimestampMonotonic, looked)) {
    if (seen.ConditionResult === "no") return "done";
    if (seen.AssertResult === "no") return "assert";
  }
  let ran = within(seen.InactiveExitTimestampMonotonic, looked);
  if (seen.ActiveState === "failed") return ran ? seenFailure(seen) : void 0;
  if (seen.LoadState === "loaded") {
    if (looked.understood) return "done";
    if (ran)
      return seen.ActiveState === "inactive" &&
        seen.Result ===
          "s\
uccess"
        ? "done"
        : seenFailure(seen);
  }
}
function isActive({ ActiveState }) {
  return ["active", "reloading", "refreshing"].includes(ActiveState);
}
function isDown({ ActiveState }) {
  return ActiveState === "inactive" || ActiveState === "failed";
}
function within(timestamp, { since, until }) {
  let at = Number(timestamp);
  return at >= since && at <= until;
}
var Slots = class {
  #free;
  #waiting = [];
  constructor(count) {
    this.#free = count;
  }
  async use(task) {
    this.#free > 0 ? this.#free-- : await new Promise((resolve) => this.#waiting.push(resolve));
    try {
      return await task();
    } finally {
      let next = this.#waiting.shift();
      next === void 0 ? this.#free++ : next();
    }
  }
};
var JobBatch = class {
    #verb;
    #tools;
    #end;
    #results = new Map();
    #slots = new Slots(8);
    constructor(verb, tools) {
      ((this.#verb = verb),
        (this.#tools = tools),
        (this.#end = performance.now() + tools.deadlineMs));
    }
    async run(units) {
      return (await this.#call([...new Set(units)], !1), this.#results);
    }
    async #call(units, isRepeat) {
      let { noBlock, systemctl, look } = this.#tools,
        since = monotonicMicroseconds(),
        answer = await this.#slots.use(async () => systemctl(this.#verb, units, this.#left()));
      if (answer.exitCode === 0) {
        for (let unit of units) this.#tell(unit, "done");
        return;
      }
      let words = readJobWords(answer.stderr, units),
        seen = await look(units),
        looked = { since, until: monotonicMicroseconds(), noBlock },
        open = [];
      for (let unit of units) {
        let complaint = words.complaints.find((one) => one.unit === unit),
          row = seen.get(unit),
          isJudged = row !== void 0 && !words.refused && (units.length > 1 || words.lost),
          outcome =
            complaint?.outcome ??
            (isJudged
              ? seenOutcome(this.#verb, row, { ...looked, understood: words.understood })
              : void 0),
          detail = complaint?.line ?? described(words, row, answer.exitCode);
        outcome !== void 0
          ? this.#tell(unit, outcome, detail)
          : units.length > 1 || (words.lost && !isRepeat)
            ? open.push(unit)
            : this.#tell(unit, row === void 0 ? "failed" : seenFailure(row), detail);
      }
      await this.#callAgain(open, words, units.length, isRepeat);
    }
    async #callAgain(open, words, before, isRepeat) {
      if (open.length === 0) return;
      if (words.lost && !isRepeat) return this.#call(open, !0);
      let alone = open.filter((unit) => words.named.includes(unit)),
        rest = open.filter((unit) => !alone.includes(unit)),
        middle = Math.ceil(rest.length / 2),
        parts = [
          ...(rest.length === before ? [rest.slice(0, middle), rest.slice(middle)] : [rest]),
          ...alone.map((unit) => [unit]),
        ].filter((part) => part.length > 0);
      if (this.#tools.noBlock || !WAITING.has(this.#verb))
        for (let part of parts) await this.#call(part, isRepeat);
      else await allOf(parts.map(async (part) => this.#call(part, isRepeat)));
    }
    #tell(unit, outcome, detail) {
      let why = outcome === "done" || detail === void 0 ? {} : { detail };
      this.#results.set(unit, { verb: this.#verb, unit, outcome, ...why });
    }
    #left() {
      let left = this.#end - performance.now();
      if (left > 0) return left;
      throw new SystemdError(
        "Timeout",
        `\`systemctl --user ${this.#verb}\` for several units was not \
over within ${String(this.#tools.deadlineMs / 1e3)} s; some may not have been asked for at all, so look at the state before asking again`,
      );
    }
  },
  WAITING = new Set([
    "start",
    "stop",
    "restart",
    "try-restart",
    "relo\
ad",
    "reload-or-restart",
  ]);
function monotonicMicroseconds() {
  return Number(process.hrtime.bigint() / 1000n);
}
async function allOf(tasks) {
  for (let settled of await Promise.allSettled(tasks))
    if (settled.status === "rejected") throw settled.reason;
}
function described(words, row, exitCode) {
  let said = words.lines.join(" ");
  if (said.startsWith("Failed to ")) return said;
  let state =
    row === void 0
      ? ""
      : `; the unit is ${row.LoadState}\
, ${row.ActiveState}`;
  return `systemctl ended with ${String(exitCode)} and said: ${said || "nothing"}${state}`;
}
async function runJobs(jobs, tools) {
  let results = [];
  for (let { verb, units } of batches(jobs)) {
    let ends = await new JobBatch(verb, tools).run(units);
    results.push(...units.flatMap((unit) => ends.get(unit) ?? []));
  }
  return results;
}
function batches(jobs) {
  let found = [];
  for (let { verb, unit } of jobs) {
    let last = found.at(-1);
    last?.verb === verb ? last.units.push(unit) : found.push({ verb, units: [unit] });
  }
  return found;
}
import { setTimeout as sleep } from "node:timers/promises";
async function* watchStates(look, { intervalMs = 1e3, signal }) {
  let last = new Map();
  for (; !isAborted(signal);) {
    let next = new Map((await look()).map((state) => [state.unit, state]));
    if (isAborted(signal)) return;
    for (let [unit, now] of next) {
      let before = last.get(unit);
      (before === void 0 || !isSame(before, now)) &&
        (yield { unit, now, ...(before === void 0 ? {} : { before }) });
    }
    for (let [unit, before] of last) next.has(unit) || (yield { unit, before });
    ((last = next),
      await sleep(intervalMs, void 0, signal === void 0 ? {} : { signal }).catch(() => {}));
  }
}
function isSame(a, b) {
  return (
    a.load === b.load && a.active === b.active && a.sub === b.sub && a.description === b.description
  );
}
function isAborted(signal) {
  return signal?.aborted === !0;
}
function openUserManager(options = {}) {
  let {
      prefix = [],
      env = process.env,
      deadlineMs = 1e4,
      jobDeadlineMs = 12e4,
      uid = process.getuid?.() ?? 0,
    } = options,
    group = prefix.length > 0,
    prefixed = (file, args) => {
      if (!group) return [file, ...args];
      let plain = Object.entries(PLAIN).map(([name, value]) => `${name}=${value}`),
        [first = file, ...rest] = [...prefix, "env", ...plain, file, ...args];
      return [first, ...rest];
    },
    call = async (file, args, deadline) => {
      let command = [file, ...args],
        result = await run(prefixed(file, args), { env, deadlineMs: deadline, command, group });
      if (result.exitCode === 127 && group) throw absentError(file, result.stderr);
      if (result.exitCode !== 0 && saysNoBus(result.stderr))
        throw noBusError(explainNoBus(env, uid, result.stderr), result.stderr);
      return result;
    },
    systemctl = async (args, deadline) =>
      call("systemctl", ["--user", "--no-pager", "--no-ask-password", ...args], deadline),
    read = async (args) => {
      let first = await systemctl(args, deadlineMs),
        result =
          first.exitCode !== 0 && saysLost(first.stderr)
            ? await systemctl(args, deadlineMs)
            : first;
      if (result.exitCode === 0) return result.stdout;
      throw saysLost(result.stderr)
        ? noBusError(explainNoBus(env, uid, result.stderr), result.stderr)
        : new SystemdError(
            "NotAnswering",
            `\`systemctl --user ${args[0] ?? ""}\` failed: ${
              result.stderr || `it ended with ${String(result.exitCode)}`
            }. Try it by hand`,
            { detail: result.stderr },
          );
    },
    properties = async (units, names) => {
      if ((assertNames(units), units.length === 0)) return new Map();
      let asked = `--property=${["Id", ...names].join(",")}`;
      return readProperties(await read(["show", "--all", asked, "--", ...units]), units, names);
    },
    runAll = async (jobs, { noBlock = !1, deadlineMs: own = jobDeadlineMs } = {}) => (
      assertNames(jobs.map(({ unit }) => unit)),
      runJobs(jobs, {
        noBlock,
        deadlineMs: own,
        look: async (units) => properties(units, SEEN),
        systemctl: async (verb, units, deadline) => {
          let queues = noBlock && !["enable", "disable", "reset-failed"].includes(verb);
          return systemctl([verb, ...(queues ? ["--no-block"] : []), "--", ...units], deadline);
        },
      })
    ),
    job = async (verb, units, jobOptions = {}, passed = []) => {
      let failed = (
        await runAll(
          units.map((unit) => ({ verb, unit })),
          jobOptions,
        )
      ).filter(({ outcome }) => !["done", ...passed].includes(outcome));
      if (failed.length > 0) throw jobError(verb, failed);
    },
    states = async (patterns) =>
      patterns.length === 0
        ? []
        : readStates(
            await read(["list-units", "--all", "--full", "--output=json", "--", ...patterns]),
          );
  return {
    probe: async () =>
      probe(
        () => read(["show", "--property=Version,SystemState"]),
        (words) => explainNoBus(env, uid, words),
      ),
    states,
    properties,
    searchPath: async () => readList(await read(["show", "--property=UnitPath", "--value"])),
    environmentNames: async () =>
      (await read(["show-environment"]))
        .split(
          `
`,
        )
        .flatMap((line) => line.split("=", 1)[0] || []),
    start: async (units, jobOptions) => job("start", units, jobOptions),
    stop: async (units, jobOptions) => job("stop", units, jobOptions),
    restart: async (units, jobOptions) => job("restart", units, jobOptions),
    resetFailed: async (units) => job("reset-failed", units, {}, ["not-found"]),
    disable: async (units) => job("disable", units, {}, ["not-found"]),
    enable: async (units) => job("enable", units),
    run: runAll,
    adopt: async (unit, pids) => {
      assertNames([unit]);
      let argv = adoptArgv(unit, pids);
      if (pids.length === 0) return;
      let result = await call("busctl", ["--user", "--quiet", ...argv], deadlineMs);
      if (result.exitCode !== 0) throw adoptError(unit, pids, result);
    },
    watch: (patterns, watchOptions = {}) => watchStates(async () => states(patterns), watchOptions),
    journal: (unit, journalOptions = {}) => {
      assertNames([unit]);
      let argv = prefixed("journalctl", journalArgs(unit, journalOptions));
      return readJournal(argv, env, journalOptions, group);
    },
    reload: async () => {
      let result = await systemctl(["daemon-reload"], jobDeadlineMs);
      if (result.exitCode !== 0)
        throw callError(
          "daemon-rel\
oad",
          result,
        );
    },
  };
}
async function probe(show, explain) {
  try {
    let output = await show(),
      version = Number(/^Version=(?:v)?(\d+)/m.exec(output)?.[1]),
      state = /^SystemState=(.*)$/m.exec(output)?.[1] ?? "unknown";
    return version > 0
      ? { answers: !0, version, state }
      : {
          answers: !1,
          reason: "The user manager answers, but names no version",
          remedy: "Look at `systemctl --user show`",
        };
  } catch (error) {
    if (!(error instanceof SystemdError)) throw error;
    if (error.code === "NoBus") return { answers: !1, ...explain(error.detail) };
    let remedy = REMEDIES[error.code] ?? "Look at `systemctl --user status`";
    return { answers: !1, reason: error.message, remedy };
  }
}
var REMEDIES = {
  ManagerAbsent:
    "\
Install systemd, or run the fleet without it",
  Timeout: "See what the user manager is doing; an environment file that is a FIFO hangs it",
};
function assertNames(units) {
  let wrong = units.find(
    (unit) => parseUnitName(unit) === void 0 || parseUnitName(unit)?.instance === "",
  );
  if (wrong !== void 0)
    throw new SystemdError(
      "InvalidName",
      `\`${wrong}\` is no name of a unit that can be started; write it in full, as \`name@instance.se\
rvice\``,
      { units: [wrong] },
    );
}
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
async function shippedUnits() {
  return Promise.all(
    shippedUnitPaths().map(async (path) => ({
      name: basename(path),
      path,
      text: await readFile(path, "utf8"),
    })),
  );
}
function shippedUnitPaths() {
  let folder = join(
    dirname(
      createRequire(import.meta.url).resolve(
        "@mosa\
icstack/systemd-units/package.json",
      ),
    ),
    "units",
  );
  return readdirSync(folder)
    .filter((name) => /\.(service|timer|target|slice)$/.test(name))
    .toSorted()
    .map((name) => join(folder, name));
}
var TmuxError = class extends Error {
  name = "TmuxError";
  code;
  command;
  stderr;
  exitCode;
  delivery;
  constructor(code, message, details = {}) {
    (super(message, details.cause === void 0 ? void 0 : { cause: details.cause }),
      (this.code = code),
      (this.command = details.command ?? []),
      (this.stderr = details.stderr ?? ""),
      (this.exitCode = details.exitCode),
      (this.delivery = details.delivery ?? "not-sent"));
  }
};
function isTmuxError(value, ...codes) {
  return value instanceof TmuxError && (codes.length === 0 || codes.includes(value.code));
}
function invalidArgument(message) {
  return new TmuxError("InvalidArgument", message);
}
export {
  readPid,
  openUserManager,
  shippedUnits,
  shippedUnitPaths,
  TmuxError,
  isTmuxError,
  invalidArgument,
};
