import { expect, test } from "vitest";
import { nearest, nearestWords } from "./nearest.js";

test.each([
  ["MF203", ["MF203"]],
  ["MF23", ["MF203", "MF523"]],
  ["MF2O3", ["MF203"]],
  ["MF2003", ["MF203"]],
  ["FM203", ["MF203"]],
  ["mf-203", ["MF203"]],
  ["MF032", []],
  ["", []],
  ["xx", []],
])("%j is near to %j", (typed, words) => {
  const codes = ["MF203", "MF523", "MF701"];
  expect(nearestWords(typed, codes)).toEqual(words);
  expect(nearest(typed, codes)).toBe(words[0]);
});

test("of words that are near, the nearest alone", () => {
  expect(nearestWords("workdirs", ["worktree", "workdir", "work_dir"])).toEqual([
    "workdir",
    "work_dir",
  ]);
});
