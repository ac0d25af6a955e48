import { expandVariables } from "../values/expand-variables.js";
import type { ExecCommand } from "../values/parse-exec-line.js";
import { execLineOf } from "./exec-line-of.js";
import { expandSpecifiers, type SpecifierContext } from "./expand-path.js";
import { shellWords } from "./shell-words.js";

/** One call of tmux within an `Exec…=` line. */
export interface TmuxCall {
  /** The value of `-L` and of `-S`, as written. */
  readonly socketName: string | undefined;
  readonly socketPath: string | undefined;
  /** `-C`: the control protocol. */
  readonly isControl: boolean;
  /** `-L` or `-S` is given: the call cannot reach another server. */
  readonly namesSocket: boolean;
  /** `-N`: the call cannot start a server. */
  readonly neverStarts: boolean;
  /** `-D`: the call is the server, in the foreground. */
  readonly isServer: boolean;
  /** tmux's command and its arguments; empty where none is given. */
  readonly command: readonly string[];
  /** What stands before it on its line, as `env` with its words or a shell's commands. */
  readonly before: readonly string[];
}

/** What is put into a command line before it runs: specifiers first, then variables, each once. */
export interface CallContext {
  readonly specifiers: SpecifierContext;
  readonly environment: ReadonlyMap<string, string>;
}

/** Every call of tmux that a command line makes, also one within the text of `sh -c`. Without a context it is read as it is written. */
export function tmuxCalls(value: string, context?: CallContext): readonly TmuxCall[] {
  if (context !== undefined) return readCalls(value, context);
  const known = KNOWN.get(value);
  if (known !== undefined) return known;
  if (KNOWN.size >= MOST) KNOWN.clear();
  const calls = readCalls(value);
  KNOWN.set(value, calls);
  return calls;
}

const MOST = 1000;
/** As they are written: every rule asks for them, and every instance of a template has them. */
const KNOWN = new Map<string, readonly TmuxCall[]>();

function readCalls(value: string, context?: CallContext): TmuxCall[] {
  const { commands } = execLineOf(value);
  return commands.flatMap((command) => {
    const words = context === undefined ? [command.path, ...command.args] : argv(command, context);
    const isScript = (word: string): boolean => /[\s;&|]/.test(word);
    const inScripts = words
      .filter(isScript)
      .flatMap((script) => script.split(/[;&|\n(){}]+|\$\(|`/).map((part) => shellWords(part)));
    const lists = [words, ...inScripts];
    return lists.flatMap((list, at) =>
      callsIn(
        list,
        lists
          .slice(0, at)
          .flat()
          .filter((word) => !isScript(word)),
      ),
    );
  });
}

function argv(command: ExecCommand, { specifiers, environment }: CallContext): string[] {
  const put = (word: string): string => expandSpecifiers(word, specifiers).text;
  const own = { ...command, argv0: put(command.argv0), args: command.args.map(put) };
  return [put(command.path), ...expandVariables(own, environment).slice(1)];
}

function callsIn(words: readonly string[], before: readonly string[]): TmuxCall[] {
  const at = words.findIndex((word) => /^(?:.*\/)?tmux$/.test(word));
  if (at === -1) return [];
  return [{ ...readCall(words.slice(at + 1)), before: [...before, ...words.slice(0, at)] }];
}

/** tmux(1): single letters may be joined; `c f L S T` take a value, joined or in the next word. */
function readCall(args: readonly string[]): Omit<TmuxCall, "before"> {
  let flags = "";
  const values = new Map<string, string>();
  let at = 0;
  for (; at < args.length; at++) {
    const word = args[at] ?? "";
    if (word === "--") {
      at++;
      break;
    }
    const cluster = /^-([^cfLST]*)([cfLST]?)(.*)$/.exec(word);
    if (cluster === null || word === "-") break;
    flags += (cluster[1] ?? "") + (cluster[2] ?? "");
    if (cluster[2]) values.set(cluster[2], cluster[3] || (args[at + 1] ?? ""));
    if (cluster[2] !== "" && cluster[3] === "") at++;
  }
  return {
    socketName: values.get("L"),
    socketPath: values.get("S"),
    isControl: flags.includes("C"),
    namesSocket: /[LS]/.test(flags),
    neverStarts: flags.includes("N"),
    isServer: flags.includes("D"),
    command: args.slice(at),
  };
}
