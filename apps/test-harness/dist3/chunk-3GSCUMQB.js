import { createRequire as createRequireOfChunk } from "node:module";
const require = createRequireOfChunk(import.meta.url);
import { report, reportJson } from "./chunk-MC3KORVE.js";
import "./chunk-O4TK75LH.js";
import { NothingToRun, ownVersion } from "./chunk-JYUDAFKS.js";
import { exitCode } from "./chunk-5H6XA7DG.js";
import "./chunk-CIKW3GJG.js";
import { fleetPaths, isDropIn, mergedUnits } from "./chunk-MESSXQ5Z.js";
import "./chunk-ORMPPTNO.js";
import { visible } from "./chunk-2FRK6LD2.js";
import {
  HOLDER_NAME,
  allRules,
  environmentOf,
  isLink,
  isLoop,
  isNull,
  list,
  lookAt,
  namedPaths,
  noSecondOpinion,
  readSmall,
  roleOf,
  rules,
  secondOpinion,
  shellWords,
} from "./chunk-AL26SZTS.js";
import { UsageError } from "./chunk-MOOARJTO.js";
import { decodeBytes, installationRules } from "./chunk-TCHGMVH5.js";
import { agentUnit } from "./chunk-IMTHERCV.js";
import { shippedUnitPaths } from "./chunk-T6KJYTHM.js";
import { SystemdError, parseUnitName, run, templateOf } from "./chunk-OPFX7QNG.js";
import "./chunk-U26MRXRI.js";
import { relative as relative2 } from "node:path";
import { pathToFileURL } from "node:url";
import { createHash } from "node:crypto";
import { relative } from "node:path";
function linesOf(set) {
  let texts = new Map(set.files.map(({ path, text }) => [path, text])),
    contents = new Map((set.named ?? []).map(({ path, content }) => [path, content])),
    split2 = new Map(),
    of = (file, line) => {
      let content = contents.get(file),
        text = texts.get(file) ?? (content && Buffer.from(content).toString("utf8"));
      if (text === void 0) return;
      let lines = split2.get(file) ?? text.split(LINE_END);
      return (split2.set(file, lines), lines[line - 1]);
    };
  return {
    of,
    known: (file, line) => {
      let text = of(file, line)?.trim();
      return texts.has(file) ? text : text?.replace(/=.*$/, "");
    },
  };
}
var LINE_END = /(?:\r\n|\n\r|\n|\r)\0?|\0/;
function columnsOf(text) {
  let bare = text?.trim() ?? "";
  if (text === void 0 || bare === "") return;
  let start = text.indexOf(bare) + 1;
  return { start, end: start + bare.length };
}
function fingerprints(findings, lines, folder) {
  let seen = new Map();
  return findings.map(({ code, file, line }) => {
    let id = JSON.stringify([code, relative(folder, file), lines.known(file, line) ?? ""]),
      count = (seen.get(id) ?? 0) + 1;
    return (
      seen.set(id, count),
      createHash("sha256")
        .update(`${id} ${String(count)}`)
        .digest("hex")
        .slice(0, 32)
    );
  });
}
var LEVELS = { error: "error", warning: "warning", info: "note" },
  FINGERPRINT = "mosaicFleetFinding/v1";
function reportSarif(document, context) {
  let { rules: rules2, folder, version } = context,
    placed = document.files.flatMap(({ path, findings }) =>
      findings.map((finding) => ({ ...finding, file: path })),
    ),
    run2 = {
      tool: {
        driver: {
          name: "mosaic-fleet-harness",
          version,
          semanticVersion: version,
          rules: rules2.map(descriptor),
        },
      },
      columnKind:
        "utf16Code\
Units",
      originalUriBaseIds: { SRCROOT: { uri: `${pathToFileURL(folder).href.replace(/\/$/, "")}/` } },
      invocations: [
        {
          executionSuccessful: !0,
          toolConfigurationNotifications: document.rulesSkipped.map(
            ({ code, reason: reason2 }) => ({
              level: "note",
              message: { text: `${code}: skipped, ${visible(reason2)}` },
              associatedRule: { id: code },
            }),
          ),
        },
      ],
      artifacts: document.files.map(({ path }) => ({ location: location(path, folder) })),
      results: [...results(placed, document, context), ...gone(document, context)],
    };
  return reportJson({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [run2],
  });
}
function descriptor({ code, severity, what, why, remedy }) {
  return {
    id: code,
    shortDescription: { text: `${what}.` },
    fullDescription: { text: why },
    help: {
      text: `${why}
Remedy: ${remedy}`,
      markdown: `${why}

**Remedy:** ${remedy}`,
    },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}
function results(placed, document, context) {
  let { rules: rules2, lines, folder } = context,
    indexes = new Map(rules2.map(({ code }, index) => [code, index])),
    ids = fingerprints(placed, lines, folder);
  return placed.map(({ code, severity, line, message, remedy, file, known }, at) => {
    let columns = columnsOf(lines.of(file, line)),
      region = {
        startLine: line,
        ...(columns ? { startColumn: columns.start, endColumn: columns.end } : {}),
      };
    return {
      ruleId: code,
      ruleIndex: indexes.get(code) ?? -1,
      level: LEVELS[severity],
      message: { text: visible(`${message}. ${remedy}`) },
      locations: [{ physicalLocation: { artifactLocation: location(file, folder), region } }],
      partialFingerprints: { [FINGERPRINT]: ids[at] ?? "" },
      ...(document.baseline ? { baselineState: known ? "unchanged" : "new" } : {}),
    };
  });
}
function gone({ baseline }, { rules: rules2, folder }) {
  return (baseline?.gone ?? []).map(({ code, path, line, message }) => ({
    ruleId: code,
    ruleIndex: rules2.findIndex((rule) => rule.code === code),
    level: LEVELS[rules2.find((rule) => rule.code === code)?.severity ?? "warning"],
    message: { text: visible(message) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: location(path, folder),
          region: { startLine: Math.max(1, line) },
        },
      },
    ],
    baselineState: "absent",
  }));
}
function location(path, folder) {
  let inside = relative2(folder, path);
  return inside === "" || /^\.\.(?:\/|$)/.test(inside)
    ? { uri: pathToFileURL(path).href }
    : {
        uri: inside
          .replaceAll(new RegExp("\\p{Surrogate}", "gu"), "\uFFFD")
          .split("/")
          .map(encodeURIComponent)
          .join("/"),
        uriBaseId:
          "\
SRCROOT",
      };
}
function checkDocument(checked) {
  let { paths, findings, known, baseline, rulesSkipped, strict } = checked,
    byFile = new Map(paths.map((path) => [path, []]));
  for (let finding of findings) {
    let { file, code, severity, line, message, remedy } = finding,
      rest = { code, severity, line, message, remedy },
      all = byFile.get(file) ?? [];
    (all.push(known.has(finding) ? { ...rest, known: !0 } : rest), byFile.set(file, all));
  }
  let files = [...byFile].map(([path, all]) => ({
      path,
      findings: all.toSorted((a, b) => a.line - b.line),
    })),
    fresh = findings.filter((finding) => !known.has(finding)),
    count = (wanted) => fresh.filter(({ severity }) => severity === wanted).length,
    summary = {
      files: files.length,
      errors: count("error"),
      warnings: count("warning"),
      infos: count("info"),
      ...(baseline === void 0 ? {} : { known: known.size }),
      rulesSkipped: rulesSkipped.length,
      strict,
    };
  return {
    version: 1,
    files,
    rulesSkipped,
    ...(baseline === void 0
      ? {}
      : {
          baseline,
        }),
    summary,
  };
}
function isFailure({ severity, known }, strict) {
  return known === !0 ? !1 : severity === "error" || (strict && severity === "warning");
}
function hasFailed({ files, summary }) {
  return files.some(({ findings }) => findings.some((each) => isFailure(each, summary.strict)));
}
function suiteOfCheck({ files, rulesSkipped, baseline, summary }) {
  let looked = files.map((file) => caseOfFile(file, summary)),
    skipped = rulesSkipped.map(({ code, reason: reason2 }) => ({
      name: code,
      status: "skipped",
      reason: visible(reason2),
      details: [],
    })),
    compared = baseline === void 0 ? [] : [caseOfBaseline(baseline, summary)];
  return { name: "check", cases: [...looked, ...skipped, ...compared] };
}
function caseOfFile({ path, findings }, { strict }) {
  let fresh = findings.filter(({ known: known2 }) => known2 !== !0),
    grave = fresh.filter((finding) => isFailure(finding, strict)),
    rest = fresh.filter((finding) => !grave.includes(finding)),
    lines = [...grave, ...rest].map(({ code, severity, line, message, remedy }) =>
      visible(`${path}:${line}: ${severity}: ${code}: ${message} (${remedy})`),
    ),
    known = findings.length - fresh.length,
    [reason2, ...details] = known === 0 ? lines : [...lines, `${known} in the baseline`],
    name = visible(path);
  return grave.length > 0 && reason2 !== void 0
    ? { name, status: "failed", reason: reason2, details }
    : {
        name,
        status: "passed",
        details: reason2 === void 0 ? [] : [reason2, ...details],
        ...(fresh.some(({ severity }) => severity === "warning") ? { warned: !0 } : {}),
      };
}
function caseOfBaseline({ path, written, gone: gone2 }, { known }) {
  let name = `baseline ${visible(path)}`,
    all = String(known ?? 0);
  if (written)
    return {
      name,
      status: "passed",
      details: [
        `written\
, with ${all} findings`,
      ],
    };
  let lines = gone2.map(({ code, path: file, line, message }) =>
      visible(`gone: ${file}:${String(line)}: ${code}: ${message}`),
    ),
    details = [
      `${all} findings stand in it`,
      ...lines,
      ...(gone2.length > 0 ? ["`--write-baseline` takes out what is gone"] : []),
    ];
  return { name, status: "passed", details };
}
function reportCheck(format, { document, lines }, context) {
  if (format !== "sarif") return report(format, document, suiteOfCheck(document), context);
  let { cwd: folder } = context;
  return reportSarif(document, { rules: allRules(), lines, folder, version: ownVersion() });
}
import { resolve as resolve3 } from "node:path";
import { homedir } from "node:os";
function unitSearchPath(options = {}) {
  let { env = process.env, home: home2 = env.HOME ?? homedir(), version = 252 } = options,
    own = env.SYSTEMD_UNIT_PATH;
  if (own !== void 0 && own !== "" && !own.endsWith(":")) return own.split(":");
  let config = env.XDG_CONFIG_HOME || `${home2}/.config`,
    data = env.XDG_DATA_HOME || `${home2}/.local/share`,
    configs = split(env.XDG_CONFIG_DIRS) ?? (version < NO_ETC_XDG ? ["/etc/xdg"] : []),
    datas = split(env.XDG_DATA_DIRS) ?? ["/usr/local/share", "/usr/share"],
    runtime = (name) => (env.XDG_RUNTIME_DIR ? [`${env.XDG_RUNTIME_DIR}/systemd/${name}`] : []),
    attached = (folders) => (version < ATTACHED ? [] : folders),
    all = [
      `${config}/syst\
emd/user.control`,
      ...runtime("user.control"),
      ...runtime("transient"),
      ...runtime("generator.early"),
      `${config}/systemd/user`,
      ...attached([`${config}/systemd/user.attached`]),
      ...configs.map(
        (folder) => `${folder}\
/systemd/user`,
      ),
      "/etc/systemd/user",
      ...runtime("user"),
      ...attached(runtime("user.attached")),
      "/run/systemd/user",
      ...runtime("generator"),
      `${data}/systemd/user`,
      ...datas.map(
        (folder) => `${folder}/systemd/\
user`,
      ),
      ...["lib", "share"].map((name) => `/usr/local/${name}/systemd/user`),
      ...["lib", "share"].map((name) => `/usr/${name}/systemd/user`),
      ...runtime("generator.late"),
    ];
  return [...new Set([...(own ? own.slice(0, -1).split(":") : []), ...all])];
}
var NO_ETC_XDG = 257,
  ATTACHED = 262;
function split(text) {
  let parts = text?.split(":").filter((part) => part.startsWith("/"));
  return parts !== void 0 && parts.length > 0 ? parts : void 0;
}
import { basename } from "node:path";
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
  return isDropIn(file) && basename(file) === "50-roster.conf";
}
function checkedUnits(set, version) {
  let merged = mergedUnits(set),
    holders = merged
      .filter((unit) => unit.main !== void 0 && roleOf(unit) === "holder")
      .map(({ name }) => name),
    peers = [];
  for (let unit of merged)
    peers.push({
      ...unit,
      role: roleOf(unit),
      holders: holders.length > 0 ? holders : [HOLDER_NAME],
      set,
      peers,
      environment: environmentOf(unit, set, version),
    });
  return peers;
}
function unreadable(set) {
  let rule = rules.find(({ code }) => code === "MF104");
  return (set.unreadable ?? []).map(({ path, reason: reason2, remedy }) => ({
    code: "MF104",
    severity: rule?.severity ?? "error",
    file: path,
    line: 1,
    message: `\`${path}\` cannot be read as a unit: ${reason2}`,
    remedy: remedy ?? rule?.remedy ?? "",
  }));
}
function compareText(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
import { readdirSync } from "node:fs";
import { basename as basename2, dirname, join } from "node:path";
function installedUnitPaths({ env, home: home2, version }) {
  let ours = [
    ...new Set(unitSearchPath({ env, home: home2, ...(version === void 0 ? {} : { version }) })),
  ]
    .flatMap((folder) => namesIn(folder).map((name) => join(folder, name)))
    .flatMap((path) => {
      let name = basename2(path);
      return ENABLED.test(name)
        ? namesIn(path)
            .filter(isOurs)
            .map((one) => join(path, one))
        : isOurs(name) || TYPE_WIDE.includes(name)
          ? [path]
          : [];
    });
  return ours.filter((path) => path === ours.find((one) => hides(one, path)));
}
var ENABLED = /\.(?:wants|requires|upholds)$/,
  TYPE_WIDE = ["service.d", "slice.d", "target.d", "timer.d"];
function isOurs(name) {
  return name.startsWith("mosaic-");
}
function hides(path, other) {
  return parseUnitName(basename2(other)) === void 0 || ENABLED.test(dirname(other))
    ? path === other
    : basename2(path) === basename2(other) && !ENABLED.test(dirname(path));
}
function namesIn(folder) {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}
import { homedir as homedir2 } from "node:os";
import { basename as basename3, dirname as dirname2, join as join3 } from "node:path";
import { join as join2 } from "node:path";
function variablePaths(units, set, version) {
  return units.flatMap((unit) => {
    if (!parseUnitName(unit.name)?.instance || roleOf(unit) !== "agent") return [];
    let environment = environmentOf(unit, set, version),
      known = (key) => {
        let variable = environment.get(key);
        return variable?.isComplete ? variable : void 0;
      },
      named = (key, { file, line }, path) => ({
        file,
        line,
        key,
        unit: unit.name,
        path,
        ...lookAt(path),
      }),
      home2 = known("HOME")?.value ?? set.specifiers?.home,
      workdir = known("MOSAIC_AGENT_WORKDIR"),
      folder = workdir && withHome(workdir.value, home2),
      command = known("MOSAIC_AGENT_COMMAND"),
      [program] = shellWords(command?.value ?? ""),
      folders = (known("PATH")?.value ?? "").split(":").filter((one) => one.startsWith("/"));
    return [
      ...(workdir && folder?.startsWith("/")
        ? [named("MOSAIC_AGENT_WORKDIR", workdir, folder)]
        : []),
      ...(command && program
        ? [named("MOSAIC_AGENT_COMMAND", command, findProgram(program, folders))]
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
        .map((folder) => join2(folder, program))
        .find((path) => lookAt(path).kind === "file") ?? program);
}
var LARGEST = 4 * 1024 * 1024,
  ENABLED2 = /\.(?:wants|requires|upholds)$/;
function loadUnitSet(paths, options = {}) {
  let { instances = [], home: home2 = homedir2(), env = process.env, version } = options,
    files = [],
    found = paths.map((path) => findUnits(path)),
    unreadable2 = found.flatMap(({ unlisted }) => unlisted).map(unlistedFolder);
  for (let path of found.flatMap(({ units: units2 }) => units2)) {
    let { kind } = lookAt(path),
      bytes = kind === "file" ? readSmall(path, LARGEST) : void 0;
    bytes !== void 0
      ? files.push({ path, text: decodeBytes(bytes) })
      : kind === "device" && isNull(path)
        ? files.push({ path, text: "" })
        : (unreadable2.push({ path, kind, ...whyUnread(path, kind) }),
          isDropIn(path) && files.push({ path, text: "" }));
  }
  let links = found.flatMap((one) => one.links).map(readLink),
    set = { files, unreadable: unreadable2, links, instances, specifiers: { home: home2, env } },
    units = mergedUnits(set),
    named = namedPaths(units, set.specifiers);
  return { ...set, named: [...named, ...variablePaths(units, { ...set, named }, version)] };
}
var NOTHING = { units: [], links: [], unlisted: [] };
function findUnits(path) {
  if (ENABLED2.test(basename3(dirname2(path))) && isLink(path))
    return { ...NOTHING, links: [path] };
  if (lookAt(path).kind !== "directory") return { ...NOTHING, units: [path] };
  let names = list(path);
  if (names === void 0) return { ...NOTHING, unlisted: [path] };
  let all = names.map((name) => inFolder(join3(path, name)));
  return {
    units: all.flatMap(({ units }) => units),
    links: all.flatMap(({ links }) => links),
    unlisted: all.flatMap(({ unlisted }) => unlisted),
  };
}
function inFolder(path) {
  let folder = basename3(dirname2(path));
  return ENABLED2.test(folder)
    ? isLink(path)
      ? { ...NOTHING, links: [path] }
      : NOTHING
    : isDropIn(path)
      ? { ...NOTHING, units: [path] }
      : folder.endsWith(".d")
        ? NOTHING
        : path.endsWith(".d") || ENABLED2.test(path)
          ? lookAt(path).kind === "directory"
            ? findUnits(path)
            : NOTHING
          : parseUnitName(basename3(path)) === void 0
            ? NOTHING
            : { ...NOTHING, units: [path] };
}
function readLink(path) {
  let name = basename3(path),
    units = dirname2(dirname2(path)),
    named = [name, templateOf(name) ?? name].map((unit) => join3(units, unit)),
    leadsSomewhere = [path, ...named].some((one) => lookAt(one).kind !== "missing");
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
        ? {
            reason:
              "it \
may not be looked at",
            remedy: "Run `chmod u+x` on the folders above it.",
          }
        : kind === "fifo" || kind === "device"
          ? {
              reason: `it is a ${kind === "fifo" ? "FIFO" : "device"}`,
              remedy:
                "Remove it before the next reload, at \
which the user manager may wait for it, with every unit.",
            }
          : kind !== "file"
            ? { reason: `it is a ${kind}`, remedy: "Move it away; systemd passes over it." }
            : (lookAt(path).size ?? 0) > LARGEST
              ? {
                  reason:
                    "it is larger \
than 4 MiB",
                }
              : { reason: "it cannot be read", remedy: "Run `chmod u+r` on it." };
}
async function systemdVersion(options = {}) {
  let { env = process.env, deadlineMs = 1e4 } = options;
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
import { randomBytes } from "node:crypto";
import {
  lstatSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname as dirname3, relative as relative3, resolve } from "node:path";
var LARGEST2 = 64 * 1024 * 1024;
function compareWithBaseline(path, judged) {
  let { findings, lines, paths, skipped } = judged,
    folder = dirname3(path),
    kept = new Map(readBaseline(path).map((one) => [one.id, one])),
    known = new Set(),
    ids = fingerprints(findings, lines, folder);
  for (let [at, finding] of findings.entries()) kept.delete(ids[at] ?? "") && known.add(finding);
  let looked = new Set(paths),
    gone2 = [...kept.values()]
      .filter(({ code }) => !skipped.includes(code))
      .map(({ file, code, line, message }) => ({
        code,
        path: resolve(folder, file),
        line,
        message,
      }))
      .filter(({ path: of }) => looked.has(of) || !isThere(of));
  return { known, gone: gone2 };
}
function writeBaseline(path, findings, lines) {
  let folder = dirname3(path),
    ids = fingerprints(findings, lines, folder),
    kept = findings.map(({ code, file, line, message }, at) => ({
      code,
      file: relative3(folder, file),
      line,
      message,
      id: ids[at] ?? "",
    })),
    text = `${JSON.stringify({ version: 1, findings: kept }, null, 2)}
`;
  try {
    let target = isThere(path) ? realpathSync(path) : path;
    if (isThere(path) && !statSync(target).isFile()) throw new Error("it is no regular file");
    replace(target, text);
  } catch (error) {
    throw new Error(
      `the base\
line \`${path}\` cannot be written: ${reason(error)}`,
      { cause: error },
    );
  }
}
function replace(path, text) {
  let beside = resolve(dirname3(path), `.baseline-${randomBytes(6).toString("hex")}`);
  try {
    (writeFileSync(beside, text, { flag: "wx" }), renameSync(beside, path));
  } finally {
    rmSync(beside, { force: !0 });
  }
}
function readBaseline(path) {
  let text = readText(path),
    document;
  try {
    document = JSON.parse(text);
  } catch {
    throw new UsageError(
      `\`${path}\
\` is no baseline: it is no JSON`,
      ANEW,
    );
  }
  if (!isObject(document) || document.version !== 1 || !Array.isArray(document.findings))
    throw new UsageError(
      `\`${path}\` is no baseline of this version: it has no \`"ver\
sion": 1\` with \`findings\``,
      ANEW,
    );
  let findings = document.findings,
    wrong = findings.findIndex((each) => !isKept(each));
  if (wrong !== -1)
    throw new UsageError(
      `\`${path}\`: finding ${String(wrong + 1)} has not \`co\
de\`, \`file\`, \`line\`, \`message\` and \`id\``,
      ANEW,
    );
  return findings.filter(isKept);
}
var ANEW = "Write it anew with `--write-baseline`.";
function readText(path) {
  try {
    let stats = statSync(path, { throwIfNoEntry: !1 });
    if (stats === void 0)
      throw new UsageError(`the baseline \`${path}\` is not there`, "`--write-baseline` makes it.");
    if (!stats.isFile()) throw new UsageError(`\`${path}\` is no baseline, nor a regular file`);
    if (stats.size > LARGEST2)
      throw new UsageError(`\`${path}\` is no baseline: it is larger than 64 MiB`);
    return readFileSync(path, "utf8");
  } catch (error) {
    throw error instanceof UsageError
      ? error
      : new UsageError(`the baseline \`${path}\` cannot be read: ${reason(error)}`);
  }
}
function isKept(value) {
  return isObject(value)
    ? ["code", "file", "message", "id"].every((key) => typeof value[key] == "string") &&
        typeof value.line ==
          "\
number"
    : !1;
}
function isThere(path) {
  return lstatSync(path, { throwIfNoEntry: !1 }) !== void 0;
}
function isObject(value) {
  return typeof value == "object" && value !== null;
}
function reason(error) {
  return error instanceof Error ? error.message : String(error);
}
import { lstatSync as lstatSync2, readdirSync as readdirSync2 } from "node:fs";
import { dirname as dirname4, resolve as resolve2 } from "node:path";
function namedPaths2(paths, { cwd }) {
  let missing = paths.find((path) => !isThere2(resolve2(cwd, path)));
  if (missing !== void 0)
    throw new UsageError(`\`${missing}\` is not there; name unit files or folders of them`);
  return { paths: paths.map((path) => resolve2(cwd, path)), instances: [] };
}
function installedPaths({ env }, version) {
  let paths = fleetPaths(env),
    { units, home: home2 } = paths,
    installed = namesIn2(units);
  if (installed === void 0 && isThere2(units))
    throw new NothingToRun(`\`${units}\` cannot be listed; run \`chmod u+rx\` on it`);
  if (!installed?.some((name) => isOurs2(name) && !ENABLED3.test(name)))
    throw new NothingToRun(`no unit of the \
fleet is installed in \`${units}\`; run \`mosaic-fleet install\``);
  return {
    paths: installedUnitPaths({ env, home: home2, version }),
    instances: agentsIn(dirname4(paths.agentEnvironment("x"))),
  };
}
function shippedPaths() {
  return { paths: shippedUnitPaths(), instances: [] };
}
var ENABLED3 = /\.(?:wants|requires|upholds)$/;
function isOurs2(name) {
  return name.startsWith("mosaic-");
}
function agentsIn(folder) {
  return (namesIn2(folder) ?? [])
    .filter((name) => name.endsWith(".env"))
    .map((name) => name.slice(0, -4))
    .filter((agent) => parseUnitName(`mosaic-agent@${agent}.service`)?.instance === agent)
    .filter((agent) => agent !== "")
    .map((agent) => agentUnit(agent));
}
function namesIn2(folder) {
  try {
    return readdirSync2(folder).toSorted();
  } catch {
    return;
  }
}
function isThere2(path) {
  try {
    return lstatSync2(path, { throwIfNoEntry: !1 }) !== void 0;
  } catch {
    return !0;
  }
}
var MK = (n) =>
  process.stderr.write(
    n +
      " " +
      performance.now().toFixed(1) +
      " cpu " +
      (process.cpuUsage().user / 1e3).toFixed(0) +
      `
`,
  );
async function runCheck(paths, options, context) {
  let { installed, strict } = options;
  if (installed && paths.length > 0)
    throw new UsageError("`--installed` knows its own paths; leave it out, or name none");
  if (options.writeBaseline && options.baseline === void 0)
    throw new UsageError("`--write-baseline` has no file to write", "Add `--baseline FILE`.");
  MK("start");
  let version = await systemdVersion({ env: context.env }),
    { paths: looked, instances } = installed
      ? installedPaths(context, version)
      : paths.length > 0
        ? namedPaths2(paths, context)
        : shippedPaths();
  MK("version");
  let known = version === void 0 ? {} : { version },
    set = loadUnitSet(looked, { ...home(context), instances, ...known });
  MK("loaded");
  let unreadable2 = (set.unreadable ?? []).map(({ path }) => path),
    files = [...set.files.map(({ path }) => path), ...unreadable2].sort();
  if (files.length === 0)
    throw new NothingToRun(`th\
ere is no unit file in ${looked.map((path) => `\`${path}\``).join(", ")}`);
  let opinion = options.verify
      ? await secondOpinion(set, { env: context.env, installed })
      : noSecondOpinion("left out by `--no-verify`"),
    own = installed
      ? await (await import("./chunk-EJKBFWRA.js")).askInstallation(set, context)
      : notInstalled(),
    findings = [...checkUnits(set, { installed, ...known }), ...opinion.findings, ...own.findings],
    rulesSkipped = [
      ...(version === void 0 ? [withoutSystemd] : []),
      ...opinion.skipped,
      ...own.skipped,
    ];
  MK("checked");
  let lines = linesOf(set),
    judged = {
      findings,
      lines,
      paths: [...files, ...own.files],
      skipped: rulesSkipped.map(({ code }) => code),
    },
    standing = standIn(judged, options, context);
  return { document: checkDocument({ ...judged, ...standing, rulesSkipped, strict }), lines };
}
function standIn(judged, { baseline, writeBaseline: write }, { cwd }) {
  if (baseline === void 0) return { known: new Set(), baseline };
  let path = resolve3(cwd, baseline);
  if (write)
    return (
      writeBaseline(path, judged.findings, judged.lines),
      { known: new Set(judged.findings), baseline: { path, written: !0, gone: [] } }
    );
  let { known, gone: gone2 } = compareWithBaseline(path, judged);
  return { known, baseline: { path, gone: gone2 } };
}
var withoutSystemd = {
  code: "MF102",
  reason: "judged for the newest systemd that is known, for none is installed here",
};
function notInstalled() {
  let codes = [...rules.filter((rule) => "onlyInstalled" in rule), ...installationRules]
      .map(({ code }) => code)
      .toSorted(),
    reason2 = "judged only with `--installed`";
  return { findings: [], files: [], skipped: codes.map((code) => ({ code, reason: reason2 })) };
}
function home({ env }) {
  return env.HOME === void 0 ? { env } : { env, home: env.HOME };
}
async function checkUnits2({ context, words, flags }) {
  let { format, noVerify, ...options } = flags,
    result = await runCheck(words, { ...options, verify: !noVerify }, context);
  return (
    context.out(reportCheck(format, result, context)),
    hasFailed(result.document) ? exitCode.failed : exitCode.held
  );
}
export { checkUnits2 as checkUnits };
