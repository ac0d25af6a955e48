import { createRequire as createRequireOfChunk } from "node:module";
const require = createRequireOfChunk(import.meta.url);
import {
  continues,
  decodeBytes,
  encodeBytes,
  groupBy,
  isComment,
  physicalLines,
  strip,
  visible,
  whyNotCarried,
} from "./chunk-TCHGMVH5.js";
import { SystemdError, parseUnitName, templateOf, unitName } from "./chunk-OPFX7QNG.js";
import { basename as basename2, dirname as dirname2 } from "node:path";
function dropInDirectories(unitName2) {
  let parts = parseUnitName(unitName2);
  if (parts === void 0)
    throw new SystemdError(
      "InvalidName",
      `\`${unitName2}\` is no unit name; it needs a suffix such as \`.service\``,
    );
  let names = new Set();
  return (
    collect(parts.prefix, parts.instance, parts.suffix, names),
    [...names, parts.suffix].map((name) => `${name}.d`)
  );
}
function collect(prefix, instance, suffix, names) {
  (names.add(instance === void 0 ? `${prefix}.${suffix}` : `${prefix}@${instance}.${suffix}`),
    instance && collect(prefix, "", suffix, names));
  let shorter = shorterPrefix(prefix);
  shorter !== void 0 && collect(shorter, instance || void 0, suffix, names);
}
function shorterPrefix(prefix) {
  let dash = (prefix.endsWith("-") ? prefix.slice(0, -1) : prefix).lastIndexOf("-");
  return dash <= 0 ? void 0 : prefix.slice(0, dash + 1);
}
import { basename, dirname } from "node:path";
var CANNOT_BE_RESET = new Set(
  `After Before BindTo BindsTo Conflicts JoinsNamespaceOf OnFailure OnSuccess PartOf PropagateReloadFrom PropagateReloadTo
   PropagatesReloadTo PropagatesStopTo ReloadPropagatedFrom Requires RequiresMountsFor Requisite StopPropagatedFrom Upholds Wants
   WantsMountsFor`.split(/\s+/),
);
function effectiveList(key, assignments) {
  let reset = CANNOT_BE_RESET.has(key)
    ? -1
    : assignments.findLastIndex(({ value }) => value === "");
  return assignments.slice(reset + 1).filter(({ value }) => value !== "");
}
var LONGEST_LINE = 1024 * 1024;
function longLines(lines) {
  if (lines.reduce((sum, { text }) => sum + text.length * 3, 0) < LONGEST_LINE) return [];
  let found = [],
    joined = 0,
    bomSeen = !1;
  for (let [index, physical] of lines.entries()) {
    let bytes = byteLength(physical.text);
    if (
      (bytes >= LONGEST_LINE && found.push(tooLong(index, bytes, "This line")), isComment(physical))
    )
      continue;
    let marked = !bomSeen && physical.text.startsWith("\uFEFF");
    bomSeen ||= marked;
    let sum = joined + bytes - (marked ? 3 : 0);
    (joined > 0 &&
      joined <= LONGEST_LINE &&
      sum > LONGEST_LINE &&
      bytes < LONGEST_LINE &&
      found.push(tooLong(index, sum, "This line with those that it continues")),
      (joined = continues(physical.text) ? sum : 0));
  }
  return found;
}
function byteLength(text) {
  let bytes = Buffer.byteLength(text);
  return bytes === text.length
    ? bytes
    : bytes - 2 * (text.match(/[\u{dc80}-\u{dcff}]/gu)?.length ?? 0);
}
function tooLong(index, bytes, what) {
  return {
    line: index + 1,
    column: 1,
    code: "line-too-long",
    severity: "error",
    message: `${what} has ${String(bytes)} bytes, so systemd refuses the whole file: its limit is ${String(LONGEST_LINE)}`,
    hint: "Put the t\
ext into a file of its own, or into several assignments",
  };
}
function assertSetting(section, key, value) {
  if (!isPlain(section) || strip(section) !== section || section === "" || /[[\]\\]/.test(section))
    throw new SystemdError(
      "InvalidKey",
      `\`${visible(section)}\` cannot be a \
section; use a name such as \`Service\``,
    );
  if (!isPlain(key) || strip(key) !== key || key === "" || /^[[#;\uFEFF]|[=\\]/.test(key))
    throw new SystemdError(
      "InvalidKey",
      `\`${visible(key)}\` cannot be a key; use a na\
me such as \`ExecStart\``,
    );
  if (!isPlain(value))
    throw new SystemdError(
      "InvalidValue",
      `The value of \`${key}\` has a character that no unit file can hold; escape or remove it`,
    );
  if (strip(value) !== value)
    throw new SystemdError(
      "InvalidValue",
      `The value of \`${key}\` has outer blanks, which systemd drops; quote it or trim it`,
    );
  if (continues(value))
    throw new SystemdError(
      "InvalidValue",
      `The value of \`${key}\` ends in a backsla\
sh, which would swallow the next line; double it`,
    );
  if (byteLength(`${key}=${value}`) >= LONGEST_LINE)
    throw new SystemdError(
      "InvalidValue",
      `The value of \`${key}\` makes a line of 1 MiB or more, for which\
 systemd refuses the whole file; shorten it`,
    );
}
function isPlain(text) {
  return whyNotCarried(text) === void 0 && !/[\n\r]/.test(text);
}
function readEntries(lines) {
  let entries = [],
    diagnostics = [],
    section;
  for (let { text, first, last, open } of logicalLines(lines)) {
    let report = (code, severity, message, hint) => {
        diagnostics.push({
          line: first + 1,
          column: 1 + (text.length - text.trimStart().length),
          code,
          severity,
          message,
          hint,
        });
      },
      line = strip(text);
    if (
      (open &&
        report(
          "open-continuation",
          "warning",
          "The file ends in a line that is continued by a backslash",
          "Remove th\
e backslash, or write the rest",
        ),
      line === "")
    )
      continue;
    let reason = whyNotCarried(line);
    if (reason !== void 0) {
      report("not-utf8", "error", `systemd ignores this line: ${reason}`, "Remove that character");
      continue;
    }
    let equals = line.indexOf("=");
    if (line.startsWith("["))
      ((section = line.slice(1, -1)),
        line.length > 1 && line.endsWith("]")
          ? entries.push({ kind: "section", section, key: "", value: "", first, last, open })
          : ((section = void 0),
            report(
              "bad-section-header",
              "error",
              "A section header does not end in `]`, so systemd refuses the whole file",
              "Write `[Section]`, alone on its line",
            )));
    else if (section === void 0)
      report(
        "outside-section",
        "error",
        "This line stands before any section, so systemd ignores it",
        "Move it below a header such as `[Service]`",
      );
    else if (equals === -1)
      report(
        "missing-equals",
        "error",
        "This line has no `=`, so systemd ignores\
 it",
        "Write `Key=value`, or start the line with `#`",
      );
    else if (equals === 0)
      report(
        "missing-key",
        "error",
        "This line has no key before `=`, so systemd ignores it",
        "Write the key before the `=`",
      );
    else {
      let value = strip(line.slice(equals + 1));
      entries.push({
        kind: "assignment",
        section,
        key: strip(line.slice(0, equals)),
        value,
        first,
        last,
        open,
      });
    }
  }
  let all = [...diagnostics, ...longLines(lines)].toSorted((a, b) => a.line - b.line);
  return {
    entries,
    diagnostics: all,
  };
}
function* logicalLines(lines) {
  let parts = [],
    first = 0,
    bomSeen = !1;
  for (let [index, physical] of lines.entries()) {
    if (isComment(physical)) continue;
    let text = physical.text;
    if (
      (!bomSeen && text.startsWith("\uFEFF") && ((bomSeen = !0), (text = text.slice(1))),
      parts.length === 0 && (first = index),
      continues(text))
    ) {
      parts.push(`${text.slice(0, -1)} `);
      continue;
    }
    (yield { text: parts.join("") + text, first, last: index, open: !1 }, (parts = []));
  }
  parts.length > 0 && (yield { text: parts.join(""), first, last: lines.length - 1, open: !0 });
}
var UnitFile = class {
  #lines;
  #read;
  constructor(text) {
    ((this.#lines = physicalLines(text)), (this.#read = readEntries(this.#lines)));
  }
  get diagnostics() {
    return this.#read.diagnostics;
  }
  get sections() {
    return this.#read.entries
      .filter(({ kind }) => kind === "section")
      .map(({ section, first }) => ({ name: section, line: first + 1 }));
  }
  get assignments() {
    return this.#read.entries
      .filter(({ kind }) => kind === "assignment")
      .map(({ section, key, value, first }) => ({
        section,
        key,
        value,
        line: first + 1,
      }));
  }
  get(section, key) {
    return this.#find(section, key).at(-1)?.value;
  }
  getAll(section, key) {
    return this.#find(section, key).map(({ value, first }) => ({ value, line: first + 1 }));
  }
  list(section, key) {
    return effectiveList(key, this.#find(section, key)).map(({ value }) => value);
  }
  set(section, key, value) {
    assertSetting(section, key, value);
    let entry = this.#find(section, key).at(-1);
    if (entry === void 0) return this.add(section, key, value);
    let first = this.#lines[entry.first],
      written = /^[^=\\]*=[ \t]*/.exec(first?.text ?? "")?.[0] ?? `${key}=`;
    this.#replace(entry, [{ text: written + value, end: this.#lines[entry.last]?.end ?? "" }]);
  }
  add(section, key, value) {
    assertSetting(section, key, value);
    let inSection = this.#read.entries.filter((entry) => entry.section === section),
      after = this.#find(section, key).at(-1) ?? inSection.at(-1),
      at = after === void 0 ? this.#lines.length : after.last + 1,
      end = this.#endLine(at - 1),
      added = [{ text: `${key}=${value}`, end }];
    (after === void 0 && added.unshift({ text: `[${section}]`, end }),
      ((after === void 0 && at > 0) || after?.open === !0) && added.unshift({ text: "", end }),
      this.#lines.splice(at, 0, ...added),
      this.#reread());
  }
  remove(section, key) {
    for (let entry of this.#find(section, key).toReversed()) this.#replace(entry, []);
  }
  toString() {
    return this.#lines.map(({ text, end }) => text + end).join("");
  }
  toBytes() {
    return encodeBytes(this.toString());
  }
  #find(section, key) {
    return this.#read.entries.filter(
      (entry) => entry.kind === "assignment" && entry.section === section && entry.key === key,
    );
  }
  #replace(entry, lines) {
    let old = this.#lines.slice(entry.first, entry.last + 1),
      comments = old.filter(isComment);
    (this.#lines.splice(entry.first, old.length, ...comments, ...lines),
      lines.length > 0 && this.#endLine(entry.first + comments.length - 1),
      this.#reread());
  }
  #endLine(index) {
    let line = this.#lines[index],
      end = [line?.end, this.#lines[0]?.end].find((one) => one !== void 0 && one !== ""),
      plain =
        end ===
          `\r
` || end === "\r"
          ? end
          : `
`;
    return (line?.end === "" && (this.#lines[index] = { text: line.text, end: plain }), plain);
  }
  #reread() {
    this.#read = readEntries(this.#lines);
  }
};
function parseUnit(content) {
  return new UnitFile(typeof content == "string" ? content : decodeBytes(content));
}
function parseFile({ path, text }) {
  let unit = parseUnit(text),
    assignments = unit.assignments.map((assignment) => ({ ...assignment, file: path })),
    byKey = groupBy(assignments, ({ section, key }) => `${section}\0${key}`);
  return {
    path,
    text,
    unit,
    assignments,
    all: (section, key) => byKey.get(`${section}\0${key}`) ?? [],
  };
}
function mergeParsed(files, options, parse) {
  let main = files.find(({ path }) => !isDropIn(path)),
    dropIns = files.filter(({ path }) => isDropIn(path)),
    name = options.name ?? mostSpecific(main?.path, dropIns),
    { kept, ignored } = rank(name, dropIns),
    applied = [...(main ? [main] : []), ...kept].map(parse),
    all = (section, key) => applied.flatMap((file) => file.all(section, key));
  return {
    name,
    main: main?.path,
    files: applied,
    ignored,
    assignments: applied.flatMap(({ assignments }) => assignments),
    all,
    get: (section, key) => all(section, key).at(-1),
    list: (section, key) => effectiveList(key, all(section, key)),
  };
}
function isDropIn(path) {
  return path.endsWith(".conf") && basename(dirname(path)).endsWith(".d");
}
function dropInOwner(path) {
  return basename(dirname(path)).slice(0, -2);
}
function mostSpecific(main, dropIns) {
  let own = main === void 0 ? void 0 : basename(main);
  return (
    dropIns
      .map(({ path }) => dropInOwner(path))
      .find((owner) => own !== void 0 && isInstanceOf(owner, own)) ??
    own ??
    (dropIns[0] === void 0 ? "" : dropInOwner(dropIns[0].path))
  );
}
function isInstanceOf(name, template) {
  let [prefix, suffix] = template.split("@.");
  return (
    suffix !== void 0 &&
    name !== template &&
    name.startsWith(`${prefix ?? ""}@`) &&
    name.endsWith(`.${suffix}`)
  );
}
function rank(name, dropIns) {
  let directories = name.includes(".") ? dropInDirectories(name) : [`${name}.d`],
    folders = [...new Set(dropIns.map(({ path }) => dirname(dirname(path))))],
    typeWide = directories.length - 1,
    order = ({ path }) => {
      let directory = directories.indexOf(basename(dirname(path)));
      return [directory === typeWide ? 1 : 0, folders.indexOf(dirname(dirname(path))), directory];
    },
    whyNot = ({ path }) =>
      directories.includes(basename(dirname(path)))
        ? basename(path).startsWith(".")
          ? "its name starts with a dot"
          : void 0
        : `it belongs to \`${dropInOwner(path)}\
\`, not to \`${name}\``,
    ignored = dropIns.flatMap((file) => {
      let reason = whyNot(file);
      return reason === void 0 ? [] : [{ path: file.path, reason }];
    }),
    candidates = dropIns
      .filter((file) => whyNot(file) === void 0)
      .toSorted((a, b) => compare(order(a), order(b))),
    kept = new Map();
  for (let file of candidates) {
    let winner = kept.get(basename(file.path));
    winner === void 0
      ? kept.set(basename(file.path), file)
      : ignored.push({
          path: file.path,
          reason: `\`${winner.path}\` has the same name and hides it`,
        });
  }
  return {
    kept: [...kept.values()].toSorted((a, b) => compareNames(basename(a.path), basename(b.path))),
    ignored,
  };
}
function compare(a, b) {
  for (let [index, value] of a.entries()) if (value !== b[index]) return value - (b[index] ?? 0);
  return 0;
}
function compareNames(a, b) {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
function mergedUnits(set) {
  let mains = set.files.filter(({ path }) => !isDropIn(path)),
    dropIns = set.files.filter(({ path }) => isDropIn(path)),
    owners = dropIns
      .map(({ path }) => dropInOwner(path))
      .filter((owner) => parseUnitName(owner) !== void 0),
    names = new Set([...mains.map(({ path }) => basename2(path)), ...owners]),
    instances = [
      ...(set.links ?? []).map(({ name }) => name),
      ...(set.instances ?? []),
      ...ofShorterPrefixes(names),
    ];
  for (let instance of instances.filter((name) => names.has(templateOf(name) ?? "")))
    names.add(instance);
  let mainOf = new Map(mains.toReversed().map((file) => [basename2(file.path), file])),
    inDirectory = groupBy(dropIns, ({ path }) => basename2(dirname2(path))),
    places = new Map(dropIns.map((file, place) => [file, place]));
  return [...names].map((name) => {
    let main = mainOf.get(name) ?? mainOf.get(templateOf(name) ?? ""),
      own = (parseUnitName(name) === void 0 ? [] : dropInDirectories(name))
        .flatMap((directory) => inDirectory.get(directory) ?? [])
        .toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
    return mergeParsed([...(main ? [main] : []), ...own], { name }, parsedOnce);
  });
}
var PARSED = new WeakMap();
function parsedOnce(file) {
  let parsed = PARSED.get(file) ?? parseFile(file);
  return (PARSED.set(file, parsed), parsed);
}
function ofShorterPrefixes(names) {
  let templates = [...names].filter((name) => parseUnitName(name)?.instance === "");
  return [...names].flatMap((owner) => {
    let parts = parseUnitName(owner),
      instance = parts?.instance;
    return !instance || !parts.prefix.endsWith("-")
      ? []
      : templates
          .map((template) => unitName(template, instance))
          .filter((name) => dropInDirectories(name).includes(`${owner}.d`));
  });
}
import { lstatSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
var FleetError = class extends Error {
  name = "FleetError";
  code;
  remedy;
  diagnostics;
  texts;
  constructor(code, message, details = {}) {
    (super(message, { cause: details.cause }),
      (this.code = code),
      (this.remedy = details.remedy),
      (this.diagnostics = details.diagnostics),
      (this.texts = details.texts));
  }
};
function fleetPaths(env = process.env, uid = process.getuid?.() ?? 0) {
  let home = env.HOME || homedir();
  if (!isAbsolute(home))
    throw new FleetError("Usage", `HOME is \`${home}\`, which is not absolute`, {
      remedy:
        "Set \
HOME to your home folder.",
    });
  let config = join(folder(env.XDG_CONFIG_HOME) ?? join(home, ".config"), "mosaic", "fleet"),
    tools = join(config, "..", "tools", "fleet"),
    state = join(folder(env.XDG_STATE_HOME) ?? join(home, ".local", "state"), "mosaic", "fleet"),
    cache = join(folder(env.XDG_CACHE_HOME) ?? join(home, ".cache"), "mosaic", "fleet"),
    data = folder(env.XDG_DATA_HOME) ?? join(home, ".local", "share"),
    worktrees = join(data, "mosaic", "fleet", "worktrees"),
    runtime = runtimeFolder(env, uid);
  return {
    home,
    config,
    tools,
    state,
    cache,
    worktrees,
    runtime,
    roster: env.MOSAIC_FLEET_ROSTER || join(config, "roster.yaml"),
    script: join(
      tools,
      "start-agent-ses\
sion.sh",
    ),
    profile: join(config, "tmux.conf"),
    units: join(config, "..", "..", "systemd", "user"),
    agentEnvironment: (agent) => `${config}/agents/${agent}.env`,
    sessionRecord: (socket = "default", agent) => `${state}/sessi\
ons/${socket}/${agent}`,
    channel: (socket = "default", agent) => ({
      folder: `${runtime}/channels/${socket}/${agent}`,
      state: `${state}/agents/${socket}/${agent}`,
    }),
    serverRecord: (socket) => join(runtime, "servers", socket),
  };
}
function runtimeFolder(env, uid) {
  let given = folder(env.XDG_RUNTIME_DIR);
  if (given !== void 0) return join(given, "mosaic-fleet");
  let usual = `/run/user/${uid}`;
  return ownedBy(usual, uid)
    ? join(
        usual,
        "mosaic-flee\
t",
      )
    : join(folder(env.TMPDIR) ?? "/tmp", `mosaic-fleet-${uid}`);
}
function ownedBy(path, uid) {
  let stats = lstatSync(path, { throwIfNoEntry: !1 });
  return stats?.isDirectory() === !0 && stats.uid === uid;
}
function folder(path) {
  return path !== void 0 && isAbsolute(path) ? path : void 0;
}
export { isDropIn, mergedUnits, fleetPaths };
