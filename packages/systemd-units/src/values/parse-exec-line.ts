import { fromBytes, nextWord, toBytes } from "./split-words.js";

/** One command of an `Exec…=` line (systemd.service(5), "Command lines"). Specifiers and variables stand as written. */
export interface ExecCommand {
  /** The prefixes as written: `-` failure is ignored, `@` the next word is argv[0], `:` no variables, `+` `!` `!!` privileges. */
  readonly prefix: string;
  readonly ignoresFailure: boolean;
  readonly expandsVariables: boolean;
  readonly path: string;
  /** The arguments behind the path, and behind argv[0] where `@` gives one. */
  readonly args: readonly string[];
  readonly argv0: string;
}

export interface ExecLine {
  /** More than one only where ` ; ` separates them, which a `Type=oneshot` alone allows. */
  readonly commands: readonly ExecCommand[];
  /** What makes systemd refuse the line, or surprises; in systemd's terms, for a person. */
  readonly faults: readonly string[];
  /** Escapes that systemd leaves as they stand. */
  readonly unknownEscapes: readonly string[];
}

/** Reads the value of an `Exec…=` setting. An empty value, which resets the list, has no commands. */
export function parseExecLine(value: string): ExecLine {
  const bytes = toBytes(value);
  const commands: ExecCommand[] = [];
  const faults: string[] = [];
  const unknownEscapes: string[] = [];
  let at = 0;
  let more = value.trim() !== "";
  while (more) {
    const { words, next, fault, separated } = readCommand(bytes, at, unknownEscapes);
    if (fault !== undefined) faults.push(fault);
    const command = toCommand(words);
    if (typeof command !== "string") commands.push(command);
    else if (fault === undefined) faults.push(command);
    at = next;
    // A separator at the very end starts no further command.
    more = separated && at < bytes.length && fault === undefined;
  }
  return { commands, faults, unknownEscapes };
}

interface RawCommand {
  readonly words: readonly string[];
  readonly next: number;
  readonly fault: string | undefined;
  readonly separated: boolean;
}

/** Reads up to a separator; adds the escapes that it does not know to `unknownEscapes`. */
function readCommand(bytes: string, start: number, unknownEscapes: string[]): RawCommand {
  const words: string[] = [];
  for (let at = start; ;) {
    if (words.length > 0) {
      const special = /^(\\?);(?:[ \t\n\r]+|$)/.exec(bytes.slice(at));
      if (special?.[1] === "")
        return { words, next: at + special[0].length, fault: undefined, separated: true };
      if (special !== null) {
        words.push(";");
        at += special[0].length;
        continue;
      }
    }
    const step = nextWord(bytes, at);
    for (const escape of step.unknownEscapes) unknownEscapes.push(escape);
    if (step.fault !== undefined) {
      const fault =
        step.fault === "open-quote" ? "a quote is never closed" : "it ends in a lone backslash";
      return { words, next: bytes.length, fault, separated: false };
    }
    if (step.word === undefined)
      return { words, next: step.next, fault: undefined, separated: false };
    words.push(fromBytes(step.word));
    at = step.next;
  }
}

/** A text instead of a command says why systemd refuses it. */
function toCommand(words: readonly string[]): ExecCommand | string {
  const first = words[0] ?? "";
  const prefix = readPrefix(first);
  const path = first.slice(prefix.length);
  const rest = words.slice(1);
  if (path === "") return "it names no program";
  if (path.endsWith("/")) return `\`${path}\` is a folder`;
  if (!path.startsWith("/") && !path.startsWith("%") && path.includes("/"))
    return `\`${path}\` is neither a name nor an absolute path`;
  const named = prefix.includes("@");
  if (named && rest[0] === undefined) return "`@` needs a word for argv[0]";
  return {
    prefix,
    ignoresFailure: prefix.includes("-"),
    expandsVariables: !prefix.includes(":"),
    path,
    args: named ? rest.slice(1) : rest,
    argv0: named ? (rest[0] ?? "") : path,
  };
}

/** Each of `-`, `@` and `:` once; of `+`, `!` and `!!` one. */
function readPrefix(word: string): string {
  let prefix = "";
  for (const char of word) {
    const privileges = /[+!]/.exec(prefix) !== null;
    const again = char === "!" && prefix.endsWith("!") && !/!!$|\+/.test(prefix);
    if (
      "-@:".includes(char) ? prefix.includes(char) : !"+!".includes(char) || (privileges && !again)
    )
      break;
    prefix += char;
  }
  return prefix;
}
