import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { UNJUDGED } from "../../test/unjudged.js";

test("the reference lists exactly the settings that are known by name only", () => {
  const reference = readFileSync("../../docs/reference/systemd-units.md", "utf8");
  const list = /known by name only:\n\n([^]*?)\n\n/.exec(reference)?.[1] ?? "";
  expect([...list.matchAll(/`(\w+)`/g)].map(([, key]) => key)).toEqual(UNJUDGED);
});
