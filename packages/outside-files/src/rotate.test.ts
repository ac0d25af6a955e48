import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { rotate } from "./rotate.js";

test("of several that find a file full the first makes it the older one, and no other", () => {
  const folder = mkdtempSync(join(tmpdir(), "mosaic-fleet-rotate-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const place = join(folder, "log");
  writeFileSync(place, "full\n");
  const { ino } = statSync(place);
  rotate(place, ino);
  writeFileSync(place, "new\n");
  rotate(place, ino);
  expect([place, `${place}.1`].map((path) => readFileSync(path, "utf8"))).toEqual([
    "new\n",
    "full\n",
  ]);
  rmSync(place);
  rotate(place, ino);
  expect(readFileSync(`${place}.1`, "utf8")).toBe("full\n");
});
