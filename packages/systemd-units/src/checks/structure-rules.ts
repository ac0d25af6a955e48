import { parseUnitName } from "../names/unit-name.js";
import { faultAt } from "./fault.js";
import type { CheckedUnit, Fault, Rule } from "./finding.js";
import { ownFiles } from "./peers.js";
import { NEWEST_KNOWN_VERSION } from "../newest-known-version.js";
import { keysOf, REMOVED, SECTIONS } from "./keys-by-version.js";

const OWN_SECTION: Readonly<Record<string, string>> = {
  service: "Service",
  socket: "Socket",
  mount: "Mount",
  automount: "Automount",
  swap: "Swap",
  timer: "Timer",
  path: "Path",
  slice: "Slice",
  scope: "Scope",
};

/** Of lines that cannot be read so many are told of a file: of a picture or a program it is every one. */
const MOST_LINES = 20;

export const structureRules: readonly Rule[] = [
  {
    code: "MF101",
    severity: "error",
    what: "Every line of a unit parses",
    why: "systemd ignores a line that it cannot read and starts the unit without it; one bad section header refuses the whole file.",
    remedy: "Correct the line, or start it with `#`.",
    *check(unit) {
      for (const { path, unit: file } of ownFiles(unit)) {
        const { diagnostics } = file;
        for (const { line, message, severity } of diagnostics.slice(0, MOST_LINES))
          yield { file: path, line, message, severity };
        const next = diagnostics[MOST_LINES];
        if (next !== undefined)
          yield {
            file: path,
            line: next.line,
            message: `${String(diagnostics.length - MOST_LINES)} more lines cannot be read from here on; it may be no unit file at all`,
          };
      }
    },
  },
  {
    code: "MF102",
    severity: "error",
    what: "Every key is known to the installed systemd, in its section",
    why: "systemd only logs an unknown key and goes on without it: the limit or the restart policy that it was to set is not there.",
    remedy:
      "Correct the key or its section, or put it into a drop-in that only the newer systemd gets.",
    *check(unit, { version = NEWEST_KNOWN_VERSION }) {
      for (const assignment of unit.assignments) {
        const { section, key } = assignment;
        const keys = keysOf(section);
        if (keys === undefined || key.startsWith("X-")) continue;
        const since = keys.get(key);
        if (since === undefined)
          yield {
            ...faultAt(assignment, unknownKey(section, key)),
            ...(version > NEWEST_KNOWN_VERSION ? { severity: "warning" as const } : {}),
          };
        else if (version >= (REMOVED.get(key) ?? Infinity))
          yield {
            ...faultAt(
              assignment,
              `\`${key}=\` is gone from systemd ${String(version)}, which ignores it`,
            ),
            // What is counted anyway is no loss.
            ...(key.endsWith("Accounting") ? { severity: "warning" as const } : {}),
          };
        else if (since > version)
          yield faultAt(
            assignment,
            `\`${key}=\` needs systemd ${String(since)}; systemd ${String(version)} ignores it`,
          );
      }
    },
  },
  {
    code: "MF103",
    severity: "error",
    what: "Every section belongs to the type of the unit",
    why: "systemd passes over a section that it does not know, or that is for another type of unit, with all that stands in it.",
    remedy: "Correct the name of the section; private sections start with `X-`.",
    *check(unit) {
      const own = OWN_SECTION[parseUnitName(unit.name)?.suffix ?? ""];
      for (const { path, unit: file } of unit.files)
        for (const { name, line } of file.sections)
          if (!["Unit", "Install", own].includes(name) && !name.startsWith("X-"))
            yield {
              file: path,
              line,
              message: `\`[${name}]\` is no section of \`${unit.name}\`, so all in it is ignored`,
            };
    },
  },
  {
    code: "MF104",
    severity: "error",
    what: "A unit file is a regular text file that is not empty",
    why: "An empty unit file masks the unit: it cannot be started. What is no text cannot be a unit.",
    remedy: "Put the unit file back, or remove it.",
    check: emptyFiles,
  },
];

function* emptyFiles(unit: CheckedUnit): Generator<Fault> {
  const text = unit.files.find(({ path }) => path === unit.main)?.text;
  if (unit.main !== undefined && text === "")
    yield { file: unit.main, line: 1, message: "The file is empty, so the unit is masked" };
}

function unknownKey(section: string, key: string): string {
  const home = SECTIONS.find((each) => keysOf(each)?.has(key) === true);
  if (home !== undefined)
    return `\`${key}=\` stands in \`[${section}]\`, but belongs in \`[${home}]\``;
  const near = [...(keysOf(section)?.keys() ?? [])].find(
    (each) => each.toLowerCase() === key.toLowerCase(),
  );
  return `\`${key}=\` is no setting of \`[${section}]\`${near === undefined ? "" : `; is \`${near}=\` meant`}`;
}
