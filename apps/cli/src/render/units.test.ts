import { expect, test } from "vitest";
import { formatBytes } from "./bytes.js";
import { formatSince, formatSpan } from "./time.js";

test.each([
  [-5000, "0s"],
  [0, "0s"],
  [59_999, "59s"],
  [60_000, "1m"],
  [3_599_999, "59m"],
  [3_600_000, "1h"],
  [86_399_999, "23h"],
  [86_400_000 * 400, "400d"],
])("a span of %d ms is %s", (milliseconds, text) => {
  expect(formatSpan(milliseconds)).toBe(text);
});

test("since a moment; what is no date is not guessed", () => {
  expect(formatSince("2025-01-01T00:00:00Z", Date.parse("2025-01-01T00:03:20Z"))).toBe("3m");
  expect(formatSince("n/a", 0)).toBeUndefined();
});

test.each([
  [0, "0B"],
  [1023, "1023B"],
  [1024, "1.0K"],
  [1536, "1.5K"],
  [10_188, "9.9K"],
  [10_230, "10K"],
  [1024 ** 2 - 1, "1.0M"],
  [340 * 1024 ** 2, "340M"],
  [1.5 * 1024 ** 3, "1.5G"],
  [2048 * 1024 ** 4, "2048T"],
])("%d bytes are %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
