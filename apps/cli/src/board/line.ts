import { displayWidth } from "@mosaicstack/roster/display-width";
import { visible } from "@mosaicstack/tmux-client/visible";
import type { Key } from "./keys.js";

/** A line that somebody types: its characters, and before which of them the cursor stands. */
export interface Line {
  readonly characters: readonly string[];
  readonly at: number;
}

export function lineOf(text: string): Line {
  const characters = [...text];
  return { characters, at: characters.length };
}

export function textOf({ characters }: Line): string {
  return characters.join("");
}

/** The line after a key; the same line where the key is none for it. */
export function edit(line: Line, key: Key): Line {
  const { characters, at } = line;
  const put = (text: string): Line => {
    const given = [...text];
    return {
      characters: [...characters.slice(0, at), ...given, ...characters.slice(at)],
      at: at + given.length,
    };
  };
  const cut = (from: number, to: number): Line => ({
    characters: [...characters.slice(0, from), ...characters.slice(to)],
    at: from,
  });
  if ("paste" in key) return put(key.paste.replaceAll(/\r\n?/g, "\n"));
  switch (key.name) {
    case "left":
    case "ctrl-b":
      return { characters, at: Math.max(0, at - 1) };
    case "right":
    case "ctrl-f":
      return { characters, at: Math.min(characters.length, at + 1) };
    case "home":
    case "ctrl-a":
      return { characters, at: 0 };
    case "end":
    case "ctrl-e":
      return { characters, at: characters.length };
    case "backspace":
      return at === 0 ? line : cut(at - 1, at);
    case "delete":
      return cut(at, at + 1);
    case "ctrl-u":
      return cut(0, at);
    case "ctrl-k":
      return cut(at, characters.length);
    case "ctrl-w":
      return cut(beginOfWord(characters, at), at);
    default:
      return [...key.name].length === 1 ? put(key.name) : line;
  }
}

function beginOfWord(characters: readonly string[], end: number): number {
  let at = end;
  while (at > 0 && /\s/.test(characters[at - 1] ?? "")) at -= 1;
  while (at > 0 && !/\s/.test(characters[at - 1] ?? "")) at -= 1;
  return at;
}

/** As much of it as there is room for around the cursor, and in which column of that the cursor is. */
export function showLine(
  { characters, at }: Line,
  width: number,
): { text: string; column: number } {
  const shown = characters.map((character) => visible(character));
  let column = displayWidth(shown.slice(0, at).join(""));
  let from = 0;
  // The cursor behind the last character takes a column too.
  while (column >= width && from < at) column -= displayWidth(shown[from++] ?? "");
  return { text: shown.slice(from).join(""), column };
}
