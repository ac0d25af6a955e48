import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderTable, type Table } from "./table.js";

const table: Table = {
  columns: [
    { title: "AGENT", shrinks: true },
    { title: "PID", drops: 1 },
    { title: "STATE" },
    { title: "NOTE", drops: 2, shrinks: true },
  ],
  rows: [
    [
      { text: "canary" },
      { text: "12345" },
      { text: "active", tint: "green" },
      { text: "all well" },
    ],
    [{ text: "a" }, { text: "1" }, { text: "failed", tint: "red" }, { text: "" }],
  ],
  width: undefined,
  color: false,
};

describe("renderTable", () => {
  test("columns stand under their titles, and no line ends in blanks", () => {
    expect(renderTable(table).join("\n")).toMatchInlineSnapshot(`
      "AGENT   PID    STATE   NOTE
      canary  12345  active  all well
      a       1      failed"
    `);
  });

  test("the least worth goes first where it is narrow, then words are cut", () => {
    expect(renderTable({ ...table, width: 25 }).join("\n")).toMatchInlineSnapshot(`
      "AGENT   STATE   NOTE
      canary  active  all well
      a       failed"
    `);
    expect(renderTable({ ...table, width: 13 }).join("\n")).toMatchInlineSnapshot(`
      "AGENT  STATE
      cana…  active
      a      failed"
    `);
  });

  test("colours take no space", () => {
    const painted = renderTable({ ...table, color: true });
    expect(painted.join("\n")).toContain("\u001B[32mactive\u001B[0m  all well");
    expect(painted.map((line) => line.replaceAll(/\u001B\[\d+m/g, "").trimEnd())).toEqual(
      renderTable(table),
    );
  });

  test("no line is wider than the terminal, down to the columns that always stand", () => {
    const text = fc.string({ minLength: 0, maxLength: 40, unit: fc.constantFrom("a", "b", "-") });
    const row = fc.tuple(text, text, fc.constantFrom("active", "failed"), text);
    fc.assert(
      fc.property(fc.array(row), fc.integer({ min: 13, max: 120 }), (rows, width) => {
        const cells = rows.map((texts) => texts.map((cell) => ({ text: cell })));
        for (const line of renderTable({ ...table, rows: cells, width })) {
          expect(line.length).toBeLessThanOrEqual(width);
        }
      }),
    );
  });
});
