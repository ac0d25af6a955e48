import { expect, test } from "vitest";
import { nearest } from "./nearest.js";

test.each([
  ["MF203", ["MF203"]],
  ["MF23", ["MF203", "MF523"]],
  ["MF2O3", ["MF203"]],
  ["MF2003", ["MF203"]],
  ["FM203", ["MF203"]],
  ["MF032", []],
  ["", []],
  ["xx", []],
])("%j is near to %j", (typed, words) => {
  expect(nearest(typed, ["MF203", "MF523", "MF701"])).toEqual(words);
});
