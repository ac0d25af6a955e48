import { Composer, type CST, type Document, type YAMLError } from "yaml";
import { BLANK_AFTER_DASH, dashWithoutBlank } from "./dash-without-blank.js";
import { readTokens } from "./read-tokens.js";
import type { Report } from "../check/report.js";

const MOST_PROBLEMS = 20;

/** The one YAML 1.2 document of a text; `undefined` when it cannot be read, with the reasons reported. */
export function readDocument(text: string, report: Report): Document.Parsed | undefined {
  const tokens = readTokens(text, report);
  if (tokens === undefined) return undefined;
  const [first, second] = withoutStackTraces(() => take(2, compose(tokens, text.length)));
  if (second !== undefined) {
    const message = "a second YAML document starts here";
    const start = second.range[0];
    report({ code: "several-documents", message, hint: "remove the `---` or `...` before it" }, [
      start,
      start + 1,
    ]);
  }
  const problems = [...(first?.errors ?? []), ...(first?.warnings ?? [])];
  for (const problem of problems.slice(0, MOST_PROBLEMS)) reportProblem(problem, text, report);
  if (problems.length > MOST_PROBLEMS) {
    const message = "more problems of YAML follow";
    report({ code: "too-many-problems", message, hint: "solve the first ones" }, [
      text.length,
      text.length,
    ]);
  }
  const readable =
    second === undefined && problems.length === 0 && checkVersion(first, text, report);
  return readable ? first : undefined;
}

function compose(tokens: CST.Token[], length: number): Iterable<Document.Parsed> {
  const composer = new Composer({
    version: "1.2",
    schema: "core",
    merge: false,
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  return composer.compose(tokens, true, length) as Iterable<Document.Parsed>;
}

function take<T>(most: number, values: Iterable<T>): T[] {
  const taken: T[] = [];
  for (const value of values) {
    taken.push(value);
    if (taken.length === most) break;
  }
  return taken;
}

/** The composer makes an Error of each problem. A hostile text has 100,000, and nobody reads where they were made. */
function withoutStackTraces<T>(run: () => T): T {
  const before: unknown = Reflect.get(Error, "stackTraceLimit");
  Reflect.set(Error, "stackTraceLimit", 0);
  try {
    return run();
  } finally {
    Reflect.set(Error, "stackTraceLimit", before);
  }
}

/** Messages that go on with a piece of the file, which may be a secret. */
const QUOTES_THE_TEXT =
  /^(Unexpected .+ token in YAML stream|Not a YAML token|Block scalar header includes extra characters|Invalid escape sequence|Unknown directive|Aliased anchor not found).*$/s;

function reportProblem(problem: YAMLError, text: string, report: Report): void {
  const [start, end] = problem.pos;
  const span = [start, Math.max(end, start + 1)] as const;
  // One cause, of which YAML has several words.
  const dash = dashWithoutBlank(text, start);
  if (problem.code === "TAB_AS_INDENT") {
    const message = "a tab indents this line";
    report({ code: "tab-indent", message, hint: "YAML indents with spaces alone" }, span);
  } else if (problem.code === "TAG_RESOLVE_FAILED") {
    const message = "a tag has no meaning in a roster";
    report({ code: "yaml-tag", message, hint: "remove the word that starts with `!`" }, span);
  } else if (dash !== undefined) {
    const message = "not valid YAML: a dash without a blank begins no item";
    report({ code: "yaml-syntax", message, hint: BLANK_AFTER_DASH }, dash);
  } else {
    const told = problem.message
      .replace(QUOTES_THE_TEXT, "$1")
      .replace(/\s+/g, " ")
      .replace(/[.:\s]+$/, "");
    report(
      { code: "yaml-syntax", message: `not valid YAML: ${told}`, hint: hintFor(problem) },
      span,
    );
  }
}

function hintFor(problem: YAMLError): string | undefined {
  switch (problem.code) {
    case "BAD_SCALAR_START":
      return "put the value in quotes";
    case "BAD_INDENT":
      if (problem.message.includes("end with")) return "check that every bracket is closed";
      return "check the indentation here and in the line above";
    case "BLOCK_AS_IMPLICIT_KEY":
      return "check the indentation here and in the line above; a value with `: ` needs quotes";
    case "MULTILINE_IMPLICIT_KEY":
      return "check that a blank follows the colon: `key: value`";
    case "MISSING_CHAR":
      return "check that quotes and brackets are closed";
    default:
      return undefined;
  }
}

function checkVersion(
  document: Document.Parsed | undefined,
  text: string,
  report: Report,
): boolean {
  const yaml = document?.directives.yaml;
  if (yaml?.explicit !== true || yaml.version === "1.2") return true;
  const message = `the directive \`%YAML ${yaml.version}\` asks for another YAML than 1.2`;
  const at = Math.max(0, text.search(/^%YAML/m));
  report({ code: "yaml-version", message, hint: "remove the directive" }, [at, at + 5]);
  return false;
}
