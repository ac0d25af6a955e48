import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isSessionName, parseSessionName } from "./name.js";

test.each(["a", "agent-1", "Agent_2", "0", "x".repeat(64)])("%j is a name", (text) => {
  expect(parseSessionName(text)).toBe(text);
});

test.each([
  "",
  "a.b",
  "a:b",
  "#(touch x)",
  "$5",
  "@1",
  "%1",
  "=a",
  "-a",
  "_a",
  "a b",
  "ag*",
  "a\n",
  "é",
  "x".repeat(65),
])("%j is refused, not rewritten", (text) => {
  expect(() => parseSessionName(text)).toThrow(expect.objectContaining({ code: "InvalidName" }));
});

test("a name is all of its alphabet or nothing", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 70 }), (text) => {
      const legal =
        text.length >= 1 &&
        text.length <= 64 &&
        text
          .split("")
          .every((sign) =>
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-".includes(sign),
          ) &&
        !"_-".includes(text[0] ?? "");
      expect(isSessionName(text)).toBe(legal);
    }),
  );
});

test("the message says what a name is", () => {
  expect(() => parseSessionName("a.b")).toThrowErrorMatchingInlineSnapshot(
    `[TmuxError: "a.b" is no session name: use letters, digits, \`_\` and \`-\`, at most 64, the first a letter or digit]`,
  );
});
