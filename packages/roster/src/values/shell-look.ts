import type { Finding } from "../check/diagnostic.js";
import { quote } from "./quote.js";
import { splitMarked, type MarkedWord } from "./split-command.js";

/**
 * What a reader of a command would expect a shell to do, and none does: the first such thing. Of a text only what stands outside of
 * quotes counts; of a list, in which nothing is quoted, only what can hardly be meant as it is.
 */
export function shellLook(written: string | readonly string[]): Finding | undefined {
  const isLine = typeof written === "string";
  const words = isLine ? splitMarked(written) : written.map((value) => ({ value, bare: value }));
  if (!Array.isArray(words) || runsShell(words.map(({ value }) => value))) return undefined;
  return (
    (isLine ? undefined : wholeLine(words)) ??
    assignment(words) ??
    (isLine ? syntaxOfLine(words) : syntaxOfList(words)) ??
    shellWord(words)
  );
}

/** Words that are added to a program's own, a list. */
export function shellLookOfArgs(args: readonly string[]): Finding | undefined {
  return syntaxOfList(args.map((value) => ({ value, bare: value })));
}

/** `sh -c LINE` in any spelling: what follows is for that shell. */
export function runsShell(words: readonly string[]): boolean {
  const program = words[0]?.split("/").at(-1) ?? "";
  return /^(?:ba|da|z|k|fi)?sh$/.test(program) && words.some((word) => /^-[a-z]*c$/.test(word));
}

const FOR_A_SHELL = "for a shell write `[sh, -c, 'the whole line']`";

/** `[npm run agent]`: one word of a list that holds all of a line. */
function wholeLine([first]: readonly MarkedWord[]): Finding | undefined {
  const [program = "", ...more] = first?.value.trim().split(/\s+/) ?? [];
  // A path may have blanks, and what follows a flag is none.
  const isPath = program.includes("/") && !more.some((word) => word.startsWith("-"));
  if (more.length === 0 || isPath) return undefined;
  const message = `${quote(first?.value ?? "")} is one word of the list: a program of that very name, blanks included`;
  const hint =
    "write each word by itself, `[PROGRAM, WORD…]`, or the line as a text without the brackets";
  return { code: "line-as-word", message, hint, index: 0 };
}

function assignment([first]: readonly MarkedWord[]): Finding | undefined {
  const name = /^([A-Za-z_]\w*)\+?=/.exec(first?.bare ?? "")?.[1];
  if (name === undefined) return undefined;
  const message = `no shell runs the command: ${quote(`${name}=…`)} in front of it is taken for the program`;
  return {
    code: "shell-assignment",
    message,
    hint: `write it as \`env: { ${name}: … }\``,
    index: 0,
  };
}

const OPERATOR = /^(?:&&?|\|\|?|;;?|\d?(?:[<>]{1,2}|<<<|[<>]&|&>)(?:&?\d)?)$/;
/** At an end of a word, or as two within. */
const OPERATOR_IN_WORD = /^(?:[;|(]|\d?[<>])|[;|&)]$|&&|\|\|/;
const EXPANSION = /\$(?:[A-Za-z_]|\{|\()|`/;

function syntaxOfLine(words: readonly MarkedWord[]): Finding | undefined {
  const index = words.findIndex(
    ({ bare }) =>
      OPERATOR.test(bare) ||
      OPERATOR_IN_WORD.test(bare) ||
      EXPANSION.test(bare) ||
      bare.startsWith("#") ||
      (/[*?]/.test(bare) && !bare.includes("://")),
  );
  return syntax(words, index);
}

function syntaxOfList(words: readonly MarkedWord[]): Finding | undefined {
  const values = words.map(({ value }) => value);
  const isFind = values.some((value) => /^-(?:exec|ok)(?:dir)?$/.test(value));
  const index = values.findIndex(
    (value) =>
      // `find … -exec … ;` is no shell's.
      (OPERATOR.test(value) && !(value === ";" && isFind)) ||
      // A text of several words may well speak of shells.
      (/^\$(?:[A-Za-z_]\w*|\{\w+\}|\(\S+\))$/.test(value) && !/\s/.test(value)) ||
      value === "#",
  );
  return syntax(words, index);
}

function syntax(words: readonly MarkedWord[], index: number): Finding | undefined {
  const odd = words[index]?.value;
  if (odd === undefined) return undefined;
  const message = `no shell runs the command: ${quote(odd)} reaches the program as it is`;
  return { code: "shell-syntax", message, hint: FOR_A_SHELL, index };
}

/** Words that only a shell knows, with what a roster has instead. */
const SHELL_WORDS: Readonly<Record<string, string>> = {
  source: "write `env_file:` for a file of assignments; " + FOR_A_SHELL,
  ".": "write `env_file:` for a file of assignments; " + FOR_A_SHELL,
  export: "write it as `env: { NAME: … }`",
  set: FOR_A_SHELL,
  cd: "write it as `workdir:`",
  exec: "leave `exec` out: nothing stands around the program that it would replace",
  eval: FOR_A_SHELL,
  ulimit: "write `limits:`, or " + FOR_A_SHELL,
  umask: FOR_A_SHELL,
  alias: FOR_A_SHELL,
  trap: FOR_A_SHELL,
  if: FOR_A_SHELL,
  for: FOR_A_SHELL,
  while: FOR_A_SHELL,
  until: FOR_A_SHELL,
  "!": FOR_A_SHELL,
  "{": FOR_A_SHELL,
  "[[": FOR_A_SHELL,
};

function shellWord([first]: readonly MarkedWord[]): Finding | undefined {
  const word = first?.value ?? "";
  const hint = Object.hasOwn(SHELL_WORDS, word) ? SHELL_WORDS[word] : undefined;
  if (hint === undefined) return undefined;
  const message = `no shell runs the command: ${quote(word)} is a word of the shell, and no program`;
  return { code: "shell-word", message, hint, index: 0 };
}
