// What the jobs print, by the lines of cases.sh.
import { readFileSync } from "node:fs";

/** The lines of lib/cases.sh. */
export function readCases(text) {
  return [...text.matchAll(/^(ok|FAIL|skip) (.*)$/gm)].map(([, word, rest]) => {
    if (word === "ok") return { name: rest, outcome: "passed" };
    const at = rest.indexOf(": ");
    const [name, detail] = at < 0 ? [rest, ""] : [rest.slice(0, at), rest.slice(at + 2)];
    return { name, outcome: word === "skip" ? "skipped" : "failed", detail };
  });
}

export const count = (cases, outcome) => cases.filter((each) => each.outcome === outcome).length;

/** What explains a failure, without the manager's log. */
export const notesOf = (path) =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => /^# {1,2}\S/.test(line))
    .slice(0, 30);
