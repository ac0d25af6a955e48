import { describe, expect, test } from "vitest";
import type { Key } from "./keys.js";
import { edit, lineOf, showLine, textOf } from "./line.js";

const after = (text: string, ...keys: readonly (string | Key)[]): string => {
  const line = keys.reduce(
    (now, key) => edit(now, typeof key === "string" ? { name: key } : key),
    lineOf(text),
  );
  return [...line.characters.slice(0, line.at), "|", ...line.characters.slice(line.at)].join("");
};

describe("a line that is typed", () => {
  test.each<[string, (string | Key)[], string]>([
    ["", ["a", "日", "left", "b"], "ab|日"],
    ["one two", ["ctrl-w", "x"], "one x|"],
    ["one two", ["home", "delete", "end", "backspace"], "ne tw|"],
    ["one two", ["left", "left", "ctrl-k"], "one t|"],
    ["one two", ["left", "ctrl-u", "up", "f1"], "|o"],
    ["", ["backspace", "delete", "left", "right"], "|"],
    ["", [{ paste: "two\r\nlines\r" }], "two\nlines\n|"],
  ])("%j by %j", (text, keys, expected) => {
    expect(after(text, ...keys)).toBe(expected);
  });

  test("is shown around the cursor, and what would act on a terminal is visible", () => {
    expect(showLine(lineOf("abc"), 10)).toEqual({ text: "abc", column: 3 });
    expect(showLine(lineOf("abcdef"), 4)).toEqual({ text: "def", column: 3 });
    expect(showLine({ ...lineOf("日本語"), at: 2 }, 4)).toEqual({ text: "本語", column: 2 });
    expect(showLine(lineOf("a\n\u001B"), 20)).toEqual({ text: "a\\n\\u001b", column: 9 });
    expect(textOf(lineOf("a\nb"))).toBe("a\nb");
  });
});
