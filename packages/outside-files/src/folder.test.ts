import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inFolderBelow } from "./below.js";
import { inFolder } from "./folder.js";
import { readFile } from "./read-file.js";

test("a hundred looks below one folder keep no handles, and see what becomes of it, but nothing through a link", () => {
  const base = mkdtempSync(join(tmpdir(), "folder-"));
  const handles = (): number => readdirSync("/proc/self/fd").length;
  const socket = join(base, "channels", "s");
  const write = (folder: string, text: string): void => {
    mkdirSync(join(folder, "a"), { recursive: true });
    writeFileSync(join(folder, "a", "file"), text);
  };
  const look = (): string | undefined => {
    try {
      const below = ["channels", "s", "a"];
      return inFolder(base, below, ({ at }) => readFile(at("file"), 100))?.text;
    } catch {
      return "refused";
    }
  };
  try {
    expect(look()).toBeUndefined();
    write(socket, "first");
    expect(look()).toBe("first");
    const before = handles();
    for (let at = 0; at < 100; at++) look();
    expect(handles()).toBe(before);
    rmSync(join(base, "channels"), { recursive: true });
    expect(look()).toBeUndefined();
    write(socket, "anew");
    expect(look()).toBe("anew");
    write(join(base, "elsewhere"), "a person's");
    renameSync(socket, join(base, "away"));
    symlinkSync(join(base, "elsewhere"), socket);
    // Until it is entered again, the folder that stood there is what is known
    expect(["anew", "refused"]).toContain(look());
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
});

test("a path with fewer names than agents can write is entered from the root", () => {
  expect(inFolderBelow("/", 3, ({ path }) => path)).toBe("/");
  expect(inFolderBelow("/usr/", 3, ({ path }) => path)).toBe("/usr");
});

test("a folder that is used stays the one that was entered, whatever is looked at meanwhile", () => {
  const base = mkdtempSync(join(tmpdir(), "folder-"));
  const below = ["sessions", "s"];
  const write = (folder: string, text: string): void => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "file"), text);
  };
  const handles = (): number => readdirSync("/proc/self/fd").length;
  try {
    write(join(base, ...below), "first");
    write(join(base, "elsewhere"), "a person's");
    const before = handles();
    const seen = inFolder(base, below, (outer) => {
      const first = readFile(outer.at("file"), 100)?.text;
      rmSync(join(base, ...below), { recursive: true });
      // Sees that it is gone, and lets go of it
      const gone = inFolder(base, below, () => "there");
      // Gets the number of a handle that was closed
      const other = inFolder(join(base, "elsewhere"), [], () =>
        readFile(outer.at("file"), 100),
      )?.text;
      return { first, gone, other };
    });
    expect(seen).toEqual({ first: "first", gone: undefined, other: undefined });
    expect(handles()).toBe(before);
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
});
