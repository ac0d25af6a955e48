import { NEWEST_KNOWN_VERSION } from "../newest-known-version.js";
import { tidyPath, whyNoProgram } from "./exec-program.js";
import { COMMAND, fromBytes, nextWord, toBytes } from "./split-words.js";

/** One command of an `Exec…=` line (systemd.service(5), "Command lines"). Specifiers and variables stand as written. */
export interface ExecCommand {
  /**
   * The prefixes as written: `-` failure is ignored, `@` the next word is argv[0], `:` no variables, `+` `!` `!!` privileges, `|` by the
   * user's shell (systemd 258).
   */
  readonly prefix: string;
  readonly ignoresFailure: boolean;
  readonly expandsVariables: boolean;
  /** Without doubled slashes and `/./`. Behind `|` the shell, which systemd calls `/bin/sh` until it knows the user. */
  readonly path: string;
  /** The arguments behind the path, and behind argv[0] where `@` gives one. */
  readonly args: readonly string[];
  readonly argv0: string;
}

export interface ExecLine {
  /** More than one only where ` ; ` separates them, which a `Type=oneshot` alone allows. Those before a fault count, but for a refused unit. */
  readonly commands: readonly ExecCommand[];
  /** Where systemd stops to read, and why; in systemd's terms, for a person. */
  readonly faults: readonly string[];
  /** Whether the fault makes systemd refuse the unit. Otherwise it drops the rest of the line, and says so in the journal only. */
  readonly refusesUnit: boolean;
  /** Escapes that systemd leaves as they stand. */
  readonly unknownEscapes: readonly string[];
}

/**
 * Reads the value of an `Exec…=` setting as the systemd of that version does; default: the newest one known. An empty value, which resets
 * the list, has no commands.
 */
export function parseExecLine(
  value: string,
  { version = NEWEST_KNOWN_VERSION }: { readonly version?: number } = {},
): ExecLine {
  const bytes = toBytes(value);
  const commands: ExecCommand[] = [];
  const unknownEscapes: string[] = [];
  for (let at = 0; ;) {
    const first = nextWord(bytes, at, COMMAND);
    for (const escape of first.unknownEscapes) unknownEscapes.push(escape);
    // An open quote in the first word is a fault that systemd shrugs at: it has not yet seen a command.
    if (first.fault !== undefined)
      return { commands, faults: [OPEN_QUOTE], refusesUnit: false, unknownEscapes };
    if (first.word === undefined)
      return { commands, faults: [], refusesUnit: false, unknownEscapes };
    at = first.next;
    // A separator, quoted or not, where a program is due: systemd passes over it.
    if (first.word === ";") continue;
    const program = readProgram(fromBytes(first.word), version);
    const refusesUnit = !program.prefix.includes("-");
    if (program.fault !== undefined)
      return { commands, faults: [program.fault], refusesUnit, unknownEscapes };
    const rest = readArguments(bytes, at, unknownEscapes);
    const fault = rest.fault ?? whyNoCommand(program, rest.words);
    if (fault !== undefined) return { commands, faults: [fault], refusesUnit, unknownEscapes };
    commands.push(toCommand(program, rest.words));
    if (!rest.separated) return { commands, faults: [], refusesUnit: false, unknownEscapes };
    at = rest.next;
  }
}

const OPEN_QUOTE = "a quote is never closed";

interface Program {
  readonly prefix: string;
  readonly path: string;
  readonly fault: string | undefined;
}

function readProgram(word: string, version: number): Program {
  const prefix = readPrefix(word, version);
  const path = word.slice(prefix.length);
  const shell = prefix.includes("|");
  return { prefix, path, fault: shell ? undefined : whyNoProgram(path, version) };
}

interface Arguments {
  readonly words: readonly string[];
  readonly next: number;
  readonly fault?: string;
  readonly separated: boolean;
}

/** Reads up to a separator; adds the escapes that are not known to `unknownEscapes`. */
function readArguments(bytes: string, start: number, unknownEscapes: string[]): Arguments {
  const words: string[] = [];
  for (let at = start; ;) {
    const special = /^(\\?);(?:[ \t\n\r]+|$)/.exec(bytes.slice(at));
    if (special?.[1] === "") return { words, next: at + special[0].length, separated: true };
    if (special !== null) {
      words.push(";");
      at += special[0].length;
      continue;
    }
    const step = nextWord(bytes, at, COMMAND);
    for (const escape of step.unknownEscapes) unknownEscapes.push(escape);
    if (step.fault !== undefined)
      return { words, next: bytes.length, fault: OPEN_QUOTE, separated: false };
    if (step.word === undefined) return { words, next: step.next, separated: false };
    words.push(fromBytes(step.word));
    at = step.next;
  }
}

function whyNoCommand({ prefix }: Program, words: readonly string[]): string | undefined {
  return prefix.includes("@") && !prefix.includes("|") && words[0] === undefined
    ? "`@` needs a word for argv[0]"
    : undefined;
}

function toCommand({ prefix, path }: Program, words: readonly string[]): ExecCommand {
  const common = {
    prefix,
    ignoresFailure: prefix.includes("-"),
    expandsVariables: !prefix.includes(":"),
  };
  if (prefix.includes("|"))
    return {
      ...common,
      path: "/bin/sh",
      args: path === "" ? words : [path, ...words],
      argv0: prefix.includes("@") ? "-sh" : "sh",
    };
  const named = prefix.includes("@");
  return {
    ...common,
    path: tidyPath(path),
    args: named ? words.slice(1) : words,
    argv0: named ? (words[0] ?? "") : path,
  };
}

/** Each of `-`, `@`, `:` and, from 258 on, `|` once; of `+` and `!` one, and `!` a second time. */
function readPrefix(word: string, version: number): string {
  let prefix = "";
  const flags = version >= 258 ? "-@:|" : "-@:";
  for (const char of word) {
    const taken = flags.includes(char)
      ? prefix.includes(char)
      : char === "!"
        ? prefix.includes("+") || prefix.split("!").length > 2
        : char !== "+" || /[+!]/.test(prefix);
    if (taken) break;
    prefix += char;
  }
  return prefix;
}
