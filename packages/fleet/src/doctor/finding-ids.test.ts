import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findingIds } from "./finding-ids.js";

const guide = join(import.meta.dirname, "../../../../docs/guides/troubleshooting.md");

test("the guide tells of each thing that doctor finds, in one table", async () => {
  const [, section = ""] = (await readFile(guide, "utf8")).split("\n## What doctor finds\n");
  // A table ends at the first blank line.
  const [table = ""] = section.trim().split("\n\n");
  const cells = table.split("\n").map((row) => row.split("|")[1] ?? "");
  const told = cells.flatMap((cell) => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, id = ""]) => id));
  const byName = (one: string, other: string): number => one.localeCompare(other);
  expect(told.toSorted(byName)).toEqual(findingIds.toSorted(byName));
});
