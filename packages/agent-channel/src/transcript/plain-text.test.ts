import fc from "fast-check";
import { expect, test } from "vitest";
import { plainText } from "./plain-text.js";

const text = (...pieces: string[]): string[] => {
  const reader = plainText();
  const lines = pieces.flatMap((piece) => reader.push(piece));
  const last = reader.end();
  return last === undefined ? lines : [...lines, last];
};

test.each([
  ["plain lines", "a\r\nb\n\nc", ["a", "b", "", "c"]],
  [
    "colours, titles and queries go",
    "\u001b[1;31mred\u001b[0m\u001b]0;title\u0007\u001b[c\n",
    ["red"],
  ],
  ["a hyperlink's text stays", "\u001b]8;;http://x\u001b\\here\u001b]8;;\u001b\\\n", ["here"]],
  ["what was overwritten is not shown", "10 %\r100 %\n", ["100 %"]],
  ["a line that is erased", "working\r\u001b[2Kdone\n", ["done"]],
  ["the rest of a line that is erased", "long line\r\u001b[4Cer\u001b[K\n", ["longer"]],
  ["a backspace", "ab\bc\n", ["ac"]],
  ["a tab", "a\tb\n", ["a       b"]],
  ["a move to another line ends the line", "one\u001b[5;3Htwo\u001b[A", ["one", "  two"]],
  ["a device control string goes", "a\u001bPq#0\u001b\\b\n", ["ab"]],
  ["a charset choice goes", "\u001b(Ba\u001b=b\n", ["ab"]],
  ["emoji and wide characters stay whole", "漢字 ✓ 👍\n", ["漢字 ✓ 👍"]],
  ["a cursor that is sent far away costs little", "\u001b[999999999Cx\n", [`${" ".repeat(1000)}x`]],
  [
    "what another terminal could act on is shown",
    "a\u009b2Jb\u202ec\u2028d\u{e0041}\u007f\u0007\n",
    ["a\\u009b2Jb\\u202ec\\u2028d\\udb40\\udc41"],
  ],
  ["a broken sequence eats nothing but itself", "\u001b[\u0001x\n", ["[x"]],
])("%s", (_, raw, lines) => {
  expect(text(raw)).toEqual(lines);
});

test("however it is cut, the lines are the same", () => {
  const part = fc.oneof(
    fc.string({ unit: "binary", maxLength: 8 }),
    fc.constantFrom("\u001b[1m", "\u001b]0;t\u0007", "\u001b[2;5H", "\r\n", "\n", "\u001b[K", "👍"),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), fc.integer({ min: 0, max: 60 }), (parts, at) => {
      const raw = parts.join("");
      // A decoder gives no half of a pair.
      const cut = /[\ud800-\udbff]$/.test(raw.slice(0, at)) ? at - 1 : at;
      expect(text(raw.slice(0, cut), raw.slice(cut))).toEqual(text(raw));
    }),
    { numRuns: 60 },
  );
});
