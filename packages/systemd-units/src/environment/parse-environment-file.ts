import { decodeCarried, isVariableName } from "../carried-text.js";
import type { Diagnostic } from "../diagnostic.js";
import { judgeVariable, type Remark } from "./judge-variable.js";
import { scanEnvironment } from "./scan-environment.js";
import { shownName } from "./shown.js";

export interface EnvironmentFile {
  /** What a unit with this file gets; of a key given twice, the last value. Empty when `refused`. */
  readonly values: Map<string, string>;
  /** Where each value stands, counted from 1. */
  readonly lines: Map<string, number>;
  readonly diagnostics: Diagnostic[];
  /** systemd takes nothing from this file: the unit fails to start or, with `EnvironmentFile=-`, starts without it and says nothing. */
  readonly refused: boolean;
}

export interface EnvironmentFileOptions {
  /** The systemd that will read it, as 252. Before 254 a comment that ends in a backslash hides the next line. Default: 254 and later. */
  readonly version?: number;
}

/** Reads the bytes of an environment file exactly as systemd's EnvironmentFile= does (systemd.exec(5)). Never throws. */
export function parseEnvironmentFile(
  bytes: Uint8Array,
  options: EnvironmentFileOptions = {},
): EnvironmentFile {
  const text = Buffer.from(bytes).toString("latin1");
  const values = new Map<string, string>();
  const lines = new Map<string, number>();
  const diagnostics: Diagnostic[] = [];
  const position = positions(text);
  const report = (at: number, remark: Remark): void => {
    diagnostics.push({ ...position(at), ...remark });
  };
  const refuse = (at: number, code: string, message: string, hint: string): EnvironmentFile => {
    report(at, {
      code,
      severity: "error",
      message: `${message}, so systemd refuses the whole file`,
      hint,
    });
    return { values: new Map(), lines: new Map(), diagnostics, refused: true };
  };

  const nul = text.indexOf("\0");
  if (nul !== -1)
    return refuse(nul, "nul", "The file holds a NUL", "Remove it; was this a text file");
  const { variables, remarks } = scanEnvironment(text, (options.version ?? 254) < 254);
  for (const { kind, at, text: found } of remarks)
    report(at, kind === "no-equals" ? noEquals(found) : COMMENT_BACKSLASH);
  for (const variable of variables) {
    const key = decodeCarried(Buffer.from(variable.key, "latin1"));
    const value = decodeCarried(Buffer.from(variable.value, "latin1"));
    if (key === undefined || value === undefined)
      return refuse(
        key === undefined ? variable.keyAt : variable.valueAt,
        "not-utf8",
        "This is no UTF-8 to systemd",
        "Save the file as UTF-8",
      );
    if (!isVariableName(key)) {
      report(variable.keyAt, badKey(key, value));
      continue;
    }
    if (values.has(key)) report(variable.keyAt, duplicate(key, lines.get(key) ?? 0));
    for (const remark of judgeVariable(variable)) report(variable.keyAt, remark);
    values.set(key, value);
    lines.set(key, position(variable.keyAt).line);
  }
  diagnostics.sort((a, b) => a.line - b.line || a.column - b.column);
  return { values, lines, diagnostics, refused: false };
}

const COMMENT_BACKSLASH: Remark = {
  code: "comment-backslash",
  severity: "warning",
  message:
    "This comment ends in a backslash, and before version 254 systemd then takes the next line for a comment too",
  hint: "Remove the backslash",
};

function noEquals(text: string): Remark {
  // Only the first word is shown: a line that is no assignment may be a piece of a secret.
  const shell = /^(export|set|source|unset)\s/.exec(text)?.[1];
  const message = `This line has no \`=\`, so systemd drops it${shell === undefined ? "" : `; \`${shell}\` is shell`}`;
  return {
    code: "no-equals",
    severity: "error",
    message,
    hint: "Write `KEY=value`, or start the line with `#`",
  };
}

function badKey(key: string, value: string): Remark {
  const name = shownName(key, value);
  const common = { code: "bad-key", severity: "error" } as const;
  if (key.startsWith("\uFEFF"))
    return {
      ...common,
      code: "byte-order-mark",
      message: "The file starts with a byte order mark, so systemd drops its first variable",
      hint: "Save the file as UTF-8 without a byte order mark",
    };
  if (/^export\s/.test(key))
    return {
      ...common,
      message: `systemd drops ${name === undefined ? "this line" : `\`export ${name}\``}: this is no shell script`,
      hint: name === undefined ? "Leave out `export`" : `Write \`${name}=…\``,
    };
  return {
    ...common,
    message:
      name === undefined
        ? "systemd drops this line: what stands before its `=` is no name of a variable"
        : `systemd drops \`${name}\`, which is no name of a variable`,
    hint: "Use letters, digits and `_`, not starting with a digit",
  };
}

function duplicate(key: string, line: number): Remark {
  const message = `\`${key}\` stands on line ${String(line)} already; this last one wins`;
  return { code: "duplicate", severity: "warning", message, hint: "Remove one of them" };
}

/** Gives line and column of a byte; `\r\n`, `\n` and `\r` each end one line. The column counts characters as the editor shows them. */
function positions(text: string): (at: number) => { line: number; column: number } {
  const starts = [0];
  for (const end of text.matchAll(/\r\n|\n|\r/g)) starts.push(end.index + end[0].length);
  return (at) => {
    let line = 0;
    for (let step = 2 ** 30; step >= 1; step /= 2)
      if ((starts[line + step] ?? Infinity) <= at) line += step;
    const before = text.slice(starts[line], at);
    return { line: line + 1, column: Buffer.from(before, "latin1").toString("utf8").length + 1 };
  };
}
