import { namedBy } from "./environment-of.js";
import { faultAt } from "./fault.js";
import type { Rule } from "./finding.js";

/** Specifiers that expand to an absolute path in a user unit (systemd.unit(5)). */
const ABSOLUTE = /^(?:\/|%[hECSLtTVdfsyY])/;

export const execRules: readonly Rule[] = [
  {
    code: "MF601",
    severity: "error",
    what: "`EnvironmentFile=` is an absolute path",
    why: "A relative path, `~` or `$HOME` is dropped with a line in the journal, and the unit starts without its environment.",
    remedy: "Start the path with `/`, `%h` or `%E`.",
    *check(unit) {
      for (const line of unit.list("Service", "EnvironmentFile"))
        if (!ABSOLUTE.test(line.value.replace(/^-/, "")))
          yield faultAt(line, `\`EnvironmentFile=${line.value}\` is no absolute path`);
    },
  },
  {
    code: "MF602",
    severity: "error",
    what: "An environment file that exists is a regular file",
    why: "The manager opens the file itself: a FIFO there hangs the whole user manager, with every unit. A directory fails the unit.",
    remedy: "Put a regular file in its place before the next start or reload.",
    *check(unit) {
      for (const { file, line, key, path, kind } of namedBy(unit, unit.set))
        if (
          key === "EnvironmentFile" &&
          ["directory", "fifo", "socket", "device"].includes(kind) &&
          path !== "/dev/null"
        )
          yield {
            file,
            line,
            message: `The environment file \`${path}\` is a ${kind === "fifo" ? "FIFO" : kind}`,
          };
    },
  },
  {
    code: "MF603",
    severity: "error",
    what: "`WorkingDirectory=` has no variable",
    why: "Variables are not expanded there: the setting is bad, and the unit does not load.",
    remedy: "Write an absolute path, `~`, or a specifier such as `%h`.",
    *check(unit) {
      const directory = unit.get("Service", "WorkingDirectory");
      if (
        directory !== undefined &&
        directory.value !== "" &&
        !/^(?:~$|\/|%[hECSLtTVdfsyY])/.test(directory.value.replace(/^-/, ""))
      )
        yield faultAt(
          directory,
          `\`WorkingDirectory=${directory.value}\` is neither absolute nor \`~\``,
        );
    },
  },
];
