import { strip } from "../unit-file/physical-lines.js";

/** One assignment of an environment file, in bytes as latin-1 characters; offsets count bytes. */
export interface ScannedVariable {
  readonly key: string;
  readonly value: string;
  readonly keyAt: number;
  readonly valueAt: number;
  /** The raw characters of the value, quotes and escapes included. */
  readonly raw: string;
  readonly openQuote: boolean;
}

/** Something else than an assignment: a line without `=`, or a comment that ends in a backslash. */
export interface ScannedRemark {
  readonly kind: "no-equals" | "comment-backslash";
  readonly at: number;
  readonly text: string;
}

export interface Scan {
  readonly variables: readonly ScannedVariable[];
  readonly remarks: readonly ScannedRemark[];
}

type State =
  | "pre-key"
  | "key"
  | "pre-value"
  | "value"
  | "value-escape"
  | "single"
  | "double"
  | "double-escape"
  | "comment"
  | "comment-escape";

const BLANK = " \t\n\r";
const LINE_END = "\n\r";

/**
 * systemd's grammar of EnvironmentFile= (systemd.exec(5)), as its reader behaves, one byte at a time.
 * `commentsContinue`: before systemd 254 a backslash in a comment takes the next character with it, a line end too.
 */
export function scanEnvironment(bytes: string, commentsContinue: boolean): Scan {
  const variables: ScannedVariable[] = [];
  const remarks: ScannedRemark[] = [];
  let state: State = "pre-key";
  let key = "";
  let value = "";
  let keyAt = 0;
  let valueAt = 0;
  /** How much of the value stays when trailing blanks are cut; only blanks outside quotes and escapes are. */
  let kept: number | undefined;

  const push = (end: number): void => {
    const openQuote = state === "single" || state === "double" || state === "double-escape";
    const cut = state === "value" && kept !== undefined ? value.slice(0, kept) : value;
    variables.push({
      key: strip(key),
      value: cut,
      keyAt,
      valueAt,
      raw: bytes.slice(valueAt, end),
      openQuote,
    });
    value = "";
    key = "";
  };

  for (let at = 0; at < bytes.length; at++) {
    const char = bytes.charAt(at);
    switch (state) {
      case "pre-key":
        if (char === "#" || char === ";") [state, keyAt] = ["comment", at];
        else if (!BLANK.includes(char)) [state, key, keyAt] = ["key", char, at];
        break;
      case "key":
        if (LINE_END.includes(char)) {
          remarks.push({ kind: "no-equals", at: keyAt, text: key });
          [state, key] = ["pre-key", ""];
        } else if (char === "=") [state, kept, valueAt] = ["pre-value", undefined, at + 1];
        else key += char;
        break;
      case "pre-value":
        if (LINE_END.includes(char)) {
          push(at);
          state = "pre-key";
        } else if (char === "'") state = "single";
        else if (char === '"') state = "double";
        else if (char === "\\") state = "value-escape";
        else if (!BLANK.includes(char)) {
          state = "value";
          value += char;
        }
        break;
      case "value":
        if (LINE_END.includes(char)) {
          push(at);
          state = "pre-key";
        } else if (char === "\\") [state, kept] = ["value-escape", undefined];
        else {
          kept = BLANK.includes(char) ? (kept ?? value.length) : undefined;
          value += char;
        }
        break;
      case "value-escape":
        state = "value";
        if (!LINE_END.includes(char)) value += char;
        break;
      case "single":
        if (char === "'") state = "pre-value";
        else value += char;
        break;
      case "double":
        if (char === '"') state = "pre-value";
        else if (char === "\\") state = "double-escape";
        else value += char;
        break;
      case "double-escape":
        state = "double";
        if ('"\\`$'.includes(char)) value += char;
        else if (char !== "\n") value += `\\${char}`;
        break;
      case "comment":
        if (LINE_END.includes(char)) state = "pre-key";
        else if (char === "\\") {
          if (LINE_END.includes(bytes.charAt(at + 1)))
            remarks.push({ kind: "comment-backslash", at: keyAt, text: "" });
          if (commentsContinue) state = "comment-escape";
        }
        break;
      case "comment-escape":
        state = "comment";
        break;
    }
  }
  if (state === "key") remarks.push({ kind: "no-equals", at: keyAt, text: key });
  else if (state !== "pre-key" && state !== "comment" && state !== "comment-escape")
    push(bytes.length);
  return { variables, remarks };
}
