import { spawnSync } from "node:child_process";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { formatSize, parseSize } from "./size.js";
import { formatTimeSpan, parseTimeSpan } from "./time-span.js";

test.each<[string, number]>([
  ["20M", 20 * 1024 ** 2],
  ["3G", 3 * 1024 ** 3],
  ["1.5G", 1.5 * 1024 ** 3],
  ["512", 512],
  ["512B", 512],
  ["4 K", 4096],
  ["0", 0],
])("size %s is %d bytes", (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});

test.each<[string, string | undefined]>([
  ["", "write a number and a unit, such as `20M` or `3G`"],
  ["-1M", "write a number and a unit, such as `20M` or `3G`"],
  ["20m", "write `20M`"],
  ["3GB", "write `3G`"],
  ["3GiB", "write `3G`"],
  ["3X", "the units are K, M, G, T, P and E, base 1024"],
  ["9999E", undefined],
])("size %j is refused", (text, hint) => {
  const result = parseSize(text);
  expect(result).toBeTypeOf("object");
  expect((result as { hint?: string }).hint).toBe(hint);
});

test("a size reads back from its normal form", () => {
  expect([0, 1023, 1024, 1536, 20 * 1024 ** 2].map(formatSize)).toEqual([
    "0",
    "1023",
    "1K",
    "1536",
    "20M",
  ]);
  fc.assert(
    fc.property(fc.maxSafeNat(), (bytes) => {
      expect(parseSize(formatSize(bytes))).toBe(bytes);
    }),
  );
});

const spans: Record<string, number> = {
  "5": 5,
  "5s": 5,
  "5m": 300,
  "1h30m": 5400,
  "1h 30min": 5400,
  "2 weeks": 14 * 86_400,
  "1d 2hr 3minutes 4sec 5ms 6us": 93_784.005006,
  "1.5s": 1.5,
  "1M": 30.4375 * 86_400,
  "1y": 365.25 * 86_400,
  " 7 ": 7,
};

test.each(Object.entries(spans))("time span %j is %d seconds", (text, seconds) => {
  expect(parseTimeSpan(text)).toBe(seconds);
});

test.each(["", "soon", "5 secs", "5H", "-5s", "5s!", "s", "1e3", "constructor", "1constructor"])(
  "time span %j is refused",
  (text) => {
    expect(parseTimeSpan(text)).toMatchObject({ problem: expect.any(String) as string });
  },
);

test("a time span reads back from its normal form", () => {
  expect([0, 0.1, 5, 300, 5400, 93_784.005006].map(formatTimeSpan)).toEqual([
    "0s",
    "100ms",
    "5s",
    "5m",
    "1h30m",
    "1d2h3m4s5ms6us",
  ]);
  const seconds = fc
    .integer({ min: 0, max: 2 ** 45 })
    .map((microseconds) => microseconds / 1_000_000);
  fc.assert(
    fc.property(seconds, (span) => {
      expect(parseTimeSpan(formatTimeSpan(span))).toBe(span);
    }),
  );
});

test("systemd reads the same time spans", (context) => {
  const texts = [...Object.keys(spans), formatTimeSpan(93_784.005006), formatTimeSpan(0.000_001)];
  const run = spawnSync("systemd-analyze", ["timespan", ...texts], { encoding: "utf8" });
  context.skip(run.error !== undefined, "systemd-analyze is not installed");
  const told = [...run.stdout.matchAll(/^\s*[µμ]s: (\d+)$/gmu)].map(
    ([, value]) => Number(value) / 1_000_000,
  );
  expect(told).toEqual(texts.map((text) => parseTimeSpan(text)));
});
