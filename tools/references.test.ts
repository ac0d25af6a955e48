import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { copyOfRepository, repository, runCheck, type Copy } from "./planted.js";

let copy: Copy;
beforeEach(() => {
  copy = copyOfRepository();
});
afterEach(() => copy.remove());

function reference(project: string, paths: string[]): void {
  const path = `packages/${project}/tsconfig.json`;
  const config = JSON.parse(readFileSync(join(copy.root, path), "utf8"));
  copy.write(
    path,
    JSON.stringify({ ...config, references: paths.map((entry) => ({ path: entry })) }),
  );
}

test("the real tree's references equal its dependencies", () => {
  expect(runCheck("check-references", repository)).toEqual({
    code: 0,
    output: expect.stringMatching(/^\d+ projects: references equal dependencies\n$/),
  });
});

test("a missing and a needless reference are named", () => {
  reference("session-launcher", ["../agent-channel", "../outside-files", "../runtimes"]);
  reference("roster", ["../runtimes", "../tmux-client"]);
  const { code, output } = runCheck("check-references", copy.root);
  expect(code).toBe(1);
  expect(output.trim().split("\n")).toEqual([
    expect.stringMatching(/^packages\/roster\/tsconfig\.json: needless: .*"\.\.\/tmux-client"/),
    expect.stringMatching(
      /^packages\/session-launcher\/tsconfig\.json: missing: .*"\.\.\/tmux-client"/,
    ),
  ]);
});
