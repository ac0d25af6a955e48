import * as fc from "fast-check";
import { expect, test } from "vitest";
import { FrameError, parseRecords, recordFormat } from "./frame.js";

const nonce = "0123456789abcdef";
const fields = ["@a", "pane_current_path", "session_created"] as const;

function frame(records: readonly (readonly [string, string, number])[]): Buffer {
  const body = records.map(([option, path, created]) => {
    return `${String(Buffer.byteLength(option))}:${option}=${path}${nonce}${String(created)} \n`;
  });
  return Buffer.from(body.join(""));
}

test("the format of a record", () => {
  expect(recordFormat(fields, { nonce })).toMatchInlineSnapshot(
    `"#{n:@a}:#{@a}=#{pane_current_path}0123456789abcdef#{session_created} "`,
  );
});

const anyText = fc.string({ unit: "binary" });
const records = fc.array(fc.tuple(anyText, anyText, fc.nat()));

test("whatever stands in a value comes out of it", () => {
  fc.assert(
    fc.property(records, (all) => {
      expect(parseRecords(frame(all), fields, { nonce })).toEqual(
        all.map(([option, path, created]) => ({
          "@a": option,
          pane_current_path: path,
          session_created: created,
        })),
      );
    }),
  );
});

test("a record that was cut is no record", () => {
  fc.assert(
    fc.property(anyText, anyText, fc.nat(), fc.nat(), (option, path, created, at) => {
      const bytes = frame([[option, path, created]]);
      const cut = bytes.subarray(0, 1 + (at % (bytes.length - 1)));
      expect(() => parseRecords(cut, fields, { nonce })).toThrow(FrameError);
    }),
  );
});

test("a value that was altered on the way does not fit its length", () => {
  const sanitised = Buffer.from("2:_=/0123456789abcdef1 \n");
  expect(() => parseRecords(sanitised, fields, { nonce })).toThrow(FrameError);
});

test("a number that is none is not read as one", () => {
  expect(() => parseRecords(Buffer.from("xy \n"), ["pid"], { nonce })).toThrow(
    "expected a value for pid at byte 0",
  );
});
