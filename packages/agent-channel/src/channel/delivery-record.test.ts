import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDelivery } from "./delivery-record.js";

const whole = {
  id: "0b8f-a_1",
  at: "2026-01-01T00:00:00.123Z",
  outcome: "delivered",
  receipt: "hook",
  bytes: 5,
  sha256: "a".repeat(64),
  ms: 240,
  reason: "said",
} as const;

test("a line that is as it should be is taken as it is", () => {
  expect(parseDelivery(JSON.stringify(whole))).toEqual(whole);
});

test.each<[string, object]>([
  ["no id", { id: undefined }],
  ["an id that is a path", { id: "../a" }],
  ["an id that is endless", { id: "a".repeat(201) }],
  ["a time that is none", { at: "soon" }],
  ["a time that never was", { at: "2026-13-41T00:00:00Z" }],
  ["an outcome that nobody knows", { outcome: "done" }],
  ["an outcome of every object", { outcome: "constructor" }],
])("%s: it is no line", (_, wrong) => {
  expect(parseDelivery(JSON.stringify({ ...whole, ...wrong }))).toBeUndefined();
});

test("what else is odd is left out, and more than that is not taken over", () => {
  const odd = { receipt: {}, bytes: "5", sha256: "A", ms: -1, reason: ["x"], more: 1 };
  const { id, at, outcome } = whole;
  const told = parseDelivery(JSON.stringify({ ...whole, ...odd }));
  expect(told).toEqual({ id, at, outcome, receipt: null });
  const reason = parseDelivery(
    JSON.stringify({ ...whole, reason: `a\u001b]52\n${"x".repeat(2000)}` }),
  );
  expect(reason?.reason).toMatch(/^a \]52 x{900,1000}$/);
});

test("whatever the line, nothing is thrown and nothing odd comes out", () => {
  const value = fc.oneof(fc.jsonValue(), fc.constantFrom(...Object.values(whole)));
  const line = fc.record(Object.fromEntries(Object.keys(whole).map((key) => [key, value])));
  fc.assert(
    fc.property(fc.oneof(line, fc.jsonValue(), fc.string()), (told) => {
      const record = parseDelivery(typeof told === "string" ? told : JSON.stringify(told));
      const shape = Object.values(record ?? {}).map((each) =>
        each === null ? "null" : typeof each,
      );
      expect(shape.filter((each) => !["string", "number", "null"].includes(each))).toEqual([]);
    }),
  );
});
