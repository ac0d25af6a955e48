import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wrapIndented, wrapTalk } from "./wrap.js";

describe("wrapIndented", () => {
  test("breaks between words, never within backticks", () => {
    expect(
      wrapIndented("Bring it up with `mosaic-fleet up --preset pair`, then go on.", 30),
    ).toEqual(["Bring it up with", "`mosaic-fleet up --preset pair`,", "then go on."]);
  });

  test("indents, and further from the second line on", () => {
    expect(wrapIndented("one two three four five six", 24, { indent: 2, hang: 2 })).toEqual([
      "  one two three four",
      "    five six",
    ]);
  });

  test("colours take no room", () => {
    expect(wrapIndented("\u001B[31mred\u001B[0m and the other one", 21)).toHaveLength(1);
  });

  test("keeps every word, in order, in lines that fit where their words do", () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z`]{1,18}$/), { minLength: 1 }),
        fc.integer({ min: 1, max: 80 }),
        (words, width) => {
          const lines = wrapIndented(words.join(" "), width);
          expect(lines.join(" ")).toBe(words.join(" "));
          for (const line of lines) {
            if (!line.includes("`")) expect(line.length).toBeLessThanOrEqual(Math.max(20, width));
          }
        },
      ),
    );
  });
});

test("wrapTalk leaves indented lines and unknown widths alone", () => {
  const command = "  mosaic-fleet attach canary --roster /a/long/path/to/a/roster.yaml";
  expect(wrapTalk("Go on with the one below:", 20)).toEqual(["Go on with the one", "below:"]);
  expect(wrapTalk(command, 20)).toEqual([command]);
  expect(wrapTalk("as long as it likes to be, or longer", undefined)).toHaveLength(1);
});
