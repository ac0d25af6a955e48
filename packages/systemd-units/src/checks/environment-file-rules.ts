import type { Diagnostic } from "../diagnostic.js";
import { parseEnvironmentFile } from "../environment/parse-environment-file.js";
import { environmentFilesOf } from "./environment-of.js";
import type { CheckContext, CheckedUnit, Fault, Rule } from "./finding.js";
import type { NamedPath } from "./named-path.js";

const SECRET = /(?:^|_)(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD)$/;
/** These refuse the file, or lose more than the line they are on. */
const WHOLE = ["nul", "not-utf8", "byte-order-mark", "open-quote"];

export const environmentFileRules: readonly Rule[] = [
  {
    code: "MF609",
    severity: "error",
    what: "Every line of an environment file counts",
    why: "systemd drops a line that is no assignment, `export A=1` too, and starts the unit without that variable.",
    remedy: "Write `KEY=value`, or start the line with `#`.",
    *check(unit, context) {
      for (const { named, diagnostic } of diagnostics(unit, context))
        if (diagnostic.severity === "error" && !WHOLE.includes(diagnostic.code))
          yield at(named, diagnostic);
    },
  },
  {
    code: "MF610",
    severity: "error",
    what: "systemd takes an environment file as it was written",
    why: "A NUL or a byte that is no UTF-8 refuses the whole file, with `-` before its path in silence; an open quote swallows the rest.",
    remedy: "Save the file as plain UTF-8, and close every quote.",
    *check(unit, context) {
      for (const { named, diagnostic } of diagnostics(unit, context))
        if (WHOLE.includes(diagnostic.code)) yield at(named, diagnostic);
    },
  },
  {
    code: "MF611",
    severity: "warning",
    what: "Values of an environment file mean what they seem to",
    why: "An environment file is no shell script: nothing is expanded, a `#` within a value is part of it, and quotes count at its start only.",
    remedy: "Write the value out, or put it in single quotes.",
    *check(unit, context) {
      for (const { named, diagnostic } of diagnostics(unit, context))
        if (diagnostic.severity === "warning" && !isExpandedByUs(named, diagnostic, context))
          yield at(named, diagnostic);
    },
  },
  {
    code: "MF612",
    severity: "error",
    what: "An environment file with secrets is yours alone",
    why: "Every user of the machine may read it otherwise.",
    remedy: "Run `chmod 600` on it.",
    *check(unit, context) {
      for (const named of environmentFilesOf(unit, unit.set)) {
        if (named.content === undefined || ((named.mode ?? 0) & 0o077) === 0) continue;
        const { lines } = parseEnvironmentFile(named.content, options(context));
        for (const [key, line] of lines)
          if (SECRET.test(key))
            yield {
              file: named.path,
              line,
              message: `\`${key}\` looks like a secret, and others may read the file (mode ${(named.mode ?? 0).toString(8).padStart(4, "0")})`,
            };
      }
    },
  },
];

function diagnostics(
  unit: CheckedUnit,
  context: CheckContext,
): { named: NamedPath; diagnostic: Diagnostic }[] {
  return environmentFilesOf(unit, unit.set).flatMap((named) =>
    named.content === undefined
      ? []
      : parseEnvironmentFile(named.content, options(context)).diagnostics.map((diagnostic) => ({
          named,
          diagnostic,
        })),
  );
}

/** The launcher expands a leading home in this one variable. */
function isExpandedByUs(
  named: NamedPath,
  { code, line }: Diagnostic,
  context: CheckContext,
): boolean {
  if (code !== "not-expanded" || named.content === undefined) return false;
  const { values, lines } = parseEnvironmentFile(named.content, options(context));
  const value = values.get("MOSAIC_AGENT_WORKDIR") ?? "";
  return (
    lines.get("MOSAIC_AGENT_WORKDIR") === line &&
    /^(?:\$HOME|\$\{HOME\}|~)(?:\/[^$`]*)?$/.test(value)
  );
}

function options({ version }: CheckContext): { version?: number } {
  return version === undefined ? {} : { version };
}

function at(named: NamedPath, { line, message }: Diagnostic): Fault {
  return { file: named.path, line, message };
}
