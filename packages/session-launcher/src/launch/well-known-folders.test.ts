import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { wellKnownFolders } from "./well-known-folders.js";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "folders-"));
});
afterEach(() => rmSync(home, { recursive: true }));

const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), text);
};
const nvm = (...versions: string[]): void => {
  for (const version of versions)
    mkdirSync(join(home, ".nvm/versions/node", version, "bin"), { recursive: true });
};
const versions = (): (string | undefined)[] =>
  wellKnownFolders(home).flatMap((folder) => /node\/(v[^/]+)\/bin/.exec(folder)?.[1] ?? []);

test("every installer's folder is named, absolute, also in an empty home", () => {
  const found = wellKnownFolders(home).map((folder) => folder.slice(home.length + 1));
  expect(found).toEqual([
    ".volta/bin",
    ".asdf/shims",
    ".local/share/mise/shims",
    ".npm-global/bin",
    ".local/bin",
    "bin",
    ".bun/bin",
    ".cargo/bin",
  ]);
});

test("nvm: the newest by number first, and what is no version not at all", () => {
  nvm("v9.0.0", "v22.10.0", "v22.9.1", "iojs", "..evil");
  expect(versions()).toEqual(["v22.10.0", "v22.9.1", "v9.0.0"]);
});

test.each([
  ["22.9.1", "v22.9.1"],
  ["v20", "v20.1.0"],
  ["lts/jod", "v22.9.1"],
  ["../../secret", "v22.10.0"],
  ["node", "v22.10.0"],
  ["default", "v22.10.0"],
])("nvm: the default %s leads to %s", (alias, first) => {
  nvm("v20.1.0", "v22.10.0", "v22.9.1");
  put(".nvm/alias/default", `${alias}\n`);
  put(".nvm/alias/lts/jod", "v22.9.1\n");
  put("secret", "v20\n");
  expect(versions()[0]).toBe(first);
  expect(versions()).toHaveLength(3);
});

test("a prefix of npm counts, and so do the variables that move a folder, where they are absolute", () => {
  put(".npmrc", "registry=x\nprefix = ~/npm\n");
  const found = wellKnownFolders(home, { VOLTA_HOME: "/v", BUN_INSTALL: "bun" });
  expect(found).toEqual(expect.arrayContaining([join(home, "npm/bin"), "/v/bin"]));
  expect(found).toContain(join(home, ".bun/bin"));
});
