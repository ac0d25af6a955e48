import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository } from "./planted.js";

const library = join(repository, "findings/lib/root.sh");
const exitOf = (script: string): number | null =>
  spawnSync("bash", [
    "-euo",
    "pipefail",
    "-c",
    `work=$(mktemp -d) timeout=1; . "$0"; ${script}`,
    library,
  ]).status;

test.each([
  ["0", 0],
  ["1", 1],
  ["5", 1],
  ["97", 5],
  ["124", 5],
  ["143", 143],
])("what ended with %s in a root filesystem is told as %i", (code, told) => {
  expect(exitOf(`made=yes; judge ${code}`)).toBe(told);
});

test("what breaks before there is a root filesystem is no change", () => {
  expect(exitOf("false")).toBe(5);
  expect(exitOf("tar -x -f /nosuch")).toBe(5);
  expect(exitOf("made=yes; false")).toBe(1);
});
