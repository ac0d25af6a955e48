import type { Flag } from "@mosaicstack/command-line";
import type { OfferedKind } from "@mosaicstack/fleet";
import type { ActivityStatus, Lifecycle } from "@mosaicstack/fleet/documents";

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
  | { readonly kind: "ask"; readonly asked: OfferedKind }
  | { readonly kind: "command" | "file" | "folder" | "text" };

/** Activities, and systemd's words for what has none. */
const states = Object.keys({
  starting: true,
  idle: true,
  working: true,
  blocked: true,
  done: true,
  error: true,
  asleep: true,
  replaced: true,
  unknown: true,
  inactive: true,
  activating: true,
  active: true,
  deactivating: true,
  failed: true,
} satisfies Record<ActivityStatus["state"] | Lifecycle, true>);

/** A placeholder that is not here is text: nothing is offered for it. */
const takesOf: Readonly<Record<string, Takes>> = {
  AGENT: { kind: "ask", asked: "agents" },
  TAG: { kind: "ask", asked: "tags" },
  HOST: { kind: "ask", asked: "hosts" },
  PRESET: { kind: "ask", asked: "presets" },
  SOCKET: { kind: "ask", asked: "sockets" },
  STATE: { kind: "words", words: states },
  COMMAND: { kind: "command" },
  FILE: { kind: "file" },
  DIR: { kind: "folder" },
};

/** The value of a flag; undefined for a switch. */
export function placeOfFlag({ value, choices }: Flag): Place | undefined {
  if (value === undefined) return undefined;
  const [placeholder = ""] = /^[A-Z]*/.exec(value) ?? [];
  const takes: Takes =
    choices === undefined ? kindOf(placeholder) : { kind: "words", words: choices };
  return { placeholder: value, takes, many: false, list: value.includes(",") };
}

/**
 * The words of a usage, in their order: `AGENT [TEXT | -f FILE | -]` is an agent, then text; `bash|zsh|fish` is one of three. A word
 * behind an option is that option's, not a place. Behind `AGENT...` nothing can be told apart any more.
 */
export function placesOfUsage(usage: string): Place[] {
  const places = [...usage.matchAll(PLACE)].flatMap(([, placeholder, comma, dots]) => {
    if (placeholder === undefined) return [];
    const takes: Takes = placeholder.includes("|")
      ? { kind: "words", words: placeholder.split("|") }
      : kindOf(placeholder);
    const list = comma !== undefined;
    return [{ placeholder, takes, many: dots !== undefined && !list, list }];
  });
  const last = places.findIndex(({ many }) => many);
  return last === -1 ? places : places.slice(0, last + 1);
}

const PLACE = /-\w+ [A-Z]+|([A-Z]+|[a-z]+(?:\|[a-z]+)+)(,)?(\.\.\.)?/g;

function kindOf(placeholder: string): Takes {
  return takesOf[placeholder] ?? { kind: "text" };
}
