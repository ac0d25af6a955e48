import { parseUnitName } from "../names/unit-name.js";
import { continues, isComment, physicalLines, strip } from "../unit-file/physical-lines.js";
import { judgeValue } from "../values/judge-value.js";
import { unknownSpecifiers } from "../values/specifiers.js";
import { isListKind, refusesUnit, valueKind, type ValueKind } from "../values/value-kinds.js";
import { dependencies, faultAt } from "./fault.js";
import type { Rule } from "./finding.js";
import { NEWEST_KNOWN_VERSION } from "../newest-known-version.js";
import { namesOfFiles, ownFiles } from "./peers.js";
import { keysOf, REMOVED } from "./keys-by-version.js";

export const valueRules: readonly Rule[] = [
  {
    code: "MF105",
    severity: "warning",
    what: "A unit file is UTF-8 without a byte order mark, and has no NUL",
    why: "systemd passes over a byte order mark, but other programs take it for part of the first line; a NUL ends the line that it is in, and a line that is no UTF-8 is ignored.",
    remedy: "Save the file as UTF-8 without a byte order mark.",
    *check(unit) {
      for (const { path, text } of ownFiles(unit)) {
        const nul = text.indexOf("\0");
        if (text.startsWith("\uFEFF"))
          yield { file: path, line: 1, message: "The file starts with a byte order mark" };
        const stray = text.search(/[\p{Surrogate}\p{Noncharacter_Code_Point}]/u);
        if (stray !== -1)
          yield {
            file: path,
            line: lineAt(text, stray),
            message: "The file is no UTF-8 to systemd",
          };
        if (nul !== -1)
          yield {
            file: path,
            line: lineAt(text, nul),
            message: "The file holds a NUL",
            severity: "error",
          };
      }
    },
  },
  {
    code: "MF106",
    severity: "warning",
    what: "Lines end in a line feed alone",
    why: "systemd drops a carriage return, but scripts that read the file keep it at the end of every value.",
    remedy: "Convert the file, as with `sed -i 's/\\r$//'`.",
    *check(unit) {
      for (const { path, text } of ownFiles(unit)) {
        const at = text.indexOf("\r");
        if (at !== -1)
          yield { file: path, line: lineAt(text, at), message: "A line ends in a carriage return" };
      }
    },
  },
  {
    code: "MF107",
    severity: "error",
    what: "A setting that takes one of some words has one of them",
    why: "systemd logs another word and goes on with the default: `Restart=yes` is `Restart=no`.",
    remedy: "Use one of the words that systemd knows.",
    *check(unit, { version = NEWEST_KNOWN_VERSION }) {
      for (const assignment of unit.assignments) {
        const { section, key, value } = assignment;
        if (typeof kindIn(section, key, version) !== "object") continue;
        const reason = judgeValue(key, value, version);
        if (reason !== undefined)
          yield faultAt(assignment, `\`${key}=${value}\` is ignored: it is ${reason}`);
      }
    },
  },
  {
    code: "MF108",
    severity: "error",
    what: "Times, sizes, numbers, paths and names can be read",
    why: "systemd logs a value that it cannot read and goes on with the default, or refuses the unit: the limit that it was to set is not there.",
    remedy: "Write it as systemd.syntax(7) and systemd.time(7) say.",
    *check(unit, { version = NEWEST_KNOWN_VERSION }) {
      for (const assignment of unit.assignments) {
        const { section, key, value } = assignment;
        const kind = kindIn(section, key, version);
        if (kind === undefined || typeof kind === "object") continue;
        const reason = judgeValue(key, value, version);
        const shown = SECRET.includes(key) ? "…" : value;
        const outcome = refusesUnit(key) ? "is refused" : "is ignored";
        if (reason !== undefined)
          yield faultAt(assignment, `\`${key}=${shown}\` ${outcome}: it is ${reason}`);
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
      for (const { path, unit: file } of ownFiles(unit)) {
        const seen = new Map<string, number>();
        for (const { section, key, value, line } of file.assignments) {
          const kind = kindIn(section, key);
          if (kind === undefined || isListKind(kind)) continue;
          const before = seen.get(`${section}\0${key}`);
          if (before !== undefined && value !== "")
            yield {
              file: path,
              line,
              message: `\`${key}=\` stands on line ${String(before)} already; this one wins`,
            };
          seen.set(`${section}\0${key}`, line);
        }
      }
    },
  },
  {
    code: "MF110",
    severity: "error",
    what: "Templates are named as templates",
    why: "`name.service` is another unit than an instance of `name@.service`; systemd looks for it, finds nothing, and in a `Wants=` says nothing.",
    remedy: "Name an instance, as in `mosaic-agent@canary.service`.",
    *check(unit) {
      const files = namesOfFiles(unit);
      for (const key of ["Requires", "Wants", "BindsTo", "Requisite", "Upholds", "After", "Before"])
        for (const { name, at } of dependencies(unit, key)) {
          const parts = parseUnitName(name);
          if (parts === undefined || files.has(name)) continue;
          const template = `${parts.prefix}@.${parts.suffix}`;
          const plain = `${parts.prefix}.${parts.suffix}`;
          if (parts.instance === undefined && files.has(template))
            yield faultAt(
              at,
              `\`${key}=${name}\` names no unit: there is \`${template}\`, a template`,
            );
          else if (parts.instance && files.has(plain) && !files.has(template))
            yield faultAt(at, `\`${key}=${name}\` names no unit: \`${plain}\` is no template`);
        }
    },
  },
  {
    code: "MF111",
    severity: "error",
    what: "Every specifier is known to the installed systemd",
    why: "systemd ignores a setting with an unknown specifier; in `ExecStart=` and `WorkingDirectory=` it refuses the unit.",
    remedy: "Use a specifier of systemd.unit(5), or double the `%`.",
    *check(unit, { version = NEWEST_KNOWN_VERSION }) {
      for (const assignment of unit.assignments) {
        const { section, key, value } = assignment;
        if (!keysOf(section)?.has(key) || !takesSpecifiers(key)) continue;
        for (const specifier of unknownSpecifiers(value, version))
          yield faultAt(assignment, `\`${specifier}\` in \`${key}=\` is no specifier`);
      }
    },
  },
  {
    code: "MF112",
    severity: "warning",
    what: "A backslash that continues a line is its last character",
    why: "With a blank behind it systemd takes it for a part of the value, and the next line for one of its own; podman and editors make it look continued.",
    remedy: "Remove the blanks behind the backslash, or the backslash.",
    *check(unit) {
      const files = ownFiles(unit).filter(({ text }) => /\\[ \t]+(?:[\n\r\0]|$)/.test(text)); // oxlint-disable-line no-control-regex
      for (const { path, text: whole } of files)
        for (const { text, line } of numbered(whole)) {
          const bare = strip(text);
          if (continues(bare) && !text.endsWith("\\"))
            yield {
              file: path,
              line,
              message: "The backslash has a blank behind it, so it does not continue the line",
            };
        }
    },
  },
];

/** The lines that are no comments, by their numbers. */
function numbered(text: string): { readonly text: string; readonly line: number }[] {
  return physicalLines(text).flatMap((physical, index) =>
    isComment(physical) ? [] : [{ text: physical.text, line: index + 1 }],
  );
}

/** Their values may be secrets, so only the reason names what is wrong. */
const SECRET = ["Environment", "LogExtraFields", "SetCredential", "SetCredentialEncrypted"];

/** Settings in which systemd expands specifiers, beside those of the kinds below. */
const SPECIFIED = new Set(
  `AppArmorProfile BusName Description EnvironmentFile ImportCredential JobTimeoutRebootArgument PAMName PIDFile RebootArgument
   RuntimeDirectory StateDirectory CacheDirectory LogsDirectory
   ConfigurationDirectory SyslogIdentifier UtmpIdentifier WorkingDirectory`.split(/\s+/),
);
const SPECIFIED_KINDS: readonly (ValueKind | undefined)[] = [
  "paths",
  "mounts",
  "binds",
  "file-systems",
  "search-path",
  "path",
  "condition-path",
  "cpu-set",
  "cpu-affinity",
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

function takesSpecifiers(key: string): boolean {
  return (
    /^(?:Exec|Condition|Assert)/.test(key) ||
    SPECIFIED.has(key) ||
    SPECIFIED_KINDS.includes(valueKind(key))
  );
}

/** How the value of a setting is read in its section; a file system's `Type=` is not a service's. What is gone has no value. */
function kindIn(section: string, key: string, version = 0): ValueKind | undefined {
  if (section === "Mount" && key === "Type") return undefined;
  if (version >= (REMOVED.get(key) ?? Infinity)) return undefined;
  return keysOf(section)?.has(key) ? valueKind(key) : undefined;
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split(/\r\n|\n|\r/).length;
}
