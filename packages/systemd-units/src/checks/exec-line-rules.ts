import { NEWEST_KNOWN_VERSION } from "../newest-known-version.js";
import { execLineOf } from "./exec-line-of.js";
import { commandLines, faultAt } from "./fault.js";
import type { Rule } from "./finding.js";

export const execLineRules: readonly Rule[] = [
  {
    code: "MF617",
    severity: "warning",
    what: "A dollar sign in a command line starts a variable, or is doubled",
    why: "systemd is no shell: `$(…)` stays as it stands, and a word such as `$HOME/bin` is taken for one long name and vanishes.",
    remedy: "Write `${NAME}` for a variable, `$$` for a dollar sign.",
    *check(unit, { version = NEWEST_KNOWN_VERSION }) {
      for (const line of commandLines(unit))
        for (const { path, args, expandsVariables } of execLineOf(line.value, version).commands) {
          const words = expandsVariables ? args : [];
          const wrong = words.find((word) => isMistaken(word));
          if (path.includes("$"))
            yield faultAt(
              line,
              `The program of \`${line.key}=\` has a \`$\`, which is not expanded there`,
            );
          else if (wrong !== undefined)
            yield faultAt(line, `The word \`${wrong}\` in \`${line.key}=\` is no variable`);
        }
    },
  },
  {
    code: "MF618",
    severity: "error",
    what: "Command lines can be read",
    why: "systemd refuses a unit with a command line that it cannot read; behind a `-` it drops the line and says so in the journal only.",
    remedy:
      "Close every quote, name the program by its absolute path without quotes, backslashes and control characters in it, and double a backslash.",
    *check(unit, { version = NEWEST_KNOWN_VERSION }) {
      for (const line of commandLines(unit)) {
        const { commands, faults, refusesUnit, unknownEscapes } = execLineOf(line.value, version);
        const outcome = refusesUnit ? "is refused" : "is dropped";
        for (const fault of faults) yield faultAt(line, `\`${line.key}=\` ${outcome}: ${fault}`);
        if (version >= 258 && commands.some(({ prefix }) => prefix.split("!").length > 2))
          yield {
            ...faultAt(line, `\`!!\` in \`${line.key}=\` does nothing from systemd 258 on`),
            severity: "warning",
          };
        const escape = unknownEscapes[0];
        if (escape !== undefined && faults.length === 0)
          yield {
            ...faultAt(line, `\`${escape}\` in \`${line.key}=\` is no escape, and stays as it is`),
            severity: "warning",
          };
      }
    },
  },
];

/** `${NAME}` anywhere, `$NAME` as a whole word and `$$` are what systemd knows; a `$` at the end or before a digit is literal. */
function isMistaken(word: string): boolean {
  if (/\s/.test(word)) return false; // text for another program, as for `sh -c`
  const rest = word.replace(/\$\$|\$\{[A-Za-z_][A-Za-z0-9_]*\}/g, "");
  return /\$[({]/.test(rest) || /^\$[A-Za-z_][A-Za-z0-9_]*[^A-Za-z0-9_]/.test(rest);
}
