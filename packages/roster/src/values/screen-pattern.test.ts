import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { screenPattern } from "./screen-pattern.js";

const schema = screenPattern();
const lines = ["> ", "> half a thou", "❯ x", "abc", "a.c", "[y/n]", "aaa", "99%", "a+b", "{x}", ""];

/** The lines that `grep -E` finds in the C locale; undefined where it refuses the pattern. */
function grepped(pattern: string): string[] | undefined {
  const env = { PATH: process.env["PATH"] ?? "", LC_ALL: "C" };
  const input = `${lines.join("\n")}\n`;
  const { status, stdout } = spawnSync("grep", ["-E", "-e", pattern], { env, input });
  return (status ?? 2) > 1 ? undefined : stdout.toString().split("\n").slice(0, -1);
}

const found = (pattern: string): string[] => {
  const regex = new RegExp(pattern, "u");
  return lines.filter((line) => regex.test(line));
};

test.each([
  String.raw`^> *$`,
  String.raw`^❯ *[^ ]`,
  String.raw`^(❯|>)+ *`,
  String.raw`\[y/n\]$`,
  String.raw`a{2,3}`,
  String.raw`[0-9]+%$`,
  String.raw`a\+b|\{x\}`,
])("%s means the same to both", (pattern) => {
  expect(schema.safeParse(pattern).success).toBe(true);
  expect(grepped(pattern)).toEqual(found(pattern));
  expect(found(pattern)).not.toEqual([]);
});

test.each([
  ["", "an empty pattern"],
  ["(", "is no regular expression"],
  ["[a", "is no regular expression"],
  [String.raw`a\d`, "an escape of a letter"],
  [String.raw`\bword`, "an escape of a letter"],
  ["(?:a)", "a group that begins"],
  ["(?=a)", "a group that begins"],
  ["a+?", "a quantifier behind a quantifier"],
  ["a{2}+", "a quantifier behind a quantifier"],
  ["❯*x", "a quantifier behind a sign beyond ASCII"],
  ["[❯>]", "a class with a sign beyond ASCII"],
  [String.raw`[\]]`, "a backslash in a class"],
  ["[[:space:]]", "a bracket in a class"],
  ["[]x]", "a class that begins with `]`"],
])("%j is refused: %s", (pattern, why) => {
  const { error } = schema.safeParse(pattern);
  expect(error?.issues.map(({ message }) => message)).toEqual([expect.stringContaining(why)]);
});

test("whatever is taken means the same to grep", { timeout: 120_000 }, () => {
  const piece = fc.constantFrom(
    ..."ab.*+?^$|()[]{}\\->❯ 09,:/".split(""),
    "(❯|>)",
    "[^ ]",
    "a{1,2}",
    "\\.",
  );
  const pattern = fc.array(piece, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(""));
  const taken = fc.sample(pattern, 3000).filter((each) => schema.safeParse(each).success);
  const tried = [...new Set(taken)].slice(0, 250);
  expect(tried.length).toBeGreaterThan(100);
  // A sign beyond ASCII is several to one that counts bytes: `.` and `[^ ]` match a part of it.
  const ascii = (line: string): boolean => !line.includes("❯");
  const other = tried.filter((each) => {
    const seen = grepped(each);
    return (
      seen === undefined || seen.filter(ascii).join("\n") !== found(each).filter(ascii).join("\n")
    );
  });
  expect(other).toEqual([]);
});
