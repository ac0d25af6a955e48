import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { keepPaths } from "./keep.js";
import { SandboxError } from "./sandbox-error.js";

const folder = realpathSync(mkdtempSync("/tmp/mosaic-keep-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("only what lies below a private tree has to be mounted again", () => {
  expect(keepPaths(["/usr/bin", "/", "/tmp", folder])).toEqual([folder]);
});

test("a path inside another kept one, or named twice, is mounted once", () => {
  mkdirSync(join(folder, "a"));
  expect(keepPaths([join(folder, "a"), folder, folder])).toEqual([folder]);
});

test("links are followed, for mounts are", () => {
  symlinkSync(join(folder, "a"), join(folder, "link"));
  expect(keepPaths([join(folder, "link")])).toEqual([join(folder, "a")]);
});

test("a missing path is refused with its name", () => {
  expect(() => keepPaths([join(folder, "none")])).toThrow(SandboxError);
  expect(() => keepPaths([join(folder, "none")])).toThrow("keep only what exists");
});

test("a place where sandboxes would meet is refused, also through a link", () => {
  for (const path of ["/tmp/tmux-1000", "/tmp/tmux-0/default", "/run/user", "/run/user/1000/x"])
    expect(() => keepPaths(["/home/link"], () => path)).toThrow("cannot be kept");
  expect(keepPaths(["/tmp/tmux-source"], (path) => path)).toEqual(["/tmp/tmux-source"]);
});
