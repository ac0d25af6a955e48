import { expect, test } from "vitest";
import { parseRoster } from "../check/parse-roster.js";
import { BLANK_AFTER_DASH } from "./dash-without-blank.js";

const head = "version: 1\nagents:\n";
const one = "  - name: one\n    runtime: claude\n";

test.each([
  ["the first item", `${head}  -name: a\n   runtime: claude\n`, [["3:3", "yaml-syntax"]]],
  ["its only line", `${head}  -name: a\n`, [["3:3", "wrong-type"]]],
  ["no indent", `${head}-name: a\n runtime: claude\n`, [["3:1", "yaml-syntax"]]],
  ["a map in braces", `${head}  -{name: a, runtime: claude}\n`, [["3:3", "yaml-syntax"]]],
  ["a later item", `${head}${one}  -name: b\n    runtime: claude\n`, [["5:3", "yaml-syntax"]]],
  ["an inner list", `${head}${one}    args:\n      - a\n      -b\n`, [["7:7", "yaml-syntax"]]],
  ["all of an inner list", `${head}${one}    args:\n      -a\n      -b\n`, [["6:7", "wrong-type"]]],
  ["a key", `${head}${one}    -tags: [a]\n`, [["5:5", "unknown-key"]]],
])("the missing blank is what is told, once: %s", (_, text, expected) => {
  const { diagnostics } = parseRoster(text, { file: "roster.yaml" });
  expect(
    diagnostics.map(({ code, range: { start } }) => [`${start.line}:${start.column}`, code]),
  ).toEqual(expected);
  for (const { hint } of diagnostics) expect(hint).toBe(BLANK_AFTER_DASH);
});

test("a line of another kind keeps its own hint", () => {
  const text = `${head}${one}    args: [a\n  - name: two\n`;
  const { diagnostics } = parseRoster(text, { file: "roster.yaml" });
  expect(diagnostics.map(({ hint }) => hint)).not.toContain(BLANK_AFTER_DASH);
});
