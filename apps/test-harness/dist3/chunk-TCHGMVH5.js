import { createRequire as createRequireOfChunk } from "node:module";
const require = createRequireOfChunk(import.meta.url);
import { accessSync, constants, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
var installationRules = [
  {
    code: "MF701",
    severity: "error",
    what: "The script that the units call is there and may \
be run",
    why: "Without it every start of holder and agents ends with 203/EXEC.",
    remedy: "Run `mosaic-fleet install`, or copy the script and `chmod 755` it.",
  },
  {
    code: "MF702",
    severity: "error",
    what: "Nobody e\
lse may write the script that the units call",
    why: "Whoever may write it runs commands as you.",
    remedy: "Take the right away with `chmod go-w`.",
  },
  {
    code: "MF703",
    severity: "warning",
    what: "An installed unit\
 is the one that this version ships",
    why: "An older unit, or one edited in place, lacks what this version relies on; the next install overwrites it.",
    remedy:
      "Run `mosaic-fleet install`; put changes of \
your own into a drop-in.",
  },
  {
    code: "MF704",
    severity: "error",
    what: "Every shipped unit is installed",
    why: "Holder, agents, target and slice name each other: with one missing the others do not start, or los\
e their limits.",
    remedy: "Run `mosaic-fleet install`, or copy the unit.",
  },
  {
    code: "MF706",
    severity: "warning",
    what: "The manager has read the units as they stand on disk",
    why: "What was changed since holds \
for no start, whatever this check says of it.",
    remedy: "Run `systemctl --user daemon-reload`; what runs keeps its settings until its restart.",
  },
  {
    code: "MF707",
    severity: "warning",
    what: "The user lingers, \
where logind ends the managers of others",
    why: "Else every agent ends at the last logout, and none starts at boot.",
    remedy: "Run `loginctl enable-linger`.",
  },
  {
    code: "MF708",
    severity: "warning",
    what: "Each d\
rop-in that the roster wrote belongs to an agent of the roster",
    why: "An agent that left the roster comes back by what is left of it: a link for boot, or a start by name.",
    remedy:
      "Run `mosaic-fleet app\
ly --prune`, or add the agent to the roster.",
  },
  {
    code: "MF709",
    severity: "error",
    what: "An agent that runs is in the cgroup of its unit",
    why: "Outside of it neither the unit's limits nor its stop hold for \
the agent.",
    remedy: "Run `mosaic-fleet restart` on it; `mosaic-fleet doctor` tells what moved it.",
  },
];
function installationFinding(code, file, message) {
  let rule = installationRules.find((each) => each.code === code),
    { severity = "error", remedy = "" } = rule ?? {};
  return { code, severity, file, line: 1, message, remedy };
}
function checkInstallation({ units, script }, shipped) {
  let findings = checkScript(script);
  for (let [name, text] of shipped) {
    let file = join(units, name),
      installed = readText(file);
    installed === void 0
      ? findings.push(installationFinding("MF704", file, `\`${name}\` is not there`))
      : installed !== text &&
        findings.push(
          installationFinding(
            "M\
F703",
            file,
            `\`${name}\` differs from the one of this version`,
          ),
        );
  }
  return findings;
}
function checkScript(script) {
  let stats = lookAt(script);
  if (stats === void 0)
    return [
      installationFinding(
        "MF701",
        script,
        `\`${script}\
\` is not there`,
      ),
    ];
  if (stats === "shut")
    return [
      installationFinding(
        "MF701",
        script,
        `\`${script}\` may not be looked at, or leads in a circle`,
      ),
    ];
  if (!stats.isFile())
    return [installationFinding("MF701", script, `\`${script}\` is not a regular file`)];
  let findings = [];
  return (
    mayRun(script) ||
      findings.push(installationFinding("MF701", script, `\`${script}\` is not executable`)),
    (stats.mode & 18) !== 0 &&
      findings.push(
        installationFinding(
          "MF702",
          script,
          `others may write \`${script}\`: its mode is ${mode(stats.mode)}`,
        ),
      ),
    findings
  );
}
function mayRun(path) {
  try {
    return (accessSync(path, constants.X_OK), !0);
  } catch {
    return !1;
  }
}
function readText(path) {
  let stats = lookAt(path);
  if (!(stats === void 0 || stats === "shut" || !stats.isFile()))
    try {
      return readFileSync(path, "utf8");
    } catch {
      return;
    }
}
function lookAt(path) {
  try {
    return statSync(path, { throwIfNoEntry: !1 });
  } catch {
    return "shut";
  }
}
var mode = (bits) => (bits & 511).toString(8).padStart(4, "0");
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
  let units = Array.from({ length: found.length }, (_, at) => found.charCodeAt(at));
  return NAMED[found] ?? units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}
function whyNotCarried(text) {
  if (text.includes("\0")) return "it holds a NUL";
  if (new RegExp("\\p{Surrogate}", "u").test(text))
    return "it is no UTF-8 (a stray byte, or half a surrogate pair)";
  if (new RegExp("\\p{Noncharacter_Code_Point}", "u").test(text))
    return "it holds a Unicode noncharacter, which systemd refuses as invalid UTF-8";
}
function decodeCarried(bytes) {
  try {
    let text = new TextDecoder("utf-8", { fatal: !0, ignoreBOM: !0 }).decode(bytes);
    return whyNotCarried(text) === void 0 ? text : void 0;
  } catch {
    return;
  }
}
var UTF8_OR_BYTE =
  /[\0-\x7f]+|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|\xed[\x80-\x9f][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[^]/g;
function decodeBytes(bytes) {
  return Buffer.from(bytes)
    .toString("latin1")
    .replace(UTF8_OR_BYTE, (found) =>
      found.length === 1 && found > "\x7F"
        ? String.fromCharCode(56320 + found.charCodeAt(0))
        : Buffer.from(
            found,
            "la\
tin1",
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
export {
  visible,
  whyNotCarried,
  decodeCarried,
  decodeBytes,
  encodeBytes,
  isVariableName,
  groupBy,
  physicalLines,
  isComment,
  continues,
  strip,
  installationRules,
  installationFinding,
  checkInstallation,
};
