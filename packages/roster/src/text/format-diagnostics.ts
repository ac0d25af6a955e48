import { withoutByteOrderMark } from "./check-text.js";
import type { Diagnostic } from "../check/diagnostic.js";
import type { Severity } from "../check/severity.js";
import { displayWidth } from "./display-width.js";
import { LineIndex } from "./line-index.js";
import { SecretLines } from "./secret-lines.js";
import { visible } from "../values/visible.js";

/** Characters of a source line around the caret; a roster can be one line of half a million. */
const WINDOW = 100;

const COLORS: Readonly<Record<Severity | "hint" | "dim", string>> = {
  error: "\u001b[31m",
  warning: "\u001b[33m",
  info: "\u001b[36m",
  hint: "\u001b[32m",
  dim: "\u001b[2m",
};

interface Source {
  readonly lines: LineIndex;
  readonly secrets: SecretLines;
}

type Paint = (color: keyof typeof COLORS, text: string) => string;

/**
 * Text for people: place, severity, code and message; the line with a caret; a hint. A blank line stands between two.
 * `texts` is the text of the one file, or texts by file; without its text a diagnostic has no source line.
 * A line with a value that looks secret is shown up to its name only, also in a text that is no YAML.
 */
export function formatDiagnostics(
  diagnostics: readonly Diagnostic[],
  texts: Readonly<Record<string, string>> | string,
  options: { color?: boolean } = {},
): string {
  const paint: Paint = (color, text) =>
    options.color === true ? `${COLORS[color]}${text}\u001b[0m` : text;
  const sources = new Map<string, Source | undefined>();
  const sourceOf = (file: string): Source | undefined => {
    if (sources.has(file)) return sources.get(file);
    const text =
      typeof texts === "string" ? texts : Object.hasOwn(texts, file) ? texts[file] : undefined;
    const lines = text === undefined ? undefined : new LineIndex(withoutByteOrderMark(text));
    const source = lines && { lines, secrets: new SecretLines(lines) };
    sources.set(file, source);
    return source;
  };
  const blocks = diagnostics.map((one) => formatOne(one, sourceOf(one.file), paint));
  return blocks.map((block) => `${block}\n`).join("\n");
}

function formatOne(one: Diagnostic, text: Source | undefined, paint: Paint): string {
  const { line, column } = one.range.start;
  const place = `${visible(one.file)}:${line}:${column}:`;
  const rows = [
    `${place} ${paint(one.severity, `${one.severity} ${one.code}`)}: ${visible(one.message)}`,
  ];
  const source = text?.lines.line(line);
  const cut = text?.secrets.column(line);
  if (source !== undefined && column <= (cut ?? Infinity)) {
    rows.push(...excerpt(one, source, cut, paint));
  }
  if (one.hint !== undefined) rows.push(`  ${paint("hint", "hint:")} ${visible(one.hint)}`);
  return rows.join("\n");
}

/** The source line and, below it, carets under what is meant. */
function excerpt(one: Diagnostic, source: string, cut: number | undefined, paint: Paint): string[] {
  const { start, end } = one.range;
  const shown = cut === undefined ? source : source.slice(0, cut - 1);
  const from = start.column - 1;
  const to = Math.min(end.line === start.line ? end.column - 1 : shown.length, shown.length);
  const left = from > WINDOW / 2 && shown.length > WINDOW ? from - WINDOW / 2 : 0;
  const right = Math.min(shown.length, left + WINDOW);
  const before = spaced(`${left > 0 ? "…" : ""}${shown.slice(left, from)}`);
  const marked = spaced(shown.slice(from, Math.min(to, right)));
  const after = spaced(shown.slice(Math.max(from, Math.min(to, right)), right));
  const more = right < source.length ? "…" : "";
  const gutter = String(start.line);
  const margin = " ".repeat(gutter.length);
  const carets = "^".repeat(Math.max(1, displayWidth(marked)));
  return [
    `  ${paint("dim", `${gutter} |`)} ${before}${marked}${after}${more}`,
    `  ${paint("dim", `${margin} |`)} ${" ".repeat(displayWidth(before))}${paint(one.severity, carets)}`,
  ];
}

function spaced(text: string): string {
  return visible(text.replaceAll("\t", "  "));
}
