import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { UNJUDGED } from "../../test/unjudged.js";

test("the reference lists exactly the settings that are known by name only", () => {
  const page = join(import.meta.dirname, "../../../../docs/reference/systemd-units.md");
  const reference = readFileSync(page, "utf8");
  const list = /known by name only:\n\n([^]*?)\n\n/.exec(reference)?.[1] ?? "";
  expect([...list.matchAll(/`(\w+)`/g)].map(([, key]) => key)).toEqual(UNJUDGED);
});
