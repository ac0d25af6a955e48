import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { diagnosticCodes } from "./diagnostic-codes.js";
import { parseRoster } from "./parse-roster.js";

const folder = new URL("../../test/fixtures/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

/** Codes whose text is made in `hostile.test.ts`: a file of that size has no place here. */
const MADE_THERE = ["too-large"];

test.each(files)("%s: exactly the diagnostics that its first line expects", (name) => {
  const text = readFileSync(new URL(name, folder), "utf8");
  const [, list = ""] = /^\ufeff?# expect: (.+)\n/.exec(text) ?? [];
  const { roster, diagnostics } = parseRoster(text, { file: name });
  const found = diagnostics.map(
    ({ code, range: { start } }) => `${code} ${start.line}:${start.column}`,
  );
  expect(found).toEqual(list.split(", "));
  expect(found.join()).toContain(name.replace(".yaml", ""));
  expect(roster === undefined).toBe(diagnostics.some((one) => one.severity === "error"));
});

test("every code has a fixture", () => {
  const shown = files.map((name) => name.replace(".yaml", ""));
  expect([...shown, ...MADE_THERE].sort()).toEqual(Object.keys(diagnosticCodes).sort());
});
