import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keyReader } from "./keys.js";

const names = (...texts: readonly string[]): string[] => {
  const reader = keyReader();
  return texts
    .flatMap((text) => reader.read(text))
    .map((key) => ("name" in key ? key.name : `<${key.paste}>`));
};

describe("what a terminal sends", () => {
  test.each([
    ["aÄ日", ["a", "Ä", "日"]],
    ["\u001B[A\u001BOB\u001B[1;5C", ["up", "down", "right"]],
    [
      "\u001B[5~\u001B[6~\u001B[H\u001B[4~\u001B[3~",
      ["page-up", "page-down", "home", "end", "delete"],
    ],
    [
      "\r\n\t\u007F\b\u0003\u001A",
      ["enter", "enter", "tab", "backspace", "backspace", "ctrl-c", "ctrl-z"],
    ],
    ["\u001B[200~q\nx\u001B[201~q", ["<q\nx>", "q"]],
    ["\u001Bq\u001B[<0;3;4Mx\u001B[?1;2cx", ["escape", "q", "x", "x"]],
    ["\u001B\u001B[A", ["escape", "up"]],
  ])("%j", (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  test("wherever it is cut, the same keys", () => {
    const sent = "a\u001B[A\u001B[1;5C\u001BOB\u001B[200~pasted\u001B[A\u001B[201~\u001B[6~日";
    fc.assert(
      fc.property(fc.integer({ min: 0, max: sent.length }), (at) => {
        expect(names(sent.slice(0, at), sent.slice(at))).toEqual(names(sent));
      }),
    );
  });

  test("an Escape by itself is a key when nothing follows", () => {
    const reader = keyReader();
    expect(reader.read("\u001B")).toEqual([]);
    expect(reader.waits).toBe(true);
    expect(reader.settle()).toEqual([{ name: "escape" }]);
    expect(reader.waits).toBe(false);
    reader.read("\u001B[200~half");
    expect(reader.waits).toBe(false);
    expect(reader.settle()).toEqual([]);
  });

  test("no text makes it throw or stick", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("\u001B", "[", "O", "2", "~", "A", "q", "\u0080") }),
        (text) => {
          const reader = keyReader();
          reader.read(text);
          reader.settle();
          expect(reader.waits && !text.includes("\u001B")).toBe(false);
        },
      ),
    );
  });
});
