import { spawnSync } from "node:child_process";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { asTyped, commandLine, programName } from "./invocation.js";

test("npm's own variables tell that `npx` finds the program", () => {
  expect(programName({})).toBe("mosaic-fleet");
  expect(programName({ npm_lifecycle_event: "start" })).toBe("npx mosaic-fleet");
  expect(programName({ npm_execpath: "/usr/lib/npm/bin/npm-cli.js" })).toBe("npx mosaic-fleet");
});

test("only commands are renamed, not the socket of that name", () => {
  const env = { npm_lifecycle_event: "start" };
  expect(asTyped("socket `mosaic-fleet`: run `mosaic-fleet up`", env)).toBe(
    "socket `mosaic-fleet`: run `npx mosaic-fleet up`",
  );
});

test("a shell reads back the words of a command line", () => {
  const word = fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0"));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
      const line = commandLine({}, words).replace(/^mosaic-fleet/, "printf '%s\\0'");
      const { stdout } = spawnSync("/bin/sh", ["-c", line], { encoding: "utf8" });
      expect(stdout.split("\0").slice(0, -1)).toEqual(words);
    }),
    { numRuns: 40 },
  );
});
