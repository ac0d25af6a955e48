import type { Flag } from "./flags.js";

/** What may stand as a word, or as the value of a flag. Help names it by its placeholder, and the placeholder says the kind. */
export interface Place {
  /** As help shows it: `AGENT`. */
  readonly placeholder: string;
  readonly takes: Takes;
  /** Further words may be of the same kind; of words alone. */
  readonly many: boolean;
  /** One word may hold several, with commas between them: `STATE,...`. */
  readonly list: boolean;
}

/** `ask`: words that only a look at this machine tells, by `completion --words KIND`. */
export type Takes =
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "ask"; readonly asked: string }
  | { readonly kind: "command" | "file" | "folder" | "text" };

/** What a program's own placeholders take. */
export type PlaceKinds = Readonly<Record<string, Takes>>;

/** A placeholder that is neither here nor the program's own is text: nothing is offered for it. */
const common: PlaceKinds = {
  COMMAND: { kind: "command" },
  FILE: { kind: "file" },
  PATH: { kind: "file" },
  DIR: { kind: "folder" },
};

/** The value of a flag; undefined for a switch. */
export function placeOfFlag({ value, choices }: Flag, own: PlaceKinds): Place | undefined {
  if (value === undefined) return undefined;
  const [placeholder = ""] = /^[A-Z]*/.exec(value) ?? [];
  const takes: Takes =
    choices === undefined ? kindOf(placeholder, own) : { kind: "words", words: choices };
  return { placeholder: value, takes, many: false, list: value.includes(",") };
}

/**
 * The words of a usage, in their order: `AGENT [TEXT | -f FILE | -]` is an agent, then text; `bash|zsh|fish` is one of three. A word
 * behind an option is that option's, not a place. Behind `AGENT...` nothing can be told apart any more.
 */
export function placesOfUsage(usage: string, own: PlaceKinds): Place[] {
  const places = [...usage.matchAll(PLACE)].flatMap(([, placeholder, comma, dots]) => {
    if (placeholder === undefined) return [];
    const takes: Takes = placeholder.includes("|")
      ? { kind: "words", words: placeholder.split("|") }
      : kindOf(placeholder, own);
    const list = comma !== undefined;
    return [{ placeholder, takes, many: dots !== undefined && !list, list }];
  });
  const last = places.findIndex(({ many }) => many);
  return last === -1 ? places : places.slice(0, last + 1);
}

const PLACE = /-\w+ [A-Z]+|([A-Z]+|[a-z]+(?:\|[a-z]+)+)(,)?(\.\.\.)?/g;

function kindOf(placeholder: string, own: PlaceKinds): Takes {
  return own[placeholder] ?? common[placeholder] ?? { kind: "text" };
}
