import type { ExecCommand } from "./parse-exec-line.js";
import { splitVariable } from "./split-words.js";

/**
 * The argv that a command gets once systemd has put in the variables (systemd.service(5), "Command lines"): `${NAME}` anywhere in a word,
 * `$NAME` as a whole word, which is then split; `$$` is a dollar sign. What is not set is empty, a whole word of it is no word at all.
 */
export function expandVariables(
  command: ExecCommand,
  environment: ReadonlyMap<string, string>,
): string[] {
  const own = [command.argv0, ...command.args];
  if (!command.expandsVariables) return own;
  return own.flatMap((word) => {
    if (/^\$(?![{$])/.test(word)) return [...splitVariable(environment.get(word.slice(1)) ?? "")];
    return [
      word.replace(/\$\$|\$\{([^}]*)\}/g, (found, name?: string) =>
        found === "$$" ? "$" : (environment.get(name ?? "") ?? ""),
      ),
    ];
  });
}
