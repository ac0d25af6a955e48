import { whyNotCarried } from "../carried-text.js";
import type { Diagnostic } from "../diagnostic.js";
import { longLines } from "./long-lines.js";
import { continues, isComment, strip, type PhysicalLine } from "./physical-lines.js";

/** A section header or an assignment, and the physical lines it stands on (indexes from 0, both inclusive). */
export interface Entry {
  readonly kind: "section" | "assignment";
  readonly section: string;
  /** Empty for a section header. */
  readonly key: string;
  readonly value: string;
  readonly first: number;
  readonly last: number;
  /** The file ends within its continuation. */
  readonly open: boolean;
}

export interface Entries {
  readonly entries: readonly Entry[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The meaning of the lines, as systemd's own reader sees it (systemd.syntax(7)). What it would ignore becomes a diagnostic. */
export function readEntries(lines: readonly PhysicalLine[]): Entries {
  const entries: Entry[] = [];
  const diagnostics: Diagnostic[] = [];
  let section: string | undefined;
  for (const { text, first, last, open } of logicalLines(lines)) {
    const report = (
      code: string,
      severity: Diagnostic["severity"],
      message: string,
      hint: string,
    ): void => {
      diagnostics.push({
        line: first + 1,
        column: 1 + (text.length - text.trimStart().length),
        code,
        severity,
        message,
        hint,
      });
    };
    const line = strip(text);
    if (open)
      report(
        "open-continuation",
        "warning",
        "The file ends in a line that is continued by a backslash",
        "Remove the backslash, or write the rest",
      );
    if (line === "") continue;
    const reason = whyNotCarried(line);
    if (reason !== undefined) {
      report("not-utf8", "error", `systemd ignores this line: ${reason}`, "Remove that character");
      continue;
    }
    const equals = line.indexOf("=");
    if (line.startsWith("[")) {
      section = line.slice(1, -1);
      if (line.length > 1 && line.endsWith("]"))
        entries.push({ kind: "section", section, key: "", value: "", first, last, open });
      else {
        section = undefined;
        report(
          "bad-section-header",
          "error",
          "A section header does not end in `]`, so systemd refuses the whole file",
          "Write `[Section]`, alone on its line",
        );
      }
    } else if (section === undefined)
      report(
        "outside-section",
        "error",
        "This line stands before any section, so systemd ignores it",
        "Move it below a header such as `[Service]`",
      );
    else if (equals === -1)
      report(
        "missing-equals",
        "error",
        "This line has no `=`, so systemd ignores it",
        "Write `Key=value`, or start the line with `#`",
      );
    else if (equals === 0)
      report(
        "missing-key",
        "error",
        "This line has no key before `=`, so systemd ignores it",
        "Write the key before the `=`",
      );
    else {
      const value = strip(line.slice(equals + 1));
      entries.push({
        kind: "assignment",
        section,
        key: strip(line.slice(0, equals)),
        value,
        first,
        last,
        open,
      });
    }
  }
  const all = [...diagnostics, ...longLines(lines)].toSorted((a, b) => a.line - b.line);
  return { entries, diagnostics: all };
}

interface LogicalLine {
  readonly text: string;
  readonly first: number;
  readonly last: number;
  readonly open: boolean;
}

/** Joins continuations: the backslash becomes a blank, comments in between do not end it, an empty line does. */
function* logicalLines(lines: readonly PhysicalLine[]): Generator<LogicalLine> {
  let parts: string[] = [];
  let first = 0;
  let bomSeen = false;
  for (const [index, physical] of lines.entries()) {
    if (isComment(physical)) continue;
    let text = physical.text;
    // One byte order mark per file is passed over, wherever it stands at the start of a line.
    if (!bomSeen && text.startsWith("\uFEFF")) {
      bomSeen = true;
      text = text.slice(1);
    }
    if (parts.length === 0) first = index;
    if (continues(text)) {
      parts.push(`${text.slice(0, -1)} `);
      continue;
    }
    yield { text: parts.join("") + text, first, last: index, open: false };
    parts = [];
  }
  if (parts.length > 0) yield { text: parts.join(""), first, last: lines.length - 1, open: true };
}
