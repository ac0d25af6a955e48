import { execFileSync } from "node:child_process";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { joinCommand } from "./join-command.js";
import { splitCommand } from "./split-command.js";

test.each<[string, string[]]>([
  ["", []],
  [" \t\n ", []],
  ["mosaic yolo claude", ["mosaic", "yolo", "claude"]],
  ["a\tb\nc  d", ["a", "b", "c", "d"]],
  ["'a b' \"c d\" e\\ f", ["a b", "c d", "e f"]],
  ["a'b'\"c\"\\d", ["abcd"]],
  ["'' \"\"", ["", ""]],
  ["'\\'", ["\\"]],
  ['"\\"\\\\\\$\\`"', ['"\\$`']],
  ['"\\n\\a"', ["\\n\\a"]],
  ["\\n", ["n"]],
  ["a\\\nb", ["a\nb"]],
  ['"a\\\nb"', ["a\\\nb"]],
  ["$HOME ~ * ? # x", ["$HOME", "~", "*", "?", "#", "x"]],
  ["a && b; c | d > e", ["a", "&&", "b;", "c", "|", "d", ">", "e"]],
  ["$(id) `id`", ["$(id)", "`id`"]],
  ["a\u00a0b\rc", ["a\u00a0b\rc"]],
])("splits %j", (text, words) => {
  expect(splitCommand(text)).toEqual(words);
});

test.each<[string, number]>([
  ["echo 'open", 5],
  ['"', 0],
  ['a "b\\"', 2],
  ["a \\", 2],
  ["a\0", 1],
])("tells what is wrong with %j, and where", (text, index) => {
  expect(splitCommand(text)).toMatchObject({ problem: expect.any(String) as string, index });
});

const word = fc
  .oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom(...Array.from("ab '\"\\$`\n\t;&|<>()#~*?[]={}!-")) }),
  )
  .map((text) => text.replaceAll("\0", ""));

test("splitting what was joined gives the same words", () => {
  fc.assert(
    fc.property(fc.array(word), (argv) => {
      expect(splitCommand(joinCommand(argv))).toEqual(argv);
    }),
    {
      numRuns: 2000,
    },
  );
});

test("any text is split or refused with a place inside it", () => {
  const text = fc.string({ unit: fc.constantFrom("a", " ", "'", '"', "\\", "$", "`", "\n", "\0") });
  const placed = (line: string): boolean => {
    const words = splitCommand(line);
    return Array.isArray(words) || line[words.index] !== undefined;
  };
  expect(fc.check(fc.property(text, placed), { numRuns: 2000 }).counterexample).toBeNull();
});

test("sh reads joined words as we do", () => {
  // What no UTF-8 argv can carry would be replaced on its way to sh.
  const argvs = fc.sample(fc.array(word.map((text) => text.replaceAll(/\p{Cs}/gu, ""))), 200);
  const script = argvs
    .map((argv) => `set -- ${joinCommand(argv)}\nprintf '%s\\0' "$#" "$@"`)
    .join("\n");
  const expected = argvs.flatMap((argv) => [String(argv.length), ...argv, ""].slice(0, -1));
  const told = execFileSync("sh", { input: script, encoding: "utf8" });
  expect(told.split("\0").slice(0, -1)).toEqual(expected);
});

test("a word with NUL cannot be joined", () => {
  expect(() => joinCommand(["a\0b"])).toThrow(TypeError);
});
