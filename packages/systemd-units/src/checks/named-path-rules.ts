import { namedBy } from "./environment-of.js";
import type { CheckedUnit, Fault, Rule } from "./finding.js";
import type { NamedPath } from "./named-path.js";
import { LARGEST_ENVIRONMENT_FILE } from "./named-paths.js";

export const namedPathRules: readonly Rule[] = [
  {
    code: "MF604",
    severity: "error",
    what: "A program that a unit names can be run",
    why: "A folder, a FIFO or a file without the right to execute ends every start with 203/EXEC.",
    remedy: "Put the program there, or `chmod 755` it.",
    *check(unit) {
      for (const named of programs(unit)) {
        if (["missing", "unreadable"].includes(named.kind)) continue;
        if (named.kind !== "file") yield at(named, `\`${named.path}\` is a ${word(named.kind)}`);
        else if (((named.mode ?? 0o111) & 0o111) === 0)
          yield at(named, `\`${named.path}\` is not executable`);
      }
    },
  },
  {
    code: "MF605",
    severity: "error",
    what: "Nobody else may change a program that a unit runs",
    why: "Whoever may write it, or owns it, runs commands as you.",
    remedy: "Take the right away with `chmod go-w`, or own it yourself.",
    *check(unit, { uid = process.getuid?.() ?? 0 }) {
      for (const named of programs(unit)) {
        if (named.kind !== "file") continue;
        if (((named.mode ?? 0) & 0o022) !== 0)
          yield at(named, `Others may write \`${named.path}\` (mode ${octal(named.mode ?? 0)})`);
        if (named.uid !== undefined && named.uid !== 0 && named.uid !== uid)
          yield at(named, `\`${named.path}\` belongs to another user (uid ${String(named.uid)})`);
      }
    },
  },
  {
    code: "MF606",
    severity: "error",
    what: "A program that a unit names is there",
    why: "Without it every start ends with 203/EXEC.",
    remedy: "Install it, or correct the path.",
    onlyInstalled: true,
    *check(unit) {
      for (const named of programs(unit))
        if (named.kind === "missing") yield at(named, `\`${named.path}\` is not there`);
    },
  },
  {
    code: "MF607",
    severity: "error",
    what: "An environment file that is required is there",
    why: "Without a `-` before its path a missing file fails the unit (`resources`), before anything of it runs.",
    remedy: "Write the file, or put `-` before its path if the unit can do without.",
    onlyInstalled: true,
    *check(unit) {
      for (const line of unit.list("Service", "EnvironmentFile")) {
        if (line.value.startsWith("-")) continue;
        for (const named of namedBy(unit, unit.set))
          if (
            named.key === "EnvironmentFile" &&
            named.kind === "missing" &&
            named.file === line.file &&
            named.line === line.line &&
            !/[*?[]/.test(named.path)
          )
            yield at(named, `\`${named.path}\` is not there`);
      }
    },
  },
  {
    code: "MF608",
    severity: "error",
    what: "An environment file is at most 64 KiB",
    why: "The manager itself reads it at every start; a large one is most likely another file, and no process takes much more.",
    remedy: "Name the right file, or keep data in a file that the program reads.",
    *check(unit) {
      for (const named of namedBy(unit, unit.set))
        if (
          named.key === "EnvironmentFile" &&
          named.kind === "file" &&
          (named.size ?? 0) > LARGEST_ENVIRONMENT_FILE
        )
          yield at(named, `\`${named.path}\` has ${String(named.size)} bytes`);
    },
  },
];

function programs(unit: CheckedUnit): NamedPath[] {
  return namedBy(unit, unit.set).filter(({ key }) => key.startsWith("Exec"));
}

function at({ file, line }: NamedPath, message: string): Fault {
  return { file, line, message };
}

function word(kind: NamedPath["kind"]): string {
  return kind === "fifo" ? "FIFO" : kind;
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, "0");
}
