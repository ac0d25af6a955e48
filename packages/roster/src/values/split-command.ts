import type { TextProblem } from "./problem.js";

/**
 * Splits a command line into words as a POSIX shell would, with quotes and without any expansion.
 * Blanks and newlines separate. Within `'…'` all is literal; within `"…"` a backslash escapes only `"`, `\`, `$` and
 * a backtick; elsewhere it takes the next character. No operators, comments, globs, tildes or variables.
 * An open quote, a backslash at the end and NUL are problems. Words may be empty (`''`), the list too.
 */
export function splitCommand(text: string): string[] | TextProblem {
  const words = splitMarked(text);
  return Array.isArray(words) ? words.map(({ value }) => value) : words;
}

/** A word, and how much of it a shell would have read as its own. */
export interface MarkedWord {
  readonly value: string;
  /** The same with NUL for each character that a quote or a backslash protects. */
  readonly bare: string;
}

/** As `splitCommand`, each word with what of it stands outside of quotes. */
export function splitMarked(text: string): MarkedWord[] | TextProblem {
  const nul = text.indexOf("\0");
  if (nul >= 0) return { problem: "NUL cannot be part of a command", index: nul };
  const words: MarkedWord[] = [];
  let word: MarkedWord | undefined;
  const add = (part: string, isBare: boolean): void => {
    const { value, bare } = word ?? { value: "", bare: "" };
    word = { value: value + part, bare: bare + (isBare ? part : "\0".repeat(part.length)) };
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === " " || character === "\t" || character === "\n") {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === "'" || character === '"') {
      const part = character === "'" ? singleQuoted(text, at) : doubleQuoted(text, at);
      if (part === undefined) return openQuote(character, at);
      add(part.value, false);
      at = part.end;
    } else if (character === "\\") {
      at += 1;
      if (at >= text.length) return openBackslash(at - 1);
      add(text.charAt(at), false);
    } else {
      add(character, true);
    }
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** A quoted part; `end` is the offset of its closing quote. `undefined`: it is not closed. */
type Quoted = { value: string; end: number } | undefined;

function singleQuoted(text: string, open: number): Quoted {
  const end = text.indexOf("'", open + 1);
  const value = text.slice(open + 1, end);
  return end < 0 ? undefined : { value, end };
}

function doubleQuoted(text: string, open: number): Quoted {
  let value = "";
  for (let at = open + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') return { value, end: at };
    const next = text.charAt(at + 1);
    const escapes = character === "\\" && next !== "" && '"\\$`'.includes(next);
    if (escapes) at += 1;
    value += escapes ? next : character;
  }
  return undefined;
}

function openQuote(quote: string, index: number): TextProblem {
  return { problem: `the quote ${quote} is not closed`, hint: `add a closing ${quote}`, index };
}

function openBackslash(index: number): TextProblem {
  return {
    problem: "the backslash at the end has no character after it",
    hint: "write two of them for a backslash",
    index,
  };
}
