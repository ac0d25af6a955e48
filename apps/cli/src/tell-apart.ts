import { CliError } from "./failure.js";

/** Where the text of a message is. */
export type Message =
  | { readonly from: "words"; readonly text: string }
  | { readonly from: "file"; readonly file: string }
  | { readonly from: "stdin" };

export interface SendFlags {
  readonly all: boolean;
  readonly tag: string | undefined;
  readonly file: string | undefined;
}

/**
 * Which words of `send` name agents and which are the text. The last word is the text; with `--all` or `--tag` every
 * word is; with `-f` none is; a last `-` stands for standard input. A text that is an agent's name and nothing else is
 * taken for a forgotten text.
 */
export function tellApart(
  words: readonly string[],
  flags: SendFlags,
  known: readonly string[],
): { readonly agents: readonly string[]; readonly message: Message } {
  if (flags.file !== undefined) {
    return {
      agents: words,
      message: flags.file === "-" ? { from: "stdin" } : fromFile(flags.file),
    };
  }
  if (words.at(-1) === "-") return { agents: words.slice(0, -1), message: { from: "stdin" } };
  const everyone = flags.all ? "--all" : flags.tag === undefined ? undefined : "--tag";
  const texts = everyone === undefined ? words.slice(Math.max(1, words.length - 1)) : words;
  const [first] = texts;
  if (first === undefined) {
    const to = everyone ?? words.map((word) => `\`${word}\``).join("");
    const message = to === "" ? "neither agent nor text was given" : `no text for ${to}`;
    throw new CliError("Usage", message, howToGiveText);
  }
  if (known.includes(first)) {
    const reason =
      everyone === undefined ? "no text follows" : `with \`${everyone}\` every word is text`;
    throw new CliError("Usage", `\`${first}\` is an agent, and ${reason}`, howToGiveText);
  }
  return {
    agents: everyone === undefined ? words.slice(0, -1) : [],
    message: { from: "words", text: texts.join(" ") },
  };
}

const fromFile = (file: string): Message => ({ from: "file", file });

const howToGiveText =
  "Give the text as the last word, in quotes, as `-f FILE`, or as `-` for standard input.";
