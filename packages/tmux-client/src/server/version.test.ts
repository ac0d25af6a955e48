import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openThrowAwayTmux } from "../testing.js";
import type { ThrowAwayTmux } from "../testing.js";
import { openTmux } from "../tmux.js";
import { parseVersion, tmuxVersion } from "./version.js";

let fixture: ThrowAwayTmux;
let folder: string;
let old: string;
beforeAll(async () => {
  // Its folder goes even when this test is killed.
  fixture = await openThrowAwayTmux({ start: false });
  folder = fixture.directory;
  old = join(folder, "tmux");
  writeFileSync(
    old,
    '#!/bin/sh\n[ "$*" = -V ] && echo "tmux 3.1c" && exit 0\necho "usage: tmux" >&2\nexit 1\n',
  );
  chmodSync(old, 0o755);
});
afterAll(async () => await fixture.close());

test.each([
  ["tmux 3.3a", { text: "3.3a", major: 3, minor: 3 }],
  ["tmux 3.9-rc2", { text: "3.9-rc2", major: 3, minor: 9 }],
  ["tmux next-3.7", { text: "next-3.7", major: 3, minor: 6 }],
  ["tmux next-4.0", { text: "next-4.0", major: 0, minor: 0 }],
  ["tmux openbsd-7.5", { text: "openbsd-7.5", major: 0, minor: 0 }],
  ["tmux master", { text: "master", major: 0, minor: 0 }],
  ["screen 4.9", undefined],
  ["tmux", undefined],
])("%j", (text, version) => {
  expect(parseVersion(text)).toEqual(version);
});

test("the tmux of this machine", async () => {
  expect((await tmuxVersion()).major).toBeGreaterThanOrEqual(3);
});

test("no tmux, and a tmux that is too old, are said", async () => {
  const none = join(folder, "none");
  await expect(tmuxVersion({ binary: none })).rejects.toMatchObject({
    code: "BinaryMissing",
    delivery: "not-sent",
  });
  const address = { path: join(folder, "socket") };
  await expect(openTmux(address, { binary: none }).list(["pid"])).rejects.toMatchObject({
    code: "BinaryMissing",
  });
  await expect(openTmux(address, { binary: none }).server.probe()).rejects.toMatchObject({
    code: "BinaryMissing",
  });
  await expect(openTmux(address, { binary: old }).server.start()).rejects.toMatchObject({
    code: "Unsupported",
    message: "tmux 3.1c was found, 3.2 or newer is needed: update tmux",
  });
});
