import { chmodSync, mkdirSync, realpathSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkDirectory, resolveAddress, samePath } from "./address.js";
import { openThrowAwayTmux } from "../testing.js";
import type { ThrowAwayTmux } from "../testing.js";
import { openTmux } from "../tmux.js";

let fixture: ThrowAwayTmux;
let folder: string;
beforeAll(async () => {
  // Its folder goes even when this test is killed.
  fixture = await openThrowAwayTmux({ start: false });
  folder = fixture.directory;
  mkdirSync(join(folder, "real"));
  symlinkSync(join(folder, "real"), join(folder, "link"));
});
afterAll(async () => await fixture.close());

test("a name is a file in the folder that tmux would use", () => {
  expect(resolveAddress({ socket: "x" }, { env: {}, uid: 7 })).toEqual({
    flags: ["-S", `${realpathSync("/tmp")}/tmux-7/x`],
    socketPath: `${realpathSync("/tmp")}/tmux-7/x`,
    directory: `${realpathSync("/tmp")}/tmux-7`,
    isDefault: false,
  });
  const prefixed = resolveAddress({ socket: "x" }, { env: {}, uid: 7, prefixed: true });
  expect(prefixed).toMatchObject({ flags: ["-L", "x"] });
  expect(prefixed.directory).toBeUndefined();
});

test("TMUX_TMPDIR is followed through links, and left when it is not there", () => {
  const link = join(folder, "link");
  expect(resolveAddress({ socket: "x" }, { env: { TMUX_TMPDIR: link }, uid: 7 }).socketPath).toBe(
    `${folder}/real/tmux-7/x`,
  );
  const gone = { TMUX_TMPDIR: join(folder, "gone") };
  expect(resolveAddress({ socket: "x" }, { env: gone, uid: 7 })).toMatchObject({
    socketPath: `${realpathSync("/tmp")}/tmux-7/x`,
    missingTmpdir: gone.TMUX_TMPDIR,
  });
});

test("a folder of somebody else, or open to others, is refused", () => {
  const directory = join(folder, "real");
  const uid = process.getuid?.() ?? 0;
  const denied = expect.objectContaining({ code: "PermissionDenied" });
  expect(() => checkDirectory(join(folder, "gone"), uid)).not.toThrow();
  expect(() => checkDirectory(join(folder, "link"), uid)).toThrow(denied);
  expect(() => checkDirectory(directory, uid + 1)).toThrow(denied);
  chmodSync(directory, 0o755);
  expect(() => checkDirectory(directory, uid)).toThrow(denied);
  chmodSync(directory, 0o770);
  expect(() => checkDirectory(directory, uid)).not.toThrow();
});

test("the default server is known by its path too", () => {
  const env = { TMUX_TMPDIR: join(folder, "link") };
  expect(resolveAddress({ default: true }, { env, uid: 7 })).toMatchObject({
    isDefault: true,
  });
  mkdirSync(join(folder, "real", "tmux-7"));
  const path = join(folder, "link", "tmux-7", "default");
  expect(resolveAddress({ path }, { env, uid: 7 })).toMatchObject({
    flags: ["-S", path],
    isDefault: true,
  });
  expect(samePath(path, join(folder, "real", "tmux-7", "other"))).toBe(false);
  // Two paths whose folders are both gone are not the same.
  expect(samePath("/gone-a/socket", "/gone-b/socket")).toBe(false);
});

test("what names no server, or two, never leads to the person's own", () => {
  const wrong: unknown[] = [
    undefined,
    null,
    {},
    "agents",
    { sockt: "agents" },
    { socket: undefined },
    { default: false },
    { default: 1 },
    { socket: "agents", default: true },
    { socket: "agents", path: "/tmp/agents" },
  ];
  for (const address of wrong) {
    expect(() => openTmux(address as { socket: string })).toThrow(
      expect.objectContaining({ code: "InvalidArgument" }),
    );
  }
});

test.each([
  { socket: "" },
  { socket: "a/b" },
  { socket: ".." },
  { socket: "a\nb" },
  { socket: "default" },
  { path: "relative" },
  { path: `/${"x".repeat(107)}` },
])("%j is refused", (address) => {
  expect(() => openTmux(address)).toThrow(expect.objectContaining({ code: "InvalidArgument" }));
});

test("a path of 107 bytes is taken", () => {
  expect(openTmux({ path: `/${"x".repeat(106)}` }).socketPath).toHaveLength(107);
});
