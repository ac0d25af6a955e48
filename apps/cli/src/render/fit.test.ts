import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { paint } from "@mosaicstack/command-line";
import { fit, pieces, widthOf } from "./fit.js";

describe("a line in so many columns", () => {
  test.each([
    ["canary", 6, "canary"],
    ["canary", 5, "cana…"],
    ["日本語", 6, "日本語"],
    ["日本語", 5, "日本…"],
    ["日本語", 4, "日…"],
    ["x", 0, ""],
    [paint("canary", "red", true), 4, "\u001B[31mcan…\u001B[0m"],
  ])("%j in %i is %j", (line, width, expected) => {
    expect(fit(line, width)).toBe(expected);
  });

  const text = fc.string({ unit: fc.constantFrom("a", "日", "é", "🙂", " ") });

  test("is never wider, and its pieces are all of it", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 9 }), (line, width) => {
        expect(widthOf(fit(line, width))).toBeLessThanOrEqual(width);
        const parts = pieces(line, width);
        expect(parts.join("")).toBe(line);
        for (const part of parts) expect(widthOf(part)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
