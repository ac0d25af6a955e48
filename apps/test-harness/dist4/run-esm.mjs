import { createRequire as createRequireOfChunk } from "node:module";
const require = createRequireOfChunk(import.meta.url);
import { resolve as resolve3 } from "node:path";
var UsageError = class extends Error {
  name = "UsageError";
  code = "Usage";
  remedy;
  hint;
  constructor(message, remedy, hint) {
    (super(message), (this.remedy = remedy), (this.hint = hint));
  }
};
import { basename as basename4 } from "node:path";
import { basename, dirname } from "node:path";
var SystemdError = class extends Error {
  code;
  units;
  detail;
  constructor(code, message, details = {}) {
    (super(message, details.cause === void 0 ? void 0 : { cause: details.cause }),
      (this.name = "SystemdError"),
      (this.code = code),
      (this.units = details.units ?? []),
      (this.detail = details.detail ?? ""));
  }
};
var LONGEST = 255,
  SUFFIXES = "service|socket|target|device|mount|automount|swap|timer|path|slice|scope",
  PATTERN =
    new RegExp(`^(?<prefix>[A-Za-z0-9:\\-_.\\\\]+)(?:@(?<instance>[A-Za-z0-9:\\-_.\\\\@]*))?\\.(?<suffi\
x>${SUFFIXES})$`);
function parseUnitName(name) {
  let groups = name.length > LONGEST ? void 0 : PATTERN.exec(name)?.groups;
  if (groups !== void 0)
    return { prefix: groups.prefix ?? "", instance: groups.instance, suffix: groups.suffix ?? "" };
}
function unitName(template, instance) {
  let parts = parseUnitName(template);
  if (parts?.instance !== "")
    throw new SystemdError(
      "InvalidName",
      `\`${template}\` is no template; a template is named like\
 \`name@.service\``,
    );
  let name = `${parts.prefix}@${instance}.${parts.suffix}`;
  if (instance === "")
    throw new SystemdError(
      "InvalidName",
      `An instance of \`${template}\` needs a name that is not empty`,
    );
  if (parseUnitName(name)?.instance !== instance)
    throw new SystemdError(
      "InvalidName",
      name.length > LONGEST
        ? `\`${name.slice(0, 40)}\u2026\` is longer than ${String(LONGEST)} characters; shorten the instance`
        : `\`${instance}\` c\
annot stand in a unit name as it is; escape it with \`systemd-escape\``,
    );
  return name;
}
function templateOf(name) {
  let parts = parseUnitName(name);
  return parts?.instance ? `${parts.prefix}@.${parts.suffix}` : void 0;
}
function dropInDirectories(unitName2) {
  let parts = parseUnitName(unitName2);
  if (parts === void 0)
    throw new SystemdError(
      "InvalidName",
      `\`${unitName2}\` is no unit name; it needs a suffix such as \`.service\``,
    );
  let names2 = new Set();
  return (
    collect(parts.prefix, parts.instance, parts.suffix, names2),
    [...names2, parts.suffix].map((name) => `${name}.d`)
  );
}
function collect(prefix, instance, suffix, names2) {
  (names2.add(instance === void 0 ? `${prefix}.${suffix}` : `${prefix}@${instance}.${suffix}`),
    instance && collect(prefix, "", suffix, names2));
  let shorter = shorterPrefix(prefix);
  shorter !== void 0 && collect(shorter, instance || void 0, suffix, names2);
}
function shorterPrefix(prefix) {
  let dash = (prefix.endsWith("-") ? prefix.slice(0, -1) : prefix).lastIndexOf("-");
  return dash <= 0 ? void 0 : prefix.slice(0, dash + 1);
}
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
function groupBy(items, keyOf) {
  let groups = new Map();
  for (let item of items) {
    let key = keyOf(item),
      group = groups.get(key);
    group === void 0 ? groups.set(key, [item]) : group.push(item);
  }
  return groups;
}
function visible(text) {
  return text.replaceAll(UNSEEN, escaped);
}
var UNSEEN = new RegExp(
    "\\u{1f3f4}\\u{e0067}\\u{e0062}(?:\\u{e0065}\\u{e006e}\\u{e0067}|\\u{e0073}\\u{e0063}\\u{e0074}|\\u{e0077}\\u{e006c}\\u{e0073})\\\
u{e007f}|[\\p{Cc}\\p{Cs}\\p{NChar}\\u2028\\u2029\\ufff9-\\ufffb]|(?![\\p{Join_C}\\p{VS}])\\p{DI}|(?<=\\p{Join_C})\\p{Join_C}|(?<=[\\p{Join_C}\\p{VS}])\\p{VS}",
    "gu",
  ),
  NAMED = {
    "\n": "\\n",
    "\r": "\\r",
    "	": "\\\
t",
  };
function escaped(found) {
  if (found.startsWith("\u{1F3F4}")) return found;
  if (/^[\udc80-\udcff]$/.test(found)) return `\\x${(found.charCodeAt(0) - 56320).toString(16)}`;
  let units = Array.from({ length: found.length }, (_, at3) => found.charCodeAt(at3));
  return NAMED[found] ?? units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}
function whyNotCarried(text) {
  if (text.includes("\0")) return "it holds a NUL";
  if (new RegExp("\\p{Surrogate}", "u").test(text))
    return "it is no UTF-8 (a stray byte, or half a surrogate pair)";
  if (new RegExp("\\p{Noncharacter_Code_Point}", "u").test(text))
    return "it holds a Unicode noncharacter, which systemd refuses as invalid UTF-8";
}
function decodeCarried(bytes2) {
  try {
    let text = new TextDecoder("utf-8", { fatal: !0, ignoreBOM: !0 }).decode(bytes2);
    return whyNotCarried(text) === void 0 ? text : void 0;
  } catch {
    return;
  }
}
var UTF8_OR_BYTE =
  /[\0-\x7f]+|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|\xed[\x80-\x9f][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[^]/g;
function decodeBytes(bytes2) {
  return Buffer.from(bytes2)
    .toString("latin1")
    .replace(UTF8_OR_BYTE, (found) =>
      found.length === 1 && found > "\x7F"
        ? String.fromCharCode(56320 + found.charCodeAt(0))
        : Buffer.from(
            found,
            "\
latin1",
          ).toString("utf8"),
    );
}
function encodeBytes(text) {
  let latin1 = text.replace(/[\u{dc80}-\u{dcff}]|[^\u{dc80}-\u{dcff}]+/gu, (found) =>
    /^[\u{dc80}-\u{dcff}]$/u.test(found)
      ? String.fromCharCode(found.charCodeAt(0) - 56320)
      : Buffer.from(found, "utf8").toString("latin1"),
  );
  return Buffer.from(latin1, "latin1");
}
function isVariableName(key) {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key);
}
function physicalLines(text) {
  let lines = [],
    start = 0;
  for (let { index: stop, 0: end } of text.matchAll(LINE_END))
    (lines.push({ text: text.slice(start, stop), end }), (start = stop + end.length));
  return (start < text.length && lines.push({ text: text.slice(start), end: "" }), lines);
}
var LINE_END = /(?:\n\r?|\r\n?)\0?|\0/g;
function isComment({ text }) {
  return /^[ \t]*[#;]/.test(text);
}
function continues(text) {
  let backslashes = 0;
  for (; text.at(-1 - backslashes) === "\\";) backslashes++;
  return backslashes % 2 === 1;
}
function strip(text) {
  let start = 0,
    stop = text.length;
  for (; start < stop && isBlank(text[start]);) start++;
  for (; stop > start && isBlank(text[stop - 1]);) stop--;
  return text.slice(start, stop);
}
function isBlank(char) {
  return (
    char === " " ||
    char === "	" ||
    char ===
      `
` ||
    char === "\r"
  );
}
var LONGEST_LINE = 1024 * 1024;
function longLines(lines) {
  if (lines.reduce((sum, { text }) => sum + text.length * 3, 0) < LONGEST_LINE) return [];
  let found = [],
    joined = 0,
    bomSeen = !1;
  for (let [index, physical] of lines.entries()) {
    let bytes2 = byteLength(physical.text);
    if (
      (bytes2 >= LONGEST_LINE && found.push(tooLong(index, bytes2, "This line")),
      isComment(physical))
    )
      continue;
    let marked = !bomSeen && physical.text.startsWith("\uFEFF");
    bomSeen ||= marked;
    let sum = joined + bytes2 - (marked ? 3 : 0);
    (joined > 0 &&
      joined <= LONGEST_LINE &&
      sum > LONGEST_LINE &&
      bytes2 < LONGEST_LINE &&
      found.push(tooLong(index, sum, "This line with those that it continues")),
      (joined = continues(physical.text) ? sum : 0));
  }
  return found;
}
function byteLength(text) {
  let bytes2 = Buffer.byteLength(text);
  return bytes2 === text.length
    ? bytes2
    : bytes2 - 2 * (text.match(/[\u{dc80}-\u{dcff}]/gu)?.length ?? 0);
}
function tooLong(index, bytes2, what) {
  return {
    line: index + 1,
    column: 1,
    code: "line-too-long",
    severity: "error",
    message: `${what} has ${String(bytes2)} bytes, so systemd refuses the whole file: its limit is ${String(LONGEST_LINE)}`,
    hint: "Put the \
text into a file of its own, or into several assignments",
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
    diagnostics2 = [],
    section;
  for (let { text, first, last, open } of logicalLines(lines)) {
    let report2 = (code, severity, message, hint) => {
        diagnostics2.push({
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
        report2(
          "open-continuation",
          "warning",
          "The file ends in a line that is continued by a backslash",
          "Remove t\
he backslash, or write the rest",
        ),
      line === "")
    )
      continue;
    let reason = whyNotCarried(line);
    if (reason !== void 0) {
      report2("not-utf8", "error", `systemd ignores this line: ${reason}`, "Remove that character");
      continue;
    }
    let equals = line.indexOf("=");
    if (line.startsWith("["))
      ((section = line.slice(1, -1)),
        line.length > 1 && line.endsWith("]")
          ? entries.push({ kind: "section", section, key: "", value: "", first, last, open })
          : ((section = void 0),
            report2(
              "bad-section-header",
              "error",
              "A section header does not end in `]`, so systemd refuses the whole file",
              "Write `[Section]`, alone on its line",
            )));
    else if (section === void 0)
      report2(
        "outside-section",
        "erro\
r",
        "This line stands before any section, so systemd ignores it",
        "Move it below a header such as `[Service]`",
      );
    else if (equals === -1)
      report2(
        "missing-equals",
        "error",
        "This line has no `=`, so systemd ign\
ores it",
        "Write `Key=value`, or start the line with `#`",
      );
    else if (equals === 0)
      report2(
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
  let all = [...diagnostics2, ...longLines(lines)].toSorted((a, b) => a.line - b.line);
  return { entries, diagnostics: all };
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
      at3 = after === void 0 ? this.#lines.length : after.last + 1,
      end = this.#endLine(at3 - 1),
      added = [{ text: `${key}=${value}`, end }];
    (after === void 0 && added.unshift({ text: `[${section}]`, end }),
      ((after === void 0 && at3 > 0) || after?.open === !0) && added.unshift({ text: "", end }),
      this.#lines.splice(at3, 0, ...added),
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
function mergeParsed(files, options2, parse) {
  let main = files.find(({ path }) => !isDropIn(path)),
    dropIns = files.filter(({ path }) => isDropIn(path)),
    name = options2.name ?? mostSpecific(main?.path, dropIns),
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
      let directory2 = directories.indexOf(basename(dirname(path)));
      return [directory2 === typeWide ? 1 : 0, folders.indexOf(dirname(dirname(path))), directory2];
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
function* judgeVariable(variable) {
  let { key, value, openQuote } = variable,
    raw = variable.raw.trim(),
    quoted = raw.startsWith('"') || raw.startsWith("'"),
    warn = (code, message, hint) => ({ code, severity: "warning", message, hint });
  if (openQuote) {
    yield {
      code: "open-quote",
      severity: "error",
      message: `The quote of \`${key}\` is never closed, so the rest of the file is its value`,
      hint: "Close the quote, or remove it",
    };
    return;
  }
  (key.length + value.length + 2 > 131072 &&
    (yield {
      code: "too-long",
      severity: "error",
      message: `\`${key}\` is longer than ${String(131072)} bytes, and no process can be started with it`,
      hint: "Put the data into a file and name that\
 file",
    }),
    !raw.startsWith("'") &&
      (/\$[A-Za-z_{(]|`/.test(unescaped(raw)) || /^~(\/|$)/.test(raw)) &&
      (yield warn(
        "not-expanded",
        `\`${key}\` has a \`$\`, \`~\` or backtick, which systemd takes literally`,
        "Wr\
ite the value out, or put it in single quotes to say that it is meant so",
      )),
    /^%[A-Za-z](\/|$)/.test(value) &&
      (yield warn(
        "specifier",
        `\`${key}\` starts with a specifier, which systemd expands in unit fi\
les only`,
        "Write the value out",
      )),
    !quoted &&
      /\s[#;]/.test(raw) &&
      (yield warn(
        "comment-in-value",
        `The comment sign behind the value of \`${key}\` is part of the value`,
        "Put the comment on a line of its o\
wn",
      )),
    !quoted &&
      /\\[^\n\r]/.test(variable.raw) &&
      (yield warn(
        "backslash",
        `Outside of quotes a backslash in \`${key}\` is dropped`,
        "Double it, or put the value in single quotes",
      )),
    raw.startsWith('"') &&
      /\\[nrt]/.test(raw.replaceAll("\\\\", "")) &&
      (yield warn(
        "kept-escape",
        `A backslash and its letter within the quotes of \`${key}\` stay two characters, where other readers of such files make a line end or tab of t\
hem`,
        "Double the backslash to say that it is meant so, or write the value over several lines",
      )),
    !quoted &&
      /["']/.test(unescaped(raw)) &&
      (yield warn(
        "inner-quote",
        `The quotes within \`${key}\` are part of\
 its value, as it does not start with one`,
        "Quote the whole value",
      )),
    quoted &&
      textAfterQuote(raw) &&
      (yield warn(
        "after-quote",
        `What follows the closing quote of \`${key}\` is joined to its value without \
a blank`,
        "Quote the whole value once",
      )));
}
function unescaped(raw) {
  return raw.replace(/\\[^]/g, "");
}
function textAfterQuote(raw) {
  return !/^(?:"(?:[^"\\]|\\[^])*"|'[^']*')$/.test(raw);
}
var BLANK = ` 	
\r`,
  LINE_END2 = `
\r`;
function scanEnvironment(bytes2, commentsContinue) {
  let variables = [],
    remarks2 = [],
    state = "pre-key",
    key = "",
    value = "",
    keyAt = 0,
    valueAt = 0,
    kept,
    push = (end) => {
      let openQuote = state === "single" || state === "double" || state === "double-escape",
        cut = state === "value" && kept !== void 0 ? value.slice(0, kept) : value;
      (variables.push({
        key: strip(key),
        value: cut,
        keyAt,
        valueAt,
        raw: bytes2.slice(valueAt, end),
        openQuote,
      }),
        (value = ""),
        (key = ""));
    };
  for (let at3 = 0; at3 < bytes2.length; at3++) {
    let char = bytes2.charAt(at3);
    switch (state) {
      case "pre-key":
        char === "#" || char === ";"
          ? ([state, keyAt] = ["comment", at3])
          : BLANK.includes(char) || ([state, key, keyAt] = ["key", char, at3]);
        break;
      case "\
key":
        LINE_END2.includes(char)
          ? (remarks2.push({ kind: "no-equals", at: keyAt, text: key }),
            ([state, key] = ["pre-key", ""]))
          : char === "="
            ? ([state, kept, valueAt] = ["pre-value", void 0, at3 + 1])
            : (key += char);
        break;
      case "pre-value":
        LINE_END2.includes(char)
          ? (push(at3), (state = "pre-key"))
          : char === "'"
            ? (state = "single")
            : char === '"'
              ? (state = "double")
              : char === "\\"
                ? (state = "value-escape")
                : BLANK.includes(char) || ((state = "value"), (value += char));
        break;
      case "v\
alue":
        LINE_END2.includes(char)
          ? (push(at3), (state = "pre-key"))
          : char === "\\"
            ? ([state, kept] = ["value-escape", void 0])
            : ((kept = BLANK.includes(char) ? (kept ?? value.length) : void 0), (value += char));
        break;
      case "value-escape":
        ((state = "value"), LINE_END2.includes(char) || (value += char));
        break;
      case "single":
        char === "'" ? (state = "pre-value") : (value += char);
        break;
      case "double":
        char === '"'
          ? (state = "pre-value")
          : char === "\\"
            ? (state = "double-escape")
            : (value += char);
        break;
      case "double-escape":
        ((state = "double"),
          '"\\`$'.includes(char)
            ? (value += char)
            : char !==
                `
` && (value += `\\${char}`));
        break;
      case "comment":
        LINE_END2.includes(char)
          ? (state = "pre-key")
          : char === "\\" &&
            (LINE_END2.includes(bytes2.charAt(at3 + 1)) &&
              remarks2.push({ kind: "comment-backslash", at: keyAt, text: "" }),
            commentsContinue && (state = "comment-escape"));
        break;
      case "comment-escape":
        state = "comment";
        break;
    }
  }
  return (
    state === "key"
      ? remarks2.push({ kind: "no-equals", at: keyAt, text: key })
      : state !== "pre-key" &&
        state !==
          "comme\
nt" &&
        state !== "comment-escape" &&
        push(bytes2.length),
    { variables, remarks: remarks2 }
  );
}
function shownName(key, value) {
  let [, shell, name = ""] = /^(export\s+)?([A-Za-z0-9_.-]{1,64})$/.exec(key) ?? [];
  return shell === void 0 && /^=*$/.test(value)
    ? void 0
    : name
          .split(/[_.-]+/)
          .every((word2) => /^\d{0,3}(?:[A-Z]{0,16}|[A-Z]?[a-z]{0,16})\d{0,3}$/.test(word2)) &&
        name !== ""
      ? name
      : void 0;
}
function shownValue(value) {
  return value.replace(/[=\p{Cc}].*$/su, "\u2026");
}
function parseEnvironmentFile(bytes2, options2 = {}) {
  let text = Buffer.from(bytes2).toString("latin1"),
    values = new Map(),
    lines = new Map(),
    diagnostics2 = [],
    position = positions(text),
    report2 = (at3, remark) => {
      diagnostics2.push({ ...position(at3), ...remark });
    },
    refuse = (at3, code, message, hint) => (
      report2(at3, {
        code,
        severity: "error",
        message: `${message}, so systemd refuses the whole file`,
        hint,
      }),
      { values: new Map(), lines: new Map(), diagnostics: diagnostics2, refused: !0 }
    ),
    nul = text.indexOf("\0");
  if (nul !== -1)
    return refuse(nul, "nul", "The file holds a NUL", "Remove it; was this a text file");
  let { variables, remarks: remarks2 } = scanEnvironment(text, (options2.version ?? 254) < 254);
  for (let { kind, at: at3, text: found } of remarks2)
    report2(at3, kind === "no-equals" ? noEquals(found) : COMMENT_BACKSLASH);
  for (let variable of variables) {
    let key = decodeCarried(
        Buffer.from(
          variable.key,
          "la\
tin1",
        ),
      ),
      value = decodeCarried(Buffer.from(variable.value, "latin1"));
    if (key === void 0 || value === void 0)
      return refuse(
        key === void 0 ? variable.keyAt : variable.valueAt,
        "not-utf8",
        "This is no UTF-8 to systemd",
        "S\
ave the file as UTF-8",
      );
    if (!isVariableName(key)) {
      report2(variable.keyAt, badKey(key, value));
      continue;
    }
    values.has(key) && report2(variable.keyAt, duplicate(key, lines.get(key) ?? 0));
    for (let remark of judgeVariable(variable)) report2(variable.keyAt, remark);
    (values.set(key, value), lines.set(key, position(variable.keyAt).line));
  }
  return (
    diagnostics2.sort((a, b) => a.line - b.line || a.column - b.column),
    { values, lines, diagnostics: diagnostics2, refused: !1 }
  );
}
var COMMENT_BACKSLASH = {
  code: "comment-backslash",
  severity: "warning",
  message:
    "This comment ends in a backslash, and before version 254 systemd then takes the next line for a comment too",
  hint: "\
Remove the backslash",
};
function noEquals(text) {
  let shell = /^(export|set|source|unset)\s/.exec(text)?.[1];
  return {
    code: "no-equals",
    severity: "error",
    message: `This line has no \`=\`, so systemd drops it${
      shell === void 0 ? "" : `; \`${shell}\` is shell`
    }`,
    hint: "Write `KEY=value`, or start the line with `#`",
  };
}
function badKey(key, value) {
  let name = shownName(key, value),
    common = { code: "bad-key", severity: "error" };
  return key.startsWith("\uFEFF")
    ? {
        ...common,
        code: "byte-order-mark",
        message: "The file starts with a byte order mark, so systemd drops its first variable",
        hint: "Save the file as UTF-8 without a byte order mark",
      }
    : /^export\s/.test(key)
      ? {
          ...common,
          message: `systemd drops ${name === void 0 ? "this line" : `\`export ${name}\``}: this is no shell script`,
          hint: name === void 0 ? "Leave out `export`" : `Write \`${name}=\u2026\``,
        }
      : {
          ...common,
          message:
            name === void 0
              ? "systemd drops this line: what stands before its `=` is no name of a variable"
              : `systemd drops \`${name}\`, which is no name of a variable`,
          hint: "Use letters, digits and `_`, not starting with a\
 digit",
        };
}
function duplicate(key, line) {
  return {
    code: "duplicate",
    severity: "warning",
    message: `\`${key}\` stands on line ${String(line)} already; this last one wins`,
    hint: "Remove one of them",
  };
}
function positions(text) {
  let starts = [0];
  for (let end of text.matchAll(/\r\n|\n|\r/g)) starts.push(end.index + end[0].length);
  return (at3) => {
    let line = 0;
    for (let step = 2 ** 30; step >= 1; step /= 2)
      (starts[line + step] ?? 1 / 0) <= at3 && (line += step);
    let before = text.slice(starts[line], at3);
    return { line: line + 1, column: Buffer.from(before, "latin1").toString("utf8").length + 1 };
  };
}
var BLANK2 = ` 	
\r`,
  SHORT = {
    a: "\x07",
    b: "\b",
    f: "\f",
    n: `
`,
    r: "\r",
    t: "	",
    v: "\v",
    s: " ",
    "\\": "\\",
    '"': '"',
    "'": "'",
  },
  STRICT = { quotes: !0, lastBackslash: "fault", closesQuotes: !1 },
  ESCAPED = { ...STRICT, backslash: "escapes" },
  PLAIN = { ...STRICT, backslash: "takes-next" },
  UNQUOTED = {
    ...PLAIN,
    quotes: !1,
  },
  KEPT = { ...STRICT, backslash: "stands" },
  UNITS = { ...KEPT, quotes: !1 },
  COMMAND = { ...ESCAPED, lastBackslash: "kept" },
  VARIABLE = { ...PLAIN, lastBackslash: "dropped", closesQuotes: !0 };
function splitWords(text, rules2 = ESCAPED) {
  let bytes2 = toBytes(text),
    words3 = [],
    unknownEscapes = [];
  for (let at3 = 0; ;) {
    let step = nextWord(bytes2, at3, rules2);
    for (let escape3 of step.unknownEscapes) unknownEscapes.push(escape3);
    if (step.fault !== void 0)
      return {
        words: words3,
        fault: step.fault,
        unknownEscapes,
      };
    if (step.word === void 0) return { words: words3, fault: void 0, unknownEscapes };
    (words3.push(fromBytes(step.word)), (at3 = step.next));
  }
}
function nextWord(bytes2, start, rules2) {
  let at3 = skipBlanks(bytes2, start),
    unknownEscapes = [];
  if (at3 === bytes2.length) return { word: void 0, next: at3, unknownEscapes };
  let word2 = "",
    quote = "";
  for (; at3 < bytes2.length; at3++) {
    let char = bytes2.charAt(at3);
    if (char === "\\" && rules2.backslash !== "stands") {
      if (at3 + 1 === bytes2.length) {
        if (rules2.lastBackslash === "fault" && quote === "")
          return { word: word2, next: at3 + 1, fault: "open-escape", unknownEscapes };
        rules2.lastBackslash === "kept" && (word2 += char);
        continue;
      }
      if (rules2.backslash === "takes-next") {
        word2 += bytes2.charAt(++at3);
        continue;
      }
      let escape3 = readEscape(bytes2.slice(at3 + 1, at3 + 10));
      escape3 === void 0
        ? (unknownEscapes.push(fromBytes(bytes2.slice(at3, at3 + 2))),
          (word2 += bytes2.slice(at3, at3 + 2)),
          at3++)
        : ((word2 += escape3.bytes), (at3 += escape3.length));
    } else if (char === quote) quote = "";
    else if (quote !== "") word2 += char;
    else if (rules2.quotes && (char === '"' || char === "'")) quote = char;
    else {
      if (BLANK2.includes(char)) break;
      word2 += char;
    }
  }
  return quote !== "" && !rules2.closesQuotes
    ? { word: word2, next: at3, fault: "open-quote", unknownEscapes }
    : { word: word2, next: skipBlanks(bytes2, at3), unknownEscapes };
}
function toBytes(text) {
  return Buffer.from(text, "utf8").toString("latin1");
}
function fromBytes(bytes2) {
  return Buffer.from(bytes2, "latin1").toString("utf8");
}
function skipBlanks(bytes2, start) {
  let at3 = start;
  for (; at3 < bytes2.length && BLANK2.includes(bytes2.charAt(at3));) at3++;
  return at3;
}
function readEscape(rest) {
  let short = SHORT[rest.charAt(0)];
  if (short !== void 0) return { bytes: short, length: 1 };
  let byte = /^(?:x(?<hex>[0-9a-fA-F]{2})|(?<octal>[0-3][0-7]{2}))/.exec(rest)?.groups,
    wide = /^(?:u(?<four>[0-9a-fA-F]{4})|U(?<eight>[0-9a-fA-F]{8}))/.exec(rest)?.groups,
    code =
      byte !== void 0
        ? Number.parseInt(byte.hex ?? byte.octal ?? "", byte.hex ? 16 : 8)
        : Number.parseInt(wide?.four ?? wide?.eight ?? "0", 16);
  if (!(code === 0 || code > 1114111 || (code >= 55296 && code <= 57343)))
    return byte !== void 0
      ? { bytes: String.fromCharCode(code), length: 3 }
      : { bytes: toBytes(String.fromCodePoint(code)), length: wide?.four === void 0 ? 9 : 5 };
}
import { userInfo } from "node:os";
import { join } from "node:path";
function unescapeName(name) {
  let bytes2 = [],
    source = Buffer.from(name, "utf8");
  for (let at3 = 0; at3 < source.length; at3++) {
    let byte = source[at3] ?? 0;
    if (byte === 45) bytes2.push(47);
    else if (byte === 92) {
      let code = /^x([0-9a-fA-F]{2})/.exec(source.toString("latin1", at3 + 1, at3 + 4))?.[1];
      if (code === void 0)
        throw new SystemdError(
          "InvalidName",
          `\`${name}\` has a backslash that starts no \`\\xNN\``,
        );
      (bytes2.push(Number.parseInt(code, 16)), (at3 += 3));
    } else bytes2.push(byte);
  }
  try {
    return new TextDecoder("utf-8", { fatal: !0, ignoreBOM: !0 }).decode(Uint8Array.from(bytes2));
  } catch (cause) {
    throw new SystemdError(
      "InvalidName",
      `\`${name}\` does not unescape to \
UTF-8`,
      { cause },
    );
  }
}
function expandPath(path, context) {
  let { text, isComplete } = expandSpecifiers(path, context);
  return isComplete && text.startsWith("/") ? text : void 0;
}
function expandSpecifiers(text, context) {
  let isComplete = !0;
  return {
    text: text.replace(/%([A-Za-z0-9%])/g, (specifier, letter) => {
      let value = SPECIFIERS[letter]?.(context);
      return ((isComplete &&= value !== void 0), value ?? specifier);
    }),
    isComplete,
  };
}
var SPECIFIERS = {
    "%": () => "%",
    i: ({ instance }) => instance,
    I: ({ instance }) => (instance === void 0 ? void 0 : unescapeName(instance)),
    n: ({ unit }) => unit,
    N: ({ unit }) => unit?.replace(/\.[a-z]+$/, ""),
    p: ({ unit }) => parseUnitName(unit ?? "")?.prefix,
    j: ({ unit }) =>
      parseUnitName(unit ?? "")
        ?.prefix.split("-")
        .at(-1),
    h: ({ home: home2 }) => home2,
    E: directory("XDG_CONFIG_HOME", ".config"),
    C: directory("XDG_CACHE_HOME", ".cache"),
    t: ({ env }) => env?.XDG_RUNTIME_DIR,
    T: ({ env }) => env && (env.TMPDIR ?? "/tmp"),
    V: ({ env }) => env && (env.TMPDIR ?? "/var/tmp"),
    u: ({ env }) => env && (env.USER ?? caller().username),
    U: ({ env }) => env && String(caller().uid),
  },
  known;
function caller() {
  return ((known ??= userInfo()), known);
}
function directory(variable, fallback) {
  return ({ env, home: home2 }) => {
    let value = env?.[variable];
    return value?.startsWith("/") ? value : home2 === void 0 ? void 0 : join(home2, fallback);
  };
}
var UNSAFE = /[\u0001-\u001f\u007f"'\\]/;
function whyNoProgram(program, version) {
  if (program === "") return "it names no program";
  if (UNSAFE.test(program))
    return "its program has a control character, a quote or\
 a backslash in its name";
  let parts = program.split("/"),
    last = parts.at(-1) ?? "";
  if ((version > 254 && parts.length > 1 ? ["", ".", ".."] : [""]).includes(last))
    return `\`${program}\` is a folder`;
  if (program.replaceAll("%%", "").includes("%"))
    return !/^[/%]/.test(program) && program.includes("/") ? relative(program) : void 0;
  if (parts.length > 1 && !program.startsWith("/")) return relative(program);
  if (parts.length === 1 && [".", ".."].includes(program)) return `\`${program}\` is a folder`;
  let long = parts.find((part2) => lengthOf(part2) > 255);
  return long !== void 0
    ? `\`${long.slice(0, 40)}\u2026\` is longer than ${String(255)} bytes`
    : lengthOf(program) > 4095
      ? `its path is longer than ${String(4095)} bytes`
      : void 0;
}
function tidyPath(path) {
  if (!path.includes("/")) return path;
  let parts = path.split("/").filter((part2) => part2 !== "" && part2 !== ".");
  return `${path.startsWith("/") ? "/" : ""}${parts.join("/")}`;
}
function relative(program) {
  return `\`${program}\` is neither a name nor an absolute path`;
}
function lengthOf(text) {
  return Buffer.byteLength(text.replaceAll("%%", "%"));
}
function parseExecLine(value, { version = 262 } = {}) {
  let bytes2 = toBytes(value),
    commands = [],
    unknownEscapes = [];
  for (let at3 = 0; ;) {
    let first = nextWord(bytes2, at3, COMMAND);
    for (let escape3 of first.unknownEscapes) unknownEscapes.push(escape3);
    if (first.fault !== void 0)
      return { commands, faults: [OPEN_QUOTE], refusesUnit: !1, unknownEscapes };
    if (first.word === void 0) return { commands, faults: [], refusesUnit: !1, unknownEscapes };
    if (((at3 = first.next), first.word === ";")) continue;
    let program = readProgram(fromBytes(first.word), version),
      refusesUnit2 = !program.prefix.includes("-");
    if (program.fault !== void 0)
      return { commands, faults: [program.fault], refusesUnit: refusesUnit2, unknownEscapes };
    let rest = readArguments(bytes2, at3, unknownEscapes),
      fault = rest.fault ?? whyNoCommand(program, rest.words);
    if (fault !== void 0)
      return { commands, faults: [fault], refusesUnit: refusesUnit2, unknownEscapes };
    if ((commands.push(toCommand(program, rest.words)), !rest.separated))
      return { commands, faults: [], refusesUnit: !1, unknownEscapes };
    at3 = rest.next;
  }
}
var OPEN_QUOTE = "a quote is never closed";
function readProgram(word2, version) {
  let prefix = readPrefix(word2, version),
    path = word2.slice(prefix.length),
    shell = prefix.includes("|");
  return { prefix, path, fault: shell ? void 0 : whyNoProgram(path, version) };
}
function readArguments(bytes2, start, unknownEscapes) {
  let words3 = [];
  for (let at3 = start; ;) {
    let special = /^(\\?);(?:[ \t\n\r]+|$)/.exec(bytes2.slice(at3));
    if (special?.[1] === "") return { words: words3, next: at3 + special[0].length, separated: !0 };
    if (special !== null) {
      (words3.push(";"), (at3 += special[0].length));
      continue;
    }
    let step = nextWord(bytes2, at3, COMMAND);
    for (let escape3 of step.unknownEscapes) unknownEscapes.push(escape3);
    if (step.fault !== void 0)
      return { words: words3, next: bytes2.length, fault: OPEN_QUOTE, separated: !1 };
    if (step.word === void 0) return { words: words3, next: step.next, separated: !1 };
    (words3.push(fromBytes(step.word)), (at3 = step.next));
  }
}
function whyNoCommand({ prefix }, words3) {
  return prefix.includes("@") && !prefix.includes("|") && words3[0] === void 0
    ? "`@` needs a word for argv[0]"
    : void 0;
}
function toCommand({ prefix, path }, words3) {
  let common = {
    prefix,
    ignoresFailure: prefix.includes("-"),
    expandsVariables: !prefix.includes(":"),
  };
  if (prefix.includes("|"))
    return {
      ...common,
      path: "/bin/sh",
      args: path === "" ? words3 : [path, ...words3],
      argv0: prefix.includes("@") ? "-sh" : "sh",
    };
  let named2 = prefix.includes("@");
  return {
    ...common,
    path: tidyPath(path),
    args: named2 ? words3.slice(1) : words3,
    argv0: named2 ? (words3[0] ?? "") : path,
  };
}
function readPrefix(word2, version) {
  let prefix = "",
    flags = version >= 258 ? "-@:|" : "-@:";
  for (let char of word2) {
    if (
      flags.includes(char)
        ? prefix.includes(char)
        : char === "!"
          ? prefix.includes("+") || prefix.split("!").length > 2
          : char !== "+" || /[+!]/.test(prefix)
    )
      break;
    prefix += char;
  }
  return prefix;
}
var MOST = 1e3,
  KNOWN = new Map();
function execLineOf(value, version = 262) {
  let id = `${String(version)} ${value}`,
    known2 = KNOWN.get(id);
  if (known2 !== void 0) return known2;
  KNOWN.size >= MOST && KNOWN.clear();
  let line = parseExecLine(value, { version });
  return (KNOWN.set(id, line), line);
}
import { basename as basename2 } from "node:path";
function parseBoolean(text) {
  let word2 = text.toLowerCase();
  if (["1", "yes", "y", "true", "t", "on"].includes(word2)) return !0;
  if (["0", "no", "n", "false", "f", "off"].includes(word2)) return !1;
}
function parseInteger(text) {
  for (let { pattern, base } of NOTATIONS) {
    let [, sign, digits] = pattern.exec(text) ?? [];
    if (digits === void 0) continue;
    let number = Number.parseInt(digits, base);
    return sign === "-" ? -number : number;
  }
}
var NOTATIONS = [
  { pattern: /^0b([-+]?)([01]+)$/i, base: 2 },
  { pattern: /^0o([-+]?)([0-7]+)$/i, base: 8 },
  { pattern: /^([-+]?)0x([0-9a-f]+)$/i, base: 16 },
  { pattern: /^([-+]?)(0[0-7]*)$/, base: 8 },
  { pattern: /^([-+]?)([1-9]\d*)$/, base: 10 },
];
var SUFFIXES2 = "EPTGMKB",
  LARGEST = 2n ** 64n - 1n;
function parseSize(text) {
  if (text === "infinity") return 1 / 0;
  let total = 0n,
    rest = text,
    last = -1;
  do {
    let part2 = /^[ \t\n\r]*\+?(\d+)(?:\.(\d*))?[ \t\n\r]*([EPTGMKB]?)/.exec(rest);
    if (part2 === null) return;
    let rank2 = part2[3] ? SUFFIXES2.indexOf(part2[3]) : SUFFIXES2.length;
    if (rank2 <= last) return;
    last = rank2;
    let size = 1024n ** BigInt(Math.max(0, 6 - rank2)),
      whole = BigInt(part2[1] ?? 0),
      fraction2 = +`0.${part2[2] || "0"}`;
    if (
      whole + (fraction2 > 0 ? 1n : 0n) > LARGEST / size ||
      ((total += whole * size + BigInt(Math.trunc(fraction2 * Number(size)))), total > LARGEST)
    )
      return;
    rest = rest.slice(part2[0].length);
  } while (rest !== "");
  return Number(total);
}
function parsePercentage(text) {
  let parts = parseParts(text);
  return parts === void 0 || parts > 1e4 ? void 0 : parts / 1e4;
}
var LARGEST_INT = 2 ** 31 - 1;
function parseParts(text) {
  let part2 = /^([^.]*)(?:\.(\d+))?(%|‰|‱)$/.exec(text),
    places = { "%": 2, "\u2030": 1, "\u2031": 0 }[part2?.[3] ?? ""],
    whole = parseInteger(part2?.[1] ?? "");
  if (part2 === null || places === void 0 || whole === void 0 || whole < 0) return;
  let decimals = part2[2] ?? "";
  if (decimals.length > places) return;
  let parts = whole * 10 ** places + Number(decimals.padEnd(places, "0"));
  return parts > LARGEST_INT ? void 0 : parts;
}
var SECOND = 1000000n,
  MINUTE = 60n * SECOND,
  HOUR = 60n * MINUTE,
  DAY = 24n * HOUR,
  UNITS2 = new Map(
    [
      ["usec us \xB5s \u03BCs", 1n],
      ["msec ms", 1000n],
      ["seconds second sec s", SECOND],
      ["minutes minute min m", MINUTE],
      [
        "hour\
s hour hr h",
        HOUR,
      ],
      ["days day d", DAY],
      ["weeks week w", 7n * DAY],
      ["months month M", (DAY * 36525n) / 1200n],
      ["years year y", (DAY * 36525n) / 100n],
    ].flatMap(([names2, size]) => names2.split(" ").map((name) => [name, size])),
  ),
  NAMES = [...UNITS2.keys()].toSorted((a, b) => b.length - a.length).join("|"),
  PART = part(NAMES),
  NANO_PART = part(`${NAMES}|nsec|ns`);
function part(names2) {
  return new RegExp(`^[ \\t\\n\\r]*\\+?(?:(\\d+)(?:\\.(\\d+))?|\\.\
(\\d+))(?:[ \\t\\n\\r]*(${names2})|([ \\t\\n\\r]+)|$)`);
}
var INFINITY = 2n ** 64n - 1n;
function parseTimeSpan(text) {
  return readSpan(text, PART, (name) => UNITS2.get(name ?? "s") ?? SECOND);
}
function parseMicroseconds(text) {
  return readSpan(text, PART, (name) => UNITS2.get(name ?? "us") ?? 1n);
}
function parseNanoseconds(text) {
  return readSpan(text, NANO_PART, (name = "ns") =>
    name.startsWith("ns") ? 1n : (UNITS2.get(name) ?? 0n) * 1000n,
  );
}
function readSpan(text, pattern, sizeOf) {
  if (/^[ \t\n\r]*infinity[ \t\n\r]*$/.test(text)) return 1 / 0;
  let total = 0n,
    rest = text;
  for (; /[^ \t\n\r]/.test(rest) || rest === text;) {
    let found = pattern.exec(rest);
    if (found === null) return;
    let size = sizeOf(found[4]);
    if (
      BigInt(found[1] ?? 0) >= INFINITY / size ||
      ((total += BigInt(found[1] ?? 0) * size + fraction(found[2] ?? found[3] ?? "", size)),
      total >= INFINITY)
    )
      return;
    rest = rest.slice(found[0].length);
  }
  return Number(total);
}
function fraction(digits, size) {
  let sum = 0n,
    weight = size / 10n;
  for (let digit of digits) ((sum += BigInt(digit) * weight), (weight /= 10n));
  return sum;
}
function inRange(value, low, high) {
  let number = parseInteger(value);
  return number !== void 0 && number >= low && number <= high;
}
function isMode(value) {
  return /^[0-7]+$/.test(value) && Number.parseInt(value, 8) <= 4095;
}
function amount(value) {
  return /[%‰‱]$/.test(value) ? parsePercentage(value) : bytes(value);
}
function isTasks(value) {
  return value === "infinity" || parsePercentage(value) !== void 0 || (count(value) ?? 0) > 0;
}
function isQuota(value) {
  return (parseParts(value) ?? 0) > 0;
}
function isLimit(value, read) {
  let [soft, hard, ...more] = value
    .split(":")
    .map((part2) => (part2 === "" ? void 0 : read(part2)));
  return more.length > 0 || soft === void 0
    ? !1
    : value.includes(":")
      ? hard !== void 0 && soft <= hard
      : !0;
}
function bytes(text) {
  let size = parseSize(text);
  return size !== void 0 && (size < 2 ** 64 || text === "infinity") ? size : void 0;
}
function count(text) {
  let number = text === "infinity" ? 1 / 0 : parseInteger(text);
  return number !== void 0 && number >= 0 && (number < 2 ** 64 || text === "infinity")
    ? number
    : void 0;
}
function seconds(text) {
  let span = parseTimeSpan(text);
  return span === void 0 ? void 0 : Math.ceil(span / 1e6);
}
function niceLimit(text) {
  let sign = /^[-+]/.exec(text)?.[0],
    number = count(sign === void 0 ? text : text.slice(1)),
    highest = { "+": 19, "-": 20 }[sign ?? ""] ?? 40;
  if (!(number === void 0 || number > highest))
    return sign === void 0 ? number : 20 + (sign === "-" ? number : -number);
}
var LAST_CPU = 8191;
function isCpuSet(value) {
  if (/%[A-Za-z]/.test(value)) return /^[-\d, \t]*$/.test(value.replace(/%[A-Za-z]/g, ""));
  let { words: words3, fault } = splitWords(value.replaceAll(",", " "), PLAIN);
  return (
    fault === void 0 &&
    words3.every((word2) => {
      let [low = "", high = low, ...more] = word2.split("-"),
        [first, last] = [parseInteger(low), parseInteger(high)];
      return (
        more.length === 0 &&
        first !== void 0 &&
        last !== void 0 &&
        first <= last &&
        last <= LAST_CPU
      );
    })
  );
}
function judgeWord(kind, value, version) {
  let span = kind.words.get(value);
  if (span !== void 0 && version < span.since)
    return `known from systemd ${String(span.since)} on only`;
  if (span !== void 0 && version >= span.until)
    return `for the system's own units only, from systemd ${String(span.until)} on`;
  if (
    span !== void 0 ||
    (kind.none && value === "") ||
    (kind.boolean && parseBoolean(value) !== void 0)
  )
    return;
  let { highest = -1 } = kind.numbers.find((each) => holds(each, version)) ?? {};
  if (!inRange(value, 0, highest)) return `none of ${choices(kind).join(", ")}`;
}
function holds({ since, until }, version) {
  return since <= version && version < until;
}
function choices({ words: words3, boolean, numbers }) {
  let own = [...words3.keys()].filter(Boolean).map((word2) => `\`${word2}\``);
  return [
    ...(boolean ? ["`yes`", "`no`"] : []),
    ...own,
    ...(numbers.length > 0 ? ["a number"] : []),
  ];
}
var TEMPLATED = ["service", "socket", "target", "timer", "path"];
function stepsBack(path) {
  return path.split("/").includes("..");
}
function isAbsolute(value) {
  return /^(?:\/|%[CDEILPSTVYdfhJsty])/.test(value) && !stepsBack(value);
}
function isUnitName(word2) {
  if (hasSpecifier(word2))
    return (
      /^[\w:.\\@-]*$/.test(literal(word2)) &&
      (/%[nNiIjJpPf]$/.test(word2) || parseUnitName(literal(`a${word2}`)) !== void 0)
    );
  let parts = parseUnitName(word2);
  return parts !== void 0 && (parts.instance === void 0 || TEMPLATED.includes(parts.suffix));
}
function isSlice(name) {
  if (name === "-.slice" || hasSpecifier(name)) return isUnitName(name) && name.endsWith(".slice");
  let stem = name.replace(/\.slice$/, "");
  return stem !== name && isUnitName(name) && !name.includes("@") && stem.split("-").every(Boolean);
}
function isName(word2) {
  return hasSpecifier(word2) ? /^\w*$/.test(literal(word2)) : isVariableName(word2);
}
function isOwner(name) {
  if (hasSpecifier(name)) return !/[:/\p{Cc}]/u.test(name);
  let id = /^(?:0|[1-9]\d*)$/.test(name) ? parseInteger(name) : void 0;
  return id !== void 0
    ? id < 2 ** 32 - 1 && id !== 65535
    : !/[:/\p{Cc}]|^-?\d*$|^ | $|^\.\.?$/u.test(name);
}
function isCredential(name) {
  return hasSpecifier(name)
    ? !/[:/\p{Cc}]|[^\p{ASCII}]|%[CDELSTVYdfhsty]/u.test(name)
    : name.length <= 255 && /^[ -~]+$/.test(name) && !/[:/]|^\.\.?$/.test(name);
}
function isLogField(word2) {
  let at3 = word2.indexOf("="),
    name = word2.slice(0, Math.max(0, at3));
  return hasSpecifier(name)
    ? at3 !== -1 && /^[A-Z0-9_]*$/.test(literal(name)) && !/%[bm]/.test(name)
    : at3 !== -1 && name.length <= 64 && /^[A-Z][A-Z0-9_]*$/.test(name);
}
function isLogNamespace(name) {
  let rest = literal(name);
  return rest !== name
    ? /^[\w:.@-]*$/.test(rest)
    : name.length <= 222 && /^[\w:.@-]+$/.test(name) && !/^\.\.?$/.test(name);
}
function hasSpecifier(word2) {
  return /%[A-Za-z%]/.test(word2);
}
function literal(word2) {
  return word2.replace(/%[A-Za-z]/g, "");
}
function isBind(word2) {
  let [source = "", destination = "/", option = "", ...more] = word2.split(":");
  return (
    isAbsolute(source.replace(/^-/, "")) &&
    isAbsolute(destination) &&
    ["", "rbind", "norbind"].includes(option) &&
    more.length === 0
  );
}
function isHostname(value) {
  let [mode = "", name] = split(value);
  return mode !== "private" && parseBoolean(mode) !== !0
    ? !1
    : name === void 0 || hasSpecifier(name) || /^[a-z\d](?:[a-z\d.-]{0,62}[a-z\d])?$/i.test(name);
}
function isLoadedCredential(value) {
  let [id = "", source = ""] = split(value);
  return !isCredential(id) || id.endsWith("\\")
    ? !1
    : source === "" || hasSpecifier(source)
      ? !0
      : source.startsWith("/")
        ? !/\/\/|\/\.{1,2}(?:\/|$)/.test(source)
        : isCredential(source);
}
function isSetCredential(value) {
  let [id = "", text = ""] = split(value);
  return isCredential(id) && text !== "" && CREDENTIAL_TEXT.test(text);
}
var CREDENTIAL_TEXT =
  /^(?:[^\\]|\\(?:[abfnrtvs\\"']|x[0-9a-f]{2}|[0-3][0-7]{2}|u[0-9a-f]{4}|U00(?:0[0-9a-f]|10)[0-9a-f]{4}))*$/iu;
function split(value) {
  let at3 = value.indexOf(":");
  return at3 === -1 ? [value] : [value.slice(0, at3), value.slice(at3 + 1)];
}
var EXIT_NAMES = `
  SUCCESS FAILURE INVALIDARGUMENT NOTIMPLEMENTED NOPERMISSION NOTINSTALLED NOTCONFIGURED NOTRUNNING CHDIR NICE FDS EXEC MEMORY LIMITS
  OOM_ADJUST SIGNAL_MASK STDIN STDOUT CHROOT IOPRIO TIMERSLACK SECUREBITS SETSCHEDULER CPUAFFINITY GROUP USER CAPABILITIES CGROUP
  SETSID CONFIRM STDERR PAM NETWORK NAMESPACE NO_NEW_PRIVILEGES SECCOMP SELINUX_CONTEXT PERSONALITY APPARMOR ADDRESS_FAMILIES
  RUNTIME_DIRECTORY CHOWN SMACK_PROCESS_LABEL KEYRING STATE_DIRECTORY CACHE_DIRECTORY LOGS_DIRECTORY CONFIGURATION_DIRECTORY NUMA_POLICY
  CREDENTIALS BPF USAGE DATAERR NOINPUT NOUSER NOHOST UNAVAILABLE SOFTWARE OSERR OSFILE CANTCREAT IOERR TEMPFAIL PROTOCOL NOPERM CONFIG
  EXCEPTION`
    .trim()
    .split(/\s+/),
  SIGNALS = `
  HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF
  WINCH IO PWR SYS`
    .trim()
    .split(/\s+/);
function isSignal(text) {
  let number = parseInteger(text);
  if (number !== void 0) return number >= 1 && number <= 64;
  let name = text.replace(/^SIG/, ""),
    [, end, offset] = /^RT(MIN(?=\+|$)|MAX(?=-|$))(.*)$/.exec(name) ?? [];
  if (end === void 0) return SIGNALS.includes(name);
  let from = offset === "" ? 0 : parseInteger(offset ?? "");
  return from !== void 0 && Math.abs(from) <= 30;
}
function isExitStatus(text) {
  let number = parseInteger(text);
  return number !== void 0
    ? number >= 0 && number <= 255
    : EXIT_NAMES.includes(text) || isSignal(text);
}
var ACTION = [
    "none exit exit-force",
    spanned(
      "reboot reboot-force reboot-immediate poweroff poweroff-force poweroff-immediate",
      "249-254",
    ),
    spanned(
      "kexec kexec-force halt halt-force halt-immediate soft-r\
eboot soft-reboot-force",
      "254-257",
    ),
  ].join(" "),
  JOB_MODE =
    "fail replace replace-irreversibly isolate flush ignore-dependencies ignore-requirements triggering restart-dependencies@254 lenient@258",
  TIMEOUT_MODE =
    "\
terminate abort kill",
  LEVELS = "emerg alert crit err warning notice info debug #7",
  PRESSURE_WATCH = "? auto skip",
  WORDS = {
    Type: "simple exec forking oneshot dbus notify idle notify-reload@253",
    ExitType:
      "mai\
n cgroup",
    Restart: "no on-success on-failure on-abnormal on-watchdog on-abort always",
    RestartMode: "normal direct debug@257",
    KillMode: "control-group process mixed none -",
    NotifyAccess:
      "none main exec al\
l",
    OOMPolicy: "continue stop kill",
    CollectMode: "inactive inactive-or-failed",
    OnFailureJobMode: JOB_MODE,
    OnSuccessJobMode: JOB_MODE,
    FailureAction: ACTION,
    SuccessAction: ACTION,
    StartLimitAction: ACTION,
    JobTimeoutAction: ACTION,
    TimeoutStartFailureMode: TIMEOUT_MODE,
    TimeoutStopFailureMode: TIMEOUT_MODE,
    DevicePolicy: "auto closed strict",
    ManagedOOMPreference: "none avoid omit",
    ManagedOOMSwap: "auto kill -",
    ManagedOOMMemoryPressure:
      "\
auto kill -",
    UtmpMode: "init login user",
    KeyringMode: "inherit private shared",
    LogLevelMax: LEVELS,
    SyslogLevel: LEVELS,
    SyslogFacility:
      "kern user mail daemon auth syslog lpr news uucp cron authpriv ftp loc\
al0 local1 local2 local3 local4 local5 local6 local7 #127",
    CPUSchedulingPolicy: "other batch idle fifo rr ext@258 #2147483647@249-258 #7@258 -",
    IOSchedulingClass:
      "none realtime best-effort idle #8@249-\
258 #7@258 -",
    NUMAPolicy:
      "default preferred bind interleave local preferred-many@258 weighted-interleave@258 -",
    ProcSubset: "all pid",
    ProtectProc: "default noaccess invisible ptraceable",
    ProtectSystem:
      "\
? full strict",
    ProtectHome: "? read-only tmpfs",
    PrivateMounts: "? -@254",
    PrivatePIDs: "?",
    PrivateTmp: "? connected@257 disconnected@257",
    PrivateUsers: "? self@257 identity@257 full@258 managed@258",
    ProtectControlGroups:
      "\
? private@257 strict@257",
    RuntimeDirectoryPreserve: "? restart on-success@258",
    FileDescriptorStorePreserve: "? restart on-success@258",
    MemoryPressureWatch: PRESSURE_WATCH,
    CPUPressureWatch: PRESSURE_WATCH,
    IOPressureWatch: PRESSURE_WATCH,
  },
  WORD_KINDS = new Map(Object.entries(WORDS).map(([key, text]) => [key, words(text)]));
function spanned(names2, span) {
  return names2.replace(/\S+/g, `$&@${span}`);
}
function words(text) {
  let found = new Map(),
    numbers = [],
    kind = { words: found, boolean: !1, none: !1, numbers };
  for (let token of text.split(/\s+/)) {
    let [name = "", span = "249"] = token.split("@"),
      [since = "", until] = span.split("-"),
      known2 = { since: Number(since), until: until === void 0 ? 1 / 0 : Number(until) };
    name === "?"
      ? (kind.boolean = !0)
      : token === "-"
        ? (kind.none = !0)
        : name.startsWith("#")
          ? numbers.push({ ...known2, highest: Number(name.slice(1)) })
          : found.set(name === "-" ? "" : name, known2);
  }
  return kind;
}
var KINDS_BY_NAME = {
    boolean: `
    AllowIsolate BlockIOAccounting CPUAccounting CPUSchedulingResetOnFork CacheDirectoryAccounting CoredumpReceive DefaultDependencies
    DynamicUser GuessMainPID IOAccounting IPAccounting IgnoreOnIsolate IgnoreSIGPIPE LockPersonality LogsDirectoryAccounting
    MemoryAccounting MemoryDenyWriteExecute MemoryZSwapWriteback NoNewPrivileges NonBlocking OnFailureIsolate PermissionsStartOnly
    PrivateDevices PrivateIPC PrivateNetwork ProtectClock ProtectKernelLogs ProtectKernelModules ProtectKernelTunables RefuseManualStart
    RefuseManualStop RemainAfterExit RemoveIPC RestrictRealtime RestrictSUIDSGID RootDirectoryStartOnly RootEphemeral SendSIGHUP
    SendSIGKILL StateDirectoryAccounting StopWhenUnneeded SurviveFinalKillSignal SyslogLevelPrefix TTYReset TTYVHangup TTYVTDisallocate
    TasksAccounting`,
    "boolean-or-none": "BindLogSockets MemoryKSM MountAPIVFS SetLoginEnvironment",
    time: `
    CPUPressureThresholdSec IOPressureThresholdSec JobRunningTimeoutSec JobTimeoutSec LogRateLimitIntervalSec MemoryPressureThresholdSec
    RestartMaxDelaySec RestartRandomizedDelaySec RestartSec RuntimeMaxSec RuntimeRandomizedExtraSec StartLimitInterval
    StartLimitIntervalSec TimeoutCleanSec TimeoutSec TimeoutStartSec TimeoutStopSec WatchdogSec`,
    "time-or-none": "CPUQuotaPeriodSec TimeoutAbortSec",
    "microseconds-limit": "LimitRTTIME",
    nanoseconds:
      "Time\
rSlackNSec",
    "pressure-time": "ManagedOOMMemoryPressureDurationSec",
    "seconds-limit": "LimitCPU",
    unsigned: "FileDescriptorStoreMax LogRateLimitBurst RestartSteps StartLimitBurst",
    "unsigned-or-none":
      "TTYCol\
umns TTYRows",
    mode: "CacheDirectoryMode ConfigurationDirectoryMode LogsDirectoryMode RuntimeDirectoryMode StateDirectoryMode UMask",
    signal:
      "FinalKillSignal KillSignal ReloadSignal RestartKillSignal Wat\
chdogSignal",
    "exit-status": "RestartForceExitStatus RestartPreventExitStatus SuccessExitStatus",
    "exit-code": "FailureActionExitStatus SuccessActionExitStatus",
    memory:
      "MemoryHigh MemoryLimit MemoryMax St\
artupMemoryHigh StartupMemoryMax",
    "memory-or-none": `
    DefaultMemoryLow DefaultMemoryMin MemoryLow MemoryMin MemorySwapMax MemoryZSwapMax StartupMemoryLow
    StartupMemorySwapMax StartupMemoryZSwapMax`,
    tasks: "TasksMax",
    weight: "IOWeight StartupIOWeight",
    "cpu-weight": "CPUWeight StartupCPUWeight",
    "cpu-quota": "CPUQuota",
    "cpu-affinity": "CPUAffinity",
    "cpu-se\
t": "AllowedCPUs AllowedMemoryNodes StartupAllowedCPUs StartupAllowedMemoryNodes",
    "cpu-shares": "CPUShares StartupCPUShares",
    "block-weight": "BlockIOWeight StartupBlockIOWeight",
    percentage:
      "ManagedOOMMem\
oryPressureLimit",
    hostname: "ProtectHostname",
    nice: "Nice",
    "nice-limit": "LimitNICE",
    "oom-adjust": "OOMScoreAdjust",
    priority: "CPUSchedulingPriority",
    "io-priority": "IOSchedulingPriority",
    "bytes-limit":
      "Lim\
itAS LimitCORE LimitDATA LimitFSIZE LimitMEMLOCK LimitMSGQUEUE LimitRSS LimitSTACK",
    "count-limit": "LimitLOCKS LimitNOFILE LimitNPROC LimitRTPRIO LimitSIGPENDING",
    path: `
    IPCNamespacePath NetworkNamespacePath RootDirectory RootImage RootVerity SourcePath TTYPath USBFunctionDescriptors
    USBFunctionStrings`,
    paths: `
    ExecPaths ExtensionDirectories InaccessibleDirectories InaccessiblePaths NoExecPaths ReadOnlyDirectories ReadOnlyPaths
    ReadWriteDirectories ReadWritePaths`,
    mounts: "RequiresMountsFor WantsMountsFor",
    binds: "BindPaths BindReadOnlyPaths",
    "file-systems": "TemporaryFileSystem",
    "search-path": "ExecSearchPath",
    "condition-pa\
th": conditions(`
    DirectoryNotEmpty FileIsExecutable FileNotEmpty NeedsUpdate PathExists PathExistsGlob PathIsDirectory PathIsEncrypted
    PathIsMountPoint PathIsReadWrite PathIsSocket PathIsSymbolicLink`),
    units: `
    After Before BindTo BindsTo Conflicts JoinsNamespaceOf OnFailure OnSuccess PartOf PropagateReloadFrom PropagateReloadTo
    PropagatesReloadTo PropagatesStopTo ReloadPropagatedFrom Requires RequiresOverridable Requisite RequisiteOverridable StopPropagatedFrom Upholds Wants`,
    slice: "Slice",
    owner: "Group User",
    owners:
      "Supp\
lementaryGroups",
    environment: "Environment",
    "variable-names": "PassEnvironment",
    variables: "UnsetEnvironment",
    "log-fields": "LogExtraFields",
    "log-namespace": "LogNamespace",
    delegate: "Delegate",
    controllers:
      "\
DisableControllers",
    credential: "LoadCredential LoadCredentialEncrypted",
    "credential-text": "SetCredential",
    urls: "Documentation",
  },
  KINDS = new Map([
    ...Object.keys(KINDS_BY_NAME).flatMap((kind) =>
      KINDS_BY_NAME[kind]
        .trim()
        .split(/\s+/)
        .map((key) => [key, kind]),
    ),
    ...[...WORD_KINDS].map(([key, words3]) => [key, { words: words3 }]),
  ]);
function valueKind(key) {
  return KINDS.get(key);
}
var REFUSING = [
  "DynamicUser",
  "Group",
  "RootDirector\
y",
  "RootImage",
  "RootVerity",
  "SupplementaryGroups",
  "User",
];
function refusesUnit(key) {
  return REFUSING.includes(key);
}
var LISTS = [
  "exit-status",
  "cpu-set",
  "cpu-affinity",
  "condition-path",
  "paths",
  "mounts",
  "b\
inds",
  "file-systems",
  "search-path",
  "units",
  "owners",
  "environment",
  "variable-names",
  "variables",
  "log-fields",
  "delegate",
  "controllers",
  "credential",
  "credential-text",
  "urls",
];
function isListKind(kind) {
  return LISTS.includes(kind);
}
function conditions(names2) {
  return names2
    .trim()
    .split(/\s+/)
    .map((name) => `Condition${name} Assert${name}`)
    .join(" ");
}
function judgeValue(key, value, version) {
  let kind = valueKind(key);
  if (kind !== void 0)
    return typeof kind == "object"
      ? judgeWord(kind.words, value, version)
      : JUDGES[kind](value, version);
}
var NO_PATH =
    "no absolute pa\
th without `..`",
  NO_LIMIT = "no limit, nor two with `:` between",
  JUDGES = {
    boolean: says("no boolean", isBoolean),
    "boolean-or-none": orNothing("no boolean", isBoolean),
    "condition-path": orNothing(NO_PATH, (value) => isAbsolute(value.replace(/^\|?\s*!?\s*/, ""))),
    time: says("no time span", isTime),
    "time-or-none": orNothing("no time span", isTime),
    "pressure-time": orNothing(
      "no time span of a second or more",
      (value) => (parseTimeSpan(value) ?? 0) >= 1e6 && parseTimeSpan(value) !== 1 / 0,
    ),
    nanoseconds: says("no time span", (value) => parseNanoseconds(value) !== void 0),
    "seconds-limit": says(NO_LIMIT, (value) => isLimit(value, seconds)),
    "microseconds-limit": says(NO_LIMIT, (value) => isLimit(value, parseMicroseconds)),
    unsigned: says("no number", isUnsigned),
    "unsigned-or-none": orNothing("no number", isUnsigned),
    mode: says("no octal mode", isMode),
    signal: says("no signal", isSignal),
    "exit-status": someWord("no exit status or signal", isExitStatus, UNQUOTED),
    "exit-code": orNothing("no number from 0 to 255", (value) => inRange(value, 0, 255)),
    memory: orNothing("no amount of memory", (value) => (amount(value) ?? 0) > 0),
    "memory-or-none": orNothing("no amount of memory", (value) => amount(value) !== void 0),
    tasks: orNothing("no number of tasks", isTasks),
    weight: orNothing("no weight from 1 to 10000", (value) => inRange(value, 1, 1e4)),
    "cpu-weight": orNothing(
      "no weight from 1 to 10000, nor `idle`",
      (value) => value === "idle" || inRange(value, 1, 1e4),
    ),
    "cpu-quota": orNothing("no percentage above 0", isQuota),
    "cpu-set": says(
      "no list\
 of numbers and ranges",
      isCpuSet,
    ),
    "cpu-affinity": says(
      "no list of numbers and ranges, nor `numa`",
      (value) => value === "numa" || isCpuSet(value),
    ),
    "cpu-shares": orNothing("no number from 2 to 262144", (value) => inRange(value, 2, 262144)),
    "block-weight": orNothing("no weight from 10 to 1000", (value) => inRange(value, 10, 1e3)),
    percentage: orNothing("no percentage", (value) => parsePercentage(value) !== void 0),
    hostname: (value, version) =>
      isBoolean(value) || (version >= 258 && (value === "" || isHostname(value)))
        ? void 0
        : "neither a boolean nor, from systemd 258 on, `private` or one of them with a name behind `:`",
    nice: orNothing("no number from -20 to 19", (value) => inRange(value, -20, 19)),
    "nice-limit": says(NO_LIMIT, (value) => isLimit(value, niceLimit)),
    "oom-adjust": orNothing("no number from -1000 to 1000", (value) => inRange(value, -1e3, 1e3)),
    priority: says("no number from 0 to 99", (value) => inRange(value, 0, 99)),
    "io-priority": orNothing("no number from 0 to 7", (value) => inRange(value, 0, 7)),
    "bytes-limit": says("no limit in bytes, nor two with `:` between", (value) =>
      isLimit(value, bytes),
    ),
    "co\
unt-limit": says(NO_LIMIT, (value) => isLimit(value, count)),
    path: orNothing(NO_PATH, isAbsolute),
    mounts: someWord(NO_PATH, isAbsolute),
    paths: someWord(NO_PATH, (word2) => isAbsolute(word2.replace(/^[-+]{1,2}/, ""))),
    binds: judgeBinds,
    "file-systems": someWord(NO_PATH, (word2) => isAbsolute(word2.split(":")[0] ?? "")),
    "search-path": orNothing("no list of absolute paths with `:` between", (value) =>
      value.split(":").every(isAbsolute),
    ),
    units: someWord("no unit name", isUnitName, UNITS),
    slice: says("no name of a slice", isSlice),
    owner: orNothing("no name or number of a user or group", isOwner),
    owners: someWord("no name or number of a group", isOwner, UNQUOTED),
    environment: judgeEnvironment,
    "variable-names": someWord("no name of a variable", isName),
    variables: judgeVariables,
    "log-fields": judgeLogFields,
    "log-namespace": orNothing("no name of a journal", isLogNamespace),
    delegate: judgeDelegate,
    controllers: orNothing("no list with a controller in it", (value) =>
      splitWords(value, UNQUOTED).words.some((word2) => CONTROLLERS.includes(word2)),
    ),
    credential: orNothing(
      "no name of a cred\
ential with its source",
      isLoadedCredential,
    ),
    "credential-text": orNothing("no name of a credential with its text", isSetCredential),
    urls: someWord("no URL", (word2) => /^(?:https?:\/\/|file:\/|info:|man:)./.test(word2), KEPT),
  };
function says(what, holds2) {
  return (value) => (holds2(value) ? void 0 : what);
}
function orNothing(what, holds2) {
  return says(what, (value) => value === "" || holds2(value));
}
function someWord(what, holds2, rules2 = PLAIN) {
  return (value) => {
    let { words: words3, fault } = splitWords(value, rules2);
    if (fault !== void 0) return unsplit(fault);
    let wrong = words3.find((word2) => !holds2(word2));
    return wrong === void 0 ? void 0 : `${what}: \`${wrong}\``;
  };
}
function unsplit(fault) {
  return fault === "open-quote"
    ? "not split into words, for a quote is open"
    : "not split into words, for it ends in a lone backslash";
}
function judgeEnvironment(value) {
  let { words: words3, fault, unknownEscapes } = splitWords(value);
  if (fault !== void 0) return unsplit(fault);
  if (unknownEscapes[0] !== void 0) return escaped2(unknownEscapes[0]);
  let wrong = words3.find(
    (word2) => !/^[^=]+=/.test(word2) || !isName(word2.replace(/=[^]*$/, "")),
  );
  return wrong === void 0 ? void 0 : `no assignment: \`${wrong.replace(/=[^]*$/, "=\u2026")}\``;
}
function judgeVariables(value, version) {
  let escape3 = splitWords(value).unknownEscapes[0];
  return escape3 !== void 0
    ? escaped2(escape3)
    : someWord(
        "no name of a variable",
        (word2) => isName(word2.replace(/=[^]*$/, "")),
        ESCAPED,
      )(value, version);
}
function judgeLogFields(value, version) {
  let escape3 = splitWords(value).unknownEscapes[0];
  return escape3 !== void 0
    ? escaped2(escape3)
    : someWord("no field of the journal", isLogField, ESCAPED)(value, version);
}
function escaped2(escape3) {
  return `read only up to \`${escape3}\`\
, which is no escape`;
}
var CONTROLLERS =
  `cpu cpuacct cpuset io blkio memory devices pids bpf-firewall bpf-devices bpf-foreign bpf-socket-bind
  bpf-restrict-network-interfaces`.split(/\s+/);
function judgeDelegate(value, version) {
  if (!(value === "" || isBoolean(value)))
    return someWord("neither boolean nor a controller", (word2) => CONTROLLERS.includes(word2))(
      value,
      version,
    );
}
function judgeBinds(value, version) {
  let what = "no absolute path, nor two with `:` between";
  if (version < 258) return someWord(what, isBind)(value, version);
  let escape3 = splitWords(value).unknownEscapes[0];
  return escape3 === void 0 ? someWord(what, isBind, ESCAPED)(value, version) : escaped2(escape3);
}
function isBoolean(value) {
  return parseBoolean(value) !== void 0;
}
function isTime(value) {
  return parseTimeSpan(value) !== void 0;
}
function isUnsigned(value) {
  return inRange(value, 0, 2 ** 32 - 1);
}
function faultAt(at3, message) {
  return { file: at3.file, line: at3.line, message };
}
function faultMissing(unit, section, message) {
  let main = unit.files[0],
    header = main?.unit.sections.find(({ name }) => name === section);
  return {
    file: main?.path ?? unit.name,
    line: header?.line ?? 1,
    message,
  };
}
function faultOf(unit, keys, message, section = "Service") {
  let assignment = lastOf(unit, keys, section);
  return assignment === void 0
    ? faultMissing(unit, section, message)
    : faultAt(assignment, message);
}
function lastOf(unit, keys, section = "Service") {
  let found = [keys]
    .flat()
    .flatMap((key) => unit.all(section, key).findLast((one) => isTaken(one)) ?? []);
  return found.length > 1 ? unit.assignments.findLast((one) => found.includes(one)) : found[0];
}
function latest(places) {
  let there = places.filter((place) => place !== void 0);
  return there.find(({ file }) => parseUnitName(basename2(file)) === void 0) ?? there[0];
}
function serviceValue(unit, key) {
  return lastOf(unit, key)?.value ?? "";
}
function isTaken({ key, value }) {
  let kind = valueKind(key);
  return kind === void 0 || isListKind(kind) ? !0 : judgeValue(key, value, 262) === void 0;
}
function isWhole(unit, role) {
  return unit.role === role && unit.main !== void 0;
}
var EXEC_KEYS = [
    "ExecCondition",
    "ExecStartPre",
    "ExecStart",
    "ExecStartPost",
    "ExecReload",
    "ExecStop",
    "ExecStopPost",
  ],
  COMMAND_LINES = new WeakMap();
function commandLines(unit) {
  let known2 = COMMAND_LINES.get(unit);
  if (known2 !== void 0) return known2;
  let found = EXEC_KEYS.flatMap((key) => unit.list("Service", key));
  return (COMMAND_LINES.set(unit, found), found);
}
function dependencies(
  unit,
  key,
  section = "\
Unit",
) {
  return unit
    .list(section, key)
    .flatMap((at3) => at3.value.split(/\s+/).map((name) => ({ name, at: at3 })));
}
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
} from "node:fs";
function lookAt(path) {
  let stats;
  try {
    stats = statSync(path, { throwIfNoEntry: !1 });
  } catch {
    return {
      kind: "unre\
adable",
    };
  }
  return stats === void 0
    ? { kind: "missing" }
    : { kind: kindOf(stats), mode: stats.mode & 4095, uid: stats.uid, size: stats.size };
}
function isLink(path) {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return !1;
  }
}
function isLoop(path) {
  try {
    return (statSync(path), !1);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ELOOP";
  }
}
function isNull(path) {
  try {
    let { rdev } = statSync(path);
    return rdev !== 0 && rdev === statSync("/dev/null").rdev;
  } catch {
    return !1;
  }
}
function list(folder2) {
  try {
    return readdirSync(folder2).toSorted();
  } catch {
    return;
  }
}
function readSmall(path, largest) {
  let file;
  try {
    if (
      ((file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY)),
      !fstatSync(file).isFile())
    )
      return;
    let parts = [],
      length = 0;
    for (let read = -1; read !== 0; length += read) {
      if (length > largest) return;
      let part2 = Buffer.allocUnsafe(CHUNK);
      ((read = readSync(file, part2)), parts.push(part2.subarray(0, read)));
    }
    return Buffer.concat(parts);
  } catch {
    return;
  } finally {
    file !== void 0 && closeSync(file);
  }
}
var CHUNK = 64 * 1024;
function kindOf(stats) {
  return stats.isFile()
    ? "file"
    : stats.isDirectory()
      ? "directory"
      : stats.isFIFO()
        ? "fifo"
        : stats.isSocket()
          ? "socket"
          : "device";
}
var LARGEST_ENVIRONMENT_FILE = 64 * 1024;
function namedPaths(units, context) {
  let found = new Map();
  for (let unit of units)
    for (let { at: at3, path: written } of named(unit)) {
      let forAll = expandPath(written, context),
        path = forAll ?? expandPath(written, ofUnit(unit, context));
      if (path === void 0) continue;
      let { file, line, key } = at3,
        of = forAll === void 0 ? { unit: unit.name } : {},
        id = [file, line, path, of.unit].join("\0");
      found.has(id) || found.set(id, { file, line, key, path, ...of, ...factsOf(key, path) });
    }
  return [...found.values()];
}
function ofUnit({ name }, context) {
  let instance = parseUnitName(name)?.instance;
  return instance === ""
    ? context
    : { ...context, unit: name, ...(instance === void 0 ? {} : { instance }) };
}
function named(unit) {
  let files = unit
      .list("Service", "EnvironmentFile")
      .map((at3) => ({ at: at3, path: at3.value.replace(/^-/, "") })),
    programs2 = commandLines(unit).flatMap((at3) =>
      execLineOf(at3.value).commands.map(({ path }) => ({ at: at3, path })),
    );
  return [...files, ...programs2];
}
function factsOf(key, path) {
  let facts = lookAt(path),
    content =
      key === "EnvironmentFile" && facts.kind === "file"
        ? readSmall(path, LARGEST_ENVIRONMENT_FILE)
        : void 0;
  return { ...facts, ...(content === void 0 ? {} : { content }) };
}
function environmentOf(unit, set, version) {
  let specifiers = ofUnit(unit, set.specifiers ?? {}),
    variables = new Map();
  for (let { value, file, line } of unit.list("Service", "Environment"))
    for (let word2 of splitWords(value).words) {
      let { text, isComplete } = expandSpecifiers(word2, specifiers),
        equals = text.indexOf("="),
        name = text.slice(0, Math.max(equals, 0));
      isVariableName(name) &&
        variables.set(name, {
          value: text.slice(equals + 1),
          file,
          line,
          fromFile: !1,
          isComplete,
        });
    }
  for (let named2 of environmentFilesOf(unit, set)) {
    let { values, lines } = parseEnvironmentFile(
      named2.content ?? new Uint8Array(),
      version === void 0 ? {} : { version },
    );
    for (let [key, value] of values)
      variables.set(key, {
        value,
        file: named2.path,
        line: lines.get(key) ?? 1,
        fromFile: !0,
        isComplete: !0,
      });
  }
  for (let { value } of unit.list("Service", "UnsetEnvironment"))
    for (let word2 of splitWords(value).words) {
      let [key = "", ...rest] = word2.split("=");
      (rest.length === 0 || variables.get(key)?.value === rest.join("=")) && variables.delete(key);
    }
  return variables;
}
function environmentFilesOf(unit, set) {
  return unit
    .list(
      "Service",
      "Enviro\
nmentFile",
    )
    .flatMap(({ file, line }) =>
      namedBy(unit, set).filter(
        (named2) =>
          named2.key === "EnvironmentFile" && named2.file === file && named2.line === line,
      ),
    );
}
function namedBy(unit, set) {
  let { ofFile, ofUnit: own } = indexOf(set.named ?? NONE);
  return [
    ...[...new Set(unit.files.map(({ path }) => path))].flatMap((file) => ofFile.get(file) ?? []),
    ...(own.get(unit.name) ?? []),
  ];
}
var NONE = [],
  INDEXES = new WeakMap();
function indexOf(named2) {
  let known2 = INDEXES.get(named2);
  if (known2 !== void 0) return known2;
  let found = {
    ofFile: groupBy(
      named2.filter(({ unit }) => unit === void 0),
      ({ file }) => file,
    ),
    ofUnit: groupBy(
      named2.filter(({ unit }) => unit !== void 0),
      ({ unit }) => unit ?? "",
    ),
  };
  return (INDEXES.set(named2, found), found);
}
import { basename as basename3, dirname as dirname2 } from "node:path";
function mergedUnits(set) {
  let mains = set.files.filter(({ path }) => !isDropIn(path)),
    dropIns = set.files.filter(({ path }) => isDropIn(path)),
    owners = dropIns
      .map(({ path }) => dropInOwner(path))
      .filter((owner) => parseUnitName(owner) !== void 0),
    names2 = new Set([...mains.map(({ path }) => basename3(path)), ...owners]),
    instances = [
      ...(set.links ?? []).map(({ name }) => name),
      ...(set.instances ?? []),
      ...ofShorterPrefixes(names2),
    ];
  for (let instance of instances.filter((name) => names2.has(templateOf(name) ?? "")))
    names2.add(instance);
  let mainOf = new Map(mains.toReversed().map((file) => [basename3(file.path), file])),
    inDirectory = groupBy(dropIns, ({ path }) => basename3(dirname2(path))),
    places = new Map(dropIns.map((file, place) => [file, place]));
  return [...names2].map((name) => {
    let main = mainOf.get(name) ?? mainOf.get(templateOf(name) ?? ""),
      own = (parseUnitName(name) === void 0 ? [] : dropInDirectories(name))
        .flatMap((directory2) => inDirectory.get(directory2) ?? [])
        .toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
    return mergeParsed([...(main ? [main] : []), ...own], { name }, parsedOnce);
  });
}
var PARSED = new WeakMap();
function parsedOnce(file) {
  let parsed = PARSED.get(file) ?? parseFile(file);
  return (PARSED.set(file, parsed), parsed);
}
function ofShorterPrefixes(names2) {
  let templates = [...names2].filter((name) => parseUnitName(name)?.instance === "");
  return [...names2].flatMap((owner) => {
    let parts = parseUnitName(owner),
      instance = parts?.instance;
    return !instance || !parts.prefix.endsWith("-")
      ? []
      : templates
          .map((template) => unitName(template, instance))
          .filter((name) => dropInDirectories(name).includes(`${owner}.d`));
  });
}
function expandVariables(command, environment) {
  let own = [command.argv0, ...command.args],
    argv2 = command.expandsVariables
      ? own.flatMap((word2) =>
          /^\$(?![{$])/.test(word2)
            ? splitWords(environment.get(word2.slice(1)) ?? "", VARIABLE).words
            : [expandWord(word2, environment)],
        )
      : own;
  return !command.prefix.includes("|") || argv2.length < 2
    ? argv2
    : [...argv2.slice(0, 1), "-c", argv2.slice(1).join(" ")];
}
function expandWord(word2, environment) {
  let expanded = "",
    at3 = 0;
  for (; at3 < word2.length;) {
    let rest = word2.slice(at3),
      text = /^(?:[^$]|\$(?![{$]))+/.exec(rest)?.[0],
      name = /^\$\{([^}:]*)\}/.exec(rest);
    if (text !== void 0) ((expanded += text), (at3 += text.length));
    else if (rest.startsWith("$$")) ((expanded += "$"), (at3 += 2));
    else if (name !== null)
      ((expanded += environment.get(name[1] ?? "") ?? ""), (at3 += name[0].length));
    else {
      let opened = /^\$\{[^}:]*:?/.exec(rest)?.[0] ?? "";
      ((expanded += opened), (at3 += opened.length));
    }
  }
  return expanded;
}
function shellWords(text) {
  let words3 = [];
  for (let [word2] of text.matchAll(
    /(?:"(?:[^"\\]|\\[^])*"?|'(?:[^'\\]|\\[^])*'?|\\[^]|[^\s"'\\])+/g,
  ))
    words3.push(
      word2.replace(
        /"((?:[^"\\]|\\[^])*)"?|'((?:[^'\\]|\\[^])*)'?|\\([^])/g,
        (_all, double, single, char) => double ?? single ?? char ?? "",
      ),
    );
  return words3;
}
function tmuxCalls(value, context) {
  let { commands } = execLineOf(value);
  return commands.flatMap((command) => {
    let words3 = context === void 0 ? [command.path, ...command.args] : argv(command, context),
      inScripts = words3
        .filter((word2) => /[\s;&|]/.test(word2))
        .flatMap((script) => script.split(/[;&|\n(){}]+|\$\(|`/).map((part2) => shellWords(part2)));
    return [words3, ...inScripts].flatMap((list2) => callsIn(list2));
  });
}
function argv(command, { specifiers, environment }) {
  let put = (word2) => expandSpecifiers(word2, specifiers).text,
    own = { ...command, argv0: put(command.argv0), args: command.args.map(put) };
  return [put(command.path), ...expandVariables(own, environment).slice(1)];
}
function callsIn(words3) {
  let at3 = words3.findIndex((word2) => /^(?:.*\/)?tmux$/.test(word2));
  return at3 === -1 ? [] : [readCall(words3.slice(at3 + 1))];
}
function readCall(args) {
  let flags = "",
    values = new Map(),
    at3 = 0;
  for (; at3 < args.length; at3++) {
    let word2 = args[at3] ?? "";
    if (word2 === "--") {
      at3++;
      break;
    }
    let cluster = /^-([^cfLST]*)([cfLST]?)(.*)$/.exec(word2);
    if (cluster === null || word2 === "-") break;
    ((flags += (cluster[1] ?? "") + (cluster[2] ?? "")),
      cluster[2] && values.set(cluster[2], cluster[3] || (args[at3 + 1] ?? "")),
      cluster[2] !== "" && cluster[3] === "" && at3++);
  }
  return {
    socketName: values.get("L"),
    socketPath: values.get("S"),
    isControl: flags.includes("C"),
    namesSocket: /[LS]/.test(flags),
    neverStarts: flags.includes("N"),
    isServer: flags.includes("D"),
    command: args.slice(at3),
  };
}
var HOLDER_NAME = "mosaic-tmux-holder.service",
  AGENT_PREFIX = "mosaic-agent",
  BESIDE_PREFIXES = ["mosaic-idle", "mosaic-schedule", "mosaic-gave-up"];
function roleOf(unit) {
  let parts = parseUnitName(unit.name);
  if (parts?.suffix !== "service") return;
  if (unit.name === HOLDER_NAME) return "holder";
  if (parts.prefix === AGENT_PREFIX && parts.instance !== void 0) return "agent";
  if (BESIDE_PREFIXES.includes(parts.prefix)) return;
  let starts = unit.list("Service", "ExecStart").map(({ value }) => value);
  if (starts.some((value) => tmuxCalls(value).some(({ isServer }) => isServer))) return "holder";
  if (
    parts.instance !== void 0 &&
    starts.some((value) =>
      value.includes(
        "sta\
rt-agent-session.sh",
      ),
    )
  )
    return "agent";
}
var KNOWN2 = new WeakMap();
function peersOf(unit, role) {
  return peers(unit).byRole.get(role) ?? [];
}
function namesOfFiles(unit) {
  return peers(unit).named;
}
function ownFiles(unit) {
  let { firstOf } = peers(unit);
  return unit.files.filter(({ path }) => firstOf.get(path) === unit);
}
function peers({ peers: all }) {
  let known2 = KNOWN2.get(all);
  if (known2 !== void 0) return known2;
  let found = {
    byRole: groupBy(all, ({ role }) => role),
    named: new Set(all.filter(({ main }) => main).map(({ name }) => name)),
    firstOf: new Map(
      all.toReversed().flatMap((peer) => peer.files.map(({ path }) => [path, peer])),
    ),
  };
  return (KNOWN2.set(all, found), found);
}
var agentNameRules = [
    {
      code: "MF403",
      severity: "error",
      what: "What a stop runs may fail, and ends",
      why: "A stop whose command fails leaves the unit `failed`, and one that waits for a stopped server is waite\
d for until the time is up.",
      remedy: "Leave `ExecStop=` out, or write `ExecStop=-/usr/bin/timeout 5 tmux \u2026`.",
      *check(unit) {
        if (unit.role !== void 0)
          for (let key of ["ExecStop", "ExecStopPost"])
            for (let line of unit.list("Service", key)) {
              if (tmuxCalls(line.value).length === 0) continue;
              let [command] = execLineOf(line.value).commands;
              (command?.ignoresFailure ||
                (yield faultAt(line, `\`${key}=\` has no \`-\` before its program`)),
                /\/?timeout$/.test(command?.path ?? "") ||
                  (yield faultAt(line, `\`${key}=\` calls tmux without a time limit`)));
            }
      },
    },
    {
      code: "MF404",
      severity: "error",
      what: "Names of agents are safe",
      why: "systemd escapes some c\
haracters, and tmux rewrites `.` and `:` in names of sessions: unit and session then have different names.",
      remedy: "Use small letters, digits, `-` and `_`, at most 63, not starting with `-` or `_`.",
      *check(unit) {
        let instance = instanceOf(unit);
        instance !== void 0 &&
          !/^[a-z0-9][a-z0-9_-]{0,62}$/.test(instance) &&
          (yield faultOfInstance(unit, `\`${instance}\` is no safe name for an agent`));
      },
    },
    {
      code: "MF405",
      severity:
        "er\
ror",
      what: "Every agent has a session of its own",
      why: "tmux knows a session by its rewritten name, so two agents would share one, and the stop of one ends the other.",
      remedy: "Rename one of them.",
      *check(unit) {
        let instance = instanceOf(unit);
        if (instance !== void 0)
          for (let other of instancesOf(unit).get(session(instance)) ?? [])
            other < instance &&
              (yield faultOfInstance(
                unit,
                `\`${instance}\` and \`${other}\` are one se\
ssion to tmux: \`${session(instance)}\``,
              ));
      },
    },
    {
      code: "MF406",
      severity: "error",
      what: "No agent has the name of a session that the holder makes",
      why: "The agent's start would meet that session, and its stop\
 would end it.",
      remedy: "Rename the agent, or let the holder make no session (`tmux -D`).",
      *check(unit) {
        let instance = instanceOf(unit);
        if (instance !== void 0)
          for (let holder of peersOf(unit, "holder"))
            for (let line of commandLines(holder))
              for (let { command } of tmuxCalls(line.value)) {
                let at3 = command.findIndex((word2) => /^new(?:-session)?$/.test(word2)),
                  name = command[command.indexOf("-s", at3) + 1];
                at3 !== -1 &&
                  command.includes("-s") &&
                  name !== void 0 &&
                  session(name) === session(instance) &&
                  (yield faultAt(
                    line,
                    `The holder makes a session \`${name}\`, and there is an agent of that name`,
                  ));
              }
      },
    },
  ],
  INSTANCES = new WeakMap();
function instancesOf(unit) {
  let known2 = INSTANCES.get(unit.peers);
  if (known2 !== void 0) return known2;
  let all = peersOf(unit, "agent").flatMap((peer) => instanceOf(peer) ?? []),
    found = groupBy(all, session);
  return (INSTANCES.set(unit.peers, found), found);
}
function instanceOf(unit) {
  return (unit.role === "agent" && parseUnitName(unit.name)?.instance) || void 0;
}
function session(name) {
  return name.replace(/[.:]/g, "_");
}
function faultOfInstance(unit, message) {
  let instance = parseUnitName(unit.name)?.instance ?? "",
    own =
      unit.files.find(({ path }) => path.includes(`@${instance}.`))?.path ??
      namedBy(unit, unit.set).find((named2) => named2.unit !== void 0 && named2.kind !== "missing")
        ?.path ??
      unit.set.links?.find(({ name }) => name === unit.name)?.path;
  return own === void 0 ? faultMissing(unit, "Unit", message) : { file: own, line: 1, message };
}
var SECRET = /(?:^|_)(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD)$/,
  WHOLE = ["nul", "not-utf8", "byte-order-mark", "open-quote"],
  environmentFileRules = [
    {
      code: "MF609",
      severity: "error",
      what: "Every line of an environmen\
t file counts",
      why: "systemd drops a line that is no assignment, `export A=1` too, and starts the unit without that variable.",
      remedy: "Write `KEY=value`, or start the line with `#`.",
      *check(unit, context) {
        for (let { named: named2, diagnostic } of diagnostics(unit, context))
          diagnostic.severity === "error" &&
            !WHOLE.includes(diagnostic.code) &&
            (yield at(named2, diagnostic));
      },
    },
    {
      code: "MF610",
      severity: "error",
      what: "syste\
md takes an environment file as it was written",
      why: "A NUL or a byte that is no UTF-8 refuses the whole file, with `-` before its path in silence; an open quote swallows the rest.",
      remedy:
        "Save the fi\
le as plain UTF-8, and close every quote.",
      *check(unit, context) {
        for (let { named: named2, diagnostic } of diagnostics(unit, context))
          WHOLE.includes(diagnostic.code) && (yield at(named2, diagnostic));
      },
    },
    {
      code: "MF6\
11",
      severity: "warning",
      what: "Values of an environment file mean what they seem to",
      why: "An environment file is no shell script: nothing is expanded, a `#` within a value is part of it, and quotes coun\
t at its start only.",
      remedy: "Write the value out, or put it in single quotes.",
      *check(unit, context) {
        for (let { named: named2, diagnostic } of diagnostics(unit, context))
          diagnostic.severity === "warning" &&
            !isExpandedByUs(named2, diagnostic, context) &&
            (yield at(named2, diagnostic));
      },
    },
    {
      code: "MF612",
      severity: "error",
      what: "An environment file with secrets is yours alone",
      why: "Every user of the machine may read it otherwise.",
      remedy: "Run `chmod 600` on it.",
      *check(unit, context) {
        for (let named2 of environmentFilesOf(unit, unit.set)) {
          if (named2.content === void 0 || ((named2.mode ?? 0) & 63) === 0) continue;
          let { lines } = parseEnvironmentFile(named2.content, options(context));
          for (let [key, line] of lines)
            SECRET.test(key) &&
              (yield {
                file: named2.path,
                line,
                message: `\`${key}\` looks like a secret, and others may read the file (mode ${(
                  named2.mode ?? 0
                )
                  .toString(8)
                  .padStart(4, "0")})`,
              });
        }
      },
    },
  ];
function diagnostics(unit, context) {
  return environmentFilesOf(unit, unit.set).flatMap((named2) =>
    named2.content === void 0
      ? []
      : parseEnvironmentFile(named2.content, options(context)).diagnostics.map((diagnostic) => ({
          named: named2,
          diagnostic,
        })),
  );
}
function isExpandedByUs(named2, { code, line }, context) {
  if (code !== "not-expanded" || named2.content === void 0) return !1;
  let { values, lines } = parseEnvironmentFile(named2.content, options(context)),
    value = values.get("MOSAIC_AGENT_WORKDIR") ?? "";
  return (
    lines.get("MOSAIC_AGENT_WORKDIR") === line &&
    /^(?:\$HOME|\$\{HOME\}|~)(?:\/[^$`]*)?$/.test(value)
  );
}
function options({ version }) {
  return version === void 0 ? {} : { version };
}
function at(named2, { line, message }) {
  return { file: named2.path, line, message };
}
function runsLauncher(unit) {
  return unit
    .list("Service", "ExecStart")
    .some(({ value }) => value.includes("start-agent-session.sh"));
}
var WORKDIR = "MOSAIC_AGENT_WORKDIR",
  TAKEN = [
    "NOTIFY_SOCKET",
    "INVOCATION_ID",
    "TMUX",
    "TMUX_PANE",
    "MAINPID",
    "LISTEN_FDS",
    "LISTEN_PID",
  ],
  NEEDED = ["HOME", "RUNTIME_DIRECTORY", "NOTIFY_SOCKET", "SYSTEMD_EXEC_PID"],
  PRELOADS = ["LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT"],
  environmentRules = [
    {
      code: "MF613",
      severity: "error",
      what: "No variable takes over the launcher, and none that it needs is taken away",
      why: "`LD_PRELOAD`\
 puts code into every program, `NOTIFY_SOCKET` and `TMUX` send reports elsewhere, and a PATH without the system's folders finds no tmux. By what systemd sets the launcher knows that it runs as a unit.",
      remedy: "Remove it, or set it in the command that needs it: `env LD_PRELOAD=\u2026 program`.",
      rosterMay: !0,
      *check(unit) {
        if (unit.role === void 0) return;
        let launcher = runsLauncher(unit);
        for (let at3 of launcher ? unit.list("Service", "UnsetEnvironment") : [])
          for (let name of splitWords(at3.value).words.filter((word2) => NEEDED.includes(word2)))
            yield faultAt(at3, `\`${name}\` is taken away from \`${unit.name}\``);
        for (let [key, variable] of unit.environment)
          ((TAKEN.includes(key) || PRELOADS.includes(key)) &&
            (yield faultAt(variable, `\`${key}\` is set for \`${unit.name}\``)),
            key === "PATH" &&
              !launcher &&
              !/(?:^|:)\/usr\/bin\/?(?::|$)|(?:^|:)\/bin\/?(?::|$)/.test(variable.value) &&
              (yield faultAt(variable, "`PATH` has neither `/usr/bin` nor `/bin`")));
      },
    },
    {
      code: "MF614",
      severity: "error",
      what: "An agent's working directory is absolute, and a folder",
      why: "The launc\
her expands a leading `$HOME`, `${HOME}` or `~` and nothing else; it ends with 78 for any other, and with 66 as long as there is no such folder.",
      remedy:
        "Write an absolute path, or one that starts wit\
h `~/`.",
      *check(unit, { installed }) {
        let workdir = unit.environment.get(WORKDIR);
        if (unit.role !== "agent" || workdir === void 0 || workdir.value === "") return;
        !(workdir.isComplete ? /^\// : /^(?:\/|%)/).test(workdir.value) &&
          !/^(?:\$HOME|\$\{HOME\}|~)(?:\/|$)/.test(workdir.value) &&
          (yield faultAt(
            workdir,
            `\`${WORKDIR}\` is \`${shownValue(workdir.value)}\`, which is not absolute`,
          ));
        for (let named2 of namedBy(unit, unit.set))
          named2.key === WORKDIR &&
            named2.kind !== "directory" &&
            (installed || named2.kind !== "missing") &&
            (yield faultAt(
              workdir,
              named2.kind === "missing"
                ? `\`${shownValue(named2.path)}\` is not there`
                : `\`${shownValue(named2.path)}\
\` is no folder, but a ${named2.kind}`,
            ));
      },
    },
    {
      code: "MF615",
      severity: "warning",
      what: "Agents do not share a working directory by their own files",
      why: "Two agents that edit and commit in one tree undo each\
 other's work.",
      remedy: "Give each a folder of its own, as with `git worktree add`.",
      *check(unit) {
        let own = workdirOf(unit);
        if (own !== void 0)
          for (let name of sharersOf(unit).get(own.value) ?? [])
            name < unit.name &&
              (yield faultAt(own, `\`${name}\` works in \`${shownValue(own.value)}\` too`));
      },
    },
    {
      code: "MF616",
      severity: "warning",
      what: "The program of an agent's own command is on its PATH",
      why: "A user manager knows no\
thing of nvm, npm's own folder or `~/.local/bin` unless the unit's PATH names them; the launcher then ends with 72.",
      remedy:
        "Write the absolute path, or add its folder to `PATH` in the agent's environ\
ment file.",
      onlyInstalled: !0,
      *check(unit) {
        let command = unit.environment.get("MOSAIC_AGENT_COMMAND");
        if (!(unit.role !== "agent" || command === void 0))
          for (let named2 of namedBy(unit, unit.set))
            named2.key ===
              "MO\
SAIC_AGENT_COMMAND" &&
              named2.kind !== "file" &&
              (yield faultAt(
                command,
                `\`${shownValue(named2.path)}\` is in no folder of the unit's PATH`,
              ));
      },
    },
  ],
  SHARERS = new WeakMap();
function sharersOf(unit) {
  let known2 = SHARERS.get(unit.peers);
  if (known2 !== void 0) return known2;
  let found = new Map();
  for (let peer of peersOf(unit, "agent")) {
    let folder2 = workdirOf(peer)?.value;
    folder2 !== void 0 && found.set(folder2, [...(found.get(folder2) ?? []), peer.name]);
  }
  return (SHARERS.set(unit.peers, found), found);
}
function workdirOf(unit) {
  if (unit.role !== "agent" || !/@[^.]+\./.test(unit.name)) return;
  let workdir = unit.environment.get(WORKDIR);
  return workdir?.fromFile === !0 && workdir.value !== "" ? workdir : void 0;
}
var ABSOLUTE = /^(?:\/|%[hECSLtTVdfsyY])/,
  execRules = [
    {
      code: "MF601",
      severity: "error",
      what: "`EnvironmentFile=` is an absolute path without `..`",
      why: "A relative path, `~`, `$HOME` or one with `..` in it i\
s dropped with a line in the journal, and the unit starts without its environment.",
      remedy: "Start the path with `/`, `%h` or `%E`.",
      *check(unit) {
        for (let line of unit.list("Service", "EnvironmentFile"))
          (!ABSOLUTE.test(line.value.replace(/^-/, "")) || stepsBack(line.value)) &&
            (yield faultAt(
              line,
              `\`EnvironmentFile=${line.value}\` is no absolute path without \`..\``,
            ));
      },
    },
    {
      code: "MF602",
      severity: "error",
      what: "\
An environment file that exists is a regular file, and can be read",
      why: "The manager opens the file itself: a FIFO there hangs the whole user manager, with every unit. A directory, or a file that may \
not be read, fails the unit.",
      remedy: "Put a regular file of your own in its place before the next start or reload.",
      *check(unit) {
        for (let named2 of namedBy(unit, unit.set)) {
          let { file, line, key, path, kind } = named2;
          key !== "EnvironmentFile" ||
            path === "/dev/null" ||
            (["directory", "fifo", "socket", "device"].includes(kind)
              ? yield {
                  file,
                  line,
                  message: `The environment file \`${path}\` is a ${kind === "fifo" ? "FIFO" : kind}`,
                }
              : isUnread(named2) &&
                (yield { file, line, message: `The environment file \`${path}\` cannot be read` }));
        }
      },
    },
    {
      code: "MF603",
      severity: "error",
      what: "`WorkingDirectory=` has no variable, and no `..`",
      why: "Variables are not \
expanded there, and a path with `..` is not taken: the setting is bad, and the unit does not load.",
      remedy: "Write an absolute path, `~`, or a specifier such as `%h`.",
      *check(unit) {
        let directory2 = unit.get("Service", "WorkingDirectory");
        directory2 !== void 0 &&
          directory2.value !== "" &&
          (!/^(?:~$|\/|%[hECSLtTVdfsyY])/.test(directory2.value.replace(/^-/, "")) ||
            stepsBack(directory2.value)) &&
          (yield faultAt(
            directory2,
            `\`WorkingDirectory=${directory2.value}\` is neither an absolute path without \`..\` nor \`~\``,
          ));
      },
    },
  ];
function isUnread({ kind, size, content }) {
  return kind === "unreadable"
    ? !0
    : kind === "file" && content === void 0 && size !== void 0 && size <= LARGEST_ENVIRONMENT_FILE;
}
var execLineRules = [
  {
    code: "MF617",
    severity: "warning",
    what: "A dollar sign in a command line starts a variable, or is doubled",
    why: "systemd is no shell: `$(\u2026)` stays as it stands, and a word such as `$HO\
ME/bin` is taken for one long name and vanishes.",
    remedy: "Write `${NAME}` for a variable, `$$` for a dollar sign.",
    *check(unit, { version = 262 }) {
      for (let line of commandLines(unit))
        for (let { path, args, expandsVariables } of execLineOf(line.value, version).commands) {
          let wrong = (expandsVariables ? args : []).find((word2) => isMistaken(word2));
          path.includes("$")
            ? yield faultAt(
                line,
                `The program of \`${line.key}=\` has a \`$\`, which is not expanded\
 there`,
              )
            : wrong !== void 0 &&
              (yield faultAt(line, `The word \`${wrong}\` in \`${line.key}=\` is no variable`));
        }
    },
  },
  {
    code: "MF618",
    severity: "error",
    what: "Command lines can be read",
    why: "systemd refuses a unit\
 with a command line that it cannot read; behind a `-` it drops the line and says so in the journal only.",
    remedy:
      "Close every quote, name the program by its absolute path without quotes, backslashes \
and control characters in it, and double a backslash.",
    *check(unit, { version = 262 }) {
      for (let line of commandLines(unit)) {
        let {
            commands,
            faults,
            refusesUnit: refusesUnit2,
            unknownEscapes,
          } = execLineOf(line.value, version),
          outcome = refusesUnit2 ? "is refused" : "is dropped";
        for (let fault of faults) yield faultAt(line, `\`${line.key}=\` ${outcome}: ${fault}`);
        version >= 258 &&
          commands.some(({ prefix }) => prefix.split("!").length > 2) &&
          (yield {
            ...faultAt(line, `\`!!\` in \`${line.key}=\` does nothing from systemd 258 on`),
            severity: "warning",
          });
        let escape3 = unknownEscapes[0];
        escape3 !== void 0 &&
          faults.length === 0 &&
          (yield {
            ...faultAt(line, `\`${escape3}\` in \`${line.key}=\` is no escape, and stays as it is`),
            severity: "warning",
          });
      }
    },
  },
];
function isMistaken(word2) {
  if (/\s/.test(word2)) return !1;
  let rest = word2.replace(/\$\$|\$\{[A-Za-z_][A-Za-z0-9_]*\}/g, "");
  return /\$[({]/.test(rest) || /^\$[A-Za-z_][A-Za-z0-9_]*[^A-Za-z0-9_]/.test(rest);
}
var holderAgentRules = [
  {
    code: "MF201",
    severity: "error",
    what: "An agent is ordered after the holder",
    why: "Without the order both start at once, and the agent asks for a session before there is a server.",
    remedy: "Add `After=mosaic-tmux-holder.service` to `[Unit]`.",
    *check(unit) {
      isWhole(unit, "agent") &&
        !names(unit, "After") &&
        (yield faultMissing(
          unit,
          "Unit",
          `\`${unit.name}\` has no \`After=\` that names the h\
older (${unit.holders.join(", ")})`,
        ));
    },
  },
  {
    code: "MF202",
    severity: "error",
    what: "An agent requires the holder, or wants it and is part of it",
    why: "With `Wants=` alone a stopped holder leaves the agent act\
ive without its session, and a restarted one does not bring it back.",
    remedy: "Add `Requires=mosaic-tmux-holder.service` to `[Unit]`.",
    *check(unit) {
      !isWhole(unit, "agent") ||
        names(unit, "Requires") ||
        names(unit, "BindsTo") ||
        (names(unit, "Wants") && names(unit, "PartOf")) ||
        (yield faultMissing(
          unit,
          "Unit",
          `\`${unit.name}\` neither requires the holder nor both wants it and is part of it`,
        ));
    },
  },
  {
    code: "MF203",
    severity:
      "\
error",
    what: "An agent is not bound to the holder",
    why: "After a crash of the holder, bound agents are stopped as a dependency, so `Restart=` does not apply and they stay dead.",
    remedy:
      "Replace `BindsTo\
=` by `Requires=`.",
    *check(unit) {
      if (unit.role === "agent")
        for (let key of ["BindsTo", "BindTo"])
          for (let { name, at: at3 } of dependencies(unit, key))
            unit.holders.includes(name) &&
              (yield faultAt(
                at3,
                `\`${key}=${name}\
\` keeps \`${unit.name}\` dead after a crash of the holder`,
              ));
    },
  },
  {
    code: "MF204",
    severity: "error",
    what: "The holder does not depend on an agent",
    why: "One agent that fails would then stop the holder, and w\
ith it every other agent.",
    remedy:
      "Remove the dependency; the target and the links of `systemctl --user enable` start agents.",
    *check(unit) {
      if (unit.role === "holder")
        for (let key of [
          "Requires",
          "Requisite",
          "BindsTo",
          "BindTo",
          "PartOf",
          "Wants",
          "Upholds",
        ])
          for (let { name, at: at3 } of dependencies(unit, key))
            isAgentName(name) &&
              (yield faultAt(at3, `The holder depends on the agent \`${name}\` by \`${key}=\``));
    },
  },
  {
    code: "\
MF205",
    severity: "error",
    what: "Nothing upholds an agent",
    why: "`Upholds=` starts an agent again in the same second in which someone stops it.",
    remedy:
      "Use `Wants=`; the agent's own `Restart=` brings it \
back after a failure.",
    *check(unit) {
      for (let { name, at: at3 } of dependencies(unit, "Upholds"))
        isAgentName(name) &&
          (yield faultAt(at3, `\`Upholds=${name}\` undoes an explicit stop of that agent`));
    },
  },
  {
    code: "MF2\
10",
    severity: "error",
    what: "Holder, agents and target do not conflict",
    why: "The start of one then stops the other: there is never both a server and a session.",
    remedy: "Remove the `Conflicts=`.",
    *check(unit) {
      if (unit.role !== void 0)
        for (let { name, at: at3 } of dependencies(unit, "Conflicts"))
          (unit.holders.includes(name) ||
            isAgentName(name) ||
            dependencies(unit, "PartOf").some((of) => of.name === name)) &&
            (yield faultAt(
              at3,
              `\
\`${unit.name}\` and \`${name}\` stop each other`,
            ));
    },
  },
  {
    code: "MF211",
    severity: "error",
    what: "A timer that comes after an agent has no default dependencies",
    why: "By default a timer is there before `basic\
.target`, and an agent comes after that: systemd breaks the circle at boot by dropping one of them.",
    remedy: "Add `DefaultDependencies=no` to `[Unit]` of the timer.",
    *check(unit) {
      if (parseUnitName(unit.name)?.suffix !== "timer" || unit.main === void 0) return;
      let after = dependencies(unit, "After").find(({ name }) => isAgentName(name)),
        defaults = lastOf(unit, "DefaultDependencies", "Unit");
      after === void 0 ||
        parseBoolean(defaults?.value ?? "yes") === !1 ||
        (yield faultAt(
          latest([after.at, defaults]) ?? after.at,
          `\`${unit.name}\` is there before \`basic.target\`, and comes after \`${after.name}\``,
        ));
    },
  },
  {
    code: "MF212",
    severity:
      "er\
ror",
    what: "The timer of a schedule fires at the times that are applied",
    why: "`keep-schedule.sh` reads `X-MosaicStart=` and `X-MosaicStop=`, and the timer `OnCalendar=`: what stands in one of them alon\
e does nothing, or too late.",
    remedy: "Say the times in the roster, and run `mosaic-fleet apply`.",
    *check(unit) {
      let { prefix, suffix } = parseUnitName(unit.name) ?? {};
      if (suffix !== "timer") return;
      let applied = [
          "\
X-MosaicStart",
          "X-MosaicStop",
        ].flatMap((key) => lastOf(unit, key, "Unit") ?? []),
        fired = unit.list("Timer", "OnCalendar");
      if (applied.length === 0 && prefix !== "mosaic-schedule") return;
      let isIn = (value, list2) => list2.some((each) => each.value === value);
      for (let at3 of applied)
        isIn(at3.value, fired) ||
          (yield faultAt(at3, `\`${unit.name}\` does not fire at \`${at3.value}\``));
      for (let at3 of fired)
        isIn(at3.value, applied) ||
          (yield faultAt(
            at3,
            `\`${unit.name}\` fires at \`${at3.value}\`, and nothing is applied then`,
          ));
    },
  },
];
function names(unit, key) {
  return dependencies(unit, key).some(({ name }) => unit.holders.includes(name));
}
function isAgentName(name) {
  return name.startsWith(`${AGENT_PREFIX}@`);
}
var linkRules = [
  {
    code: "MF705",
    severity: "warning",
    what: "A link of `systemctl enable` leads to a unit",
    why: "At boot systemd says only that the unit was not found, and starts nothing.",
    remedy:
      "Put the uni\
t back, or remove the link with `systemctl --user disable`.",
    onlyInstalled: !0,
    *check(unit) {
      if (unit.peers[0] === unit)
        for (let { path, name, leadsSomewhere } of unit.set.links ?? [])
          leadsSomewhere ||
            (yield {
              file: path,
              line: 1,
              message: `\`${name}\` is enabled, and there is no such unit`,
            });
    },
  },
];
var namedPathRules = [
  {
    code: "MF604",
    severity: "error",
    what: "A program that a unit names can be run",
    why: "A folder, a FIFO or a file without the right to execute ends every start with 203/EXEC.",
    remedy:
      "P\
ut the program there, or `chmod 755` it.",
    *check(unit) {
      for (let named2 of programs(unit))
        ["missing", "unreadable"].includes(named2.kind) ||
          (named2.kind !== "file"
            ? yield at2(named2, `\`${named2.path}\` is a ${word(named2.kind)}`)
            : ((named2.mode ?? 73) & 73) === 0 &&
              (yield at2(named2, `\`${named2.path}\` is not executable`)));
    },
  },
  {
    code: "MF605",
    severity: "error",
    what: "Nobody else may change a program that a unit runs",
    why: "W\
hoever may write it, or owns it, runs commands as you.",
    remedy: "Take the right away with `chmod go-w`, or own it yourself.",
    *check(unit, { uid = process.getuid?.() ?? 0 }) {
      for (let named2 of programs(unit))
        named2.kind === "file" &&
          (((named2.mode ?? 0) & 18) !== 0 &&
            (yield at2(
              named2,
              `Others may write \`${named2.path}\` (mode ${octal(named2.mode ?? 0)})`,
            )),
          named2.uid !== void 0 &&
            named2.uid !== 0 &&
            named2.uid !== uid &&
            (yield at2(
              named2,
              `\`${named2.path}\` belongs to another user (uid ${String(named2.uid)})`,
            )));
    },
  },
  {
    code: "MF606",
    severity: "error",
    what: "A program that a unit names is there",
    why: "Without it every start ends with 203/EXEC.",
    remedy: "Install it, or correct the path.",
    onlyInstalled: !0,
    *check(unit) {
      for (let named2 of programs(unit))
        named2.kind === "missing" && (yield at2(named2, `\`${named2.path}\` is not there`));
    },
  },
  {
    code: "MF607",
    severity: "error",
    what: "An environment file that is required is there",
    why: "Without a `-` before its path a missing file fails the unit (`resources`), before anything of it runs.",
    remedy:
      "Write the fil\
e, or put `-` before its path if the unit can do without.",
    onlyInstalled: !0,
    *check(unit) {
      for (let line of unit.list("Service", "EnvironmentFile"))
        if (!line.value.startsWith("-"))
          for (let named2 of namedBy(unit, unit.set))
            named2.key === "EnvironmentFile" &&
              named2.kind === "missing" &&
              named2.file === line.file &&
              named2.line === line.line &&
              !/[*?[]/.test(named2.path) &&
              (yield at2(named2, `\`${named2.path}\` is not there`));
    },
  },
  {
    code: "MF608",
    severity: "error",
    what: "An environment file is at most 64 KiB",
    why: "The manager itself reads it at every start; a large one is most likely another file, and no process takes much more.",
    remedy:
      "\
Name the right file, or keep data in a file that the program reads.",
    *check(unit) {
      for (let named2 of namedBy(unit, unit.set))
        named2.key === "EnvironmentFile" &&
          named2.kind === "file" &&
          (named2.size ?? 0) > LARGEST_ENVIRONMENT_FILE &&
          (yield at2(named2, `\`${named2.path}\` has ${String(named2.size)} bytes`));
    },
  },
];
function programs(unit) {
  return namedBy(unit, unit.set).filter(({ key }) => key.startsWith("Exec"));
}
function at2({ file, line }, message) {
  return { file, line, message };
}
function word(kind) {
  return kind === "fifo" ? "FIFO" : kind;
}
function octal(mode) {
  return mode.toString(8).padStart(4, "0");
}
function knotsOf(edges) {
  let number = new Map(),
    low = new Map(),
    open = [],
    isOpen = new Set(),
    knots = [],
    way = [],
    enter = (name) => {
      (number.set(name, number.size),
        low.set(name, number.size - 1),
        open.push(name),
        isOpen.add(name),
        way.push({ name, next: 0 }));
    },
    lower = (name, to) => {
      low.set(name, Math.min(low.get(name) ?? 1 / 0, to ?? 1 / 0));
    };
  for (let start of edges.keys()) {
    number.has(start) || enter(start);
    for (let step = way.at(-1); step !== void 0; step = way.at(-1)) {
      let { name } = step,
        target = edges.get(name)?.[step.next++]?.name;
      if (target === void 0) {
        way.pop();
        let above = way.at(-1);
        if (
          (above !== void 0 && lower(above.name, low.get(name)), low.get(name) !== number.get(name))
        )
          continue;
        let knot = open.splice(open.lastIndexOf(name));
        for (let one of knot) isOpen.delete(one);
        knot.length > 1 && knots.push(knot);
      } else
        number.has(target) ? isOpen.has(target) && lower(name, number.get(target)) : enter(target);
    }
  }
  return knots;
}
var SYSTEM_TARGETS =
    /^(?:multi-user|graphical|rescue|emergency|sysinit|network|network-online|local-fs|remote-fs|getty|runlevel\d)\.target$/,
  orderRules = [
    {
      code: "MF206",
      severity: "error",
      what: "The order o\
f the units has no cycle",
      why: "systemd breaks a cycle by dropping one of its jobs, and which one it takes is not yours to say.",
      remedy: "Remove one of the `After=` or `Before=` of the cycle.",
      *check(unit) {
        let order = orderOf(unit);
        for (let circle of circlesOf(unit).get(unit.name) ?? []) {
          let members = new Set(circle),
            edges = circle.flatMap((name) => order.get(name) ?? []),
            at3 = latest(edges.filter(({ name }) => members.has(name)).map((edge) => edge.at)),
            message = `These units wait for each other: ${shown(circle)}`;
          yield at3 === void 0 ? faultMissing(unit, "Unit", message) : faultAt(at3, message);
        }
      },
    },
    {
      code: "MF207",
      severity: "warning",
      what: "\
Holder and agents are part of a target",
      why: "Without `PartOf=` a stop of the target leaves them running.",
      remedy: "Add `PartOf=mosaic-fleet.target` to `[Unit]`.",
      *check(unit) {
        (!isWhole(unit, "holder") && !isWhole(unit, "agent")) ||
          dependencies(unit, "PartOf").some(({ name }) => name.endsWith(".target")) ||
          (yield faultMissing(unit, "Unit", `\`${unit.name}\` is part of no target`));
      },
    },
    {
      code: "MF208",
      severity: "error",
      what: "Th\
e holder that an agent requires is installed",
      why: "Without it no agent starts: `Unit not found`.",
      remedy: "Put the holder's unit beside the agent's.",
      onlyInstalled: !0,
      *check(unit) {
        if (
          !isWhole(
            unit,
            "age\
nt",
          )
        )
          return;
        let units = namesOfFiles(unit);
        for (let { name, at: at3 } of dependencies(unit, "Requires"))
          unit.holders.includes(name) &&
            !units.has(name) &&
            (yield faultAt(at3, `\`${name}\` is not among the units`));
      },
    },
    {
      code: "MF209",
      severity: "warning",
      what: "Units are enabled by a target that the user manager has",
      why: "A user manager has no `multi-user.target`: a link there starts nothing. Another target than the fle\
et's own starts half a fleet.",
      remedy:
        "Use `WantedBy=default.target`, or for holder and agents `WantedBy=mosaic-fleet.target`.",
      *check(unit) {
        for (let key of ["WantedBy", "RequiredBy"])
          for (let { name, at: at3 } of dependencies(unit, key, "Install"))
            SYSTEM_TARGETS.test(name)
              ? yield {
                  ...faultAt(at3, `\`${key}=${name}\`: a user manager has no such target`),
                  severity: "error",
                }
              : unit.role !== void 0 &&
                name !== "default.target" &&
                !isFleetTarget(unit, name) &&
                (yield faultAt(
                  at3,
                  `\`${key}=${name}\` is neither \`default.target\` nor the fleet's own`,
                ));
      },
    },
  ];
function isFleetTarget(unit, name) {
  return dependencies(unit, "PartOf").some((dependency) => dependency.name === name);
}
function orderOf({ peers: peers2 }) {
  let known2 = ORDERS.get(peers2);
  if (known2 !== void 0) return known2;
  let order = new Map(peers2.map(({ name }) => [name, []]));
  for (let peer of peers2) {
    let others = (key) =>
      dependencies(peer, key).filter(({ name }) => name !== peer.name && order.has(name));
    for (let { name, at: at3 } of others("After")) order.get(peer.name)?.push({ name, at: at3 });
    for (let { name, at: at3 } of others("Before"))
      order.get(name)?.push({ name: peer.name, at: at3 });
  }
  return (ORDERS.set(peers2, order), order);
}
var ORDERS = new WeakMap(),
  CIRCLES = new WeakMap(),
  LARGEST_KNOT = 64;
function circlesOf(unit) {
  let known2 = CIRCLES.get(unit.peers);
  if (known2 !== void 0) return known2;
  let order = orderOf(unit),
    circles = new Map();
  for (let knot of knotsOf(order)) {
    let names2 = knot.toSorted(),
      starts = names2.length > LARGEST_KNOT ? names2.slice(0, 1) : names2;
    for (let start of starts) {
      let way = shortestWay(start, order, new Set(names2)),
        first = way.indexOf(way.toSorted()[0] ?? "");
      circles.set(way.toSorted().join("\0"), [...way.slice(first), ...way.slice(0, first)]);
    }
  }
  let found = groupBy(circles.values(), ([first = ""]) => first);
  return (CIRCLES.set(unit.peers, found), found);
}
function shortestWay(from, order, knot) {
  let came = new Map(),
    queue = [from];
  for (let next of queue)
    for (let { name } of order.get(next) ?? []) {
      if (name === from) return wayBack(came, next, from);
      came.has(name) || !knot.has(name) || (came.set(name, next), queue.push(name));
    }
  return [from];
}
function wayBack(came, from, to) {
  let way = [to];
  for (let at3 = from; at3 !== void 0 && at3 !== to; at3 = came.get(at3)) way.push(at3);
  return way;
}
var MANY = 12;
function shown(names2) {
  let row = names2
    .slice(0, MANY)
    .map((name) => `\`${name}\``)
    .join(", ");
  return names2.length > MANY ? `${row} and ${String(names2.length - MANY)} more` : row;
}
var SECOND2 = 1e6,
  CONFIG = ["78", "CONFIG"],
  PASSING = "69 UNAVAILABLE 71 OSERR 73 CANTCREAT 75 TEMPFAIL SIGKILL KILL 9".split(" "),
  restartRules = [
    {
      code: "MF507",
      severity: "error",
      what: "An agent restarts, but no\
t for a configuration error",
      why: "Without `Restart=`, or with one for rare ends alone, an agent that ends stays away; with it a bad roster entry would be tried for ever. The launcher ends with 69, 71,\
 73 or 75 for what passes, as when the holder restarts.",
      remedy: "Set `Restart=always` and `RestartPreventExitStatus=78`.",
      rosterMay: !0,
      *check(unit) {
        if (!isWhole(unit, "agent")) return;
        let restart = serviceValue(unit, "Restart") || "no";
        if (restart === "no") {
          yield faultOf(unit, "Restart", `\`${unit.name}\` has no \`Restart=\``);
          return;
        }
        (["always", "on-failure"].includes(restart) ||
          (yield faultOf(
            unit,
            "Restart",
            `\`${unit.name}\` has \`Restart=${restart}\`, so an agent that fails stays away`,
          )),
          yield* neverAgain(unit));
        let prevented = unit.list("Service", "RestartPreventExitStatus").flatMap((at3) =>
          at3.value.split(/\s+/).map((word2) => ({
            at: at3,
            word: word2,
          })),
        );
        for (let { at: at3, word: word2 } of prevented.filter((one) => PASSING.includes(one.word)))
          yield faultAt(at3, `\`${unit.name}\` stays away after ${word2}, which passes by itself`);
        prevented.some(({ word: word2 }) => CONFIG.includes(word2)) ||
          (yield faultOf(
            unit,
            "RestartPreventExitStatus",
            `\`${unit.name}\` restarts after exit code 78, a configuration error`,
          ));
      },
    },
    {
      code: "MF508",
      severity: "warning",
      what: "\
A restart waits a second or more",
      why: "The default is a tenth of a second: a broken start burns a core, and uses up the start limit in a moment.",
      remedy:
        "Set `RestartSec=` in `[Service]`: `1` for the \
holder, `5` for agents.",
      rosterMay: !0,
      *check(unit) {
        if (
          (!isWhole(unit, "holder") && !isWhole(unit, "agent")) ||
          ["", "no"].includes(serviceValue(unit, "Restart"))
        )
          return;
        let delay = restartDelay(unit);
        delay < SECOND2 &&
          (yield faultOf(
            unit,
            ["Restart", "RestartSec"],
            `\`${unit.name}\` restarts after ${String(delay / SECOND2)} s`,
          ));
      },
    },
    {
      code: "MF509",
      severity: "warning",
      what: "Agents outlast the holder's worst time",
      why: "While \
the holder fails and restarts, agents fail with it; when they use up their starts first, they stay down though it recovers.",
      remedy: "Raise `StartLimitBurst=` or `RestartSec=` of the agents.",
      rosterMay: !0,
      *check(unit) {
        let own = unit.role === "agent" && unit.main !== void 0 ? patience(unit) : 1 / 0;
        for (let holder of peersOf(unit, "holder").filter(({ main }) => main))
          if (own < patience(holder) && patience(holder) < 1 / 0) {
            let message = `\
\`${unit.name}\` gives up after ${seconds2(own)} s of restarts, \`${holder.name}\` after ${seconds2(patience(holder))} s`,
              at3 = latest([patienceAt(unit), patienceAt(holder)]);
            yield at3 === void 0 ? faultMissing(unit, "Unit", message) : faultAt(at3, message);
          }
      },
    },
    {
      code: "MF510",
      severity: "warning",
      what: "A stop has a time limit of a minute or less",
      why: "The default is 90 seconds, so one agent that hangs keeps a stop, a\
 restart and a logout waiting for that long.",
      remedy: "Set `TimeoutStopSec=30` in `[Service]`.",
      *check(unit) {
        if (!isWhole(unit, "holder") && !isWhole(unit, "agent")) return;
        let limits = [
            "TimeoutStopSec",
            "Time\
outSec",
          ],
          stop = lastOf(unit, limits),
          span = stop === void 0 ? 90 * SECOND2 : parseTimeSpan(stop.value);
        span !== void 0 &&
          (span > 60 * SECOND2 || span === 0) &&
          (yield faultOf(
            unit,
            limits,
            `A stop of \`${unit.name}\` may take ${
              span === 0 || span === 1 / 0 ? "for ever" : `${seconds2(span)} s`
            }`,
          ));
      },
    },
    {
      code: "MF516",
      severity: "error",
      what: "Start limits stand in `[Unit]`",
      why: "In `[Service]` systemd reads old names of them only: `StartLimitIntervalS\
ec=` there is ignored.",
      remedy: "Move `StartLimitIntervalSec=` and `StartLimitBurst=` into `[Unit]`.",
      *check(unit) {
        for (let assignment of unit.assignments)
          assignment.section === "Service" &&
            [
              "StartLimitInt\
erval",
              "StartLimitBurst",
              "StartLimitAction",
            ].includes(assignment.key) &&
            (yield faultAt(assignment, `\`${assignment.key}=\` stands in \`[Service]\``));
      },
    },
  ];
function* neverAgain(unit) {
  let burst = lastOf(
    unit,
    "\
StartLimitBurst",
    "Unit",
  );
  burst !== void 0 &&
    Number(burst.value) === 1 &&
    startInterval(unit) > 0 &&
    (yield faultAt(burst, `\`${unit.name}\` may start once, so it does not restart`));
}
function restartDelay(unit) {
  return parseTimeSpan(serviceValue(unit, "RestartSec")) ?? SECOND2 / 10;
}
function patience(unit) {
  let interval = startInterval(unit),
    spent = Number(lastOf(unit, "StartLimitBurst", "Unit")?.value ?? 5) * restartDelay(unit);
  return interval === 0 || spent > interval ? 1 / 0 : spent;
}
function startInterval(unit) {
  let written = lastOf(unit, ["StartLimitIntervalSec", "StartLimitInterval"], "Unit");
  return parseTimeSpan(written?.value ?? "") ?? 10 * SECOND2;
}
function patienceAt(unit) {
  let limits = ["StartLimitIntervalSec", "StartLimitInterval", "StartLimitBurst"];
  return latest([lastOf(unit, "RestartSec"), lastOf(unit, limits, "Unit")]);
}
function seconds2(span) {
  return String(Math.round(span / SECOND2));
}
var SECOND3 = 1e6,
  serviceLifeRules = [
    {
      code: "MF517",
      severity: "error",
      what: "The type of holder and agents is how they say that they are ready",
      why: "The launcher reports its session, tmux reports nothing: w\
ith another type the start never ends, or ends before there is a session.",
      remedy: "Use `Type=notify` for agents and `Type=exec` for the holder.",
      *check(unit) {
        if (!isWhole(unit, unit.role)) return;
        let type = serviceValue(unit, "Type") || "simple";
        if (unit.role === "agent" && runsLauncher(unit)) {
          if (["notify", "notify-reload"].includes(type)) return;
          let early = ["simple", "exec", "idle"].includes(type);
          yield {
            ...faultOf(
              unit,
              "Type",
              `\`${unit.name}\` is \`Type=${type}\`, which is not told of its session`,
            ),
            ...(early ? { severity: "warning" } : {}),
          };
        } else
          unit.role === "holder" &&
            startsServer(unit) &&
            TOLD.includes(type) &&
            (yield faultOf(
              unit,
              "Type",
              `\`${unit.name}\` is \`Type=${type}\`, and \`tmux -D\` never says that it is ready`,
            ));
      },
    },
    {
      code: "MF518",
      severity: "error",
      what: "An agent has the launcher's runtime directory, and no other",
      why: "The launcher takes \
it for a sign that it runs as a unit: without it, or with two, the session is made outside the unit, or not at all.",
      remedy: "Have `RuntimeDirectory=mosaic-fleet/agents/%i` alone.",
      *check(unit) {
        if (!isWhole(unit, "agent") || !runsLauncher(unit)) return;
        let folders = unit
            .list("Service", "RuntimeDirectory")
            .flatMap(({ value }) => value.split(/\s+/)),
          own = ["%i", parseUnitName(unit.name)?.instance || "%i"].map(
            (name) => `mosa\
ic-fleet/agents/${name}`,
          );
        if (folders.length === 1 && own.includes(folders[0] ?? "")) return;
        let said = folders.map((folder2) => `\`${folder2}\``).join(", ");
        yield {
          ...faultOf(
            unit,
            "RuntimeDirectory",
            `\`${unit.name}\
\` has ${said === "" ? "no runtime directory" : `the runtime directory ${said}`}`,
          ),
          ...(folders.length === 1 ? { severity: "warning" } : {}),
        };
      },
    },
    {
      code: "MF519",
      severity: "error",
      what: "Nothing ends a holder or an agent tha\
t works",
      why: "Neither tmux nor the launcher feeds a watchdog; what ends the holder ends every session, and an action of a unit ends the user manager with all that it runs.",
      remedy: "Remove the setting.",
      *check(unit) {
        if (unit.role === void 0) return;
        for (let key of ["WatchdogSec", "RuntimeMaxSec"]) {
          let at3 = lastOf(unit, key),
            span = parseTimeSpan(at3?.value ?? "") ?? 0;
          at3 !== void 0 &&
            span > 0 &&
            span < 1 / 0 &&
            (yield {
              ...faultAt(at3, `\`${key}=${at3.value}\` ends \`${unit.name}\` while it works`),
              ...(key === "RuntimeMaxSec" && unit.role === "agent" ? { severity: "warning" } : {}),
            });
        }
        let unneeded = lastOf(unit, "StopWhenUnneeded", "Unit");
        unit.role === "agent" &&
          unneeded &&
          parseBoolean(unneeded.value) &&
          (yield faultAt(unneeded, `Nothing needs \`${unit.name}\`, so it is stopped at once`));
        for (let [key, limit] of Object.entries(JOB_LIMITS)) {
          let at3 = lastOf(unit, key, "Unit"),
            span = parseTimeSpan(at3?.value ?? "") ?? 0;
          at3 !== void 0 &&
            span > 0 &&
            span < limit &&
            (yield faultAt(
              at3,
              `\`${key}=${at3.value}\` drops a start or stop of \`${unit.name}\` that takes longer`,
            ));
        }
        for (let key of ACTIONS) {
          let at3 = lastOf(unit, key, "Unit");
          at3 !== void 0 &&
            !["", "none"].includes(at3.value) &&
            (yield faultAt(at3, `\`${key}=${at3.value}\` ends more than \`${unit.name}\``));
        }
      },
    },
    {
      code: "MF520",
      severity: "error",
      what: "H\
older and agents can be started and stopped by hand",
      why: "`mosaic-fleet` starts, stops and restarts them as a person does: systemd refuses each of its commands.",
      remedy:
        "Remove `RefuseManualStart=` an\
d `RefuseManualStop=`.",
      *check(unit) {
        if (unit.role !== void 0)
          for (let key of ["RefuseManualStart", "RefuseManualStop"]) {
            let at3 = lastOf(unit, key, "Unit");
            at3 !== void 0 &&
              parseBoolean(at3.value) &&
              (yield faultAt(at3, `\`${key}=\` is set for \`${unit.name}\``));
          }
      },
    },
    {
      code: "MF524",
      severity: "warning",
      what: "What holder and agents run is a tmux server and a session on it",
      why: "A unit with a name of the fleet that run\
s something else has no server, or no session, and `status` and every command miss it.",
      remedy: "Remove the `ExecStart=` of the drop-in; what an agent runs is said in the roster.",
      check: runsOther,
    },
  ],
  TOLD = ["notify", "notify-reload", "forking", "oneshot", "dbus"],
  ACTIONS = ["SuccessAction", "FailureAction", "StartLimitAction", "JobTimeoutAction"],
  JOB_LIMITS = { JobRunningTimeoutSec: 30 * SECOND3, JobTimeoutSec: 60 * SECOND3 };
function* runsOther(unit) {
  let starts = unit.list("Service", "ExecStart"),
    [start] = starts;
  if (!isWhole(unit, unit.role) || unit.role === void 0 || start === void 0) return;
  !(unit.role === "holder" ? startsServer(unit) : runsLauncher(unit)) &&
    !starts.some(({ value }) => tmuxCalls(value).length > 0) &&
    (yield faultAt(
      start,
      `\`${unit.name}\` starts ${unit.role === "holder" ? "no tmux server" : "neither the launcher nor a session"}`,
    ));
}
function startsServer(unit) {
  return unit
    .list("Service", "ExecStart")
    .some(({ value }) => tmuxCalls(value).some(({ isServer }) => isServer));
}
var serviceRules = [
  {
    code: "MF501",
    severity: "error",
    what: "Holder and agents are active no longer than what they started",
    why: "With `RemainAfterExit=` a unit stays `active (exited)` and green after its se\
rver or session has ended, and is not restarted.",
    remedy:
      "Remove `RemainAfterExit=` and `ExitType=`; use `Type=exec` for the holder and `Type=notify` for agents.",
    *check(unit) {
      let remain = lastOf(
        unit,
        "\
RemainAfterExit",
      );
      unit.role !== void 0 &&
        remain !== void 0 &&
        parseBoolean(remain.value) === !0 &&
        (yield faultAt(remain, `\`${unit.name}\` stays active when what it started is gone`));
      let exit = lastOf(
        unit,
        "ExitT\
ype",
      );
      unit.role === "agent" &&
        exit?.value === "cgroup" &&
        (yield faultAt(
          exit,
          `\`${unit.name}\` stays active as long as anything that its agent started`,
        ));
    },
  },
  {
    code: "MF502",
    severity: "error",
    what: "Holder and ag\
ents end what they started",
    why: "With `KillMode=none` or `process`, or `SendSIGKILL=no`, the children of a stopped agent live on, without a unit that shows or limits them, and it cannot start again; o\
n a signal other than TERM neither the launcher nor tmux ends in order.",
    remedy:
      "Use `KillMode=mixed` for agents and `KillMode=control-group` for the holder; remove `KillSignal=` and `SendSIGKILL=`.",
    *check(unit) {
      if (unit.role === void 0) return;
      let signal = lastOf(unit, "KillSignal");
      signal !== void 0 &&
        !/^(?:SIG)?TERM$|^15$/.test(signal.value) &&
        (yield faultAt(
          signal,
          `A stop of \`${unit.name}\` begins with ${signal.value}, not with TERM`,
        ));
      let last = lastOf(unit, "SendSIGKILL");
      last !== void 0 &&
        parseBoolean(last.value) === !1 &&
        (yield faultAt(last, `What does not obey a stop of \`${unit.name}\` is left running`));
      let mode = lastOf(unit, "KillMode");
      mode !== void 0 &&
        ["none", "process"].includes(mode.value) &&
        (yield faultAt(
          mode,
          `\`KillMode=${mode.value}\` leaves processes of \`${unit.name}\` behind`,
        ));
    },
  },
  {
    code: "MF503",
    severity: "error",
    what: "The holder restarts, and more than once",
    why: "Without `Restart=` the first crash of the tmux server ends the whole fleet until someone notices.",
    remedy:
      "Set `Restart=always` in `[Service]`, and \
`StartLimitBurst=20` in `[Unit]`.",
    *check(unit) {
      if (!isWhole(unit, "holder")) return;
      let restart = serviceValue(unit, "Restart");
      ["always", "on-failure"].includes(restart)
        ? yield* neverAgain(unit)
        : yield faultOf(
            unit,
            "Restart",
            `The holder has \`Restart=${restart || "no"}\`, so a crash may be its last`,
          );
    },
  },
  {
    code: "MF504",
    severity: "error",
    what: "The holder survives the OOM killer's choice of one process",
    why: "By def\
ault systemd then stops the whole unit: one hungry process ends the tmux server with every agent.",
    remedy: "Set `OOMPolicy=continue` in `[Service]`.",
    *check(unit) {
      isWhole(unit, "holder") &&
        serviceValue(unit, "OOMPolicy") !== "continue" &&
        (yield faultOf(unit, "OOMPolicy", "The holder has no `OOMPolicy=continue`"));
    },
  },
  {
    code: "MF505",
    severity: "error",
    what: "An agent's cgroup is delegated",
    why: "The pane starts in the\
 holder's cgroup; without `Delegate=` it cannot move into the agent's, so limits and stop miss the agent.",
    remedy: "Set `Delegate=yes` in `[Service]`.",
    *check(unit) {
      isWhole(unit, "agent") &&
        (lastOf(unit, "Delegate") === void 0 ||
          parseBoolean(serviceValue(unit, "Delegate")) === !1) &&
        (yield faultOf(unit, "Delegate", `\`${unit.name}\` has no \`Delegate=yes\``));
    },
  },
  {
    code: "MF506",
    severity: "error",
    what: "A service th\
at a script reports ready takes that report",
    why: "`systemd-notify` is a short-lived child; without `NotifyAccess=all` its message is dropped and the start times out.",
    remedy:
      "Set `NotifyAccess=all` in\
 `[Service]`.",
    *check(unit) {
      isWhole(unit, "agent") &&
        ["notify", "notify-reload"].includes(serviceValue(unit, "Type")) &&
        serviceValue(unit, "NotifyAccess") !== "all" &&
        (yield faultOf(
          unit,
          ["Type", "NotifyAccess"],
          `\`${unit.name}\` is \`Type=${serviceValue(unit, "Type")}\` without \`NotifyAccess=all\``,
        ));
    },
  },
];
var SLICE = "mosaic-fleet.slice",
  serviceShapeRules = [
    {
      code: "MF511",
      severity: "warning",
      what: "The holder is ready when its server answers",
      why: "`tmux -D` listens a moment after it runs: agents that start a\
t once find no socket. And what waits for it needs an end.",
      remedy: "Add an `ExecStartPost=` that waits for the server, and `TimeoutStartSec=30`.",
      *check(unit) {
        if (!isWhole(unit, "holder")) return;
        let start = unit
          .list("Service", "ExecStart")
          .find(({ value }) => tmuxCalls(value).some(({ isServer }) => isServer));
        if (start === void 0) return;
        let limits = ["TimeoutStartSec", "TimeoutSec"],
          span = parseTimeSpan(lastOf(unit, limits)?.value ?? "");
        unit.list("Service", "ExecStartPost").length === 0
          ? yield faultAt(
              lastOf(unit, "ExecStartPost") ?? start,
              "The holder counts as started before its server answers",
            )
          : (span === 1 / 0 || span === 0) &&
            (yield faultOf(unit, limits, "The start of the holder may take for ever"));
      },
    },
    {
      code: "MF512",
      severity: "error",
      what: "A forking tmux server has something to hold it",
      why: "A server without a session ends at once unless `ex\
it-empty` is off, so the unit is dead when it has just started.",
      remedy: "Use `Type=exec` with `tmux -D`, or start it with a session of its own.",
      *check(unit) {
        if (!(unit.role === "agent" || serviceValue(unit, "Type") !== "forking"))
          for (let line of unit.list("Service", "ExecStart"))
            for (let { command } of tmuxCalls(line.value)) {
              let makesSession = command.some((word2) => /^new(?:-session)?$/.test(word2)),
                staysEmpty = command.join(" ").includes("exit-empty off");
              !makesSession &&
                !staysEmpty &&
                (yield faultAt(
                  latest([line, lastOf(unit, "Type")]) ?? line,
                  "tmux starts without a session, and ends at once",
                ));
            }
      },
    },
    {
      code: "MF513",
      severity:
        "\
warning",
      what: "Holder and agents are in the fleet's slice",
      why: "In the slice that systemd makes up no limit binds all of them together.",
      remedy: "Set `Slice=mosaic-fleet.slice` in `[Service]`.",
      *check(unit, { installed }) {
        if (!isWhole(unit, "holder") && !isWhole(unit, "agent")) return;
        let slice = lastOf(unit, "Slice"),
          units = namesOfFiles(unit);
        slice === void 0
          ? yield faultMissing(
              unit,
              "Service",
              `\`${unit.name}\` has no \`\
Slice=\``,
            )
          : (installed || units.has(SLICE)) &&
            !units.has(slice.value) &&
            !isBelow(slice.value, SLICE) &&
            (yield faultAt(
              slice,
              `\`${slice.value}\` is not among the units, so it has no limits`,
            ));
      },
    },
    {
      code: "MF514",
      severity: "error",
      what: "A user unit does not change its user",
      why: "A user manager may not: the start fails with 216/GROUP or 217/USER.",
      remedy:
        "Remove `User=` and `Group=`; install the unit for that us\
er instead.",
      *check(unit) {
        for (let key of ["User", "Group", "SupplementaryGroups", "DynamicUser"]) {
          let assignment = lastOf(unit, key);
          assignment === void 0 ||
            ["", "no", "false", "0", "off"].includes(assignment.value) ||
            (yield faultAt(assignment, `\`${key}=\` stands in a user unit`));
        }
      },
    },
    {
      code: "MF515",
      severity: "error",
      what: "A service can be started",
      why: "systemd refuses to load a service that starts nothing, starts two\
 things at once, or would restart a job that is done.",
      remedy: "Give one `ExecStart=`; several, and no `Restart=always`, only with `Type=oneshot`.",
      *check(unit) {
        if (
          parseUnitName(unit.name)?.suffix !==
            "s\
ervice" ||
          unit.main === void 0 ||
          (unit.assignments.length === 0 && unit.files[0]?.unit.sections.length === 0)
        )
          return;
        let commands = (key) =>
            unit
              .list("Service", key)
              .flatMap((line) => execLineOf(line.value).commands.map(() => line)),
          starts = commands("ExecStart"),
          type = serviceValue(unit, "Type"),
          restart = lastOf(unit, "Restart"),
          succeeds = !["", "none"].includes(lastOf(unit, "SuccessAction", "Unit")?.value ?? ""),
          remains = parseBoolean(serviceValue(unit, "RemainAfterExit")) === !0;
        (starts.length === 0 &&
          !succeeds &&
          !(remains && commands("ExecStop").length > 0) &&
          (yield faultOf(unit, "ExecStart", `\`${unit.name}\` has no \`ExecStart=\``)),
          starts.length > 1 &&
            starts[1] !== void 0 &&
            type !== "oneshot" &&
            (yield faultAt(
              starts[1],
              "There is more than one command, and the service is not `Type=oneshot`",
            )),
          type === "oneshot" &&
            restart !== void 0 &&
            ["always", "on-success"].includes(restart.value) &&
            (yield faultOf(
              unit,
              ["Type", "Restart"],
              `\`Restart=${restart.value}\` is refused for \`Type=oneshot\``,
            )),
          type === "oneshot" &&
            serviceValue(unit, "ExitType") === "cgroup" &&
            (yield faultOf(
              unit,
              ["Type", "ExitType"],
              "`ExitType=cgroup` is refused for `Type=oneshot`",
            )),
          serviceValue(unit, "PAMName") !== "" &&
            ["none", "process"].includes(serviceValue(unit, "KillMode")) &&
            (yield faultOf(
              unit,
              ["PAMName", "KillMode"],
              "`PAMName=` is refused with such a `KillMode=`",
            )),
          type === "dbus" &&
            serviceValue(unit, "BusName") === "" &&
            (yield faultOf(unit, ["Type", "BusName"], "`Type=dbus` has no `BusName=`")));
      },
    },
  ];
function isBelow(slice, above) {
  return slice.startsWith(`${above.replace(/\.slice$/, "")}-`);
}
function* sharedViews(unit) {
  for (let { at: at3, effect, on, except, atItself } of restrictions(unit)) {
    let given = except.flatMap((key) => exceptions(unit, key)),
      isGiven = (place, from) =>
        given.some(
          ({ path, serves }) =>
            serves(place) &&
            covers(path, place) &&
            covers(from, path) &&
            (atItself || path !== from),
        );
    on.some((word2) => {
      let from = resolve(word2, unit);
      return touched(from, effect, unit).some((place) => !isGiven(place, from));
    }) && (yield { at: at3, effect });
  }
}
function* restrictions(unit) {
  let writes = { effect: "forbids to write", except: WRITES, atItself: !1 },
    binds = { effect: "hides", except: BINDS, atItself: !1 },
    tmp = lastOf(unit, "PrivateTmp");
  tmp &&
    (parseBoolean(tmp.value) || tmp.value === "disconnected") &&
    (yield { ...binds, at: tmp, on: ["/tmp"], atItself: !0 });
  let at3 = lastOf(unit, "ProtectHome"),
    homes = ["/home", "/root", "/run/user"];
  at3?.value === "read-only"
    ? yield { ...writes, at: at3, on: homes }
    : at3?.value === "tmpfs"
      ? yield { ...binds, at: at3, on: homes }
      : at3 && parseBoolean(at3.value) && (yield { ...binds, at: at3, on: homes, except: [] });
  let system = lastOf(unit, "ProtectSystem");
  system?.value === "strict" && (yield { ...writes, at: system, on: ["/"] });
  for (let key of ["RootDirectory", "RootImage"]) {
    let root = lastOf(unit, key);
    root && !["", "/"].includes(root.value) && (yield { ...binds, at: root, on: ["/"] });
  }
  for (let [key, rest] of Object.entries(PATHS))
    for (let one of unit.list("Service", key)) yield { ...rest, at: one, on: words2(one) };
}
var WRITES = ["ReadWritePaths", "BindPaths"],
  BINDS = ["BindPaths", "BindReadOnlyPaths"],
  PATHS = {
    TemporaryFileSystem: { effect: "hides", except: BINDS, atItself: !0 },
    InaccessiblePaths: { effect: "hides", except: [], atItself: !1 },
    NoExecPaths: { effect: "forbids to run", except: ["ExecPaths", "BindPaths"], atItself: !1 },
    ReadOnlyPaths: { effect: "forbids to write", except: WRITES, atItself: !1 },
  };
function exceptions(unit, key) {
  let serves = (place) => key !== "BindReadOnlyPaths" || place === PROGRAMS;
  return unit
    .list("Service", key)
    .flatMap((at3) => words2(at3))
    .filter((word2) => {
      let [source, target] = key.startsWith("Bind") ? word2.split(":") : [word2];
      return target === void 0 || resolve(target, unit) === resolve(source ?? "", unit);
    })
    .map((word2) => ({ path: resolve(word2, unit), serves }));
}
var PROGRAMS = "/usr/bin";
function touched(from, effect, unit) {
  let [home2, runtime, config, state] = ["%h", "%t", "%E", "%S"].map((word2) =>
      resolve(word2, unit),
    ),
    places = {
      hides: ["/tmp", runtime, home2, config, state, PROGRAMS, "/dev", "/proc", "/sys"],
      "forbids to write": ["/tmp", runtime, home2, config, state],
      "forbids to run": [PROGRAMS, home2, config],
    }[effect];
  return [runtime, config, state].some((folder2) => from.startsWith(`${folder2}/mosaic`))
    ? [from]
    : places.filter((place) => covers(from, place));
}
var covers = (above, path) => `${path}/`.startsWith(above.replace(/\/*$/, "/")),
  words2 = ({ value }) => value.split(/\s+/).map((word2) => word2.replace(/^[-+]*/, ""));
function resolve(word2, { set }) {
  let { text } = expandSpecifiers(word2.replace(/:.*$/, ""), set.specifiers ?? {}),
    home2 = set.specifiers?.home ?? "/home/?",
    usual = {
      "%h": home2,
      "%t": set.specifiers?.env?.XDG_RUNTIME_DIR ?? "/run/user/?",
      "%E": `${home2}/.config`,
      "%S": `${home2}/.local/state`,
      "%T": "/tmp",
    };
  return text
    .replace(/^%[htEST]/, (specifier) => usual[specifier] ?? specifier)
    .replace(/^\/bin(?=\/|$)/, PROGRAMS)
    .replace(/(?<=.)\/+$/, "");
}
var serviceViewRules = [
    {
      code: "MF521",
      severity: "error",
      what: "Holder and agents see the files that they share, and may write and run them",
      why: "The socket is in `/tmp`, the launcher's files are in `%t` a\
nd in the home: with a view of its own the holder is not found by anyone, and an agent does not find it. What the holder sees, every pane sees.",
      remedy:
        "Remove the setting, or give all of it back, as \
by `ReadWritePaths=/tmp %t %h` or `ExecPaths=/usr %h`; confine what an agent runs by its own command, as with `bwrap`.",
      *check(unit) {
        if (unit.role !== void 0)
          for (let { at: at3, effect } of sharedViews(unit))
            yield {
              ...faultAt(
                at3,
                `\`${at3.key}=${at3.value}\` ${effect} what \`${unit.name}\` shares with the others`,
              ),
              ...(effect === "forbids to write" && unit.role === "agent"
                ? { severity: "warning" }
                : {}),
            };
      },
    },
    {
      code: "MF522",
      severity:
        "\
error",
      what: "Holder and agents may do what tmux and a shell script do",
      why: "Without Unix sockets no client reaches the server; with a filter or a limit that is too tight tmux or the launcher is killed\
, or cannot write.",
      remedy: "Remove the setting, or loosen it.",
      *check(unit) {
        if (unit.role === void 0) return;
        let families = unit.list("Service", "RestrictAddressFamilies");
        forbids(families, "AF_UNIX") &&
          (yield faultOf(
            unit,
            "RestrictAddressFamilies",
            `\`${unit.name}\` may not use \`AF_UNIX\``,
          ));
        let calls2 = unit.list("Service", "SystemCallFilter"),
          [first] = calls2;
        first &&
          !first.value.startsWith("~") &&
          forbids(
            calls2,
            "@syst\
em-service",
          ) &&
          (yield {
            ...faultOf(
              unit,
              "SystemCallFilter",
              `\`${unit.name}\` may make fewer system calls than \`@system-service\` has`,
            ),
            severity: "warning",
          });
        for (let [key, [least, said]] of Object.entries(LEAST)) {
          let at3 = lastOf(unit, key),
            limit = parseSize(at3?.value.split(":")[0] ?? "");
          at3 !== void 0 &&
            limit !== void 0 &&
            limit < least &&
            (yield faultAt(
              at3,
              `\`${key}=${at3.value}\` is less than the ${said} that \`${unit.name}\
\` needs`,
            ));
        }
      },
    },
    {
      code: "MF523",
      severity: "error",
      what: "Holder and agents need no terminal, socket or PID file of the unit's",
      why: "A user unit has none of them: the start fails, or waits for what never co\
mes.",
      remedy: "Remove the setting.",
      *check(unit) {
        if (unit.role === void 0) return;
        for (let key of ["StandardInput", "StandardOutput", "StandardError"]) {
          let at3 = lastOf(unit, key);
          at3 !== void 0 &&
            /^(?:tty|socket|fd:)/.test(at3.value) &&
            (yield faultAt(at3, `\`${key}=${at3.value}\` of \`${unit.name}\` is not there`));
        }
        let pid = lastOf(unit, "PIDFile");
        unit.role === "holder" &&
          pid !== void 0 &&
          pid.value !== "" &&
          (yield faultAt(
            pid,
            `\
Nothing writes \`${pid.value}\`, and the start of \`${unit.name}\` waits for it`,
          ));
      },
    },
    {
      code: "MF525",
      severity: "error",
      what: "An agent's own environment file is read",
      why: "What stands in `agents/<agent>.e\
nv` wins over the roster; where the unit does not read it the launcher refuses to start, for the agent would run with other settings than are written down.",
      remedy:
        "Add `EnvironmentFile=-%E/mosaic/fle\
et/agents/%i.env` behind the line that takes it away.",
      *check(unit) {
        if (!isWhole(unit, "agent") || !runsLauncher(unit)) return;
        let isOwn = ({ key, value }) =>
          key === "EnvironmentFile" && /\/fleet\/agents\/.+\.env$/.test(value);
        unit.assignments.some(isOwn) &&
          !unit.list("Service", "EnvironmentFile").some((one) => isOwn(one)) &&
          (yield faultOf(
            unit,
            "EnvironmentFile",
            `\`${unit.name}\` does not read its own environment file`,
          ));
      },
    },
  ],
  LEAST = {
    LimitNOFILE: [16, "16 open files"],
    LimitFSIZE: [1024 ** 2, "1 MiB of a file"],
    LimitAS: [32 * 1024 ** 2, "32 MiB of addresses"],
  };
function forbids(values, word2) {
  if (values.length === 0) return !1;
  let named2 = values.some(({ value }) => value.replace(/^~/, "").split(/\s+/).includes(word2));
  return values[0]?.value.startsWith("~") ? named2 : !named2;
}
var sessionRules = [
  {
    code: "MF401",
    severity: "error",
    what: "Names and paths use `%i`, never `%I`",
    why: "`%I` is the instance unescaped: `a-b` becomes `a/b`, so the unit uses the file or session of another n\
ame.",
    remedy: "Write `%i`.",
    *check(unit) {
      for (let assignment of unit.assignments)
        !["Description", "Documentation"].includes(assignment.key) &&
          /(?<!%)(?:%%)*%I/.test(assignment.value) &&
          (yield faultAt(assignment, `\`${assignment.key}=\` uses \`%I\``));
    },
  },
  {
    code: "MF402",
    severity: "error",
    what: "What an agent tells tmux to act on is matched exactly",
    why: "`-t cod` also matches the session `coder` when `cod` is gone, \
and in window commands so does `-t =cod`.",
    remedy: "Write the target as `=%i:`.",
    *check(unit) {
      if (unit.role === "agent")
        for (let line of commandLines(unit))
          for (let { command } of tmuxCalls(line.value))
            for (let target of targets(command))
              /^(?:=.+:|[$@%]\d)/.test(target) ||
                (yield faultAt(line, `The target \`${target}\` in \`${line.key}=\` is not exact`));
    },
  },
];
function targets(command) {
  return command.flatMap((word2, at3) =>
    word2 ===
    "-\
t"
      ? [command[at3 + 1] ?? ""]
      : word2.startsWith("-t")
        ? [word2.slice(2)]
        : [],
  );
}
var SOCKET = "MOSAIC_TMUX_SOCKET",
  LONGEST_PATH = 100,
  socketNameRules = [
    {
      code: "MF304",
      severity: "error",
      what: "Holder and agents use one socket",
      why: "An agent that looks for its session on another socket find\
s no server there, and never comes up.",
      remedy: "Set `MOSAIC_TMUX_SOCKET` for holder and template alike, by a drop-in for each.",
      rosterMay: !0,
      *check(unit) {
        let own = unit.environment.get(SOCKET);
        if (!(unit.role !== "agent" || own === void 0 || own.value === ""))
          for (let holder of peersOf(unit, "holder").filter(({ main }) => main)) {
            let served = servedSocket(holder);
            if (!served || served === own.value) continue;
            let guest = own.fromFile ? { severity: "info" } : {},
              theirs = [holder.environment.get(SOCKET), servingLine(holder)];
            yield {
              ...faultAt(
                latest([own, ...theirs]) ?? own,
                `\`${SOCKET}\` is \`${shownValue(own.value)}\`, but \`${holder.name}\` ser\
ves \`${shownValue(served)}\``,
              ),
              ...guest,
            };
          }
      },
    },
    {
      code: "MF305",
      severity: "error",
      what: "Only the holder may end its server",
      why: "`kill-server` in another unit ends every agent's session when that one unit s\
tops.",
      remedy: "Use `kill-session -t =%i:`, or leave the stop to systemd.",
      *check(unit) {
        if (unit.role !== "holder")
          for (let { line, call } of calls(unit))
            call.command.includes("kill-server") &&
              (yield faultAt(line, `\`${line.key}=\` ends the whole tmux server`));
      },
    },
    {
      code: "MF306",
      severity: "error",
      what: "An agent without a socket of its own leaves the holder alone",
      why: "Its session is on the person's default server:\
 it needs no holder, and `-L` would look elsewhere.",
      remedy: "Remove `Requires=` of the holder and `-L`, or give a socket name.",
      *check(unit) {
        let own = unit.environment.get(SOCKET);
        if (!(
          unit.role !==
            "agen\
t" || own?.value !== ""
        )) {
          for (let at3 of unit.list("Unit", "Requires"))
            at3.value.split(/\s+/).some((name) => unit.holders.includes(name)) &&
              (yield faultAt(
                latest([at3, own]) ?? at3,
                `\`${SOCKET}\` is empty, yet the \
agent requires the holder`,
              ));
          for (let { line, call } of calls(unit))
            call.namesSocket &&
              (yield faultAt(
                latest([line, own]) ?? line,
                `\`${SOCKET}\` is empty, yet tmux is given a socket`,
              ));
        }
      },
    },
    {
      code: "MF307",
      severity:
        "\
error",
      what: "`TMUX_TMPDIR` is the same for holder and agents",
      why: "tmux looks for the socket below it: with two folders each side has a server of its own, and neither sees the other.",
      remedy:
        "Remove i\
t everywhere, as with `UnsetEnvironment=TMUX_TMPDIR`.",
      *check(unit) {
        if (unit.role !== "agent") return;
        let own = unit.environment.get("TMUX_TMPDIR");
        for (let holder of peersOf(unit, "holder").filter(({ main }) => main)) {
          let theirs = holder.environment.get("TMUX_TMPDIR"),
            at3 = latest([own, theirs]);
          own?.value !== theirs?.value &&
            at3 !== void 0 &&
            (yield faultAt(
              at3,
              `\`TMUX_TMPDIR\` differs between \`${unit.name}\` and \`${holder.name}\``,
            ));
        }
      },
    },
    {
      code: "MF308",
      severity: "warning",
      what: "The path of the socket is short",
      why: "A Unix socket's path has room for 107 bytes; tmux says `File name too long` and no server starts.",
      remedy:
        "Us\
e a shorter socket name, or a folder nearer to the root.",
      *check(unit, { uid = process.getuid?.() ?? 0 }) {
        for (let { line, call } of calls(unit)) {
          let folder2 = `${unit.environment.get("TMUX_TMPDIR")?.value ?? "/tmp"}/\
tmux-${String(uid)}/`,
            path = call.socketPath ?? (call.socketName === void 0 ? "" : folder2 + call.socketName),
            length = Buffer.byteLength(path);
          length > LONGEST_PATH &&
            (yield faultAt(line, `The path of the socket has ${String(length)} bytes`));
        }
      },
    },
    {
      code: "MF309",
      severity: "warning",
      what: "No unit uses tmux's control mode",
      why: "Before tmux 3.7 a control client that connects while a session comes or goes can crash the server, wi\
th every agent on it.",
      remedy: "Leave out `-C`; for a look at the server use `list-sessions` or `display-message`.",
      *check(unit, { tmuxVersion }) {
        let version = Number.parseFloat(tmuxVersion ?? "");
        if (!(version >= 3.7))
          for (let { line, call } of calls(unit))
            call.isControl &&
              (yield {
                ...faultAt(line, `\`${line.key}=\` connects a control client`),
                ...(version < 3.7 ? { severity: "error" } : {}),
              });
      },
    },
    {
      code: "MF310",
      severity: "error",
      what: "\
The socket's name is a plain name",
      why: "`default` is the person's own server, and a `/` makes a path into a folder that is not there.",
      remedy:
        "Use a name such as `mosaic-fleet`; a path goes behind `-S\
`.",
      *check(unit) {
        if (unit.role === void 0) return;
        let variable = unit.environment.get(SOCKET);
        (variable !== void 0 &&
          isWrong(variable.value) &&
          (yield faultAt(
            variable,
            `\`${SOCKET}\` is \`${shownValue(variable.value)}\
\``,
          )),
          unit.role === "holder" &&
            variable?.value === "" &&
            (yield faultOf(unit, "Environment", `\`${SOCKET}\` of the holder is empty`)));
        for (let { line, call } of calls(unit))
          unit.role === "holder" && call.isServer && call.socketName === ""
            ? yield faultAt(
                latest([lastOf(unit, ["Environment", "UnsetEnvironment"]), line]) ?? line,
                `The server of \`${unit.name}\` is given an empty name for its socket`,
              )
            : call.socketName !== void 0 &&
              call.socketName !== variable?.value &&
              isWrong(call.socketName) &&
              (yield faultAt(line, `The socket's name is \`${shownValue(call.socketName)}\``));
      },
    },
  ];
function isWrong(name) {
  return name === "default" || name.includes("/");
}
var CALLS = new WeakMap();
function calls(unit) {
  let known2 = CALLS.get(unit);
  if (known2 !== void 0) return known2;
  let environment = new Map([...unit.environment].map(([key, { value }]) => [key, value])),
    specifiers = ofUnit(unit, unit.set.specifiers ?? {}),
    found = commandLines(unit).flatMap((line) =>
      tmuxCalls(line.value, { specifiers, environment }).map((call) => ({ line, call })),
    );
  return (CALLS.set(unit, found), found);
}
function servedSocket(holder) {
  return calls(holder).find(({ call }) => call.isServer)?.call.socketName;
}
function servingLine(holder) {
  return calls(holder).find(({ call }) => call.isServer)?.line;
}
var socketRules = [
  {
    code: "MF301",
    severity: "error",
    what: "`kill-server` names its socket",
    why: "Without `-L` or `-S` it ends the person's own tmux server, with every session on it.",
    remedy:
      "Name the socket\
, as in `tmux -L mosaic-fleet kill-server`; better, let systemd end the server.",
    *check(unit) {
      for (let line of commandLines(unit))
        for (let call of tmuxCalls(line.value))
          call.command.includes(
            "kill-serve\
r",
          ) &&
            !call.namesSocket &&
            (yield faultAt(line, "`kill-server` runs without `-L` or `-S`"));
    },
  },
  {
    code: "MF302",
    severity: "error",
    what: "Every tmux call of an agent has `-N`",
    why: "While the holder is away such \
a call starts a server of its own in the agent's cgroup, and the stop of that agent then ends sessions of others.",
    remedy: "Write `tmux -N \u2026`; only the holder may start a server.",
    *check(unit) {
      if (unit.role === "agent")
        for (let line of commandLines(unit))
          for (let call of tmuxCalls(line.value))
            call.neverStarts ||
              (yield faultAt(line, `tmux is called without \`-N\` in \`${line.key}=\``));
    },
  },
  {
    code: "MF303",
    severity:
      "\
error",
    what: "The holder's server has a socket of its own",
    why: "On the default socket the fleet and the person share one server, and the stop of the holder ends the person's sessions.",
    remedy:
      "Start it\
 as `tmux -D -L mosaic-fleet`.",
    *check(unit) {
      if (unit.role === "holder")
        for (let line of unit.list("Service", "ExecStart"))
          for (let call of tmuxCalls(line.value))
            call.isServer &&
              !call.namesSocket &&
              (yield faultAt(line, "The holder starts tmux without `-L` or `-S`"));
    },
  },
];
var UNIT = `
  After AllowIsolate AssertACPower AssertArchitecture AssertCPUFeature AssertCPUPressure@250 AssertCPUs AssertCapability
  AssertControlGroupController AssertCredential@252 AssertDirectoryNotEmpty AssertEnvironment AssertFileIsExecutable
  AssertFileNotEmpty AssertFirstBoot AssertFraction@261 AssertGroup AssertHost AssertIOPressure@250 AssertKernelCommandLine
  AssertKernelModuleLoaded@258 AssertKernelVersion AssertMachineTag@261 AssertMemory AssertMemoryPressure@250 AssertNeedsUpdate
  AssertOSRelease AssertPathExists AssertPathExistsGlob AssertPathIsDirectory AssertPathIsEncrypted AssertPathIsMountPoint
  AssertPathIsReadWrite AssertPathIsSocket@260 AssertPathIsSymbolicLink AssertSecurity AssertUser AssertVersion@258
  AssertVirtualization Before BindTo BindsTo CollectMode ConditionACPower ConditionArchitecture ConditionCPUFeature
  ConditionCPUPressure@250 ConditionCPUs ConditionCapability ConditionControlGroupController ConditionCredential@252
  ConditionDirectoryNotEmpty ConditionEnvironment ConditionFileIsExecutable ConditionFileNotEmpty ConditionFirmware
  ConditionFirstBoot ConditionFraction@261 ConditionGroup ConditionHost ConditionIOPressure@250 ConditionKernelCommandLine
  ConditionKernelModuleLoaded@258 ConditionKernelVersion ConditionMachineTag@261 ConditionMemory ConditionMemoryPressure@250
  ConditionNeedsUpdate ConditionOSRelease ConditionPathExists ConditionPathExistsGlob ConditionPathIsDirectory
  ConditionPathIsEncrypted ConditionPathIsMountPoint ConditionPathIsReadWrite ConditionPathIsSocket@260 ConditionPathIsSymbolicLink
  ConditionSecurity ConditionUser ConditionVersion@258 ConditionVirtualization Conflicts DefaultDependencies Description
  Documentation FailureAction FailureActionExitStatus IgnoreOnIsolate JobRunningTimeoutSec JobTimeoutAction JobTimeoutRebootArgument
  JobTimeoutSec JoinsNamespaceOf OnFailure OnFailureIsolate OnFailureJobMode OnSuccess OnSuccessJobMode PartOf PropagateReloadFrom
  PropagateReloadTo PropagatesReloadTo PropagatesStopTo RebootArgument RefuseManualStart RefuseManualStop ReloadPropagatedFrom
  Requires RequiresMountsFor RequiresOverridable Requisite RequisiteOverridable SourcePath StartLimitAction StartLimitBurst
  StartLimitInterval StartLimitIntervalSec StopPropagatedFrom StopWhenUnneeded SuccessAction SuccessActionExitStatus
  SurviveFinalKillSignal@255 Upholds Wants WantsMountsFor@256`,
  SERVICE = `
  BusName ExecCondition ExecReload ExecReloadPost@259 ExecStart ExecStartPost ExecStartPre ExecStop ExecStopPost ExitType@250
  FailureAction FileDescriptorStoreMax FileDescriptorStorePreserve@254 GuessMainPID LUOSession@262 NonBlocking NotifyAccess OOMPolicy
  OpenFile@253 PIDFile PermissionsStartOnly RebootArgument RefreshOnReload@260 ReloadSignal@253 RemainAfterExit Restart
  RestartForceExitStatus RestartMaxDelaySec@254 RestartMode@254 RestartPreventExitStatus RestartRandomizedDelaySec@262 RestartSec
  RestartSteps@254 RootDirectoryStartOnly RuntimeMaxSec RuntimeRandomizedExtraSec@250 Sockets StartLimitAction StartLimitBurst
  StartLimitInterval SuccessExitStatus TimeoutAbortSec TimeoutStartFailureMode TimeoutStartSec TimeoutStopFailureMode TimeoutStopSec
  Type USBFunctionDescriptors USBFunctionStrings WatchdogSec`,
  EXEC = `
  AmbientCapabilities AppArmorProfile BPFDelegateAttachments@258 BPFDelegateCommands@258 BPFDelegateMaps@258 BPFDelegatePrograms@258
  BindLogSockets@257 BindPaths BindReadOnlyPaths CPUAffinity CPUSchedulingPolicy CPUSchedulingPriority CPUSchedulingResetOnFork
  CacheDirectory CacheDirectoryAccounting@258 CacheDirectoryMode CacheDirectoryQuota@258 CapabilityBoundingSet ConfigurationDirectory
  ConfigurationDirectoryMode CoredumpFilter DelegateNamespaces@258 DynamicUser Environment EnvironmentFile ExecPaths
  ExecSearchPath@250 ExtensionDirectories@251 ExtensionImagePolicy@254 ExtensionImages FinalKillSignal Group IOSchedulingClass
  IOSchedulingPriority IPCNamespacePath IgnoreSIGPIPE ImportCredential@254 InaccessibleDirectories InaccessiblePaths KeyringMode
  KillMode KillSignal LimitAS LimitCORE LimitCPU LimitDATA LimitFSIZE LimitLOCKS LimitMEMLOCK LimitMSGQUEUE LimitNICE LimitNOFILE
  LimitNPROC LimitRSS LimitRTPRIO LimitRTTIME LimitSIGPENDING LimitSTACK LoadCredential LoadCredentialEncrypted@250 LockPersonality
  LogExtraFields LogFilterPatterns@253 LogLevelMax LogNamespace LogRateLimitBurst LogRateLimitIntervalSec LogsDirectory
  LogsDirectoryAccounting@258 LogsDirectoryMode LogsDirectoryQuota@258 MemoryDenyWriteExecute MemoryKSM@254 MemoryTHP@260 MountAPIVFS
  MountFlags MountImagePolicy@254 MountImages NUMAMask NUMAPolicy NetworkNamespacePath Nice NoExecPaths NoNewPrivileges
  OOMScoreAdjust PAMName PassEnvironment Personality PrivateBPF@258 PrivateDevices PrivateIPC PrivateMounts PrivateNetwork
  PrivatePIDs@257 PrivateTmp PrivateUsers ProcSubset ProtectClock ProtectControlGroups ProtectHome ProtectHostname ProtectKernelLogs
  ProtectKernelModules ProtectKernelTunables ProtectProc ProtectSystem ReadOnlyDirectories ReadOnlyPaths ReadWriteDirectories
  ReadWritePaths RemoveIPC RestartKillSignal RestrictAddressFamilies RestrictFileSystems@250 RestrictNamespaces RestrictRealtime
  RestrictSUIDSGID RootDirectory RootEphemeral@254 RootHash RootHashSignature RootImage RootImageOptions RootImagePolicy@254
  RootMStack@260 RootVerity RuntimeDirectory RuntimeDirectoryMode RuntimeDirectoryPreserve SELinuxContext SecureBits SendSIGHUP
  SendSIGKILL SetCredential SetCredentialEncrypted@250 SetLoginEnvironment@255 SmackProcessLabel StandardError StandardInput
  StandardInputData StandardInputText StandardOutput StateDirectory StateDirectoryAccounting@258 StateDirectoryMode
  StateDirectoryQuota@258 SupplementaryGroups SyslogFacility SyslogIdentifier SyslogLevel SyslogLevelPrefix SystemCallArchitectures
  SystemCallErrorNumber SystemCallFilter SystemCallLog TTYColumns@250 TTYPath TTYReset TTYRows@250 TTYVHangup TTYVTDisallocate
  TemporaryFileSystem TimeoutCleanSec TimeoutSec TimerSlackNSec UMask UnsetEnvironment User UserNamespacePath@259 UtmpIdentifier
  UtmpMode WatchdogSignal WorkingDirectory`,
  CGROUP = `
  AllowedCPUs AllowedMemoryNodes BPFProgram BindNetworkInterface@260 BlockIOAccounting BlockIODeviceWeight BlockIOReadBandwidth
  BlockIOWeight BlockIOWriteBandwidth CPUAccounting CPUPressureThresholdSec@261 CPUPressureWatch@261 CPUQuota CPUQuotaPeriodSec
  CPUSetPartition@261 CPUShares CPUWeight CoredumpReceive@255 DefaultMemoryLow DefaultMemoryMin DefaultStartupMemoryLow@253 Delegate
  DelegateSubgroup@254 DeviceAllow DevicePolicy DisableControllers IOAccounting IODeviceLatencyTargetSec IODeviceWeight
  IOPressureThresholdSec@261 IOPressureWatch@261 IOReadBandwidthMax IOReadIOPSMax IOWeight IOWriteBandwidthMax IOWriteIOPSMax
  IPAccounting IPAddressAllow IPAddressDeny IPEgressFilterPath IPIngressFilterPath ManagedOOMMemoryPressure
  ManagedOOMMemoryPressureDurationSec@257 ManagedOOMMemoryPressureLimit ManagedOOMPreference ManagedOOMSwap MemoryAccounting
  MemoryHigh MemoryLimit MemoryLow MemoryMax MemoryMin MemoryPressureThresholdSec@254 MemoryPressureWatch@254 MemorySwapMax
  MemoryZSwapMax@253 MemoryZSwapWriteback@256 NFTSet@255 OOMRules@261 RestrictNetworkInterfaces@250 Slice SocketBindAllow
  SocketBindDeny StartupAllowedCPUs@250 StartupAllowedMemoryNodes@250 StartupBlockIOWeight StartupCPUShares StartupCPUWeight
  StartupIOWeight StartupMemoryHigh@253 StartupMemoryLow@253 StartupMemoryMax@253 StartupMemorySwapMax@253 StartupMemoryZSwapMax@253
  TasksAccounting TasksMax`,
  INSTALL = `
  Alias Also DefaultInstance RequiredBy UpheldBy@254 WantedBy`,
  SOCKET2 = `
  Accept AcceptFileDescriptors@258 Backlog BindIPv6Only BindToDevice Broadcast DeferAcceptSec DeferTrigger@258 DeferTriggerMaxSec@258
  DirectoryMode ExecStartPost ExecStartPre ExecStopPost ExecStopPre FileDescriptorName FlushPending FreeBind IPTOS IPTTL KeepAlive
  KeepAliveIntervalSec KeepAliveProbes KeepAliveTimeSec ListenDatagram ListenFIFO ListenMessageQueue ListenNetlink
  ListenSequentialPacket ListenSpecial ListenStream ListenUSBFunction Mark MaxConnections MaxConnectionsPerSource
  MessageQueueMaxMessages MessageQueueMessageSize NoDelay PassCredentials PassFileDescriptorsToExec@256 PassPIDFD@258 PassPacketInfo
  PassSecurity PipeSize PollLimitBurst@255 PollLimitIntervalSec@255 Priority ReceiveBuffer RemoveOnStop ReusePort
  SELinuxContextFromNet SendBuffer Service SmackLabel SmackLabelIPIn SmackLabelIPOut SocketGroup SocketMode SocketProtocol SocketUser
  Symlinks TCPCongestion Timestamping Transparent TriggerLimitBurst TriggerLimitIntervalSec Writable XAttrAccept@262
  XAttrEntryPoint@262 XAttrListen@262`,
  TIMER = `
  AccuracySec DeferReactivation@257 FixedRandomDelay OnActiveSec OnBootSec OnCalendar OnClockChange OnStartupSec OnTimezoneChange
  OnUnitActiveSec OnUnitInactiveSec Persistent RandomizedDelaySec RandomizedOffsetSec@258 RemainAfterElapse Unit WakeSystem`,
  PATH = `
  DirectoryMode DirectoryNotEmpty MakeDirectory PathChanged PathExists PathExistsGlob PathModified TriggerLimitBurst@250
  TriggerLimitIntervalSec@250 Unit`,
  MOUNT = `
  DirectoryMode ForceUnmount LazyUnmount Options ReadWriteOnly SloppyOptions Type What Where`,
  TEXTS = {
    Unit: UNIT,
    Service: SERVICE + EXEC + CGROUP,
    Slice: `${CGROUP} ConcurrencySoftMax@258 ConcurrencyHardMax@25\
8 ActivatingConcurrencyMax@262`,
    Install: INSTALL,
    Socket: SOCKET2 + EXEC + CGROUP,
    Timer: TIMER,
    Path: PATH,
    Mount: MOUNT + EXEC + CGROUP,
    Automount: "DirectoryMode ExtraOptions@250 TimeoutIdleSec Where",
    Swap: `Options P\
riority What ${EXEC} ${CGROUP}`,
  },
  SECTIONS = Object.keys(TEXTS),
  TABLES = new Map();
function keysOf(section) {
  let known2 = TABLES.get(section),
    text = Object.hasOwn(TEXTS, section) ? TEXTS[section] : void 0;
  if (known2 !== void 0 || text === void 0) return known2;
  let made = table(text);
  return (TABLES.set(section, made), made);
}
var CGROUP_V1 = `
  BlockIOAccounting BlockIODeviceWeight BlockIOReadBandwidth BlockIOWeight BlockIOWriteBandwidth CPUAccounting CPUShares MemoryLimit
  StartupBlockIOWeight StartupCPUShares`,
  PROTECTION = "DefaultMemoryLow DefaultMemoryMin DefaultStartupMemoryLow",
  REMOVED = new Map([
    ...[...table(CGROUP_V1).keys()].map((key) => [key, 258]),
    ...[...table(PROTECTION).keys()].map((key) => [key, 262]),
  ]);
function table(text) {
  return new Map(
    text
      .trim()
      .split(/\s+/)
      .map((word2) => {
        let [key, since] = word2.split("@");
        return [key ?? "", Number(since ?? 249)];
      }),
  );
}
var OWN_SECTION = {
    service: "Service",
    socket: "Socket",
    mount: "Mount",
    automount: "Automount",
    swap: "Swap",
    timer: "Timer",
    path: "Path",
    slice: "Slice",
    scope: "Scope",
  },
  structureRules = [
    {
      code: "MF101",
      severity: "error",
      what: "Every line of a unit parses",
      why: "systemd ignores a line that it cannot read and starts the unit without it; one bad section header refuses the whole file.",
      remedy:
        "Correct the line, or start it\
 with `#`.",
      *check(unit) {
        for (let { path, unit: file } of ownFiles(unit))
          for (let { line, message, severity } of file.diagnostics)
            yield { file: path, line, message, severity };
      },
    },
    {
      code: "MF102",
      severity: "error",
      what: "Every \
key is known to the installed systemd, in its section",
      why: "systemd only logs an unknown key and goes on without it: the limit or the restart policy that it was to set is not there.",
      remedy:
        "Correct t\
he key or its section, or put it into a drop-in that only the newer systemd gets.",
      *check(unit, { version = 262 }) {
        for (let assignment of unit.assignments) {
          let { section, key } = assignment,
            keys = keysOf(section);
          if (keys === void 0 || key.startsWith("X-")) continue;
          let since = keys.get(key);
          since === void 0
            ? yield {
                ...faultAt(assignment, unknownKey(section, key)),
                ...(version > 262 ? { severity: "warning" } : {}),
              }
            : version >= (REMOVED.get(key) ?? 1 / 0)
              ? yield {
                  ...faultAt(
                    assignment,
                    `\`${key}=\` is gone from systemd ${String(version)}, which ignores it`,
                  ),
                  ...(key.endsWith("Accounting") ? { severity: "warning" } : {}),
                }
              : since > version &&
                (yield faultAt(
                  assignment,
                  `\`${key}\
=\` needs systemd ${String(since)}; systemd ${String(version)} ignores it`,
                ));
        }
      },
    },
    {
      code: "MF103",
      severity: "error",
      what: "Every section belongs to the type of the unit",
      why: "systemd passes over a section t\
hat it does not know, or that is for another type of unit, with all that stands in it.",
      remedy: "Correct the name of the section; private sections start with `X-`.",
      *check(unit) {
        let own = OWN_SECTION[parseUnitName(unit.name)?.suffix ?? ""];
        for (let { path, unit: file } of unit.files)
          for (let { name, line } of file.sections)
            !["Unit", "Install", own].includes(name) &&
              !name.startsWith("X-") &&
              (yield {
                file: path,
                line,
                message: `\`[${name}\
]\` is no section of \`${unit.name}\`, so all in it is ignored`,
              });
      },
    },
    {
      code: "MF104",
      severity: "error",
      what: "A unit file is a regular text file that is not empty",
      why: "An empty unit file masks the unit: i\
t cannot be started. What is no text cannot be a unit.",
      remedy: "Put the unit file back, or remove it.",
      check: emptyFiles,
    },
  ];
function* emptyFiles(unit) {
  let text = unit.files.find(({ path }) => path === unit.main)?.text;
  unit.main !== void 0 &&
    text === "" &&
    (yield { file: unit.main, line: 1, message: "The file is empty, so the unit is masked" });
}
function unknownKey(section, key) {
  let home2 = SECTIONS.find((each) => keysOf(each)?.has(key) === !0);
  if (home2 !== void 0)
    return `\`${key}=\` stands in \`[${section}]\`, but belongs in \`[${home2}]\``;
  let near = [...(keysOf(section)?.keys() ?? [])].find(
    (each) => each.toLowerCase() === key.toLowerCase(),
  );
  return `\
\`${key}=\` is no setting of \`[${section}]\`${near === void 0 ? "" : `; is \`${near}=\` meant`}`;
}
var SPECIFIERS2 = {
  ...Object.fromEntries(
    "aAbBCdEfgGhHiIjJlLmMnNopPqsStTuUvVwW%".split("").map((letter) => [letter, 249]),
  ),
  y: 251,
  Y: 251,
  D: 256,
};
function unknownSpecifiers(value, version) {
  return [...value.matchAll(/%([A-Za-z0-9%])/g)]
    .filter(([, letter = ""]) => (SPECIFIERS2[letter] ?? 1 / 0) > version)
    .map(([specifier]) => specifier);
}
var valueRules = [
  {
    code: "MF105",
    severity: "warning",
    what: "A unit file is UTF-8 without a byte order mark, and has no NUL",
    why: "systemd passes over a byte order mark, but other programs take it for part o\
f the first line; a NUL ends the line that it is in, and a line that is no UTF-8 is ignored.",
    remedy: "Save the file as UTF-8 without a byte order mark.",
    *check(unit) {
      for (let { path, text } of ownFiles(unit)) {
        let nul = text.indexOf("\0");
        text.startsWith("\uFEFF") &&
          (yield { file: path, line: 1, message: "The file starts with a byte order mark" });
        let stray = text.search(/[\p{Surrogate}\p{Noncharacter_Code_Point}]/u);
        (stray !== -1 &&
          (yield {
            file: path,
            line: lineAt(text, stray),
            message: "The file is no UTF-8 to systemd",
          }),
          nul !== -1 &&
            (yield {
              file: path,
              line: lineAt(text, nul),
              message: "The file holds a NUL",
              severity: "error",
            }));
      }
    },
  },
  {
    code: "MF\
106",
    severity: "warning",
    what: "Lines end in a line feed alone",
    why: "systemd drops a carriage return, but scripts that read the file keep it at the end of every value.",
    remedy:
      "Convert the file, as with\
 `sed -i 's/\\r$//'`.",
    *check(unit) {
      for (let { path, text } of ownFiles(unit)) {
        let at3 = text.indexOf("\r");
        at3 !== -1 &&
          (yield {
            file: path,
            line: lineAt(text, at3),
            message: "A line ends in a carriage return",
          });
      }
    },
  },
  {
    code: "\
MF107",
    severity: "error",
    what: "A setting that takes one of some words has one of them",
    why: "systemd logs another word and goes on with the default: `Restart=yes` is `Restart=no`.",
    remedy:
      "Use one of th\
e words that systemd knows.",
    *check(unit, { version = 262 }) {
      for (let assignment of unit.assignments) {
        let { section, key, value } = assignment;
        if (typeof kindIn(section, key, version) != "object") continue;
        let reason = judgeValue(key, value, version);
        reason !== void 0 &&
          (yield faultAt(assignment, `\`${key}=${value}\` is ignored: it is ${reason}`));
      }
    },
  },
  {
    code: "MF108",
    severity: "error",
    what: "Times, sizes, numbers, paths and names can be \
read",
    why: "systemd logs a value that it cannot read and goes on with the default, or refuses the unit: the limit that it was to set is not there.",
    remedy:
      "Write it as systemd.syntax(7) and systemd.tim\
e(7) say.",
    *check(unit, { version = 262 }) {
      for (let assignment of unit.assignments) {
        let { section, key, value } = assignment,
          kind = kindIn(section, key, version);
        if (kind === void 0 || typeof kind == "object") continue;
        let reason = judgeValue(key, value, version),
          shown3 = SECRET2.includes(key) ? "\u2026" : value,
          outcome = refusesUnit(key) ? "is refused" : "is ignored";
        reason !== void 0 &&
          (yield faultAt(assignment, `\`${key}=${shown3}\` ${outcome}: it is ${reason}`));
      }
    },
  },
  {
    code: "MF109",
    severity: "warning",
    what: "A setting with one value stands once in a file",
    why: "The last one wins, so whoever edits the first changes nothing.",
    remedy: "Remove all but one.",
    *check(unit) {
      for (let { path, unit: file } of ownFiles(unit)) {
        let seen = new Map();
        for (let { section, key, value, line } of file.assignments) {
          let kind = kindIn(section, key);
          if (kind === void 0 || isListKind(kind)) continue;
          let before = seen.get(`${section}\
\0${key}`);
          (before !== void 0 &&
            value !== "" &&
            (yield {
              file: path,
              line,
              message: `\`${key}=\` stands on line ${String(before)} already; this one wins`,
            }),
            seen.set(`${section}\0${key}`, line));
        }
      }
    },
  },
  {
    code: "MF110",
    severity:
      "\
error",
    what: "Templates are named as templates",
    why: "`name.service` is another unit than an instance of `name@.service`; systemd looks for it, finds nothing, and in a `Wants=` says nothing.",
    remedy:
      "Na\
me an instance, as in `mosaic-agent@canary.service`.",
    *check(unit) {
      let files = namesOfFiles(unit);
      for (let key of ["Requires", "Wants", "BindsTo", "Requisite", "Upholds", "After", "Before"])
        for (let { name, at: at3 } of dependencies(unit, key)) {
          let parts = parseUnitName(name);
          if (parts === void 0 || files.has(name)) continue;
          let template = `${parts.prefix}@.${parts.suffix}`,
            plain = `${parts.prefix}.${parts.suffix}`;
          parts.instance === void 0 && files.has(template)
            ? yield faultAt(
                at3,
                `\`${key}=${name}\` names no unit: there is \`${template}\`, a template`,
              )
            : parts.instance &&
              files.has(plain) &&
              !files.has(template) &&
              (yield faultAt(
                at3,
                `\`${key}=${name}\` \
names no unit: \`${plain}\` is no template`,
              ));
        }
    },
  },
  {
    code: "MF111",
    severity: "error",
    what: "Every specifier is known to the installed systemd",
    why: "systemd ignores a setting with an unknown specifier; in `E\
xecStart=` and `WorkingDirectory=` it refuses the unit.",
    remedy: "Use a specifier of systemd.unit(5), or double the `%`.",
    *check(unit, { version = 262 }) {
      for (let assignment of unit.assignments) {
        let { section, key, value } = assignment;
        if (!(!keysOf(section)?.has(key) || !takesSpecifiers(key)))
          for (let specifier of unknownSpecifiers(value, version))
            yield faultAt(
              assignment,
              `\`${specifier}\` in \`${key}=\` is no speci\
fier`,
            );
      }
    },
  },
  {
    code: "MF112",
    severity: "warning",
    what: "A backslash that continues a line is its last character",
    why: "With a blank behind it systemd takes it for a part of the value, and the next line for on\
e of its own; podman and editors make it look continued.",
    remedy: "Remove the blanks behind the backslash, or the backslash.",
    *check(unit) {
      let files = ownFiles(unit).filter(({ text }) => /\\[ \t]+(?:[\n\r\0]|$)/.test(text));
      for (let { path, text: whole } of files)
        for (let { text, line } of numbered(whole)) {
          let bare = strip(text);
          continues(bare) &&
            !text.endsWith("\\") &&
            (yield {
              file: path,
              line,
              message:
                "The backslash has a blank \
behind it, so it does not continue the line",
            });
        }
    },
  },
];
function numbered(text) {
  return physicalLines(text).flatMap((physical, index) =>
    isComment(physical) ? [] : [{ text: physical.text, line: index + 1 }],
  );
}
var SECRET2 = ["Environment", "LogExtraFields", "SetCredential", "SetCredentialEncrypted"],
  SPECIFIED = new Set(
    `AppArmorProfile BusName Description EnvironmentFile ImportCredential JobTimeoutRebootArgument PAMName PIDFil\
e RebootArgument
   RuntimeDirectory StateDirectory CacheDirectory LogsDirectory
   ConfigurationDirectory SyslogIdentifier UtmpIdentifier WorkingDirectory`.split(/\s+/),
  ),
  SPECIFIED_KINDS = [
    "paths",
    "mounts",
    "binds",
    "file-systems",
    "search-path",
    "path",
    "condition-path",
    "cpu-set",
    "cpu-\
affinity",
    "credential",
    "credential-text",
    "log-fields",
    "log-namespace",
    "owner",
    "owners",
    "units",
    "slice",
    "environment",
    "variables",
    "variable-names",
    "urls",
  ];
function takesSpecifiers(key) {
  return (
    /^(?:Exec|Condition|Assert)/.test(key) ||
    SPECIFIED.has(key) ||
    SPECIFIED_KINDS.includes(valueKind(key))
  );
}
function kindIn(section, key, version = 0) {
  if (!(section === "Mount" && key === "Type") && !(version >= (REMOVED.get(key) ?? 1 / 0)))
    return keysOf(section)?.has(key) ? valueKind(key) : void 0;
}
function lineAt(text, at3) {
  return text.slice(0, at3).split(/\r\n|\n|\r/).length;
}
var rules = [
  ...structureRules,
  ...valueRules,
  ...holderAgentRules,
  ...orderRules,
  ...socketRules,
  ...socketNameRules,
  ...sessionRules,
  ...agentNameRules,
  ...serviceRules,
  ...restartRules,
  ...serviceShapeRules,
  ...serviceLifeRules,
  ...serviceViewRules,
  ...execRules,
  ...namedPathRules,
  ...environmentFileRules,
  ...environmentRules,
  ...execLineRules,
  ...linkRules,
].toSorted((a, b) => (a.code < b.code ? -1 : 1));
function checkUnits(set, context = {}) {
  let findings = new Map(),
    asked = rules.filter(({ onlyInstalled }) => !onlyInstalled || context.installed === !0);
  for (let unit of checkedUnits(set, context.version))
    for (let { code, severity, remedy, rosterMay, check } of asked)
      for (let fault of check(unit, context)) {
        let finding = {
            code,
            severity: rosterMay && isOfRoster(fault.file) ? "info" : (fault.severity ?? severity),
            file: fault.file,
            line: fault.line,
            message: fault.message,
            remedy,
          },
          same = [code, fault.file, fault.line, fault.message.replaceAll(unit.name, "")].join("\0");
        findings.has(same) || findings.set(same, finding);
      }
  return [...findings.values(), ...unreadable(set)].toSorted(
    (a, b) => compareText(a.file, b.file) || a.line - b.line || compareText(a.code, b.code),
  );
}
function isOfRoster(file) {
  return isDropIn(file) && basename4(file) === "50-roster.conf";
}
function checkedUnits(set, version) {
  let merged = mergedUnits(set),
    holders = merged
      .filter((unit) => unit.main !== void 0 && roleOf(unit) === "holder")
      .map(({ name }) => name),
    peers2 = [];
  for (let unit of merged)
    peers2.push({
      ...unit,
      role: roleOf(unit),
      holders: holders.length > 0 ? holders : [HOLDER_NAME],
      set,
      peers: peers2,
      environment: environmentOf(unit, set, version),
    });
  return peers2;
}
function unreadable(set) {
  let rule = rules.find(({ code }) => code === "MF104");
  return (set.unreadable ?? []).map(({ path, reason, remedy }) => ({
    code: "MF104",
    severity: rule?.severity ?? "error",
    file: path,
    line: 1,
    message: `\`${path}\` cannot be read as a unit: ${reason}`,
    remedy: remedy ?? rule?.remedy ?? "",
  }));
}
function compareText(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
import { homedir } from "node:os";
import { basename as basename5, dirname as dirname3, join as join3 } from "node:path";
import { join as join2 } from "node:path";
function variablePaths(units, set, version) {
  return units.flatMap((unit) => {
    if (!parseUnitName(unit.name)?.instance || roleOf(unit) !== "agent") return [];
    let environment = environmentOf(unit, set, version),
      known2 = (key) => {
        let variable = environment.get(key);
        return variable?.isComplete ? variable : void 0;
      },
      named2 = (key, { file, line }, path) => ({
        file,
        line,
        key,
        unit: unit.name,
        path,
        ...lookAt(path),
      }),
      home2 = known2("HOME")?.value ?? set.specifiers?.home,
      workdir = known2("MOSAIC_AGENT_WORKDIR"),
      folder2 = workdir && withHome(workdir.value, home2),
      command = known2("MOSAIC_AGENT_COMMAND"),
      [program] = shellWords(command?.value ?? ""),
      folders = (known2("PATH")?.value ?? "").split(":").filter((one) => one.startsWith("/"));
    return [
      ...(workdir && folder2?.startsWith("/")
        ? [named2("MOSAIC_AGENT_WORKDIR", workdir, folder2)]
        : []),
      ...(command && program
        ? [named2("MOSAIC_AGENT_COMMAND", command, findProgram(program, folders))]
        : []),
    ];
  });
}
function withHome(value, home2) {
  return value.replace(/^(?:\$HOME|\$\{HOME\}|~)(?=\/|$)/, (found) => home2 ?? found);
}
function findProgram(program, folders) {
  return program.includes("/")
    ? program
    : (folders
        .map((folder2) => join2(folder2, program))
        .find((path) => lookAt(path).kind === "file") ?? program);
}
var LARGEST2 = 4 * 1024 * 1024,
  ENABLED = /\.(?:wants|requires|upholds)$/;
function loadUnitSet(paths, options2 = {}) {
  let { instances = [], home: home2 = homedir(), env = process.env, version } = options2,
    files = [],
    found = paths.map((path) => findUnits(path)),
    unreadable2 = found.flatMap(({ unlisted }) => unlisted).map(unlistedFolder);
  for (let path of found.flatMap(({ units: units2 }) => units2)) {
    let { kind } = lookAt(path),
      bytes2 = kind === "file" ? readSmall(path, LARGEST2) : void 0;
    bytes2 !== void 0
      ? files.push({ path, text: decodeBytes(bytes2) })
      : kind === "device" && isNull(path)
        ? files.push({ path, text: "" })
        : (unreadable2.push({ path, kind, ...whyUnread(path, kind) }),
          isDropIn(path) && files.push({ path, text: "" }));
  }
  let links = found.flatMap((one) => one.links).map(readLink),
    set = { files, unreadable: unreadable2, links, instances, specifiers: { home: home2, env } },
    units = mergedUnits(set),
    named2 = namedPaths(units, set.specifiers);
  return {
    ...set,
    named: [...named2, ...variablePaths(units, { ...set, named: named2 }, version)],
  };
}
var NOTHING = { units: [], links: [], unlisted: [] };
function findUnits(path) {
  if (ENABLED.test(basename5(dirname3(path))) && isLink(path)) return { ...NOTHING, links: [path] };
  if (lookAt(path).kind !== "directory") return { ...NOTHING, units: [path] };
  let names2 = list(path);
  if (names2 === void 0) return { ...NOTHING, unlisted: [path] };
  let all = names2.map((name) => inFolder(join3(path, name)));
  return {
    units: all.flatMap(({ units }) => units),
    links: all.flatMap(({ links }) => links),
    unlisted: all.flatMap(({ unlisted }) => unlisted),
  };
}
function inFolder(path) {
  let folder2 = basename5(dirname3(path));
  return ENABLED.test(folder2)
    ? isLink(path)
      ? { ...NOTHING, links: [path] }
      : NOTHING
    : isDropIn(path)
      ? { ...NOTHING, units: [path] }
      : folder2.endsWith(".d")
        ? NOTHING
        : path.endsWith(".d") || ENABLED.test(path)
          ? lookAt(path).kind === "directory"
            ? findUnits(path)
            : NOTHING
          : parseUnitName(basename5(path)) === void 0
            ? NOTHING
            : { ...NOTHING, units: [path] };
}
function readLink(path) {
  let name = basename5(path),
    units = dirname3(dirname3(path)),
    named2 = [name, templateOf(name) ?? name].map((unit) => join3(units, unit)),
    leadsSomewhere = [path, ...named2].some((one) => lookAt(one).kind !== "missing");
  return { path, name, leadsSomewhere };
}
function unlistedFolder(path) {
  return {
    path,
    kind: "directory",
    reason: "it is a folder that cannot be listed",
    remedy: "Run `chmod u+rx` on it; systemd passes over the folder, with all that is in it.",
  };
}
function whyUnread(path, kind) {
  return kind === "missing"
    ? { reason: isLink(path) ? "it is a link that leads nowhere" : "it is not there" }
    : kind === "unreadable" && isLoop(path)
      ? { reason: "it is a link that leads back to itself" }
      : kind === "unreadable"
        ? { reason: "it may not be looked at", remedy: "Run `chmod u+x` on the folders above it." }
        : kind === "fifo" || kind === "device"
          ? {
              reason: `it is a ${kind === "fifo" ? "FIFO" : "device"}`,
              remedy:
                "Remove it before the next\
 reload, at which the user manager may wait for it, with every unit.",
            }
          : kind !== "file"
            ? { reason: `it is a ${kind}`, remedy: "Move it away; systemd passes over it." }
            : (lookAt(path).size ?? 0) > LARGEST2
              ? {
                  reason:
                    "\
it is larger than 4 MiB",
                }
              : { reason: "it cannot be read", remedy: "Run `chmod u+r` on it." };
}
import { spawn } from "node:child_process";
async function run(argv2, { env, deadlineMs, command = argv2, group = !1 }) {
  let [file, ...args] = argv2,
    child = spawn(file, args, {
      env: { ...env, ...PLAIN2 },
      detached: group,
      stdio: ["ignore", "pipe", "pipe"],
    }),
    timer,
    deadline = new Promise((resolve4) => {
      timer = setTimeout(() => resolve4("late"), deadlineMs);
    }),
    result = await Promise.race([ended(child), deadline]);
  if ((clearTimeout(timer), result === "late"))
    throw (
      killAll(child.pid, group),
      child.stdout.destroy(),
      child.stderr.destroy(),
      new SystemdError(
        "Timeout",
        `\`${shown2(command)}\` did not end within ${String(deadlineMs / 1e3)} s; what it asked for may still happen, so look at the state before asking again`,
      )
    );
  let { exitCode, signal, stdout, stderr, cause } = result;
  if (cause?.code === "ENOENT") throw absentError(file, stderr, cause);
  if (exitCode === null)
    throw new SystemdError(
      "NotAnswering",
      `\`${shown2(command)}\` was ended\
 by ${signal ?? "a failure"}`,
      { detail: stderr, cause },
    );
  return { exitCode, stdout, stderr };
}
async function ended(child) {
  let parts = { stdout: [], stderr: [] };
  for (let name of ["stdout", "stderr"])
    (child[name].on("data", (part2) => parts[name].push(part2)), child[name].on("error", () => {}));
  let texts = () => ({ stdout: textOf(parts.stdout), stderr: textOf(parts.stderr) });
  return await new Promise((resolve4) => {
    (child.once("error", (cause) => resolve4({ exitCode: null, signal: null, cause, ...texts() })),
      child.once("close", (exitCode, signal) => resolve4({ exitCode, signal, ...texts() })));
  });
}
function textOf(parts) {
  return Buffer.concat(parts)
    .toString("utf8")
    .replace(/\r?\n$/, "");
}
var PLAIN2 = {
  LC_ALL: "C",
  LANGUAGE: "",
  SYSTEMCTL_INSTALL_CLIENT_SIDE: "0",
  SYSTEMD_COLORS: "0",
  SYSTEMD_LOG_LEVEL: "notice",
  SYSTEMD_LOG_LOCATION: "0",
  SYSTEMD_LOG_TARGET: "console",
  SYSTEMD_LOG_TID: "0",
  SYSTEMD_LOG_TIME:
    "\
0",
  SYSTEMD_OFFLINE: "0",
  SYSTEMD_PAGER: "",
  SYSTEMD_URLIFY: "0",
};
function absentError(file, detail, cause) {
  let message = `\`${file}\` is not on PATH; this needs systemd`;
  return new SystemdError("ManagerAbsent", message, { detail, cause });
}
function killAll(pid, group) {
  if (pid !== void 0)
    try {
      process.kill(group ? -pid : pid, "SIGKILL");
    } catch {}
}
function shown2(command) {
  let words3 = command.slice(0, 8).join(" ");
  return command.length > 8 ? `${words3} \u2026` : words3;
}
async function systemdVersion(options2 = {}) {
  let { env = process.env, deadlineMs = 1e4 } = options2;
  try {
    let version = /^systemd (\d+)/.exec(
      (await run(["systemctl", "--version"], { env, deadlineMs })).stdout,
    )?.[1];
    return version === void 0 ? void 0 : Number(version);
  } catch (error) {
    if (error instanceof SystemdError) return;
    throw error;
  }
}
var NothingToRun = class extends Error {
  name = "NothingToRun";
  code = "NothingToRun";
};
function checkDocument(checked) {
  let { paths, findings, known: known2, baseline, rulesSkipped, strict } = checked,
    byFile = new Map(paths.map((path) => [path, []]));
  for (let finding of findings) {
    let { file, code, severity, line, message, remedy } = finding,
      rest = { code, severity, line, message, remedy },
      all = byFile.get(file) ?? [];
    (all.push(known2.has(finding) ? { ...rest, known: !0 } : rest), byFile.set(file, all));
  }
  let files = [...byFile].map(([path, all]) => ({
      path,
      findings: all.toSorted((a, b) => a.line - b.line),
    })),
    fresh = findings.filter((finding) => !known2.has(finding)),
    count2 = (wanted) => fresh.filter(({ severity }) => severity === wanted).length,
    summary = {
      files: files.length,
      errors: count2("error"),
      warnings: count2("warning"),
      infos: count2("info"),
      ...(baseline === void 0 ? {} : { known: known2.size }),
      rulesSkipped: rulesSkipped.length,
      strict,
    };
  return { version: 1, files, rulesSkipped, ...(baseline === void 0 ? {} : { baseline }), summary };
}
function isFailure({ severity, known: known2 }, strict) {
  return known2 === !0 ? !1 : severity === "error" || (strict && severity === "warning");
}
function linesOf(set) {
  let texts = new Map(set.files.map(({ path, text }) => [path, text])),
    contents = new Map((set.named ?? []).map(({ path, content }) => [path, content])),
    split3 = new Map(),
    of = (file, line) => {
      let content = contents.get(file),
        text = texts.get(file) ?? (content && Buffer.from(content).toString("utf8"));
      if (text === void 0) return;
      let lines = split3.get(file) ?? text.split(LINE_END3);
      return (split3.set(file, lines), lines[line - 1]);
    };
  return {
    of,
    known: (file, line) => {
      let text = of(file, line)?.trim();
      return texts.has(file) ? text : text?.replace(/=.*$/, "");
    },
  };
}
var LINE_END3 = /(?:\r\n|\n\r|\n|\r)\0?|\0/;
import { lstatSync as lstatSync3, readdirSync as readdirSync4 } from "node:fs";
import { dirname as dirname6, resolve as resolve2 } from "node:path";
var agentTemplate = "mosaic-agent@.service";
function agentUnit(agent) {
  return unitName(agentTemplate, agent);
}
import { lstatSync as lstatSync2 } from "node:fs";
import { homedir as homedir2 } from "node:os";
import { isAbsolute as isAbsolute2, join as join4 } from "node:path";
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
  let home2 = env.HOME || homedir2();
  if (!isAbsolute2(home2))
    throw new FleetError("Usage", `HOME is \`${home2}\`, which is not absolute`, {
      remedy:
        "\
Set HOME to your home folder.",
    });
  let config = join4(folder(env.XDG_CONFIG_HOME) ?? join4(home2, ".config"), "mosaic", "fleet"),
    tools = join4(config, "..", "tools", "fleet"),
    state = join4(folder(env.XDG_STATE_HOME) ?? join4(home2, ".local", "state"), "mosaic", "fleet"),
    cache = join4(folder(env.XDG_CACHE_HOME) ?? join4(home2, ".cache"), "mosaic", "fleet"),
    data = folder(env.XDG_DATA_HOME) ?? join4(home2, ".local", "share"),
    worktrees = join4(data, "mosaic", "fleet", "worktrees"),
    runtime = runtimeFolder(env, uid);
  return {
    home: home2,
    config,
    tools,
    state,
    cache,
    worktrees,
    runtime,
    roster: env.MOSAIC_FLEET_ROSTER || join4(config, "roster.yaml"),
    script: join4(tools, "start-agent-session.sh"),
    profile: join4(config, "tmux.conf"),
    units: join4(config, "..", "..", "systemd", "user"),
    agentEnvironment: (agent) => `${config}/agents/${agent}.env`,
    sessionRecord: (socket = "default", agent) => `${state}\
/sessions/${socket}/${agent}`,
    channel: (socket = "default", agent) => ({
      folder: `${runtime}/channels/${socket}/${agent}`,
      state: `${state}/agents/${socket}/${agent}`,
    }),
    serverRecord: (socket) =>
      join4(
        runtime,
        "serve\
rs",
        socket,
      ),
  };
}
function runtimeFolder(env, uid) {
  let given = folder(env.XDG_RUNTIME_DIR);
  if (given !== void 0) return join4(given, "mosaic-fleet");
  let usual = `/run/user/${uid}`;
  return ownedBy(usual, uid)
    ? join4(
        usual,
        "mosaic-fl\
eet",
      )
    : join4(folder(env.TMPDIR) ?? "/tmp", `mosaic-fleet-${uid}`);
}
function ownedBy(path, uid) {
  let stats = lstatSync2(path, { throwIfNoEntry: !1 });
  return stats?.isDirectory() === !0 && stats.uid === uid;
}
function folder(path) {
  return path !== void 0 && isAbsolute2(path) ? path : void 0;
}
import { readdirSync as readdirSync2 } from "node:fs";
import { basename as basename6, dirname as dirname4, join as join5 } from "node:path";
import { homedir as homedir3 } from "node:os";
function unitSearchPath(options2 = {}) {
  let { env = process.env, home: home2 = env.HOME ?? homedir3(), version = 252 } = options2,
    own = env.SYSTEMD_UNIT_PATH;
  if (own !== void 0 && own !== "" && !own.endsWith(":")) return own.split(":");
  let config = env.XDG_CONFIG_HOME || `${home2}/.config`,
    data = env.XDG_DATA_HOME || `${home2}/.local/share`,
    configs = split2(env.XDG_CONFIG_DIRS) ?? (version < NO_ETC_XDG ? ["/etc/xdg"] : []),
    datas = split2(env.XDG_DATA_DIRS) ?? ["/usr/local/share", "/usr/share"],
    runtime = (name) => (env.XDG_RUNTIME_DIR ? [`${env.XDG_RUNTIME_DIR}/systemd/${name}`] : []),
    attached = (folders) => (version < ATTACHED ? [] : folders),
    all = [
      `${config}/systemd/user.control`,
      ...runtime("user.control"),
      ...runtime("transient"),
      ...runtime("generator.early"),
      `${config}/systemd/user`,
      ...attached([`${config}/systemd/user.attached`]),
      ...configs.map((folder2) => `${folder2}/systemd/user`),
      "/etc/systemd/user",
      ...runtime("user"),
      ...attached(runtime("user.attached")),
      "/run/systemd/user",
      ...runtime("generator"),
      `${data}/systemd/user`,
      ...datas.map((folder2) => `${folder2}/systemd/user`),
      ...["lib", "share"].map((name) => `/usr/local/${name}/systemd/user`),
      ...["lib", "share"].map((name) => `/usr/${name}/systemd/user`),
      ...runtime("generator.late"),
    ];
  return [...new Set([...(own ? own.slice(0, -1).split(":") : []), ...all])];
}
var NO_ETC_XDG = 257,
  ATTACHED = 262;
function split2(text) {
  let parts = text?.split(":").filter((part2) => part2.startsWith("/"));
  return parts !== void 0 && parts.length > 0 ? parts : void 0;
}
function installedUnitPaths({ env, home: home2, version }) {
  let ours = [
    ...new Set(unitSearchPath({ env, home: home2, ...(version === void 0 ? {} : { version }) })),
  ]
    .flatMap((folder2) => namesIn(folder2).map((name) => join5(folder2, name)))
    .flatMap((path) => {
      let name = basename6(path);
      return ENABLED2.test(name)
        ? namesIn(path)
            .filter(isOurs)
            .map((one) => join5(path, one))
        : isOurs(name) || TYPE_WIDE.includes(name)
          ? [path]
          : [];
    });
  return ours.filter((path) => path === ours.find((one) => hides(one, path)));
}
var ENABLED2 = /\.(?:wants|requires|upholds)$/,
  TYPE_WIDE = ["service.d", "slice.d", "target.d", "timer.d"];
function isOurs(name) {
  return name.startsWith("mosaic-");
}
function hides(path, other) {
  return parseUnitName(basename6(other)) === void 0 || ENABLED2.test(dirname4(other))
    ? path === other
    : basename6(path) === basename6(other) && !ENABLED2.test(dirname4(path));
}
function namesIn(folder2) {
  try {
    return readdirSync2(folder2).toSorted();
  } catch {
    return [];
  }
}
import { readdirSync as readdirSync3 } from "node:fs";
import { createRequire } from "node:module";
import { basename as basename7, dirname as dirname5, join as join6 } from "node:path";
function shippedUnitPaths() {
  let folder2 = join6(
    dirname5(createRequire(import.meta.url).resolve("@mosaicstack/systemd-units/package.json")),
    "units",
  );
  return readdirSync3(folder2)
    .filter((name) => /\.(service|timer|target|slice)$/.test(name))
    .toSorted()
    .map((name) => join6(folder2, name));
}
function namedPaths2(paths, { cwd }) {
  let missing = paths.find((path) => !isThere(resolve2(cwd, path)));
  if (missing !== void 0)
    throw new UsageError(`\`${missing}\` is not there; name unit files or folders of them`);
  return { paths: paths.map((path) => resolve2(cwd, path)), instances: [] };
}
function installedPaths({ env }, version) {
  let paths = fleetPaths(env),
    { units, home: home2 } = paths,
    installed = namesIn2(units);
  if (installed === void 0 && isThere(units))
    throw new NothingToRun(`\`${units}\` cannot be listed; run \`chmod u+rx\` on it`);
  if (!installed?.some((name) => isOurs2(name) && !ENABLED3.test(name)))
    throw new NothingToRun(`no unit of the f\
leet is installed in \`${units}\`; run \`mosaic-fleet install\``);
  return {
    paths: installedUnitPaths({ env, home: home2, version }),
    instances: agentsIn(dirname6(paths.agentEnvironment("x"))),
  };
}
function shippedPaths() {
  return { paths: shippedUnitPaths(), instances: [] };
}
var ENABLED3 = /\.(?:wants|requires|upholds)$/;
function isOurs2(name) {
  return name.startsWith("mosaic-");
}
function agentsIn(folder2) {
  return (namesIn2(folder2) ?? [])
    .filter((name) => name.endsWith(".env"))
    .map((name) => name.slice(0, -4))
    .filter((agent) => parseUnitName(`mosaic-agent@${agent}.service`)?.instance === agent)
    .filter((agent) => agent !== "")
    .map((agent) => agentUnit(agent));
}
function namesIn2(folder2) {
  try {
    return readdirSync4(folder2).toSorted();
  } catch {
    return;
  }
}
function isThere(path) {
  try {
    return lstatSync3(path, { throwIfNoEntry: !1 }) !== void 0;
  } catch {
    return !0;
  }
}
var installationRules = [
  {
    code: "MF701",
    severity: "error",
    what: "The script that the units call is there and may be run",
    why: "Without it every start of holder and agents ends with 203/EXEC.",
    remedy:
      "Run `m\
osaic-fleet install`, or copy the script and `chmod 755` it.",
  },
  {
    code: "MF702",
    severity: "error",
    what: "Nobody else may write the script that the units call",
    why: "Whoever may write it runs commands as you\
.",
    remedy: "Take the right away with `chmod go-w`.",
  },
  {
    code: "MF703",
    severity: "warning",
    what: "An installed unit is the one that this version ships",
    why: "An older unit, or one edited in place, lacks what \
this version relies on; the next install overwrites it.",
    remedy: "Run `mosaic-fleet install`; put changes of your own into a drop-in.",
  },
  {
    code: "MF704",
    severity: "error",
    what: "Every shipped unit is instal\
led",
    why: "Holder, agents, target and slice name each other: with one missing the others do not start, or lose their limits.",
    remedy: "Run `mosaic-fleet install`, or copy the unit.",
  },
  {
    code: "MF706",
    severity:
      "\
warning",
    what: "The manager has read the units as they stand on disk",
    why: "What was changed since holds for no start, whatever this check says of it.",
    remedy:
      "Run `systemctl --user daemon-reload`; what\
 runs keeps its settings until its restart.",
  },
  {
    code: "MF707",
    severity: "warning",
    what: "The user lingers, where logind ends the managers of others",
    why: "Else every agent ends at the last logout, and none\
 starts at boot.",
    remedy: "Run `loginctl enable-linger`.",
  },
  {
    code: "MF708",
    severity: "warning",
    what: "Each drop-in that the roster wrote belongs to an agent of the roster",
    why: "An agent that left the roste\
r comes back by what is left of it: a link for boot, or a start by name.",
    remedy: "Run `mosaic-fleet apply --prune`, or add the agent to the roster.",
  },
  {
    code: "MF709",
    severity: "error",
    what: "An agent that\
 runs is in the cgroup of its unit",
    why: "Outside of it neither the unit's limits nor its stop hold for the agent.",
    remedy: "Run `mosaic-fleet restart` on it; `mosaic-fleet doctor` tells what moved it.",
  },
];
import { basename as basename8 } from "node:path";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join7 } from "node:path";
async function verifyWithSystemd(paths, options2 = {}) {
  let { env = process.env, deadlineMs = 3e4 } = options2;
  if (paths.length === 0) return [];
  let runtime = env.XDG_RUNTIME_DIR
    ? void 0
    : await mkdtemp(
        join7(
          tmpdir(),
          "syste\
md-verify-",
        ),
      );
  try {
    let ask = async (...extra) =>
        run(["systemd-analyze", "verify", "--user", "--man=no", ...extra, "--", ...paths], {
          env: { ...env, ...(runtime ? { XDG_RUNTIME_DIR: runtime } : {}) },
          deadlineMs,
        }),
      answer = await ask("--recursive-errors=one");
    /unrecognized option.*recursive-errors/.test(answer.stderr) && (answer = await ask());
    let { stdout, stderr } = answer;
    return `${stdout}
${stderr}`
      .split(
        `
`,
      )
      .filter((line) => line.trim() !== "")
      .map(readLine);
  } catch (error) {
    if (error instanceof SystemdError && error.code === "ManagerAbsent") return;
    throw error;
  } finally {
    runtime && (await rm(runtime, { recursive: !0, force: !0 }));
  }
}
function readLine(text) {
  let groups = /^(?<file>\/.*?):(?<line>\d+): (?<message>.*)$/.exec(text)?.groups;
  return groups
    ? { file: groups.file ?? "", line: Number(groups.line), message: groups.message ?? "" }
    : { message: text };
}
var secondOpinionRule = {
    code: "MF199",
    severity: "warning",
    what: "`systemd-analyze verify` has nothing to say",
    why: "systemd knows its own settings best, though it misses most mistakes in how units belong t\
ogether.",
    remedy: "Correct what it names, or look it up in systemd.unit(5).",
  },
  CODE = secondOpinionRule.code,
  NAMES_A_MISSING_PROGRAM = /^\S+: Command .+ is not executable: /,
  REPEATS = /: Unit configuration has fatal error, |^Unit \S+ has a bad unit file setting\.$/,
  SYSTEM_UNITS = ["/usr/local/lib", "/usr/lib", "/lib"]
    .map((folder2) => `${folder2}/systemd/user`)
    .join(":"),
  MOST_UNITS = 2e3,
  MOST_BYTES = 1024 * 1024;
async function secondOpinion(set, { env, installed }) {
  let waits = [...(set.named ?? []), ...(set.unreadable ?? [])].find(
    ({ kind, path }) => kind === "fifo" || (kind === "device" && path !== "/dev/null"),
  );
  if (waits !== void 0)
    return noSecondOpinion(
      `\`${waits.path}\` is a ${
        waits.kind === "fifo"
          ? "FIFO"
          : "\
device"
      }, for which \`systemd-analyze verify\` may wait`,
    );
  let units = set.files.map(({ path }) => path).filter(isUnit),
    first = units[0];
  if (first === void 0) {
    let unread = (set.unreadable ?? []).some(({ path }) => isUnit(path));
    return noSecondOpinion(
      `there is no unit file ${unread ? "that can be read" : "beside the drop-ins"}`,
    );
  }
  if (units.length > MOST_UNITS)
    return noSecondOpinion(
      `\`systemd-analyze verify\` takes minutes for ${String(
        units.length,
      )} unit files; name at most ${String(MOST_UNITS)}`,
    );
  if (Buffer.byteLength(units.join("\0")) > MOST_BYTES)
    return noSecondOpinion(
      "the paths are too long for one call of `systemd-analyze verify\
`",
    );
  let asked = installed ? env : { ...env, SYSTEMD_UNIT_PATH: SYSTEM_UNITS },
    opinions = await verifyWithSystemd(units, { env: asked }).catch((error) => {
      if (error instanceof SystemdError) return error;
      throw error;
    });
  if (opinions === void 0) return noSecondOpinion("`systemd-analyze` is not installed");
  if (opinions instanceof SystemdError) return noSecondOpinion(opinions.message);
  let refused = opinions.find(({ message }) => message.startsWith("systemd-analyze: "));
  if (refused !== void 0) return noSecondOpinion(refused.message);
  let { severity, remedy } = secondOpinionRule,
    known2 = new Set(set.files.map(({ path }) => path)),
    owners = new Map(units.toReversed().map((path) => [basename8(path), path]));
  return {
    findings: opinions
      .filter(({ message }) => installed || !NAMES_A_MISSING_PROGRAM.test(message))
      .filter(({ message }) => !REPEATS.test(message))
      .filter(({ file }) => file === void 0 || known2.has(file))
      .map(({ file, line, message }) => ({
        code: CODE,
        severity,
        file: file ?? ownerOf(message, owners) ?? first,
        line: line ?? 1,
        message: `systemd says: ${message}`,
        remedy,
      })),
    skipped: [],
  };
}
function ownerOf(message, owners) {
  let name = /^(?:Unit )?([^\s:]+)/.exec(message)?.[1] ?? "";
  return owners.get(name) ?? owners.get(templateOf(name) ?? "");
}
function isUnit(path) {
  return parseUnitName(basename8(path)) !== void 0;
}
function noSecondOpinion(reason) {
  return { findings: [], skipped: [{ code: CODE, reason }] };
}
async function runCheck(paths, options2, context) {
  let { installed, strict } = options2;
  if (installed && paths.length > 0)
    throw new UsageError("`--installed` knows its own paths; leave it out, or name none");
  if (options2.writeBaseline && options2.baseline === void 0)
    throw new UsageError("`--write-baseline` has no file to write", "Add `--baseline FILE`.");
  let version = await systemdVersion({ env: context.env }),
    { paths: looked, instances } = installed
      ? installedPaths(context, version)
      : paths.length > 0
        ? namedPaths2(paths, context)
        : shippedPaths(),
    known2 = version === void 0 ? {} : { version },
    set = loadUnitSet(looked, { ...home(context), instances, ...known2 }),
    unreadable2 = (set.unreadable ?? []).map(({ path }) => path),
    files = [...set.files.map(({ path }) => path), ...unreadable2].sort();
  if (files.length === 0)
    throw new NothingToRun(
      `there is no unit file in ${looked.map((path) => `\`${path}\``).join(", ")}`,
    );
  let opinion = options2.verify
      ? await secondOpinion(set, { env: context.env, installed })
      : noSecondOpinion("left out by `--no-verify`"),
    own = installed
      ? await (await import("./ask-installation.js")).askInstallation(set, context)
      : notInstalled(),
    findings = [...checkUnits(set, { installed, ...known2 }), ...opinion.findings, ...own.findings],
    rulesSkipped = [
      ...(version === void 0 ? [withoutSystemd] : []),
      ...opinion.skipped,
      ...own.skipped,
    ],
    lines = linesOf(set),
    judged = {
      findings,
      lines,
      paths: [...files, ...own.files],
      skipped: rulesSkipped.map(({ code }) => code),
    },
    standing = await standIn(judged, options2, context);
  return { document: checkDocument({ ...judged, ...standing, rulesSkipped, strict }), lines };
}
async function standIn(judged, { baseline, writeBaseline: write }, { cwd }) {
  if (baseline === void 0) return { known: new Set(), baseline };
  let path = resolve3(cwd, baseline),
    { compareWithBaseline, writeBaseline } = await import("./baseline.js");
  if (write)
    return (
      writeBaseline(path, judged.findings, judged.lines),
      { known: new Set(judged.findings), baseline: { path, written: !0, gone: [] } }
    );
  let { known: known2, gone } = compareWithBaseline(path, judged);
  return { known: known2, baseline: { path, gone } };
}
var withoutSystemd = {
  code: "MF102",
  reason: "judged for the newest systemd that is known, for none is installed here",
};
function notInstalled() {
  let codes = [...rules.filter((rule) => "onlyInstalled" in rule), ...installationRules]
      .map(({ code }) => code)
      .toSorted(),
    reason = "judged only with `--installed`";
  return { findings: [], files: [], skipped: codes.map((code) => ({ code, reason })) };
}
function home({ env }) {
  return env.HOME === void 0 ? { env } : { env, home: env.HOME };
}
function countCases(cases) {
  let count2 = (wanted) => cases.filter(({ status }) => status === wanted).length;
  return { passed: count2("passed"), failed: count2("failed"), skipped: count2("skipped") };
}
var looks = {
  passed: { mark: "\u2713", color: 32 },
  failed: { mark: "\u2717", color: 31 },
  skipped: { mark: "-", color: 33 },
  warned: { mark: "!", color: 33 },
};
function reportHuman({ cases }, { color }) {
  let paint = (text, code) =>
      color
        ? `\x1B\
[${code}m${text}\x1B[39m`
        : text,
    lines = cases.flatMap((each, at3) => {
      let { mark, color: code } = looks[each.warned ? "warned" : each.status];
      return [
        `${paint(mark, code)} ${headline(each, cases[at3 - 1])}`,
        ...remarks(each).map((line) => `    ${line}`),
      ];
    }),
    { passed, failed, skipped } = countCases(cases),
    warned = cases.filter((each) => each.warned).length,
    some = warned === 0 ? "" : ` (${warned} with a warning)`,
    counts = `${passed} passed${some}, ${failed}\
 failed, ${skipped} skipped`;
  return `${[...lines, "", paint(counts, looks[failed > 0 ? "failed" : "passed"].color)].join(`
`)}
`;
}
function headline({ name, status, reason, seconds: seconds3 }, before) {
  if (status === "skipped") {
    let same = before?.status === "skipped" && before.reason === reason;
    return `${name}: skipped, ${
      same
        ? "for the same reaso\
n"
        : (reason ?? "")
    }`;
  }
  return seconds3 === void 0 ? name : `${name} (${seconds3.toFixed(1)} s)`;
}
function remarks({ status, reason, details }) {
  return (status === "failed" && reason !== void 0 ? [reason, ...details] : [...details]).flatMap(
    (line) =>
      line.split(`
`),
  );
}
function reportJson(document) {
  return `${JSON.stringify(document, null, 2)}
`;
}
function visible2(text, kept = "") {
  return text.replaceAll(UNSEEN2, (found) => (kept.includes(found) ? found : escaped3(found)));
}
var UNSEEN2 = new RegExp(
    "\\u{1f3f4}\\u{e0067}\\u{e0062}(?:\\u{e0065}\\u{e006e}\\u{e0067}|\\u{e0073}\\u{e0063}\\u{e0074}|\\u{e0077}\\u{e006c}\\u{e0073})\\u{e007f}|[\\p{Cc}\\p{Cs}\\p{NChar}\\u2028\\u2029\\ufff9-\\ufffb]|(?!\
[\\p{Join_C}\\p{VS}])\\p{DI}|(?<=\\p{Join_C})\\p{Join_C}|(?<=[\\p{Join_C}\\p{VS}])\\p{VS}",
    "gu",
  ),
  NAMED2 = { "\n": "\\n", "\r": "\\r", "	": "\\t" };
function escaped3(found) {
  if (found.startsWith("\u{1F3F4}")) return found;
  if (/^[\udc80-\udcff]$/.test(found)) return `\\x${(found.charCodeAt(0) - 56320).toString(16)}`;
  let units = Array.from({ length: found.length }, (_, at3) => found.charCodeAt(at3));
  return (
    NAMED2[found] ??
    units
      .map(
        (unit) => `\
\\u${unit.toString(16).padStart(4, "0")}`,
      )
      .join("")
  );
}
function reportJunit({ name, cases }) {
  let { failed, skipped } = countCases(cases),
    seconds3 = cases.reduce((sum, each) => sum + (each.seconds ?? 0), 0),
    counts = `tests="${cases.length}" failures="${failed}" skipped="${skipped}\
" time="${seconds3.toFixed(3)}"`,
    suite = `mosaic-fleet-harness ${name}`;
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${suite}" ${counts}>`,
    `  <testsuite name="${suite}" ${counts}\
>`,
    ...cases.flatMap((each) => formatCase(each, suite)),
    "  </testsuite>",
    "</testsuites>",
  ].join(`
`)}
`;
}
function formatCase({ name, status, reason = "", details, seconds: seconds3 = 0 }, suite) {
  let open = `    <testcase name="${escape(name)}" classname="${suite}" time="${seconds3.toFixed(3)}"`,
    text = details.join(`
`),
    inner =
      status === "failed"
        ? `<failure message="${escape(reason)}">${escape(
            [reason, ...details].join(`
`),
          )}</failure>`
        : status === "skipped"
          ? `<skipped message="${escape(reason)}"/>`
          : text && `<system-out>${escape(text)}</system-out>`;
  return inner ? [`${open}>`, `      ${inner}`, "    </testcase>"] : [`${open}/>`];
}
var entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
function escape(text) {
  return visible2(
    text,
    `	
`,
  ).replaceAll(/[&<>"]/g, (letter) => entities[letter] ?? letter);
}
function reportTap({ cases }) {
  let lines = cases.flatMap((each, index) => formatCase2(each, index + 1));
  return `${["TAP version 14", `1..${cases.length}`, ...lines].join(`
`)}
`;
}
function formatCase2({ name, status, reason, details }, number) {
  let verdict = `${status === "failed" ? "not ok" : "ok"} ${number} - ${escape2(name)}`;
  if (status === "skipped") return [`${verdict} # SKIP ${escape2(reason ?? "")}`];
  let lines = [...(reason === void 0 ? [] : [reason]), ...details];
  return lines.length === 0
    ? [verdict]
    : [
        verdict,
        "  ---",
        "  message: |",
        ...lines.flatMap((line) =>
          line
            .split(
              `
`,
            )
            .map((part2) => `    ${part2}`),
        ),
        "  ...",
      ];
}
var escape2 = (text) => text.replaceAll(/[\\#]/g, String.raw`\$&`).replaceAll(/\s*\n\s*/g, " ");
function report(format, document, suite, look) {
  return {
    human: () => reportHuman(suite, look),
    tap: () => reportTap(suite),
    json: () => reportJson(document),
    junit: () => reportJunit(suite),
  }[format]();
}
function suiteOfCheck({ files, rulesSkipped, baseline, summary }) {
  let looked = files.map((file) => caseOfFile(file, summary)),
    skipped = rulesSkipped.map(({ code, reason }) => ({
      name: code,
      status: "skipped",
      reason: visible2(reason),
      details: [],
    })),
    compared = baseline === void 0 ? [] : [caseOfBaseline(baseline, summary)];
  return { name: "check", cases: [...looked, ...skipped, ...compared] };
}
function caseOfFile({ path, findings }, { strict }) {
  let fresh = findings.filter(({ known: known3 }) => known3 !== !0),
    grave = fresh.filter((finding) => isFailure(finding, strict)),
    rest = fresh.filter((finding) => !grave.includes(finding)),
    lines = [...grave, ...rest].map(({ code, severity, line, message, remedy }) =>
      visible2(`${path}:${line}: ${severity}: ${code}: ${message} (${remedy})`),
    ),
    known2 = findings.length - fresh.length,
    [reason, ...details] = known2 === 0 ? lines : [...lines, `${known2} in the baseline`],
    name = visible2(path);
  return grave.length > 0 && reason !== void 0
    ? { name, status: "failed", reason, details }
    : {
        name,
        status: "passed",
        details: reason === void 0 ? [] : [reason, ...details],
        ...(fresh.some(({ severity }) => severity === "warning") ? { warned: !0 } : {}),
      };
}
function caseOfBaseline({ path, written, gone }, { known: known2 }) {
  let name = `baseline ${visible2(path)}`,
    all = String(known2 ?? 0);
  if (written)
    return {
      name,
      status: "passed",
      details: [
        `written, with ${all}\
 findings`,
      ],
    };
  let lines = gone.map(({ code, path: file, line, message }) =>
      visible2(`gone: ${file}:${String(line)}: ${code}: ${message}`),
    ),
    details = [
      `${all} findings stand in it`,
      ...lines,
      ...(gone.length > 0
        ? [
            "`--w\
rite-baseline` takes out what is gone",
          ]
        : []),
    ];
  return { name, status: "passed", details };
}
var c = {
  env: process.env,
  cwd: process.cwd(),
  out: (t) => process.stdout.write(t),
  err: () => {},
  color: !1,
};
runCheck([], { installed: !1, strict: !1, verify: !1, writeBaseline: !1 }, c).then(({ document }) =>
  c.out(report("human", document, suiteOfCheck(document), c)),
);
