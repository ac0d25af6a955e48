import { expect, test } from "vitest";
import { parseRoster } from "./parse-roster.js";

const said = (keys: string): string[] =>
  parseRoster(`version: 1\nagents:\n  - { name: a, ${keys} }\n`, { file: "" }).diagnostics.map(
    ({ message, hint }) => `${message} → ${hint}`,
  );

test.each([
  ["runtime: claude-code", "the runtime `claude-code` is not known → the nearest is `claude`;"],
  ["runtime: Gemini CLI", "the runtime `Gemini CLI` is not known → the nearest is `gemini`;"],
  ["runtime: bash", "the runtime `bash` is not known → it can be `claude`,"],
  [
    "runtime: pi, transcript: no",
    "`no` is not a size: it is no number with a unit → write a number and a unit, such as `20M` or `3G`, or `off`",
  ],
  [
    "runtime: pi, transcript: 4GB",
    "`4GB` is not a size: the unit `GB` is not one of systemd's → write `4G`",
  ],
  [
    "runtime: pi, limits: { memory_max: .inf }",
    "`memory_max` takes a size such as `20M` or `4G`, or `infinity`, not `.inf`",
  ],
  ["runtime: pi, tags: 5", "`tags` takes a list, not a number"],
])("%s", (keys, start) => {
  const [first = ""] = said(keys);
  expect(first.slice(0, start.length)).toBe(start);
});

test("a colon without a blank after it", () => {
  const text = "version: 1\nagents:\n  - name:a\n    runtime: pi\n";
  expect(parseRoster(text, { file: "" }).diagnostics[0]).toMatchObject({
    code: "yaml-syntax",
    hint: "check that a blank follows the colon: `key: value`",
    range: { start: { line: 3, column: 5 } },
  });
});
