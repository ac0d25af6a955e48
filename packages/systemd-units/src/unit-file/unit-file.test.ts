import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scaled } from "../../test/scaled.js";
import { thrownCode } from "../../test/thrown-code.js";
import { parseUnit } from "./parse-unit.js";
import type { UnitFile } from "./unit-file.js";

/** Text that is likely to hit every branch: structure characters far more often than others. */
const unitText = fc
  .array(
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc.constantFrom(
          "\n",
          "\r\n",
          "\r",
          "\0",
          "=",
          "\\",
          "\\\n",
          "#",
          ";",
          "[",
          "]",
          " ",
          "\t",
          "\uFEFF",
        ),
      },
      {
        weight: 5,
        arbitrary: fc.constantFrom(
          "[Unit]\n",
          "[Service]\n",
          "Key=value\n",
          "Key=",
          "A = b \\\n",
          "; note \\\n",
          "# x\n",
        ),
      },
      fc.string({ unit: "binary" }),
    ),
  )
  .map((parts) => parts.join(""));

describe("reading", () => {
  test("any text comes back as it was", () => {
    for (const texts of [unitText, fc.string({ unit: "binary" })])
      fc.assert(
        fc.property(texts, (text) => {
          expect(parseUnit(text).toString()).toBe(text);
        }),
        { numRuns: scaled(1000, 25_000) },
      );
  });

  test("any bytes come back as they were, and those that are no UTF-8 cost their own line only", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), unitText, (noise, text) => {
        const bytes = Buffer.concat([Buffer.from(text), noise, Buffer.from("\n[S]\nA=1\n")]);
        const unit = parseUnit(bytes);
        expect(Buffer.from(unit.toBytes()).equals(bytes)).toBe(true);
      }),
      { numRuns: scaled(1000, 25_000) },
    );
    const unit = parseUnit(Buffer.from("[S]\n# caf\xe9\nA=\xff\nB=2\n", "latin1"));
    unit.set("S", "B", "3");
    expect(Buffer.from(unit.toBytes()).toString("latin1")).toBe("[S]\n# caf\xe9\nA=\xff\nB=3\n");
    expect(unit.diagnostics).toMatchObject([{ line: 3, column: 1, code: "not-utf8" }]);
  });

  test.each([
    ["blanks", `[S]\nA=b${" ".repeat(200_000)}c\n`],
    ["backslashes", `[S]\nA=b${"\\".repeat(200_000)}c\n`],
    ["continuations", `[S]\nA=${"b \\\n".repeat(200_000)}c\n`],
  ])("a long row of %s is read in one go", (_what, text) => {
    expect(parseUnit(text).get("S", "A")).toMatch(/^b[^]*c$/);
  });

  test("continuations join with a blank; comments in between do not end them, an empty line does", () => {
    const unit = parseUnit("[S]\nA=one\\\n# note\n  two\\\n; note \\\n\nB=x\\\\\nC=y\n");
    expect(unit.get("S", "A")).toBe("one   two");
    expect(unit.getAll("S", "A")).toEqual([{ value: "one   two", line: 2 }]);
    expect(unit.get("S", "B")).toBe("x\\\\");
    expect(unit.getAll("S", "C")).toEqual([{ value: "y", line: 8 }]);
  });

  test("a comment never continues, and a byte order mark is passed over", () => {
    const unit = parseUnit("\uFEFF[S]\r\n# note \\\r\nA=1\r\n");
    expect(unit.get("S", "A")).toBe("1");
    expect(unit.diagnostics).toEqual([]);
  });

  test("the last value wins; lists are reset by an empty assignment, dependencies are not", () => {
    const unit = parseUnit("[S]\nA=1\nA=2\nE=x\nE=\nE=y z\n[Unit]\nAfter=a.service\nAfter=\n");
    expect(unit.get("S", "A")).toBe("2");
    expect(unit.get("S", "none")).toBeUndefined();
    expect(unit.getAll("S", "E").map(({ value }) => value)).toEqual(["x", "", "y z"]);
    expect(unit.list("S", "E")).toEqual(["y z"]);
    expect(unit.list("Unit", "After")).toEqual(["a.service"]);
  });

  test("what systemd ignores is said, with its position", () => {
    const { diagnostics } = parseUnit("A=1\n[S]\n  junk\n=x\n[broken\nB=2\n[S]\nC=\\");
    expect(
      diagnostics.map(({ line, column, code, severity }) => [line, column, code, severity]),
    ).toEqual([
      [1, 1, "outside-section", "error"],
      [3, 3, "missing-equals", "error"],
      [4, 1, "missing-key", "error"],
      [5, 1, "bad-section-header", "error"],
      [6, 1, "outside-section", "error"],
      [8, 1, "open-continuation", "warning"],
    ]);
  });
});

describe("editing", () => {
  test("an edit touches only its own line", () => {
    const unit = parseUnit("# head\r\n[Unit]\r\nA = one \\\r\n# kept\r\n two\r\nB=2\r\n");
    unit.set("Unit", "A", "new");
    unit.add("Unit", "B", "3");
    unit.set("Service", "C", "4");
    expect(unit.toString()).toBe(
      "# head\r\n[Unit]\r\n# kept\r\nA = new\r\nB=2\r\nB=3\r\n\r\n[Service]\r\nC=4\r\n",
    );
    unit.remove("Unit", "B");
    expect(unit.toString()).toBe(
      "# head\r\n[Unit]\r\n# kept\r\nA = new\r\n\r\n[Service]\r\nC=4\r\n",
    );
    unit.remove("Unit", "none");
  });

  test("a new setting joins its section, also where the file has no last line end or an open continuation", () => {
    for (const [text, expected] of [
      ["[S]\nA=1", "[S]\nA=1\nB=2\n"],
      ["[S]\nA=1\\", "[S]\nA=1\\\n\nB=2\n"],
      ["[S]\n\n[T]\nC=3\n", "[S]\nB=2\n\n[T]\nC=3\n"],
      ["", "[S]\nB=2\n"],
    ] as const) {
      const unit = parseUnit(text);
      unit.add("S", "B", "2");
      expect(unit.toString()).toBe(expected);
    }
  });

  test("whatever the file: what was set is read back, the rest means what it meant", () => {
    const awkward = fc.string({
      unit: fc.constantFrom("a", " ", "\\", '"', "=", "#", "[", "é", "%"),
    });
    const others = (unit: UnitFile) =>
      unit.assignments
        .filter(({ key }) => key !== "Zeta")
        .map((one) => [one.section, one.key, one.value]);
    fc.assert(
      fc.property(unitText, awkward, fc.constantFrom("set", "add"), (text, value, verb) => {
        const unit = parseUnit(text);
        const before = others(unit);
        const refused = thrownCode(() => unit[verb]("Service", "Zeta", value));
        expect(refused).toBe(/^ | $|(?<!\\)(?:\\\\)*\\$/.test(value) ? "InvalidValue" : undefined);
        const written = refused === undefined ? value : undefined;
        expect(unit.get("Service", "Zeta")).toBe(written);
        expect(parseUnit(unit.toString()).get("Service", "Zeta")).toBe(written);
        expect(others(unit)).toEqual(before);
        unit.remove("Service", "Zeta");
        expect(unit.get("Service", "Zeta")).toBeUndefined();
        expect(others(unit)).toEqual(before);
      }),
      { numRuns: scaled(2000, 50_000) },
    );
  });

  test("what would not be read back is refused", () => {
    const unit = parseUnit("[S]\nA=1\n");
    const values = ["two\nlines", "end\\", " blank", "nul\0", "\ud800"];
    const keys = ["", "a=b", "#a", "[a", " a"];
    expect(values.map((value) => thrownCode(() => unit.set("S", "A", value)))).toEqual(
      values.map(() => "InvalidValue"),
    );
    expect(keys.map((key) => thrownCode(() => unit.set("S", key, "1")))).toEqual(
      keys.map(() => "InvalidKey"),
    );
    expect(unit.toString()).toBe("[S]\nA=1\n");
  });
});
