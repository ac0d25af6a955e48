import { timeUnits } from "./time-span.js";

// The rules of single values once more, as regular expressions of JSON Schema (ECMA-262): editors judge by
// these while one types. `agreement.test.ts` holds them to what `parseRoster` says.
// They say the same without `u`, and to validators that know no `\p{…}`.

/** A text on one line that a unit file can carry. */
export const LINE_PATTERN = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$";

/** The same, with line feeds and tabs. */
export const LINES_PATTERN = "^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f]*$";

/** A line with the escape characters of colours. */
export const COLOURS_PATTERN = "^[^\\u0000-\\u001a\\u001c-\\u001f\\u007f-\\u009f]*$";

const line = LINE_PATTERN.slice(1);
const home = "(?:~|\\$HOME|\\$\\{HOME\\})(?:/|$)";

/** A path that is absolute once its home is expanded, as `workdir` takes it. */
export const WORKDIR_PATTERN: string = `^(?=${line})(?:/|${home})`;

/** The same for `env_file`, where a leading `~/` alone is expanded. */
export const ENV_FILE_PATTERN: string = `^(?=${line})~?/`;

/** A branch, as git-check-ref-format(1) takes it; blanks and control characters are in none. */
export const BRANCH_PATTERN: string = `^(?=${line})(?![-/.]|HEAD$|@$)(?![\\s\\S]*(?:\\.\\.|//|/\\.|@\\{|\\.lock(?:/|$)|[ ~^:?*[\\\\]|[/.]$))[\\s\\S]+$`;

/** What a branch begins at: anything that is no option. */
export const BASE_PATTERN: string = `^(?=${line})[^-][\\s\\S]*$`;

/** A word for `--tag`. */
export const TAG_PATTERN: string = `^(?=${line})[^\\s,-][^\\s,]{0,62}$`;

/** A size with or without a unit, or one of some words. What it amounts to is not judged. */
export function sizePattern(words: readonly string[]): string {
  const size = "\\s*\\d+(?:\\.\\d+)?[ \\t]*[BKMGTPE]?\\s*";
  return `^(?:${[...words, size].join("|")})$`;
}

/** Numbers with units between and after them, of which one can have none when a blank ends it; or one of some words. */
export function timeSpanPattern(words: readonly string[]): string {
  const number = "\\d+(?:\\.\\d+)?";
  const unit = `[ \\t]*(?:${timeUnits.join("|")})`;
  const span = `[ \\t]*${number}(?:(?:[ \\t]+|${unit}[ \\t]*)${number})*(?:${unit})?[ \\t]*`;
  return words.length === 0 ? `^${span}$` : `^(?:${[...words, span].join("|")})$`;
}

/** A command in one string: every quote is closed, and the first word is not empty. */
export const COMMAND_PATTERN: string = (() => {
  const escaped = "\\\\[\\s\\S]";
  const inDouble = `(?:[^"\\\\]|${escaped})`;
  const first = `(?:[^ \\t\\n'"\\\\]|${escaped}|'[^']+'|"${inDouble}+")`;
  const rest = `(?:[^'"\\\\]|${escaped}|'[^']*'|"${inDouble}*")*`;
  return `^(?=${LINES_PATTERN.slice(1)})[ \\t\\n]*(?:''|"")*${first}${rest}$`;
})();
