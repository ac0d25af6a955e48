import { judgeWord } from "./judge-words.js";
import {
  isAbsolute,
  isLogField,
  isLogNamespace,
  isName,
  isOwner,
  isSlice,
  isUnitName,
} from "./name-forms.js";
import {
  amount,
  bytes,
  count,
  inRange,
  isCpuSet,
  isLimit,
  isMode,
  isQuota,
  isTasks,
  niceLimit,
  seconds,
} from "./number-forms.js";
import { parseBoolean } from "./parse-boolean.js";
import { parsePercentage } from "./parse-size.js";
import { parseMicroseconds, parseNanoseconds, parseTimeSpan } from "./parse-time-span.js";
import { isBind, isHostname, isLoadedCredential, isSetCredential } from "./parted-forms.js";
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
import { valueKind, type PlainKind } from "./value-kinds.js";

/** Why systemd ignores this value of a setting, as `no time span`; `undefined` where it takes it, or where it is not judged. */
export function judgeValue(key: string, value: string, version: number): string | undefined {
  const kind = valueKind(key);
  if (kind === undefined) return undefined;
  if (typeof kind === "object") return judgeWord(kind.words, value, version);
  return JUDGES[kind](value, version);
}

type Judge = (value: string, version: number) => string | undefined;

const NO_PATH = "no absolute path without `..`";
const NO_LIMIT = "no limit, nor two with `:` between";

const JUDGES: Readonly<Record<PlainKind, Judge>> = {
  boolean: says("no boolean", isBoolean),
  "boolean-or-none": orNothing("no boolean", isBoolean),
  "condition-path": orNothing(NO_PATH, (value) => isAbsolute(value.replace(/^\|?\s*!?\s*/, ""))),
  time: says("no time span", isTime),
  "time-or-none": orNothing("no time span", isTime),
  "pressure-time": orNothing(
    "no time span of a second or more",
    (value) => (parseTimeSpan(value) ?? 0) >= 1_000_000 && parseTimeSpan(value) !== Infinity,
  ),
  nanoseconds: says("no time span", (value) => parseNanoseconds(value) !== undefined),
  "seconds-limit": says(NO_LIMIT, (value) => isLimit(value, seconds)),
  "microseconds-limit": says(NO_LIMIT, (value) => isLimit(value, parseMicroseconds)),
  unsigned: says("no number", isUnsigned),
  "unsigned-or-none": orNothing("no number", isUnsigned),
  mode: says("no octal mode", isMode),
  signal: says("no signal", isSignal),
  "exit-status": someWord("no exit status or signal", isExitStatus, UNQUOTED),
  "exit-code": orNothing("no number from 0 to 255", (value) => inRange(value, 0, 255)),
  memory: orNothing("no amount of memory", (value) => (amount(value) ?? 0) > 0),
  "memory-or-none": orNothing("no amount of memory", (value) => amount(value) !== undefined),
  tasks: orNothing("no number of tasks", isTasks),
  weight: orNothing("no weight from 1 to 10000", (value) => inRange(value, 1, 10_000)),
  "cpu-weight": orNothing(
    "no weight from 1 to 10000, nor `idle`",
    (value) => value === "idle" || inRange(value, 1, 10_000),
  ),
  "cpu-quota": orNothing("no percentage above 0", isQuota),
  "cpu-set": says("no list of numbers and ranges", isCpuSet),
  "cpu-affinity": says(
    "no list of numbers and ranges, nor `numa`",
    (value) => value === "numa" || isCpuSet(value),
  ),
  "cpu-shares": orNothing("no number from 2 to 262144", (value) => inRange(value, 2, 262_144)),
  "block-weight": orNothing("no weight from 10 to 1000", (value) => inRange(value, 10, 1000)),
  percentage: orNothing("no percentage", (value) => parsePercentage(value) !== undefined),
  hostname: (value, version) =>
    isBoolean(value) || (version >= 258 && (value === "" || isHostname(value)))
      ? undefined
      : "neither a boolean nor, from systemd 258 on, `private` or one of them with a name behind `:`",
  nice: orNothing("no number from -20 to 19", (value) => inRange(value, -20, 19)),
  "nice-limit": says(NO_LIMIT, (value) => isLimit(value, niceLimit)),
  "oom-adjust": orNothing("no number from -1000 to 1000", (value) => inRange(value, -1000, 1000)),
  priority: says("no number from 0 to 99", (value) => inRange(value, 0, 99)),
  "io-priority": orNothing("no number from 0 to 7", (value) => inRange(value, 0, 7)),
  "bytes-limit": says("no limit in bytes, nor two with `:` between", (value) =>
    isLimit(value, bytes),
  ),
  "count-limit": says(NO_LIMIT, (value) => isLimit(value, count)),
  path: orNothing(NO_PATH, isAbsolute),
  mounts: someWord(NO_PATH, isAbsolute),
  paths: someWord(NO_PATH, (word) => isAbsolute(word.replace(/^[-+]{1,2}/, ""))),
  binds: judgeBinds,
  "file-systems": someWord(NO_PATH, (word) => isAbsolute(word.split(":")[0] ?? "")),
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
    splitWords(value, UNQUOTED).words.some((word) => CONTROLLERS.includes(word)),
  ),
  credential: orNothing("no name of a credential with its source", isLoadedCredential),
  "credential-text": orNothing("no name of a credential with its text", isSetCredential),
  urls: someWord("no URL", (word) => /^(?:https?:\/\/|file:\/|info:|man:)./.test(word), KEPT),
};

function says(what: string, holds: (value: string) => boolean): Judge {
  return (value) => (holds(value) ? undefined : what);
}

/** Nothing resets such a setting. */
function orNothing(what: string, holds: (value: string) => boolean): Judge {
  return says(what, (value) => value === "" || holds(value));
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

function judgeEnvironment(value: string): string | undefined {
  const { words, fault, unknownEscapes } = splitWords(value);
  if (fault !== undefined) return unsplit(fault);
  if (unknownEscapes[0] !== undefined) return escaped(unknownEscapes[0]);
  const wrong = words.find((word) => !/^[^=]+=/.test(word) || !isName(word.replace(/=[^]*$/, "")));
  return wrong === undefined ? undefined : `no assignment: \`${wrong.replace(/=[^]*$/, "=…")}\``;
}

/** Like `PassEnvironment=`, but a value may follow each name, and C escapes count. */
function judgeVariables(value: string, version: number): string | undefined {
  const escape = splitWords(value).unknownEscapes[0];
  if (escape !== undefined) return escaped(escape);
  return someWord(
    "no name of a variable",
    (word) => isName(word.replace(/=[^]*$/, "")),
    ESCAPED,
  )(value, version);
}

function judgeLogFields(value: string, version: number): string | undefined {
  const escape = splitWords(value).unknownEscapes[0];
  if (escape !== undefined) return escaped(escape);
  return someWord("no field of the journal", isLogField, ESCAPED)(value, version);
}

function escaped(escape: string): string {
  return `read only up to \`${escape}\`, which is no escape`;
}

const CONTROLLERS =
  `cpu cpuacct cpuset io blkio memory devices pids bpf-firewall bpf-devices bpf-foreign bpf-socket-bind
  bpf-restrict-network-interfaces`.split(/\s+/);

function judgeDelegate(value: string, version: number): string | undefined {
  if (value === "" || isBoolean(value)) return undefined;
  return someWord("neither boolean nor a controller", (word) => CONTROLLERS.includes(word))(
    value,
    version,
  );
}

/** From 258 on C escapes count there. */
function judgeBinds(value: string, version: number): string | undefined {
  const what = "no absolute path, nor two with `:` between";
  if (version < 258) return someWord(what, isBind)(value, version);
  const escape = splitWords(value).unknownEscapes[0];
  return escape === undefined ? someWord(what, isBind, ESCAPED)(value, version) : escaped(escape);
}

function isBoolean(value: string): boolean {
  return parseBoolean(value) !== undefined;
}

function isTime(value: string): boolean {
  return parseTimeSpan(value) !== undefined;
}

function isUnsigned(value: string): boolean {
  return inRange(value, 0, 2 ** 32 - 1);
}
