import { execFileSync } from "node:child_process";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { scaled } from "../../test/scaled.js";
import { thrownCode } from "../../test/thrown-code.js";
import { escapeName, unescapeName } from "./escape-name.js";
import { parseUnitName, templateOf, unitName } from "./unit-name.js";

/** Not an option, no NUL, no blank argument: what can be given to systemd-escape at all. */
const texts = fc.sample(
  fc
    .string({
      unit: fc.oneof(
        fc.constantFrom("/", "-", ".", "\\", "@", ":", "_", " ", "%", "x", "é"),
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
      ),
      minLength: 1,
      maxLength: 30,
    })
    .filter((text) => !text.includes("\0")),
  { numRuns: scaled(400, 4000), seed: 1 },
);

test("escapes and templates as systemd-escape does", () => {
  const escape = (args: readonly string[]) =>
    execFileSync("systemd-escape", [...args, "--", ...texts], { encoding: "utf8" });
  // Several results stand on one line, blanks between; an escaped name has none.
  expect(texts.map((text) => escapeName(text))).toEqual(escape([]).trimEnd().split(" "));
  expect(texts.map((text) => unitName("foo-bar@.service", escapeName(text)))).toEqual(
    escape(["--template=foo-bar@.service"]).trimEnd().split(" "),
  );
});

test("unescaping is the reverse, and as systemd-escape --unescape", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      fc.pre(!text.includes("\0"));
      expect(unescapeName(escapeName(text))).toBe(text);
    }),
  );
  const escaped = ["a-b", "a\\x2db", "\\x2ea.b", "-", "é"];
  const real = (name: string) =>
    execFileSync("systemd-escape", ["--unescape", "--", name], { encoding: "utf8" }).slice(0, -1);
  expect(escaped.map((name) => unescapeName(name))).toEqual(escaped.map(real));
  const broken = ["\\", "\\x2", "\\y20", "\\xff"];
  expect(broken.map((name) => thrownCode(() => unescapeName(name)))).toEqual(
    broken.map(() => "InvalidName"),
  );
});

test("names are taken apart and put together", () => {
  expect(parseUnitName("mosaic-agent@a-b.service")).toEqual({
    prefix: "mosaic-agent",
    instance: "a-b",
    suffix: "service",
  });
  expect(parseUnitName("x.target")).toEqual({ prefix: "x", instance: undefined, suffix: "target" });
  const none = ["x", "x.conf", "@x.service", "x@a/b.service", "x y.service", "*.service", ""];
  expect(none.filter((name) => parseUnitName(name) !== undefined)).toEqual([]);
  expect(unitName("a@.service", "b")).toBe("a@b.service");
  expect(templateOf("a@b.service")).toBe("a@.service");
  expect(templateOf("a@.service")).toBeUndefined();
  expect(unitName("a@.service", "x".repeat(245))).toHaveLength(255);
  const wrong = [
    ["a@.service", "x".repeat(246)],
    ["a@.service", ""],
    ["a.service", "x"],
    ["a@.service", "a/b"],
    ["a@.service", "é"],
  ] as const;
  expect(
    wrong.map(([template, instance]) => thrownCode(() => unitName(template, instance))),
  ).toEqual(wrong.map(() => "InvalidName"));
});
