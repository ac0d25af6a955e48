import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { repository, runCheck } from "./planted.js";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "mosaic-fleet-docs-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("the real tree's links lead somewhere", () => {
  expect(runCheck("check-docs", repository)).toMatchObject({ code: 0 });
});

test("a dead link and a dead anchor are named with file and line", () => {
  writeFileSync(join(root, "other.md"), "# `mosaic-fleet up` & more\n\n## Twice\n\n## Twice\n");
  writeFileSync(
    join(root, "README.md"),
    [
      "[good](other.md) [web](https://example.org/x) [here](#top) `[code](gone.md)`",
      "[good](other.md#mosaic-fleet-up--more) [good](other.md#twice-1)",
      "![picture](gone.png)",
      "[anchor](other.md#twice-2)",
      "[named][name]",
      "# Top",
      "```sh",
      "[fenced](gone.md)",
      "```",
      "[name]: ./gone/too.md",
    ].join("\n"),
  );
  expect(runCheck("check-docs", root)).toEqual({
    code: 1,
    output: [
      "README.md:3: `gone.png` leads nowhere",
      "README.md:4: `other.md#twice-2`: other.md has no heading for #twice-2",
      "README.md:10: `./gone/too.md` leads nowhere",
      "",
    ].join("\n"),
  });
});
