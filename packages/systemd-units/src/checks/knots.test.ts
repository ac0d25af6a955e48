import { expect, test } from "vitest";
import { checkUnits } from "./check-units.js";
import { knotsOf } from "./knots.js";

const edges = (text: string): ReadonlyMap<string, { name: string }[]> =>
  new Map(
    text.split("; ").map((row) => {
      const [from = "", to = ""] = row.split(" > ");
      return [from, to.split(" ").flatMap((name) => (name === "" ? [] : { name }))];
    }),
  );

test.each([
  ["a > b; b > c; c > ", []],
  ["a > b; b > a; c > a", ["ab"]],
  ["a > b; b > c; c > a; d > e; e > d", ["abc", "de"]],
  ["a > b; b > a c; c > d; d > c", ["ab", "cd"]],
  ["a > b e; b > c; c > d; d > b; e > c", ["bcd"]],
])("of %s: %j", (text, expected) => {
  const knots = knotsOf(edges(text)).map((knot) => knot.toSorted().join(""));
  expect(knots.toSorted()).toEqual(expected);
});

const chain = (count: number, last: string) =>
  Array.from({ length: count }, (_, at) => ({
    path: `/u/u${String(at)}.service`,
    text: `[Unit]\nAfter=${at + 1 < count ? `u${String(at + 1)}.service` : last}\n[Service]\nExecStart=/bin/true\n`,
  }));

test("a chain of ten thousand units is walked, and a circle of them is told once, in short", () => {
  expect(checkUnits({ files: chain(10_000, "") })).toEqual([]);
  const found = checkUnits({ files: chain(10_000, "u0.service") });
  expect(found.map(({ code }) => code)).toEqual(["MF206"]);
  expect(found[0]?.message).toMatch(/`u0\.service`, `u9999\.service`, .* and 9988 more$/);
});

test("each circle of a knot is told, at the first of its units", () => {
  const unit = (name: string, after: string) => ({
    path: `/u/${name}.service`,
    text: `[Unit]\nAfter=${after}\n[Service]\nExecStart=/bin/true\n`,
  });
  const files = [unit("a", "b.service"), unit("b", "a.service c.service"), unit("c", "b.service")];
  expect(checkUnits({ files }).map(({ message }) => message)).toEqual([
    "These units wait for each other: `a.service`, `b.service`",
    "These units wait for each other: `b.service`, `c.service`",
  ]);
});
