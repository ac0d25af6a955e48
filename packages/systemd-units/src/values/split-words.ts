/** Why a text does not split: a quote that is never closed, or a backslash with nothing behind it. systemd then drops the assignment. */
export type WordFault = "open-quote" | "open-escape";

export interface Words {
  readonly words: readonly string[];
  readonly fault: WordFault | undefined;
  /** Escapes that systemd does not know and leaves as they stand. */
  readonly unknownEscapes: readonly string[];
}

/** The next word of a value, in bytes as latin-1 characters. */
export interface WordStep {
  /** `undefined` at the end of the value. */
  readonly word: string | undefined;
  readonly next: number;
  readonly fault?: WordFault;
  readonly unknownEscapes: readonly string[];
}

const BLANK = " \t\n\r";
const SHORT: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  s: " ",
  "\\": "\\",
  '"': '"',
  "'": "'",
};

/** How systemd reads words in one place; it is not the same everywhere. */
export interface WordRules {
  /** A backslash starts a C escape, takes the next character as it is, or stands for itself. */
  readonly backslash: "escapes" | "takes-next" | "stands";
  /** Whether quotes group, and are taken off. */
  readonly quotes: boolean;
  /** What a backslash with nothing behind it is: a fault, itself, or nothing. */
  readonly lastBackslash: "fault" | "kept" | "dropped";
  /** Whether a quote that is never closed ends with the text, and is no fault. */
  readonly closesQuotes: boolean;
}

const STRICT = { quotes: true, lastBackslash: "fault", closesQuotes: false } as const;
/** `Environment=`, `UnsetEnvironment=`. */
export const ESCAPED: WordRules = { ...STRICT, backslash: "escapes" };
/** Lists of paths and of plain names. */
export const PLAIN: WordRules = { ...STRICT, backslash: "takes-next" };
/** Lists of exit statuses. */
export const UNQUOTED: WordRules = { ...PLAIN, quotes: false };
/** `Documentation=`. */
export const KEPT: WordRules = { ...STRICT, backslash: "stands" };
/** Lists of units, in whose names a backslash is a letter. */
export const UNITS: WordRules = { ...KEPT, quotes: false };
/** `Exec…=`. */
export const COMMAND: WordRules = { ...ESCAPED, lastBackslash: "kept" };
/** A variable that stands alone in a command line. */
export const VARIABLE: WordRules = { ...PLAIN, lastBackslash: "dropped", closesQuotes: true };

/**
 * Splits the value of a setting as systemd does (systemd.syntax(7), "Quoting"): blanks separate, quotes group, C escapes count in and
 * out of them. Command lines have rules of their own: `parseExecLine`.
 */
export function splitWords(text: string, rules: WordRules = ESCAPED): Words {
  const bytes = toBytes(text);
  const words: string[] = [];
  const unknownEscapes: string[] = [];
  for (let at = 0; ;) {
    const step = nextWord(bytes, at, rules);
    for (const escape of step.unknownEscapes) unknownEscapes.push(escape);
    if (step.fault !== undefined) return { words, fault: step.fault, unknownEscapes };
    if (step.word === undefined) return { words, fault: undefined, unknownEscapes };
    words.push(fromBytes(step.word));
    at = step.next;
  }
}

/** Reads one word from `start` on. A quote may begin and end anywhere in it. */
export function nextWord(bytes: string, start: number, rules: WordRules): WordStep {
  let at = skipBlanks(bytes, start);
  const unknownEscapes: string[] = [];
  if (at === bytes.length) return { word: undefined, next: at, unknownEscapes };
  let word = "";
  let quote = "";
  for (; at < bytes.length; at++) {
    const char = bytes.charAt(at);
    if (char === "\\" && rules.backslash !== "stands") {
      if (at + 1 === bytes.length) {
        if (rules.lastBackslash === "fault" && quote === "")
          return { word, next: at + 1, fault: "open-escape", unknownEscapes };
        if (rules.lastBackslash === "kept") word += char;
        continue;
      }
      if (rules.backslash === "takes-next") {
        word += bytes.charAt(++at);
        continue;
      }
      const escape = readEscape(bytes.slice(at + 1, at + 10));
      if (escape === undefined) {
        unknownEscapes.push(fromBytes(bytes.slice(at, at + 2)));
        word += bytes.slice(at, at + 2);
        at++;
      } else {
        word += escape.bytes;
        at += escape.length;
      }
    } else if (char === quote) quote = "";
    else if (quote !== "") word += char;
    else if (rules.quotes && (char === '"' || char === "'")) quote = char;
    else if (BLANK.includes(char)) break;
    else word += char;
  }
  if (quote !== "" && !rules.closesQuotes)
    return { word, next: at, fault: "open-quote", unknownEscapes };
  return { word, next: skipBlanks(bytes, at), unknownEscapes };
}

export function toBytes(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

export function fromBytes(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("utf8");
}

function skipBlanks(bytes: string, start: number): number {
  let at = start;
  while (at < bytes.length && BLANK.includes(bytes.charAt(at))) at++;
  return at;
}

/** What stands behind a backslash; `undefined` where systemd knows no such escape, as for one that means NUL. */
function readEscape(rest: string): { bytes: string; length: number } | undefined {
  const short = SHORT[rest.charAt(0)];
  if (short !== undefined) return { bytes: short, length: 1 };
  const byte = /^(?:x(?<hex>[0-9a-fA-F]{2})|(?<octal>[0-3][0-7]{2}))/.exec(rest)?.groups;
  const wide = /^(?:u(?<four>[0-9a-fA-F]{4})|U(?<eight>[0-9a-fA-F]{8}))/.exec(rest)?.groups;
  const code =
    byte !== undefined
      ? Number.parseInt(byte["hex"] ?? byte["octal"] ?? "", byte["hex"] ? 16 : 8)
      : Number.parseInt(wide?.["four"] ?? wide?.["eight"] ?? "0", 16);
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
  if (byte !== undefined) return { bytes: String.fromCharCode(code), length: 3 };
  return {
    bytes: toBytes(String.fromCodePoint(code)),
    length: wide?.["four"] === undefined ? 9 : 5,
  };
}
