import { stepsBack } from "../values/name-forms.js";
import { namedBy } from "./environment-of.js";
import { faultAt } from "./fault.js";
import type { NamedPath } from "./named-path.js";
import type { Rule } from "./finding.js";
import { LARGEST_ENVIRONMENT_FILE } from "./named-paths.js";

/** Specifiers that expand to an absolute path in a user unit (systemd.unit(5)). */
const ABSOLUTE = /^(?:\/|%[hECSLtTVdfsyY])/;

export const execRules: readonly Rule[] = [
  {
    code: "MF601",
    severity: "error",
    what: "`EnvironmentFile=` is an absolute path without `..`",
    why: "A relative path, `~`, `$HOME` or one with `..` in it is dropped with a line in the journal, and the unit starts without its environment.",
    remedy: "Start the path with `/`, `%h` or `%E`.",
    *check(unit) {
      for (const line of unit.list("Service", "EnvironmentFile"))
        if (!ABSOLUTE.test(line.value.replace(/^-/, "")) || stepsBack(line.value))
          yield faultAt(
            line,
            `\`EnvironmentFile=${line.value}\` is no absolute path without \`..\``,
          );
    },
  },
  {
    code: "MF602",
    severity: "error",
    what: "An environment file that exists is a regular file, and can be read",
    why: "The manager opens the file itself: a FIFO there hangs the whole user manager, with every unit. A directory, or a file that may not be read, fails the unit.",
    remedy: "Put a regular file of your own in its place before the next start or reload.",
    *check(unit) {
      for (const named of namedBy(unit, unit.set)) {
        const { file, line, key, path, kind } = named;
        if (key !== "EnvironmentFile" || path === "/dev/null") continue;
        if (["directory", "fifo", "socket", "device"].includes(kind)) {
          const what = kind === "fifo" ? "FIFO" : kind;
          yield { file, line, message: `The environment file \`${path}\` is a ${what}` };
        } else if (isUnread(named))
          yield { file, line, message: `The environment file \`${path}\` cannot be read` };
      }
    },
  },
  {
    code: "MF603",
    severity: "error",
    what: "`WorkingDirectory=` has no variable, and no `..`",
    why: "Variables are not expanded there, and a path with `..` is not taken: the setting is bad, and the unit does not load.",
    remedy: "Write an absolute path, `~`, or a specifier such as `%h`.",
    *check(unit) {
      const directory = unit.get("Service", "WorkingDirectory");
      if (
        directory !== undefined &&
        directory.value !== "" &&
        (!/^(?:~$|\/|%[hECSLtTVdfsyY])/.test(directory.value.replace(/^-/, "")) ||
          stepsBack(directory.value))
      )
        yield faultAt(
          directory,
          `\`WorkingDirectory=${directory.value}\` is neither an absolute path without \`..\` nor \`~\``,
        );
    },
  },
];

/** A file that was looked at, is not too large, and gave nothing, or whose folder may not be entered. */
function isUnread({ kind, size, content }: NamedPath): boolean {
  if (kind === "unreadable") return true;
  return (
    kind === "file" &&
    content === undefined &&
    size !== undefined &&
    size <= LARGEST_ENVIRONMENT_FILE
  );
}
