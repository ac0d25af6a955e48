import fc from "fast-check";
import { expect, test } from "vitest";
import { visible, visibleOutput } from "./visible.js";

test.each([
  ["a\u001b]52;c;x\u0007", "a\\u001b]52;c;x\\u0007"],
  ["two\nlines\tand\rmore", "two\\nlines\\tand\\rmore"],
  ["\u007f\u0080\u009b\u0085", "\\u007f\\u0080\\u009b\\u0085"],
  [
    "\u202a\u202e\u2066\u2069\u200e\u200f\u061c",
    "\\u202a\\u202e\\u2066\\u2069\\u200e\\u200f\\u061c",
  ],
  [
    "\u2028\u2029\ufeff\u200b\u00ad\u2060\ufff9",
    "\\u2028\\u2029\\ufeff\\u200b\\u00ad\\u2060\\ufff9",
  ],
  ["\u{e0041}\u{e007f}", "\\udb40\\udc41\\udb40\\udc7f"],
  // Behind a flag too, where they make none.
  ["\u{1f3f4}\u{e0067}\u{e0078}", "\u{1f3f4}\\udb40\\udc67\\udb40\\udc78"],
  // A stray byte, half a pair, a noncharacter.
  ["\udc9b\ud83d\ufffe", "\\x9b\\ud83d\\ufffe"],
  // Selectors that hide bytes behind one letter.
  ["a\ufe01\ufe02\u{e0100}", "a\ufe01\\ufe02\\udb40\\udd00"],
  ["a\u200d\u200c\u200db", "a\u200d\\u200c\\u200db"],
])("%j is shown as it is", (text, shown) => {
  expect(visible(text)).toBe(shown);
});

test.each([
  "plain, C:\\u001b and \\n",
  "Größe 日本語 עברית ไทย",
  "می‌خواهم क्‍ष", // joiners of scripts
  "👩‍👩‍👧 ❤️‍🔥 1️⃣ 葛󠄀", // and of emoji; a selector of an ideograph
  // The flags of England, Scotland and Wales
  "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}\u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
  "\ufffd",
])("%s stays", (text) => {
  expect(visible(text)).toBe(text);
});

const anything = fc.string({ unit: "binary" });
const hostile = fc
  .array(
    fc.oneof(
      anything,
      fc.constantFrom("\u001b[31m", "\u001b[2J", "\u009b", "\u202e", "\n", "\udc9b"),
    ),
  )
  .map((parts) => parts.join(""));
const acts = /[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029\u{e0000}-\u{e007f}]/u;

test("nothing is left that acts on a terminal, and a second time changes nothing", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const shown = visible(text);
      expect(shown).not.toMatch(acts);
      expect(visible(shown)).toBe(shown);
      const output = visibleOutput(`\u001b[31m${shown}\u001b[39m ${text}\n`, { colors: true });
      expect(output.startsWith(`\u001b[31m${shown}\u001b[39m`)).toBe(true);
      expect(output.replaceAll(/\u001b\[\d+m|[\t\n]/g, "")).not.toMatch(acts);
      expect(visibleOutput(output, { colors: false }).replaceAll(/[\t\n]/g, "")).not.toMatch(acts);
    }),
  );
});

test("a JSON document stays the same document", () => {
  fc.assert(
    fc.property(fc.oneof(hostile, fc.jsonValue()), (value) => {
      const shown = visible(JSON.stringify({ value }, undefined, 2), "\t\n");
      expect(shown.replaceAll("\n", "")).not.toMatch(acts);
      expect(JSON.parse(shown)).toEqual(JSON.parse(JSON.stringify({ value })));
    }),
  );
});
