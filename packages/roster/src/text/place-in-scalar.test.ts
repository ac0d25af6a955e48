import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isMap, isScalar, parseDocument, Scalar, stringify } from "yaml";
import { parseRoster } from "../check/parse-roster.js";
import { placeInScalar } from "./place-in-scalar.js";

const place = (scalar: string): string | undefined => {
  const text = `version: 1\nagents:\n  - name: a\n    runtime: command\n    command: ${scalar}\n`;
  const [found] = parseRoster(text, { file: "" }).diagnostics;
  const { line = 0, column = 0 } = found?.range.start ?? {};
  return `${line}:${column} ${text.split("\n")[line - 1]?.slice(column - 1)}`;
};

test.each([
  ["plain", "echo 'x", "5:19 'x"],
  ["in single quotes", "'a ''b'' \"c'", "5:23 \"c'"],
  ["in double quotes", '"a \\"b\\" \\u0041\\x41 \\U0001F600 \'c"', "5:45 'c\""],
  ["at the end", '"a \\\\"', '5:17 \\\\"'],
  ["after an anchor", "&c 'a \"b'", "5:20 \"b'"],
  ["in lines", "|\n      one\n\n      two 'x\n", "8:11 'x"],
  ["in lines with their own indentation", "|2\n       one 'x\n", "6:12 'x"],
  ["folded", ">\n      one\n      two 'x\n", "5:14 >"],
])("an open quote in a command, %s", (_name, scalar, at) => {
  expect(place(scalar)).toBe(at);
});

test("where lines are folded the character is counted", () => {
  const text =
    "version: 1\nagents:\n  - name: a\n    runtime: command\n    command: >\n      a\n      'b\n";
  expect(parseRoster(text, { file: "" }).diagnostics[0]?.message).toMatch(/, at character 3$/);
});

const style = fc.constantFrom<Scalar.Type>(
  "PLAIN",
  "QUOTE_DOUBLE",
  "QUOTE_SINGLE",
  "BLOCK_LITERAL",
);
const written = fc.string({
  unit: fc.constantFrom("a", " ", "'", '"', "\\", "😀", "é", "\n", ":", "#"),
});

test("a place is one of that character", () => {
  let judged = 0;
  fc.assert(
    fc.property(written, style, fc.nat(), (value, type, nth) => {
      const scalar = new Scalar(`a${value}b`);
      scalar.type = type;
      const text = stringify({ k: scalar }, { lineWidth: 0 });
      const { contents } = parseDocument(text);
      const node = isMap(contents) ? contents.items[0]?.value : undefined;
      if (!isScalar(node) || node.value !== scalar.value) return;
      const [start, end] = node.range ?? [0, 0];
      // What is escaped is longer than what it says.
      const plain = [...scalar.value.matchAll(/[a:#é]/gu)];
      const at = plain[nth % plain.length]?.index ?? 0;
      const found = placeInScalar(text.slice(start, end), scalar.value, at);
      if (found === undefined) return;
      judged += 1;
      expect(text[start + found]).toBe(scalar.value[at]);
    }),
    { numRuns: 1000 },
  );
  expect(judged).toBeGreaterThan(300);
});
