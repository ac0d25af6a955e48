import { isVariableName } from "../carried-text.js";
import { parseUnitName } from "../names/unit-name.js";
import { parseInteger } from "./parse-integer.js";
import { parseBoolean } from "./parse-boolean.js";
import { parseParts, parsePercentage, parseSize } from "./parse-size.js";
import { parseTimeSpan } from "./parse-time-span.js";
import { isExitStatus, isSignal } from "./process-words.js";
import {
  ESCAPED,
  KEPT,
  PLAIN,
  splitWords,
  UNITS,
  UNQUOTED,
  type WordFault,
  type WordRules,
} from "./split-words.js";
import { valueKind, type ValueKind } from "./value-kinds.js";

/** Why systemd ignores this value of a setting, as `no time span`; `undefined` where it takes it, or where it is not judged. */
export function judgeValue(key: string, value: string, version: number): string | undefined {
  const kind = valueKind(key);
  if (kind === undefined) return undefined;
  if (typeof kind === "object") return judgeWord(kind.words, value, version);
  // Words that came with 257; which of them a setting takes is not judged.
  if (kind === "boolean-or-word" && version >= 257) return undefined;
  return JUDGES[kind](value);
}

type Judge = (value: string) => string | undefined;

const JUDGES: Readonly<Record<Exclude<ValueKind, object>, Judge>> = {
  boolean: says("no boolean", (value) => parseBoolean(value) !== undefined),
  "boolean-or-word": says("no boolean", (value) => parseBoolean(value) !== undefined),
  "condition-path": says(
    "no absolute path without `..`",
    (value) => value === "" || isAbsolute(value.replace(/^\|?\s*!?\s*/, "")),
  ),
  time: says("no time span", (value) => parseTimeSpan(value) !== undefined),
  "time-or-none": says(
    "no time span",
    (value) => value === "" || parseTimeSpan(value) !== undefined,
  ),
  unsigned: says("no number", (value) => inRange(value, 0, 2 ** 32 - 1)),
  mode: says("no octal mode", isMode),
  signal: says("no signal", isSignal),
  "exit-status": someWord("no exit status or signal", isExitStatus, UNQUOTED),
  memory: says("no amount of memory", (value) => value === "" || (amount(value) ?? 0) > 0),
  "memory-or-none": says(
    "no amount of memory",
    (value) => value === "" || amount(value) !== undefined,
  ),
  tasks: says("no number of tasks", (value) => value === "" || isTasks(value)),
  weight: says("no weight from 1 to 10000", (value) => value === "" || inRange(value, 1, 10_000)),
  "cpu-weight": says(
    "no weight from 1 to 10000, nor `idle`",
    (value) => value === "" || value === "idle" || inRange(value, 1, 10_000),
  ),
  "cpu-quota": says("no percentage above 0", (value) => value === "" || isQuota(value)),
  "log-level": says("no log level", (value) => LEVELS.includes(value) || inRange(value, 0, 7)),
  nice: says("no number from -20 to 19", (value) => value === "" || inRange(value, -20, 19)),
  "oom-adjust": says(
    "no number from -1000 to 1000",
    (value) => value === "" || inRange(value, -1000, 1000),
  ),
  "bytes-limit": says("no limit in bytes, nor two with `:` between", (value) =>
    isLimit(value, bytes),
  ),
  "count-limit": says("no limit, nor two with `:` between", (value) => isLimit(value, count)),
  path: says("no absolute path without `..`", (value) => value === "" || isAbsolute(value)),
  mounts: someWord("no absolute path without `..`", isAbsolute),
  paths: someWord("no absolute path without `..`", (word) =>
    isAbsolute(word.replace(/^[-+]{1,2}/, "")),
  ),
  units: someWord("no unit name", isUnitName, UNITS),
  slice: says("no name of a slice", isSlice),
  environment: judgeEnvironment,
  "variable-names": someWord("no name of a variable", isName),
  variables: judgeVariables,
  delegate: judgeDelegate,
  urls: someWord("no URL", (word) => /^(?:https?:\/\/|file:\/|info:|man:)./.test(word), KEPT),
};

/** Whether a path has `..` in it: systemd takes no path that it would have to walk to know. */
export function stepsBack(path: string): boolean {
  return path.split("/").includes("..");
}

function says(what: string, holds: (value: string) => boolean): Judge {
  return (value) => (holds(value) ? undefined : what);
}

/** Names the first word that does not hold; systemd ignores that word alone. */
function someWord(what: string, holds: (word: string) => boolean, rules: WordRules = PLAIN): Judge {
  return (value) => {
    const { words, fault } = splitWords(value, rules);
    if (fault !== undefined) return unsplit(fault);
    const wrong = words.find((word) => !holds(word));
    return wrong === undefined ? undefined : `${what}: \`${wrong}\``;
  };
}

function unsplit(fault: WordFault): string {
  return fault === "open-quote"
    ? "not split into words, for a quote is open"
    : "not split into words, for it ends in a lone backslash";
}

function judgeWord(
  words: ReadonlyMap<string, number>,
  value: string,
  version: number,
): string | undefined {
  const since = words.get(value);
  if (since === undefined)
    return `none of ${[...words.keys()]
      .filter(Boolean)
      .map((word) => `\`${word}\``)
      .join(", ")}`;
  return since > version ? `known from systemd ${String(since)} on only` : undefined;
}

function judgeEnvironment(value: string): string | undefined {
  const { words, fault, unknownEscapes } = splitWords(value);
  if (fault !== undefined) return unsplit(fault);
  if (unknownEscapes[0] !== undefined) return escaped(unknownEscapes[0]);
  const wrong = words.find((word) => !/^[^=]+=/.test(word) || !isName(word.replace(/=[^]*$/, "")));
  return wrong === undefined ? undefined : `no assignment: \`${wrong.replace(/=[^]*$/, "=…")}\``;
}

/** Like `PassEnvironment=`, but a value may follow each name, and C escapes count. */
function judgeVariables(value: string): string | undefined {
  const escape = splitWords(value).unknownEscapes[0];
  if (escape !== undefined) return escaped(escape);
  return someWord(
    "no name of a variable",
    (word) => isName(word.replace(/=[^]*$/, "")),
    ESCAPED,
  )(value);
}

function escaped(escape: string): string {
  return `read only up to \`${escape}\`, which is no escape`;
}

const LEVELS = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"];
const CONTROLLERS =
  `cpu cpuacct cpuset io blkio memory devices pids bpf-firewall bpf-devices bpf-foreign bpf-socket-bind
  bpf-restrict-network-interfaces`.split(/\s+/);

function judgeDelegate(value: string): string | undefined {
  if (value === "" || parseBoolean(value) !== undefined) return undefined;
  const { words, fault } = splitWords(value, PLAIN);
  if (fault !== undefined) return unsplit(fault);
  const wrong = words.find((word) => !CONTROLLERS.includes(word));
  return wrong === undefined ? undefined : `neither boolean nor a controller: \`${wrong}\``;
}

function isMode(value: string): boolean {
  return /^[0-7]+$/.test(value) && Number.parseInt(value, 8) <= 0o7777;
}

function inRange(value: string, low: number, high: number): boolean {
  const number = parseInteger(value);
  return number !== undefined && number >= low && number <= high;
}

function amount(value: string): number | undefined {
  return /[%‰‱]$/.test(value) ? parsePercentage(value) : bytes(value);
}

function isTasks(value: string): boolean {
  return value === "infinity" || parsePercentage(value) !== undefined || (count(value) ?? 0) > 0;
}

function isQuota(value: string): boolean {
  return (parseParts(value) ?? 0) > 0;
}

function isLimit(value: string, read: (text: string) => number | undefined): boolean {
  const [soft, hard, ...more] = value
    .split(":")
    .map((part) => (part === "" ? undefined : read(part)));
  if (more.length > 0 || soft === undefined) return false;
  return value.includes(":") ? hard !== undefined && soft <= hard : true;
}

/** The highest number of 64 bits means "no limit" to systemd, and may not be written out. */
function bytes(text: string): number | undefined {
  const size = parseSize(text);
  return size !== undefined && (size < 2 ** 64 || text === "infinity") ? size : undefined;
}

function count(text: string): number | undefined {
  const number = text === "infinity" ? Infinity : parseInteger(text);
  return number !== undefined && number >= 0 && (number < 2 ** 64 || text === "infinity")
    ? number
    : undefined;
}

/** Absolute, and without a `..` on its way. Of the specifiers only some may stand for an absolute path. */
function isAbsolute(value: string): boolean {
  return /^(?:\/|%[CDEILPSTVYdfhJsty])/.test(value) && !stepsBack(value);
}

function hasSpecifier(word: string): boolean {
  return /%[A-Za-z%]/.test(word);
}

/** Only these types have templates, and so instances. */
const TEMPLATED = ["service", "socket", "target", "timer", "path"];

/** Where specifiers stand only the rest can be judged: the letters, and that something may end it as a type does. */
function isUnitName(word: string): boolean {
  if (hasSpecifier(word))
    return (
      /^[\w:.\\@-]*$/.test(literal(word)) &&
      (/%[nNiIjJpPf]$/.test(word) || parseUnitName(literal(`a${word}`)) !== undefined)
    );
  const parts = parseUnitName(word);
  return parts !== undefined && (parts.instance === undefined || TEMPLATED.includes(parts.suffix));
}

/** A plain unit whose dashes separate names, for each of them is a slice above; `-.slice` is the root. */
function isSlice(name: string): boolean {
  if (name === "-.slice" || hasSpecifier(name)) return isUnitName(name) && name.endsWith(".slice");
  const stem = name.replace(/\.slice$/, "");
  return stem !== name && isUnitName(name) && !name.includes("@") && stem.split("-").every(Boolean);
}

function isName(word: string): boolean {
  return hasSpecifier(word) ? /^\w*$/.test(literal(word)) : isVariableName(word);
}

function literal(word: string): string {
  return word.replace(/%[A-Za-z]/g, "");
}
