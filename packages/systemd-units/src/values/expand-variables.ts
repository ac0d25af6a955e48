import type { ExecCommand } from "./parse-exec-line.js";
import { splitWords, VARIABLE } from "./split-words.js";

/**
 * The argv that a command gets once systemd has put in the variables (systemd.service(5), "Command lines"): `${NAME}` anywhere in a word,
 * `$NAME` as a whole word, which is then split; `$$` is a dollar sign. What is not set is empty, a whole word of it is no word at all.
 * Behind the prefix `|` it is that of the user's shell, named `sh` here: the words are one text for its `-c`.
 */
export function expandVariables(
  command: ExecCommand,
  environment: ReadonlyMap<string, string>,
): string[] {
  const own = [command.argv0, ...command.args];
  const argv = command.expandsVariables
    ? own.flatMap((word) =>
        /^\$(?![{$])/.test(word)
          ? splitWords(environment.get(word.slice(1)) ?? "", VARIABLE).words
          : [expandWord(word, environment)],
      )
    : own;
  if (!command.prefix.includes("|") || argv.length < 2) return argv;
  return [...argv.slice(0, 1), "-c", argv.slice(1).join(" ")];
}

/**
 * A name reaches up to the next `}`, whatever stands between; one that is never closed stays, with every `$$` in it. A `:` in it, as in the
 * shell's `${NAME:-else}`, makes no variable of it: it stays as it stands, and what is within is read anew.
 */
function expandWord(word: string, environment: ReadonlyMap<string, string>): string {
  let expanded = "";
  let at = 0;
  while (at < word.length) {
    const rest = word.slice(at);
    const text = /^(?:[^$]|\$(?![{$]))+/.exec(rest)?.[0];
    const name = /^\$\{([^}:]*)\}/.exec(rest);
    if (text !== undefined) {
      expanded += text;
      at += text.length;
    } else if (rest.startsWith("$$")) {
      expanded += "$";
      at += 2;
    } else if (name !== null) {
      expanded += environment.get(name[1] ?? "") ?? "";
      at += name[0].length;
    } else {
      const opened = /^\$\{[^}:]*:?/.exec(rest)?.[0] ?? "";
      expanded += opened;
      at += opened.length;
    }
  }
  return expanded;
}
